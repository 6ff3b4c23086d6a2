// The rules as lines: an icon, a text, and a state that is never told by colour alone.
import type { ChecklistLine } from 'repass';
import { element, icon, make } from './elements';
import type { Texts } from './texts/en';

/** The page's own state besides the core's: unmet, and pointed out after an attempt to submit. */
type State = ChecklistLine['state'] | 'wrong';

const list = element('rules', HTMLUListElement);
const count = element('rules-count', HTMLElement);
const missing = element('rules-missing', HTMLElement);
const missingText = element('rules-missing-text', HTMLElement);
const retry = element('rules-retry', HTMLButtonElement);

export function showChecklist(lines: ChecklistLine[], pointsOut: boolean, texts: Texts): void {
  missing.hidden = true;
  // Lines stay the same elements while the policy is the same, so that only what changed is redrawn.
  while (list.children.length > lines.length) list.lastElementChild?.remove();
  lines.forEach((line, index) => {
    const item = list.children[index] ?? list.appendChild(make('li', 'rule'));
    draw(item, line, line.state === 'unmet' && pointsOut ? 'wrong' : line.state, texts);
  });
  const judged = lines.filter((line) => line.state !== 'server');
  count.textContent = texts.rulesMet(judged.filter((line) => line.state === 'met').length, judged.length);
}

/** Ids of the lines that a password does not keep, for what describes the field. */
export function unmetLineIds(): string[] {
  return [...list.querySelectorAll('[data-state="unmet"], [data-state="wrong"]')].map((item) => item.id);
}

/** Without an application there is nothing to try again. */
export function showNoRules(hasApplication: boolean, texts: Texts): void {
  list.replaceChildren();
  count.textContent = '';
  missingText.textContent = hasApplication ? texts.rulesMissing : texts.rulesNeedApplication;
  retry.hidden = !hasApplication;
  missing.hidden = false;
}

export function onRetry(again: () => void): void {
  retry.addEventListener('click', again);
}

function draw(item: Element, line: ChecklistLine, state: State, texts: Texts): void {
  const looks = `${state} ${line.id} ${line.text}`;
  if (item.getAttribute('data-looks') === looks) return;
  item.setAttribute('data-looks', looks);
  item.id = `rule-${line.id}`;
  item.setAttribute('data-rule', line.id);
  item.setAttribute('data-state', state);
  const spoken = { met: texts.met, unmet: texts.unmet, wrong: texts.wrong, server: texts.byServer }[state];
  const text = make('span', 'rule-text', make('span', 'unseen', `${spoken} `), line.text);
  if (state === 'server') {
    const note = make('span', 'rule-note', texts.serverDecides);
    // Said already, before the text.
    note.ariaHidden = 'true';
    text.append(note);
  }
  item.replaceChildren(icon(state), text);
}
