//! Walks over the keys of a keyboard.

use super::matches::Matches;
use super::number::{count, variations};
use super::stretch::Stretch;

/// Fewer keys are no walk.
const LEAST_KEYS: usize = 3;

/// A keyboard as a drawing: a row a line, keys separated by spaces, with what they write without
/// and with Shift. A key's column is its place in the row.
struct Layout {
    rows: &'static [&'static str],
    /// Whether rows are shifted by half a key each, so that a key has six neighbours and not eight.
    slanted: bool,
}

const LAYOUTS: [Layout; 4] = [
    Layout {
        slanted: true,
        rows: &[
            "`~ 1! 2@ 3# 4$ 5% 6^ 7& 8* 9( 0) -_ =+",
            "   qQ wW eE rR tT yY uU iI oO pP [{ ]} \\|",
            "   aA sS dD fF gG hH jJ kK lL ;: '\"",
            "   zZ xX cC vV bB nN mM ,< .> /?",
        ],
    },
    Layout {
        slanted: true,
        rows: &[
            "`~ 1! 2@ 3# 4$ 5% 6^ 7& 8* 9( 0) [{ ]}",
            "   '\" ,< .> pP yY fF gG cC rR lL /? =+ \\|",
            "   aA oO eE uU iI dD hH tT nN sS -_",
            "   ;: qQ jJ kK xX bB mM wW vV zZ",
        ],
    },
    Layout {
        slanted: false,
        rows: &["   /  *  -", "7  8  9  +", "4  5  6", "1  2  3", "   0  ."],
    },
    Layout {
        slanted: false,
        rows: &[
            "   =  /  *",
            "7  8  9  -",
            "4  5  6  +",
            "1  2  3",
            "   0  .",
        ],
    },
];
static KEYBOARDS: [Keyboard; 4] = keyboards();

/// Keys and neighbours a key, on average: QWERTY's serve Dvorak too, and the keypad's the other's.
const SLANTED: (f64, f64) = (94.0, 432.0 / 94.0);
const ALIGNED: (f64, f64) = (15.0, 76.0 / 15.0);

pub(super) fn find(password: Stretch, matches: &mut Matches) {
    for keyboard in &KEYBOARDS {
        find_on(keyboard, password, matches);
    }
}

fn find_on(keyboard: &Keyboard, password: Stretch, matches: &mut Matches) {
    let mut first = 0;
    while first + LEAST_KEYS <= password.len() {
        let walk = Walk::begin(keyboard, password.points.get(first..).unwrap_or_default());
        if walk.keys >= LEAST_KEYS {
            matches.add(first, first + walk.keys - 1, walk.guesses(keyboard));
        }
        first += walk.keys;
    }
}

struct Walk {
    keys: usize,
    turns: usize,
    shifted: usize,
}

impl Walk {
    /// As far as each character is a neighbour of the one before.
    fn begin(keyboard: &Keyboard, points: &[char]) -> Self {
        let is_shifted = |point: &char| keyboard.slanted && SHIFTED.contains(*point);
        let mut walk = Self {
            keys: 1,
            turns: 0,
            shifted: points
                .first()
                .map_or(0, |point| usize::from(is_shifted(point))),
        };
        let mut direction = None;
        for (from, to) in points.iter().zip(points.iter().skip(1)) {
            let (Some(from), Some(to)) = (keyboard.key(*from), keyboard.key(*to)) else {
                break;
            };
            let step = (to.column - from.column, to.row - from.row);
            if !keyboard.is_step(step) {
                break;
            }
            walk.keys += 1;
            walk.shifted += usize::from(to.shifted);
            if direction != Some(step) {
                walk.turns += 1;
                direction = Some(step);
            }
        }
        walk
    }

    /// All walks of as many keys or fewer, with as many turns or fewer; and which keys are shifted.
    fn guesses(&self, keyboard: &Keyboard) -> f64 {
        let (starts, neighbours) = if keyboard.slanted { SLANTED } else { ALIGNED };
        // A walk of k keys with j turns can turn in C(k-1, j-1) ways; for all k up to the number
        // of keys that sums to C(keys, j) - 1.
        let ways = (1..=self.turns.min(self.keys - 1)).scan((1.0, 1.0), |(ways, choices), turn| {
            *ways = *ways * count(self.keys - turn + 1) / count(turn);
            *choices *= neighbours;
            Some((*ways - 1.0) * *choices)
        });
        let walks = starts * ways.sum::<f64>();
        match self.shifted {
            0 => walks,
            shifted => walks * variations(shifted, self.keys - shifted),
        }
    }
}

/// What a walk may begin with shifted: as on QWERTY, on either keyboard.
const SHIFTED: &str = "~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?";

#[derive(Clone, Copy)]
struct Key {
    column: i8,
    row: i8,
    shifted: bool,
}

struct Keyboard {
    keys: [Option<Key>; 128],
    slanted: bool,
}

impl Keyboard {
    fn key(&self, point: char) -> Option<Key> {
        self.keys.get(point as usize).copied().flatten()
    }

    /// Whether a step leads to a neighbour.
    fn is_step(&self, step: (i8, i8)) -> bool {
        match step {
            (0, 0) => false,
            (-1, -1) | (1, 1) => !self.slanted,
            (-1..=1, -1..=1) => true,
            _ => false,
        }
    }
}

/// The drawings as tables, made when this is compiled: out of bounds would be an error then.
#[allow(clippy::indexing_slicing)]
const fn keyboards() -> [Keyboard; 4] {
    const EMPTY: Keyboard = Keyboard {
        keys: [None; 128],
        slanted: false,
    };
    let mut keyboards = [EMPTY; 4];
    let mut index = 0;
    while index < LAYOUTS.len() {
        keyboards[index].slanted = LAYOUTS[index].slanted;
        let mut row = 0;
        while row < LAYOUTS[index].rows.len() {
            let line = LAYOUTS[index].rows[row].as_bytes();
            let mut place = 0;
            while place < line.len() {
                if line[place] != b' ' {
                    keyboards[index].keys[line[place] as usize] = Some(Key {
                        column: (place / 3) as i8,
                        row: row as i8,
                        shifted: place % 3 == 1,
                    });
                }
                place += 1;
            }
            row += 1;
        }
        index += 1;
    }
    keyboards
}
