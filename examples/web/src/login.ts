// The API "log in": a user name and a password, and how it went.
import { fromWire, type AnyFault, type LoginStatus } from 'repass';
import { users } from './applications';
import { deviceHeaders, thisDevice } from './device';
import { send, textMember } from './http';
import type { Language } from './language';

export type LoginOutcome =
  | { kind: 'answered'; status: LoginStatus; idToken?: string | undefined; stateToken?: string | undefined }
  | { kind: 'refused'; fault: AnyFault }
  | { kind: 'unreachable' };

export async function logIn(userName: string, password: string, language: Language): Promise<LoginOutcome> {
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'X-client-id': users.clientId,
    'X-L': language,
    ...deviceHeaders(thisDevice()),
  };
  try {
    const body = JSON.stringify({ user_name: userName, password });
    const answer = await send('POST', '/api/v2/sdk/login', { headers, body });
    const status = textMember(answer.body, 'status');
    if (answer.status !== 200 || !isStatus(status)) {
      return { kind: 'refused', fault: fromWire('eiam_sdk', answer.status, answer.text) };
    }
    const text = (name: string) => textMember(answer.body, name);
    return { kind: 'answered', status, idToken: text('id_token'), stateToken: text('state_token') };
  } catch {
    return { kind: 'unreachable' };
  }
}

function isStatus(status: string | undefined): status is LoginStatus {
  return ['SUCCESS', 'PASSWORD_WARN', 'PASSWORD_EXPIRED', 'MFA_AUTH', 'ACCESS_DENIED'].includes(status ?? '');
}
