// What is to be said of the whole form.
import { element, icon, make } from './elements';

const panel = element('notice', HTMLElement);

export function showNotice(kind: 'good' | 'bad', text: string): void {
  // A live region that is written again is read again.
  if (panel.dataset['kind'] === kind && panel.textContent === text) return;
  panel.dataset['kind'] = kind;
  panel.replaceChildren(icon(kind === 'good' ? 'met' : 'wrong'), make('p', 'result-text', text));
}

export function clearNotice(): void {
  delete panel.dataset['kind'];
  panel.replaceChildren();
}
