// What stands in place of the form when a journey is over, or cannot begin.
import { element } from '../elements';
import { texts, type Language } from '../language';
import type { Texts } from '../texts/en';

/** Which texts are said; they are looked up anew when the language changes. */
export interface End {
  isGood: boolean;
  title: (texts: Texts) => string;
  text: (texts: Texts) => string;
  link: (texts: Texts) => string;
  href: string;
}

const journey = element('journey', HTMLElement);
const panel = element('end', HTMLElement);
const end: { shown?: End } = {};

export function showEnd(shown: End, language: Language): void {
  end.shown = shown;
  drawEnd(language);
  journey.hidden = true;
  panel.hidden = false;
}

export function focusEnd(): void {
  panel.focus();
}

/** Nothing where the form is still there. */
export function drawEnd(language: Language): void {
  if (!end.shown) return;
  const { isGood, title, text, link, href } = end.shown;
  const table = texts(language);
  panel.dataset['kind'] = isGood ? 'good' : 'bad';
  element('end-icon', SVGUseElement).setAttribute('href', isGood ? '#icon-met' : '#icon-wrong');
  element('end-title', HTMLElement).textContent = title(table);
  element('end-text', HTMLElement).textContent = text(table);
  const anchor = element('end-link', HTMLAnchorElement);
  anchor.textContent = link(table);
  anchor.href = href;
}
