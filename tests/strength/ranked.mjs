// Prints zxcvbn's lists as `word<TAB>rank` lines: what `cargo xtask data` makes the dictionary of.
import { lists } from './zxcvbn.mjs';

for (const words of Object.values(lists)) {
  console.log(words.map((word, place) => `${word}\t${place + 1}`).join('\n'));
}
