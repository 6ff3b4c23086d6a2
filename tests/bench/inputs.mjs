// What is measured with: the same policy, person and passwords for every candidate. Run by itself, prints them as JSON.
import { fileURLToPath } from 'node:url';

/** The demo tenant's policy without its measure of strength. */
export const policy = {
  version: 1,
  id: 'bench',
  length: { min: 8, max: 50 },
  characters: { atLeastClasses: 3, require: ['upper'], special: '~!#$%&+-,*:;<=>@_?^`./', other: 'forbid' },
  repeats: { max: 3, counting: 'consecutive' },
  sequences: { max: 4, keyboard: true },
  username: { equal: true, reversed: true },
  contains: { username: true, mobile: true, emailPrefix: true, namePinyin: true, words: ['acme'], minLength: 4 },
  weak: { dictionary: true, words: ['huawei'] },
  history: { remember: 5 },
};

export const policyWithStrength = { ...policy, weak: { ...policy.weak, minScore: 2 } };

export const subject = {
  username: 'zenglijun',
  mobile: '+86-15201657315',
  email: 'zenglijun@example.com',
  name: '曾丽君',
  words: ['lantern', 'brook'],
};

/** Passwords as people write them and as managers make them; the same on every run. */
export const passwords = mix(1000, 20240229);

function mix(count, seed) {
  const random = generator(seed);
  const below = (limit) => Math.floor(random() * limit);
  const pick = (list) => list[below(list.length)];
  const words = ['password', 'dragon', 'monkey', 'sunshine', 'zhangwei', 'zenglijun', 'lijun', 'huawei', 'brook', 'lantern', 'winter', 'qwerty', 'acme', 'woaini'];
  const printable = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at));
  const capital = (word) => word[0].toUpperCase() + word.slice(1);
  const leet = (word) => word.replaceAll('a', '@').replaceAll('o', '0').replaceAll('e', '3').replaceAll('i', '1');
  const kinds = [
    () => pick(words),
    () => capital(pick(words)) + below(10_000),
    () => leet(capital(pick(words))) + pick(['!', '#1', '@2024', '']),
    () => `${capital(pick(words))}${pick(['#', '-', '.', '_'])}${below(100)}${capital(pick(words))}`,
    () => Array.from({ length: 8 + below(17) }, () => pick(printable)).join(''),
    () => Array.from({ length: 4 }, () => pick(words)).join(' '),
    () => pick(['1234567890', 'qwertyuiop', 'aaaaaaaa', 'abcdefgh1!', '19900229', '15201657315']),
    () => `${pick(['密码', '你好', 'пароль', 'Pässwort'])}${below(1000)}Aa#`,
  ];
  return Array.from({ length: count }, () => pick(kinds)());
}

/** mulberry32: small, and good enough to choose with. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify({ policy, policyWithStrength, subject, passwords }));
}
