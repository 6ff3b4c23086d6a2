// The page "Log in", and what stands there once somebody is.
import { init, message } from 'repass';
import { element, make } from '../elements';
import { setProblem } from '../field';
import { applyLanguage, firstLanguage, onLanguageChosen, texts, type Language } from '../language';
import { logIn, type LoginOutcome } from '../login';
import { clearNotice, showNotice } from '../notice';
import { hideSecret, wireShowButton } from '../reveal';
import { beginSession, claimsOf, currentIdToken, endSession, keepUnfinished } from '../session';
import type { Texts } from '../texts/en';
import { setHeading } from './heading';
import { prepareFrame } from './frame';

const card = element('login', HTMLElement);
const form = element('login-form', HTMLFormElement);
const userName = element('user-name', HTMLInputElement);
const password = element('password', HTMLInputElement);
const submit = element('submit', HTMLButtonElement);
const submitText = element('submit-text', HTMLElement);
const session = element('session', HTMLElement);
const claims = element('session-claims', HTMLDListElement);

let language = firstLanguage();
let isSending = false;
/** What is to be said of the last attempt, in whatever language. */
let notice: ((texts: Texts, language: Language) => string) | undefined;

prepareFrame();
wireShowButton(password, element('show-password', HTMLButtonElement));
draw();
onLanguageChosen((chosen) => {
  language = chosen;
  for (const field of [userName, password]) setProblem(field, '');
  draw();
});
for (const field of [userName, password]) field.addEventListener('input', () => setProblem(field, ''));
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void tryLogIn();
});
element('log-out', HTMLButtonElement).addEventListener('click', () => {
  endSession();
  draw();
  userName.focus();
});
// The core has the texts of what may be wrong; without it nothing can be said.
await init();
submit.disabled = false;

async function tryLogIn(): Promise<void> {
  // Whoever pressed twice is here twice; after the first time nothing is typed any more.
  if (isSending || currentIdToken() !== undefined) return;
  if (pointOutMissing()) return;
  notice = undefined;
  setSending(true);
  const outcome = await logIn(userName.value.trim(), password.value, language);
  setSending(false);
  take(outcome);
}

function take(outcome: LoginOutcome): void {
  const name = userName.value.trim();
  if (outcome.kind === 'answered') {
    const { status, idToken, stateToken } = outcome;
    forgetPassword();
    if (status === 'SUCCESS' && idToken !== undefined) {
      beginSession(idToken);
      draw();
      return session.focus();
    }
    if ((status === 'PASSWORD_EXPIRED' || status === 'PASSWORD_WARN') && stateToken !== undefined) {
      keepUnfinished({ status, stateToken, userName: name });
      return location.assign('./expired.html');
    }
  }
  notice = words(outcome);
  draw();
  password.focus();
}

function words(outcome: LoginOutcome): typeof notice {
  switch (outcome.kind) {
    case 'refused':
      return (table, chosen) =>
        outcome.fault.code === 'unknown' && outcome.fault.args.text === '' ? table.unreadable : message(outcome.fault, chosen);
    case 'unreachable':
      return (table) => table.unreachable;
    case 'answered':
      if (outcome.status === 'ACCESS_DENIED') return (table) => table.accessDenied;
      if (outcome.status === 'MFA_AUTH') return (table) => table.secondStep;
      return (table) => table.unreadable;
  }
}

function pointOutMissing(): boolean {
  const missing = [userName, password].filter((field) => setProblem(field, field.value.trim() ? '' : texts(language).required));
  missing[0]?.focus();
  return missing.length > 0;
}

function setSending(is: boolean): void {
  isSending = is;
  submit.ariaDisabled = is ? 'true' : null;
  form.ariaBusy = String(is);
  for (const field of [userName, password]) field.readOnly = is;
  draw();
}

function forgetPassword(): void {
  password.value = '';
  hideSecret(password);
}

function draw(): void {
  const table = texts(language);
  const idToken = currentIdToken();
  if (idToken === undefined) setHeading('loginLead', 'loginTitle');
  else setHeading('sessionLead', 'sessionTitle');
  applyLanguage(language);
  card.hidden = idToken !== undefined;
  session.hidden = idToken === undefined;
  submitText.textContent = isSending ? table.loggingIn : table.login;
  if (notice) showNotice('bad', notice(table, language));
  else clearNotice();
  if (idToken !== undefined) drawSession(idToken, table);
}

function drawSession(idToken: string, table: Texts): void {
  const { userName: name = '', name: called, email, mobile } = claimsOf(idToken);
  element('session-title', HTMLElement).textContent = table.loggedInAs(called ?? name);
  const known: [string, string | undefined][] = [
    [table.userName, name],
    [table.email, email],
    [table.mobile, mobile],
  ];
  claims.replaceChildren(
    ...known.flatMap(([term, value]) => (value ? [make('dt', '', term), make('dd', '', value)] : [])),
  );
}
