// The two workloads on which estimates are compared: passwords made of zxcvbn's own words, and of
// English words from elsewhere. Seeds are fixed, so the same words make the same passwords.
import { draws } from './random.mjs';

/** How many of each kind. */
const MIXED = { decorated: 2500, leet: 1500, passphrase: 1500, random: 1000, date: 1000, walk: 1000, name: 1000, pattern: 500 };
const ENGLISH = { plain: 1000, decorated: 2000, affixed: 1000, paired: 1500, leet: 1000, syllables: 1000 };

const LEET = { a: '4@', b: '8', c: '(', e: '3', g: '69', i: '1!|', l: '1|7', o: '0', s: '$5', t: '+7', x: '%', z: '2' };
const ROWS = ['`1234567890-=', 'qwertyuiop[]', "asdfghjkl;'", 'zxcvbnm,./', '!@#$%^&*()', '1qaz2wsx3edc4rfv', 'poiuytrewq', 'lkjhgfdsa', 'QWERTYUIOP', '789456123', '147258369'];
const CONSONANTS = 'bcdfghjklmnprstvwz';
const VOWELS = 'aeiou';

/**
 * Workload A.
 * @param {Record<string, string[]>} lists zxcvbn's lists by name, commonest words first
 * @returns {{ kind: string, password: string }[]}
 */
export function mixed(lists) {
  const draw = draws(20261);
  const all = Object.values(lists);
  const word = () => draw.pick(draw.pick(all));
  const names = [lists.surnames, lists.female_names, lists.male_names];
  const name = () => draw.pick(draw.pick(names));
  const make = {
    decorated: () => decorated(draw, word()),
    leet: () => leet(draw, word()) + (draw.chance(0.5) ? tail(draw) : ''),
    passphrase: () => Array.from({ length: draw.between(2, 4) }, word).join(draw.pick(['', ' ', '-', '.'])),
    random: () => Array.from({ length: draw.between(6, 16) }, () => String.fromCharCode(draw.between(33, 126))).join(''),
    date: () => (draw.chance(0.5) ? [word(), date(draw)] : [date(draw), word()]).join(''),
    walk: () => walk(draw) + (draw.chance(0.5) ? tail(draw) : ''),
    name: () => draw.pick([() => capital(name()) + tail(draw), () => name() + name(), () => name() + '.' + name() + tail(draw)])(),
    pattern: () => draw.pick([() => repeated(draw, word()), () => sequence(draw) + tail(draw), () => word() + sequence(draw)])(),
  };
  return drawn(MIXED, make);
}

/**
 * Workload B.
 * @param {string[]} words English words from another source, a to z, commonest first
 * @returns {{ kind: string, password: string }[]}
 */
export function english(words) {
  const draw = draws(20262);
  const word = () => draw.pick(words);
  const make = {
    plain: word,
    decorated: () => decorated(draw, word()),
    affixed: () => draw.pick(['un', 're', 'my', 'the', 'i', 'super', 'over', '4', 'x']) + word() + draw.pick(['', 's', 'ing', 'er', 'ness', '1', 'z']),
    paired: () => [word(), word()].map((part) => (draw.chance(0.3) ? capital(part) : part)).join(draw.pick(['', '', '-', '_', '1', '.'])),
    leet: () => leet(draw, word()) + (draw.chance(0.3) ? tail(draw) : ''),
    syllables: () => Array.from({ length: draw.between(3, 5) }, () => draw.pick(CONSONANTS) + draw.pick(VOWELS)).join('') + (draw.chance(0.5) ? tail(draw) : ''),
  };
  return drawn(ENGLISH, make);
}

function drawn(mix, make) {
  return Object.entries(mix).flatMap(([kind, count]) => Array.from({ length: count }, () => ({ kind, password: make[kind]() })));
}

const capital = (word) => word.slice(0, 1).toUpperCase() + word.slice(1);
const digits = (draw, count) => Array.from({ length: count }, () => draw.below(10)).join('');

function tail(draw) {
  return draw.pick([() => digits(draw, draw.between(1, 4)), () => String(draw.between(1950, 2026)), () => draw.pick('!@#$%&*?.'), () => digits(draw, 2) + draw.pick('!@#.'), () => '123'])();
}

function decorated(draw, word) {
  const cased = draw.pick([word, capital(word), capital(word), word.toUpperCase(), [...word].map((letter) => (draw.chance(0.3) ? letter.toUpperCase() : letter)).join('')]);
  return draw.pick([() => cased, () => cased + tail(draw), () => cased + tail(draw), () => tail(draw) + cased, () => [...cased].reverse().join('') + tail(draw)])();
}

function leet(draw, word) {
  const written = [...word].map((letter) => (LEET[letter] && draw.chance(0.5) ? draw.pick(LEET[letter]) : letter)).join('');
  return draw.chance(0.3) ? capital(written) : written;
}

function date(draw) {
  const padded = (number) => String(number).padStart(draw.pick([1, 2, 2]), '0');
  const year = draw.between(1950, 2026);
  const parts = [padded(draw.between(1, 31)), padded(draw.between(1, 12)), draw.chance(0.6) ? String(year) : String(year).slice(2)];
  return (draw.chance(0.3) ? parts.reverse() : parts).join(draw.pick(['', '', '/', '-', '.']));
}

function walk(draw) {
  const row = draw.pick(ROWS);
  const length = draw.between(3, Math.min(9, row.length));
  const first = draw.below(row.length - length + 1);
  return row.slice(first, first + length) + (draw.chance(0.3) ? walk(draw) : '');
}

function repeated(draw, word) {
  return draw.chance(0.5) ? word.repeat(draw.between(2, 3)) : draw.pick(word).repeat(draw.between(3, 9));
}

function sequence(draw) {
  const step = draw.pick([1, 1, -1, 2, -2]);
  const first = draw.pick('adfmpqx159').charCodeAt(0);
  return Array.from({ length: draw.between(3, 6) }, (_, place) => String.fromCharCode(Math.max(33, first + place * step))).join('');
}
