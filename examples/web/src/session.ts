// Who is logged in, and what logging in left to be done. It lives as long as the tab.
import type { LoginStatus } from 'repass';
import { textMember } from './http';
import { forgetProgress } from './journey/progress';
import { forgetStored, readStored, store } from './storage';

/** What an id_token says of the person. For display: nobody has verified it here. */
export interface Claims {
  userName?: string | undefined;
  name?: string | undefined;
  email?: string | undefined;
  mobile?: string | undefined;
}

/** A login that wants another password first, or advises one. */
export interface Unfinished {
  status: LoginStatus;
  stateToken: string;
  userName: string;
}

const session = 'repass.session';
const unfinished = 'repass.unfinished';

/** Logged in from now on. A journey begun before may have been someone else's. */
export function beginSession(idToken: string): void {
  endSession();
  store('sessionStorage', session, idToken);
}

export function currentIdToken(): string | undefined {
  return readStored('sessionStorage', session);
}

/** Logged out, with all that belonged to the person. */
export function endSession(): void {
  forgetProgress();
  forgetStored('sessionStorage', (place) => place === session || place === unfinished);
}

export function keepUnfinished(login: Unfinished): void {
  endSession();
  store('sessionStorage', unfinished, JSON.stringify(login));
}

export function currentUnfinished(): Unfinished | undefined {
  const kept = readStored('sessionStorage', unfinished);
  return kept === undefined ? undefined : (JSON.parse(kept) as Unfinished);
}

/** The claim `api` is JSON within the JSON. */
export function claimsOf(idToken: string): Claims {
  try {
    const bytes = Uint8Array.from(atob(base64(idToken.split('.')[1] ?? '')), (letter) => letter.charCodeAt(0));
    const api: unknown = JSON.parse(textMember(JSON.parse(new TextDecoder().decode(bytes)), 'api') ?? '{}');
    const text = (name: string) => textMember(api, name);
    return { userName: text('userName'), name: text('name'), email: text('email'), mobile: text('mobile') };
  } catch {
    return {};
  }
}

function base64(base64url: string): string {
  return base64url.replaceAll('-', '+').replaceAll('_', '/');
}
