// The API "Change User Password": a token for the application, then the change.
import type { Rule, Violation } from 'repass';
import { type Answer, listMember, send, textMember } from './http';
import type { Language } from './language';

export interface Change {
  clientId: string;
  clientSecret: string;
  userId: string;
  password: string;
  mustChange: boolean;
  /** What the server's own texts should be in. */
  language: Language;
}

export type Outcome =
  | { kind: 'changed'; userId: string; mustChange: boolean; answer: Answer }
  | { kind: 'refused'; code: string; text: string; language: Language; violations: Violation[]; answer: Answer }
  | { kind: 'applicationRefused'; code?: string; text?: string; language: Language; answer: Answer }
  /** No token: certainly nothing was changed. */
  | { kind: 'unreachable' }
  /** The change was sent and no answer came back. */
  | { kind: 'unanswered' }
  | { kind: 'unreadable'; answer: Answer };

export async function changePassword(change: Change): Promise<Outcome> {
  let tokenAnswer: Answer;
  try {
    tokenAnswer = await requestToken(change);
  } catch {
    return { kind: 'unreachable' };
  }
  const token = textMember(tokenAnswer.body, 'access_token');
  if (tokenAnswer.status === 401) return { kind: 'applicationRefused', language: change.language, answer: tokenAnswer };
  if (token === undefined) return refusal(change, tokenAnswer);
  try {
    return outcome(change, await requestChange(change, token));
  } catch {
    return { kind: 'unanswered' };
  }
}

/** The rules that a refusal names, for the lines of the checklist. */
export function refusedRules(outcome: Outcome): Rule[] {
  return outcome.kind === 'refused' ? outcome.violations.map((violation) => violation.code) : [];
}

function requestToken({ clientId, clientSecret }: Change): Promise<Answer> {
  return send('POST', '/api/v2/tenant/token', {
    headers: { Authorization: `Basic ${base64(`${clientId}:${clientSecret}`)}` },
  });
}

function requestChange(change: Change, token: string): Promise<Answer> {
  return send('PUT', `/api/v2/tenant/users/${encodeURIComponent(change.userId)}/change-password`, {
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json; charset=utf-8',
      'Accept-Language': change.language,
      Prefer: 'return=violations',
    },
    body: JSON.stringify({ password: change.password, pwd_must_modify: String(change.mustChange) }),
  });
}

function outcome(change: Change, answer: Answer): Outcome {
  const userId = textMember(answer.body, 'user_id');
  if (answer.status === 200 && userId !== undefined) {
    return { kind: 'changed', userId, mustChange: change.mustChange, answer };
  }
  return refusal(change, answer);
}

function refusal({ language }: Change, answer: Answer): Outcome {
  const code = textMember(answer.body, 'error_code');
  const text = textMember(answer.body, 'error_msg');
  if (answer.status < 400 || code === undefined || text === undefined) return { kind: 'unreadable', answer };
  if (answer.status === 401) return { kind: 'applicationRefused', code, text, language, answer };
  const violations = listMember(answer.body, 'violations').filter(isViolation);
  return { kind: 'refused', code, text, language, violations, answer };
}

// Whether its code is one that the package knows shows when its text is asked for.
function isViolation(value: unknown): value is Violation {
  return textMember(value, 'code') !== undefined;
}

/** Base64 of the UTF-8 bytes: `btoa` alone takes Latin-1 only. */
function base64(text: string): string {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
}
