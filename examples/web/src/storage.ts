// The browser's storage, which may be forbidden: then nothing is remembered, and the page works all the same.

type Kind = 'localStorage' | 'sessionStorage';

export function readStored(kind: Kind, place: string): string | undefined {
  try {
    return window[kind].getItem(place) ?? undefined;
  } catch {
    return undefined;
  }
}

export function store(kind: Kind, place: string, text: string): void {
  try {
    window[kind].setItem(place, text);
  } catch {
    // See above.
  }
}

export function forgetStored(kind: Kind, isMeant: (place: string) => boolean): void {
  try {
    for (const place of Object.keys(window[kind])) if (isMeant(place)) window[kind].removeItem(place);
  } catch {
    // See above.
  }
}
