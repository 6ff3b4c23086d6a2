// The core's dictionary, read once more in another language. core/src/strength/lexicon.rs tells its form.
import { readFileSync } from 'node:fs';

const FILE = new URL('../../core/src/strength/words.bin', import.meta.url);

/** @returns {Record<string, number>} each word's rank */
export function ranks() {
  const file = readFileSync(FILE);
  const count = file[0];
  const rankOfClass = Array.from({ length: count }, (_, number) => file.readUInt16LE(1 + 2 * number));
  const start = 1 + 2 * count + 8;
  const end = start + file.readUInt32LE(start - 4);
  const text = file.toString('latin1', start, end);
  const result = Object.create(null);
  let word = '';
  let place = end;
  for (const [, fallen, characters] of text.matchAll(/([\0-\x1f])([^\0-\x1f]+)/g)) {
    word = word.slice(0, word.length - fallen.charCodeAt(0)) + characters;
    result[word] = rankOfClass[file[place]];
    place += 1;
  }
  if (place !== file.length) throw new Error('the dictionary is longer than its words');
  return result;
}
