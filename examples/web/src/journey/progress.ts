// How far a journey has come, so that a reload loses nothing. No code and no password is ever in it.
import { forgetStored, readStored, store } from '../storage';

export interface Progress {
  /** The journey's own state, which nobody else reads. */
  state: string;
  /** What was typed as the address: no secret. */
  address: string;
  /** The request that was in flight. */
  requestId?: string | undefined;
}

const places = 'repass.journey.';

export function keepProgress(kind: string, progress: Progress): void {
  store('sessionStorage', places + kind, JSON.stringify(progress));
}

export function keptProgress(kind: string): Progress | undefined {
  const kept = readStored('sessionStorage', places + kind);
  return kept === undefined ? undefined : (JSON.parse(kept) as Progress);
}

/** Forgets one journey, or all of them. */
export function forgetProgress(kind?: string): void {
  forgetStored('sessionStorage', (place) => (kind === undefined ? place.startsWith(places) : place === places + kind));
}
