// The button that shows a password and hides it again.

export function wireShowButton(field: HTMLInputElement, button: HTMLButtonElement): void {
  button.ariaPressed = 'false';
  button.addEventListener('click', () => setShown(field, button, field.type === 'password'));
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
