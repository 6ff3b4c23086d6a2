// The strength bar: five steps, one for each score of the core.
import { element } from './elements';
import type { Texts } from './texts/en';

const meter = element('strength', HTMLElement);
const word = element('strength-word', HTMLElement);

/** `score` is from 0 to 4, or undefined where nothing was typed. */
export function showStrength(score: number | undefined, texts: Texts): void {
  const said = score === undefined ? undefined : texts.strengthWords[score];
  meter.ariaValueNow = String(score ?? 0);
  meter.ariaValueText = said ?? texts.strengthUnknown;
  word.textContent = said ?? '';
  if (score === undefined) delete meter.dataset['score'];
  else meter.dataset['score'] = String(score);
}
