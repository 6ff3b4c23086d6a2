// What EIAM's calls want to know of the device.
import type { JourneySetup } from 'repass';
import { readStored, store } from './storage';

export type Device = NonNullable<JourneySetup['device']>;

const place = 'repass.device';

export function thisDevice(): Device {
  return { operatingSystem: navigator.platform || 'unknown', fingerprint: fingerprint(), agent: navigator.userAgent };
}

export function deviceHeaders({ operatingSystem, fingerprint, agent }: Device): Record<string, string> {
  return { 'X-operating-sys-version': operatingSystem, 'X-device-fingerprint': fingerprint, 'X-agent': agent };
}

/** A random name for this browser: it tells nothing of the person. */
function fingerprint(): string {
  const known = readStored('localStorage', place);
  const name = known ?? crypto.randomUUID();
  if (known === undefined) store('localStorage', place, name);
  return name;
}
