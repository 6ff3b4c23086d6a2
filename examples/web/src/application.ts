// The application in whose name the page acts.
import { element } from './elements';
import { onLeft, setProblem } from './field';
import type { Application } from './tenant';
import type { Texts } from './texts/en';

const form = element('application-form', HTMLFormElement);
const section = element('application', HTMLDetailsElement);
const name = element('application-name', HTMLElement);
const id = element('client-id', HTMLInputElement);
const secret = element('client-secret', HTMLInputElement);

export function currentApplication(): Application {
  return { id: id.value.trim(), secret: secret.value };
}

export function fillApplication(application: Application | undefined): void {
  id.value = application?.id ?? '';
  secret.value = application?.secret ?? '';
}

/** `known` are the demo's applications: their secrets need not be typed. */
export function onApplicationChanged(known: () => Application[], changed: () => void): void {
  form.addEventListener('submit', (event) => event.preventDefault());
  onLeft(id, () => {
    const match = known().find((application) => application.id === id.value.trim());
    if (match) secret.value = match.secret;
    changed();
  });
  onLeft(secret, changed);
}

export function showApplication(texts: Texts): void {
  name.textContent = id.value.trim() || texts.nobody;
}

/** Unfolds the fields, for a person who must look at them. */
export function openApplication(): void {
  section.open = true;
}

/** Says what is missing and goes there; false where nothing is. */
export function pointOutMissingApplication(texts: Texts): boolean {
  const missing = [id, secret].filter((field) => setProblem(field, field.value.trim() ? '' : texts.required));
  if (missing.length > 0) openApplication();
  missing[0]?.focus();
  return missing.length > 0;
}
