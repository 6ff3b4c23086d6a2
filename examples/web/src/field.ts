// A field and what stands below it: what is wrong with it.
import { make } from './elements';

/** Shows the problem, or none for an empty text; answers whether there is one. */
export function setProblem(field: HTMLElement, problem: string): boolean {
  return setProblems(field, problem ? [problem] : []);
}

/** Shows each problem in a line of its own; answers whether there is one. */
export function setProblems(field: HTMLElement, problems: string[]): boolean {
  document.getElementById(`${field.id}-problem`)?.replaceChildren(...problems.map((problem) => make('span', '', problem)));
  field.ariaInvalid = problems.length > 0 ? 'true' : null;
  return problems.length > 0;
}

/** After the person has left a field that they changed, not on each keystroke. */
export function onLeft(field: HTMLElement, left: () => void): void {
  field.addEventListener('input', () => setProblem(field, ''));
  field.addEventListener('change', left);
}
