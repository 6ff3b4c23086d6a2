// What a screen reader says while a person types: one short sentence, and only when they pause.
import type { ChecklistLine } from 'repass';
import { element } from './elements';
import type { Texts } from './texts/en';

const pause = 800;
const region = element('announcement', HTMLElement);
let timer: ReturnType<typeof setTimeout> | undefined;

export function announce(lines: ChecklistLine[], texts: Texts): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    region.textContent = summary(lines, texts);
  }, pause);
}

/** Leaves the word to whatever is said next. */
export function silence(): void {
  clearTimeout(timer);
  region.textContent = '';
}

function summary(lines: ChecklistLine[], texts: Texts): string {
  const left = lines.filter((line) => line.state === 'unmet').length;
  if (left > 0) return texts.rulesLeft(left);
  return lines.some((line) => line.state === 'server') ? texts.rulesDoneHere : texts.rulesDone;
}
