// The language of the page: chosen by the person, else by the browser, and remembered.
import { en, type Texts } from './texts/en';
import { zh } from './texts/zh';

export type Language = 'en' | 'zh';

const tables: Record<Language, Texts> = { en, zh };
const tags: Record<Language, string> = { en: 'en', zh: 'zh-CN' };
const place = 'repass.language';

export function texts(language: Language): Texts {
  return tables[language];
}

export function firstLanguage(): Language {
  const remembered = recall();
  if (remembered === 'en' || remembered === 'zh') return remembered;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** Says everything that stands in the document itself in this language. */
export function applyLanguage(language: Language): void {
  const table: Record<string, unknown> = texts(language);
  document.documentElement.lang = tags[language];
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
    element.textContent = String(table[element.dataset['text'] ?? '']);
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-label]')) {
    element.ariaLabel = String(table[element.dataset['label'] ?? '']);
  }
  document.title = `${document.querySelector('h1')?.textContent ?? ''} · Repass`;
  for (const button of buttons()) button.ariaPressed = String(button.dataset['language'] === language);
}

export function onLanguageChosen(chosen: (language: Language) => void): void {
  for (const button of buttons()) {
    button.addEventListener('click', () => {
      const language: Language = button.dataset['language'] === 'zh' ? 'zh' : 'en';
      remember(language);
      chosen(language);
    });
  }
}

function buttons(): NodeListOf<HTMLButtonElement> {
  return document.querySelectorAll<HTMLButtonElement>('button[data-language]');
}

// Storage may be forbidden; then the choice lasts as long as the page.
function recall(): string | null {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}

function remember(language: Language): void {
  try {
    localStorage.setItem(place, language);
  } catch {
    // See above.
  }
}
