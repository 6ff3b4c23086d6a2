// The field for the new password: it can be shown, pasted into, and has no limit of its own.
import { element } from './elements';
import { setProblem } from './field';
import { hideSecret, wireShowButton } from './reveal';

const field = element('password', HTMLInputElement);
const show = element('show-password', HTMLButtonElement);

export function currentPassword(): string {
  return field.value;
}

export function clearPassword(): void {
  field.value = '';
  hideSecret(field);
}

export function focusPassword(): void {
  field.focus();
}

export function onPasswordTyped(typed: () => void): void {
  field.addEventListener('input', typed);
  wireShowButton(field, show);
}

/** What Apple's password managers read when they suggest one. */
export function setPasswordRules(rules: string | undefined): void {
  if (rules === undefined) field.removeAttribute('passwordrules');
  else field.setAttribute('passwordrules', rules);
}

/** What was sent must not change while the answer is awaited. */
export function setPasswordLocked(isLocked: boolean): void {
  field.readOnly = isLocked;
}

/** Says what is wrong; `lines` are the ids of the rules that say more. */
export function setPasswordProblem(problem: string, lines: string[]): void {
  setProblem(field, problem);
  const describing = problem ? ['password-problem', ...lines] : ['password-hint'];
  field.setAttribute('aria-describedby', describing.join(' '));
}
