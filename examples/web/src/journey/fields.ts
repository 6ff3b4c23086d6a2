// The fields of a journey. Each is made once and keeps what was typed, whether it is shown or not.
import { message, problemMessage, type JourneyField, type JourneyFieldView, type JourneyForm } from 'repass';
import { element, make } from '../elements';
import { setProblems } from '../field';
import type { Language } from '../language';
import { hideSecret, makeShowButton, nameShowButton } from '../reveal';
import type { Texts } from '../texts/en';

interface Field {
  whole: HTMLElement;
  label: HTMLLabelElement;
  input: HTMLInputElement;
  hint: HTMLElement;
  /** The button that shows a secret. */
  show: HTMLButtonElement | undefined;
}

const place = element('fields', HTMLElement);
const names: JourneyField[] = ['address', 'code', 'oldPassword', 'password', 'confirmation'];
const secrets: JourneyField[] = ['oldPassword', 'password', 'confirmation'];
const fields = Object.fromEntries(names.map((name) => [name, makeField(name)])) as Record<JourneyField, Field>;
/** While a person types into a field, what is wrong with it is not held against them. */
let inTheMiddleOf: JourneyField | undefined;
/** Whether a pointer is down, and what is to be shown once it is up. */
let isPressed = false;
let afterPress: (() => void) | undefined;

export function currentForm(): JourneyForm {
  return Object.fromEntries(names.map((name) => [name, fields[name].input.value]));
}

export function fillAddress(address: string): void {
  fields.address.input.value = address;
}

/** What is worth nothing any more, or must not be left behind. */
export function emptyFields(emptied: JourneyField[]): void {
  for (const name of emptied) {
    fields[name].input.value = '';
    if (secrets.includes(name)) hideSecret(fields[name].input);
  }
}

export function onFieldTyped(typed: (field: JourneyField) => void): void {
  for (const name of names) {
    const { input } = fields[name];
    input.addEventListener('input', () => {
      inTheMiddleOf = name;
      typed(name);
    });
    input.addEventListener('change', () => {
      const left = () => {
        inTheMiddleOf = undefined;
        typed(name);
      };
      if (isPressed) afterPress = left;
      else left();
    });
  }
  holdWhilePressed();
}

/** From now on everything that is wrong is shown. */
export function endTyping(): void {
  inTheMiddleOf = undefined;
  afterPress = undefined;
}

/** Pressing a button takes the focus from a field: what is then shown must not move the button from under the pointer. */
function holdWhilePressed(): void {
  addEventListener('pointerdown', () => (isPressed = true), true);
  for (const end of ['pointerup', 'pointercancel']) {
    addEventListener(
      end,
      () => {
        isPressed = false;
        // The click comes first.
        setTimeout(() => {
          afterPress?.();
          afterPress = undefined;
        });
      },
      true,
    );
  }
}

export function isBeingTyped(field: JourneyField): boolean {
  return inTheMiddleOf === field;
}

/** What Apple's password managers read when they suggest one. */
export function setPasswordRules(rules: string): void {
  fields.password.input.setAttribute('passwordrules', rules);
}

export function drawFields(views: JourneyFieldView[], isLocked: boolean, digits: number, language: Language, texts: Texts): void {
  const wholes = views.map(({ field }) => fields[field].whole);
  // Moving an element takes the focus from it: only what changed is moved.
  for (const child of [...place.children]) if (!wholes.some((whole) => whole === child)) child.remove();
  wholes.forEach((whole, index) => {
    if (place.children[index] !== whole) place.insertBefore(whole, place.children[index] ?? null);
  });
  for (const view of views) draw(view, isLocked, digits, language, texts);
}

/** The first field that is wrong, else none. */
export function firstWrongField(views: JourneyFieldView[]): HTMLElement | undefined {
  const wrong = views.find((view) => view.fault ?? view.problem);
  return wrong && fields[wrong.field].input;
}

export function fieldInput(field: JourneyField): HTMLInputElement {
  return fields[field].input;
}

function draw(view: JourneyFieldView, isLocked: boolean, digits: number, language: Language, texts: Texts): void {
  const { label, input, hint, show } = fields[view.field];
  setText(label, labelOf(view, texts));
  if (show) nameShowButton(show, texts);
  setText(hint, view.field === 'code' ? texts.codeHint(digits) : '');
  input.autocomplete = view.autocomplete;
  input.inputMode = { email: 'email', tel: 'tel', 'one-time-code': 'numeric', 'new-password': '', 'current-password': '' }[view.autocomplete];
  input.required = view.isRequired;
  // What was sent must not change while the answer is awaited.
  input.readOnly = isLocked;
  setProblems(input, isBeingTyped(view.field) ? [] : problemsOf(view, language));
}

function problemsOf({ fault, further = [], problem }: JourneyFieldView, language: Language): string[] {
  const faults = fault ? [fault, ...further] : [];
  return [...faults.map((one) => message(one, language)), ...(problem ? [problemMessage(problem, language)] : [])];
}

function labelOf({ field, autocomplete }: JourneyFieldView, texts: Texts): string {
  switch (field) {
    case 'address':
      return autocomplete === 'tel' ? texts.mobileNumber : texts.address;
    case 'code':
      return texts.code;
    case 'oldPassword':
      return texts.oldPassword;
    case 'password':
      return texts.newPassword;
    case 'confirmation':
      return texts.confirmation;
  }
}

function makeField(name: JourneyField): Field {
  const isSecret = secrets.includes(name);
  const input = make('input', '');
  input.id = name;
  input.type = isSecret ? 'password' : 'text';
  input.spellcheck = false;
  input.setAttribute('autocapitalize', 'none');
  input.setAttribute('autocorrect', 'off');
  const label = make('label', '');
  label.htmlFor = name;
  const hint = make('p', 'hint');
  hint.id = `${name}-hint`;
  const problem = make('p', 'problem');
  problem.id = `${name}-problem`;
  input.setAttribute('aria-describedby', `${problem.id} ${hint.id}`);
  const show = isSecret ? makeShowButton(input) : undefined;
  const whole = make('div', 'field', label, show ? make('div', 'with-button', input, show) : input, problem, hint);
  return { whole, label, input, hint, show };
}

function setText(place: HTMLElement, text: string): void {
  if (place.textContent !== text) place.textContent = text;
}
