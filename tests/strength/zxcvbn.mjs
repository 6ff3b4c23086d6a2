// zxcvbn.js 4.4.2 as the oracle: the estimate of a password, with its own ranks or with others.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const scoring = require('zxcvbn/lib/scoring.js');
const matching = require('zxcvbn/lib/matching.js');
const zxcvbn = require('zxcvbn/lib/main.js');

export const lists = require('zxcvbn/lib/frequency_lists.js');

// The year of our release, in the place of the clock's.
scoring.REFERENCE_YEAR = 2026;

const own = {
  dictionary_match: matching.dictionary_match,
  reverse_dictionary_match: matching.reverse_dictionary_match,
  l33t_match: matching.l33t_match,
};

/** @returns {{ score: number, log10: number }} */
export function estimate(password) {
  const { score, guesses_log10: log10 } = zxcvbn(password);
  return { score, log10 };
}

/**
 * The same with a dictionary in the place of zxcvbn's lists.
 * @param {Record<string, number>} ranks without a prototype: a word may be `constructor`
 */
export function estimateWith(ranks, password) {
  const dictionaries = { ranks };
  for (const [name, match] of Object.entries(own)) {
    matching[name] = function (text, others = dictionaries) {
      return match.call(this, text, others);
    };
  }
  try {
    return estimate(password);
  } finally {
    Object.assign(matching, own);
  }
}
