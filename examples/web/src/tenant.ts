// The demo tenant, for filling in the form; a server that is no demo does not show one.
import type { Subject } from 'repass';
import { listMember, send, textMember } from './http';

export interface Application {
  id: string;
  secret: string;
}

export interface User {
  id: string;
  label: string;
  isFrozen: boolean;
  subject: Subject;
}

export interface Tenant {
  applications: Application[];
  users: User[];
}

export async function loadTenant(): Promise<Tenant> {
  const body = await send('GET', '/demo/tenant').then(
    (answer) => (answer.status === 200 ? answer.body : undefined),
    () => undefined,
  );
  // Who may change passwords comes first: the page is to work as it opens.
  const applications = listMember(body, 'applications').sort((a, b) => Number(isWriter(b)) - Number(isWriter(a)));
  return { applications: applications.map(application), users: listMember(body, 'users').map(user) };
}

/** Whether the server is a demo, whose messages can be read. */
export function isDemo(): Promise<boolean> {
  return send('GET', '/demo/tenant').then(
    (answer) => answer.status === 200,
    () => false,
  );
}

function isWriter(value: unknown): boolean {
  return listMember(value, 'permissions').some((permission) => permission === 'user_all' || permission === 'all');
}

function application(value: unknown): Application {
  return { id: textMember(value, 'client_id') ?? '', secret: textMember(value, 'client_secret') ?? '' };
}

function user(value: unknown): User {
  const username = textMember(value, 'username') ?? '';
  const name = textMember(value, 'name') ?? null;
  return {
    id: textMember(value, 'id') ?? '',
    label: name ? `${name} (${username})` : username,
    isFrozen: textMember(value, 'status')?.toLowerCase() === 'frozen',
    subject: {
      username,
      name,
      email: textMember(value, 'email') ?? null,
      mobile: textMember(value, 'mobile') ?? null,
    },
  };
}
