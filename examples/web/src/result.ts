// What came of it: the server's answer in words, and as it was.
import { message, type Violation } from 'repass';
import type { Outcome } from './change-password';
import { element, icon, make } from './elements';
import type { Language } from './language';
import type { Texts } from './texts/en';

const panel = element('result', HTMLElement);
const raw = element('raw', HTMLDetailsElement);
const rawRequest = element('raw-request', HTMLElement);
const rawBody = element('raw-body', HTMLElement);

export function showResult(outcome: Outcome, language: Language, texts: Texts): void {
  const isGood = outcome.kind === 'changed';
  panel.dataset['kind'] = isGood ? 'good' : 'bad';
  panel.replaceChildren(icon(isGood ? 'met' : 'wrong'), make('div', 'result-text', ...words(outcome, language, texts)));
  showRaw(outcome);
}

export function clearResult(): void {
  delete panel.dataset['kind'];
  panel.replaceChildren();
  raw.hidden = true;
}

export function revealResult(): void {
  panel.scrollIntoView({ block: 'nearest' });
}

function words(outcome: Outcome, language: Language, texts: Texts): Node[] {
  switch (outcome.kind) {
    case 'changed':
      return [
        title(texts.changed),
        make('p', '', make('code', '', outcome.userId)),
        ...(outcome.mustChange ? [make('p', '', texts.mustChangeNext)] : []),
      ];
    case 'refused':
      return [
        title(texts.refused),
        servers(outcome.code, outcome.text, outcome.language),
        ...violations(outcome.violations, language),
      ];
    case 'applicationRefused':
      return [
        title(texts.applicationRefused),
        ...(outcome.code && outcome.text ? [servers(outcome.code, outcome.text, outcome.language)] : []),
        make('p', '', texts.applicationHint),
      ];
    case 'unreachable':
      return [title(texts.unreachable), make('p', '', texts.unreachableHint)];
    case 'unanswered':
      return [title(texts.unanswered), make('p', '', texts.unansweredHint)];
    case 'unreadable':
      return [title(texts.unreadable), make('p', '', texts.unreadableHint(outcome.answer.status))];
  }
}

function title(text: string): HTMLElement {
  return make('p', 'result-title', text);
}

/** The server's own words: they stay in the language in which they were asked for. */
function servers(code: string, text: string, language: Language): HTMLElement {
  const said = make('span', 'error-text', text);
  said.lang = language;
  return make('p', 'error', make('code', 'error-code', code), ' ', said);
}

function violations(list: Violation[], language: Language): HTMLElement[] {
  if (list.length === 0) return [];
  return [make('ul', 'violations', ...list.map((violation) => make('li', '', sentence(violation, language))))];
}

/** A server newer than this page may name a rule that its core has no text for. */
function sentence(violation: Violation, language: Language): string {
  try {
    return message(violation, language);
  } catch {
    return violation.code;
  }
}

function showRaw(outcome: Outcome): void {
  const answer = 'answer' in outcome ? outcome.answer : undefined;
  raw.hidden = answer === undefined;
  if (answer === undefined) return;
  rawRequest.textContent = `${answer.request} → ${answer.status}`;
  rawBody.textContent = answer.body === undefined ? answer.text : JSON.stringify(answer.body, null, 2);
}
