// English words from the data of the Python package wordfreq: a gzipped MessagePack file, in it a
// header and then lists of words, each list a hundredth of a decade rarer than the one before.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const MOST_WORDS = 60_000;

/** The commonest words of a to z with three letters or more, commonest first. */
export function wordsOf(file) {
  const [, ...lists] = read(gunzipSync(readFileSync(file)));
  const words = lists.flat().filter((word) => /^[a-z]{3,}$/.test(word));
  return words.slice(0, MOST_WORDS);
}

/** The part of MessagePack that the file uses: maps, lists, texts and small numbers. */
function read(bytes) {
  let place = 0;
  const number = (size) => {
    place += size;
    return bytes.readUIntBE(place - size, size);
  };
  const text = (size) => {
    place += size;
    return bytes.toString('utf8', place - size, place);
  };
  const list = (count) => Array.from({ length: count }, value);
  const map = (count) => Object.fromEntries(Array.from({ length: count }, () => [value(), value()]));
  function value() {
    const type = number(1);
    if (type < 0x80) return type;
    if (type < 0x90) return map(type & 15);
    if (type < 0xa0) return list(type & 15);
    if (type < 0xc0) return text(type & 31);
    if (type === 0xd9) return text(number(1));
    if (type === 0xda) return text(number(2));
    if (type === 0xdc) return list(number(2));
    if (type === 0xdd) return list(number(4));
    throw new Error(`unexpected type ${type}`);
  }
  return value();
}
