// One request to the server, and what came back, as it is.
import type { HttpRequest, HttpResponse } from 'repass';

/** An answer as it came; `body` is the JSON in it, or undefined where there is none. */
export interface Answer {
  request: string;
  status: number;
  text: string;
  body: unknown;
}

const patience = 20_000;

/** Throws where no answer came. */
export async function send(method: string, path: string, init: Omit<RequestInit, 'method'> = {}): Promise<Answer> {
  const response = await fetch(path, {
    ...init,
    method,
    // No cookies and, on a 401, no login window of the browser's own.
    credentials: 'omit',
    signal: AbortSignal.timeout(patience),
  });
  const text = await response.text();
  return { request: `${method} ${path}`, status: response.status, text, body: json(text) };
}

/** Sends a journey's request; null where no answer came. */
export async function perform({ method, target, headers, body }: HttpRequest): Promise<HttpResponse | null> {
  try {
    const response = await fetch(target, {
      method,
      headers,
      body: body || null,
      credentials: 'omit',
      signal: AbortSignal.timeout(patience),
    });
    return { status: response.status, headers: [...response.headers], body: await response.text() };
  } catch {
    return null;
  }
}

/** A member of an object that someone else made. */
export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

export function textMember(value: unknown, name: string): string | undefined {
  const found = member(value, name);
  return typeof found === 'string' ? found : undefined;
}

export function listMember(value: unknown, name: string): unknown[] {
  const found = member(value, name);
  return Array.isArray(found) ? found : [];
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
