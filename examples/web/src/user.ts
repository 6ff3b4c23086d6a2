// The user whose password is set: one of the known, or any by id.
import { element } from './elements';
import { onLeft, setProblem } from './field';
import type { User } from './tenant';
import type { Texts } from './texts/en';

const choice = element('user-choice', HTMLElement);
const select = element('user', HTMLSelectElement);
const byHand = element('user-by-hand', HTMLElement);
const id = element('user-id', HTMLInputElement);

/** The option that opens the field for an id; no user has an empty id. */
const another = '';
/** Undefined until the server has been asked: the list keeps its place meanwhile. */
let known: User[] | undefined;

export function fillUsers(users: User[], texts: Texts): void {
  known = users.filter((user) => user.id !== another);
  select.replaceChildren(...known.map((user) => new Option('', user.id)), new Option('', another));
  select.selectedIndex = 0;
  showUsers(texts);
}

export function showUsers(texts: Texts): void {
  for (const option of select.options) {
    const user = known?.find((one) => one.id === option.value);
    option.text = user ? (user.isFrozen ? `${user.label} – ${texts.frozen}` : user.label) : texts.anotherUser;
  }
  choice.hidden = known?.length === 0;
  byHand.hidden = !isByHand();
}

export function currentUserId(): string {
  return isByHand() ? id.value.trim() : select.value;
}

/** What is known of the person; undefined for an id that is not in the list. */
export function currentUser(): User | undefined {
  return known?.find((user) => user.id === currentUserId());
}

export function onUserChanged(changed: () => void): void {
  select.addEventListener('change', () => {
    byHand.hidden = !isByHand();
    changed();
  });
  onLeft(id, changed);
}

/** Says what is missing and goes there; false where nothing is. */
export function pointOutMissingUser(texts: Texts): boolean {
  const isMissing = currentUserId() === '';
  setProblem(id, isMissing ? texts.required : '');
  if (isMissing) id.focus();
  return isMissing;
}

function isByHand(): boolean {
  return known !== undefined && select.value === another;
}
