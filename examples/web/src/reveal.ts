// The button that shows a password and hides it again.
import { icon, make } from './elements';
import type { Texts } from './texts/en';

export function wireShowButton(field: HTMLInputElement, button: HTMLButtonElement): void {
  button.ariaPressed = 'false';
  button.addEventListener('click', () => setShown(field, button, field.type === 'password'));
}

/** One that no document has yet; it has no words before `nameShowButton`. */
export function makeShowButton(field: HTMLInputElement): HTMLButtonElement {
  const button = make('button', 'quiet show', icon('show'), make('span', ''));
  button.type = 'button';
  button.id = `show-${field.id}`;
  button.setAttribute('aria-controls', field.id);
  wireShowButton(field, button);
  return button;
}

export function nameShowButton(button: HTMLButtonElement, texts: Texts): void {
  button.ariaLabel = texts.showPassword;
  if (button.lastElementChild) button.lastElementChild.textContent = texts.show;
}

/** A field that is emptied is not left open for what is typed next. */
export function hideSecret(field: HTMLInputElement): void {
  const button = field.parentElement?.querySelector<HTMLButtonElement>('button.show');
  if (button) setShown(field, button, false);
}

function setShown(field: HTMLInputElement, button: HTMLButtonElement, isShown: boolean): void {
  field.type = isShown ? 'text' : 'password';
  button.ariaPressed = String(isShown);
}
