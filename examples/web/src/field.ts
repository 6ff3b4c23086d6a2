// A field and the sentence below it that says what is wrong with it.

/** Shows the problem, or none for an empty text; answers whether there is one. */
export function setProblem(field: HTMLElement, problem: string): boolean {
  const place = document.getElementById(`${field.id}-problem`);
  if (place) place.textContent = problem;
  field.ariaInvalid = problem ? 'true' : null;
  return problem !== '';
}

/** After the person has left a field that they changed, not on each keystroke. */
export function onLeft(field: HTMLElement, left: () => void): void {
  field.addEventListener('input', () => setProblem(field, ''));
  field.addEventListener('change', left);
}
