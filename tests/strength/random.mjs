// Draws that are the same in every run.

/** @param {number} seed */
export function draws(seed) {
  let state = seed | 0;
  // Mulberry32: enough for mixing test data, and a few lines in any language.
  const fraction = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(fraction() * limit);
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    pick: (choices) => choices[below(choices.length)],
    chance: (probability) => fraction() < probability,
  };
}
