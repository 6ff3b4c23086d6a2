// Writes what zxcvbn.js says to both workloads, for core/tests/strength.rs:
//
//   node tests/strength/expect.mjs path/to/large_en.msgpack.gz
//
// The file is in the Python package wordfreq (DATA.md). Without it the English passwords stay as
// they are, and only what is expected of them is written anew.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { ranks } from './dictionary.mjs';
import { wordsOf } from './wordfreq.mjs';
import { english, mixed } from './workloads.mjs';
import { estimate, estimateWith, lists } from './zxcvbn.mjs';

const [words] = process.argv.slice(2);
const dictionary = ranks();

write('mixed.tsv', mixed(lists));
write('english.tsv', words === undefined ? read('english.tsv') : english(wordsOf(words)));

/** A line a password: kind, password, zxcvbn's score and log10, and log10 with the core's dictionary. */
function write(name, passwords) {
  const lines = passwords.map(({ kind, password }) => {
    const { score, log10 } = estimate(password);
    const withOurs = estimateWith(dictionary, password);
    return [kind, password, score, log10.toFixed(4), withOurs.log10.toFixed(11)].join('\t');
  });
  writeFileSync(file(name), lines.join('\n') + '\n');
}

function read(name) {
  if (!existsSync(file(name))) throw new Error(`${name} is missing: name the file of words`);
  const lines = readFileSync(file(name), 'utf8').trimEnd().split('\n');
  return lines.map((line) => line.split('\t')).map(([kind, password]) => ({ kind, password }));
}

function file(name) {
  return new URL(name, import.meta.url);
}
