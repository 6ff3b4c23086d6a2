//! Something repeated without a gap: aaa, abcabcabc.

use alloc::vec::Vec;

use super::matches::Matches;
use super::number::count;
use super::stretch::Stretch;

/// `guesses` estimates what is repeated, as a password of its own.
pub(super) fn find(password: Stretch, matches: &mut Matches, guesses: impl Fn(Stretch) -> f64) {
    let runs = Runs::new(password.points);
    let mut first = 0;
    while first < password.len() {
        let Some(repeat) = runs.repeat_at(first) else {
            first += 1;
            continue;
        };
        let base = password.part(first, first + repeat.period - 1);
        let last = first + repeat.length - 1;
        let times = count(repeat.length / repeat.period);
        matches.add(first, last, guesses(base) * times);
        first = last + 1;
    }
}

struct Repeat {
    period: usize,
    length: usize,
}

/// For each period and place, how far the text from there on equals itself one period later. With
/// that every question about a repeat is one look, and the whole is quadratic for any text.
struct Runs {
    length: usize,
    runs: Vec<u8>,
}

impl Runs {
    fn new(points: &[char]) -> Self {
        let length = points.len();
        let mut runs = alloc::vec![0; length * (length / 2)];
        let rows = runs.chunks_mut(length.max(1));
        for (period, row) in (1..).zip(rows) {
            let later = points.iter().skip(period);
            let pairs = points.iter().zip(later).zip(row);
            let mut run = 0_u8;
            for ((now, later), place) in pairs.rev() {
                run = if now == later {
                    run.saturating_add(1)
                } else {
                    0
                };
                *place = run;
            }
        }
        Self { length, runs }
    }

    fn run(&self, period: usize, first: usize) -> usize {
        let row = (period - 1) * self.length;
        self.runs
            .get(row + first)
            .map_or(0, |run| usize::from(*run))
    }

    /// All that is repeated at a place by the shortest period or by the longest, whichever reaches
    /// further; told with the shortest period that all of it has.
    fn repeat_at(&self, first: usize) -> Option<Repeat> {
        let longest = (self.length - first) / 2;
        let repeats = |period: &usize| self.run(*period, first) >= *period;
        let shortest = (1..=longest).find(repeats)?;
        let longest = (1..=longest).rfind(repeats)?;
        let reach = |period: usize| (self.run(period, first) / period + 1) * period;
        if reach(longest) <= reach(shortest) {
            return Some(Repeat {
                period: shortest,
                length: reach(shortest),
            });
        }
        let length = reach(longest);
        let has_all = |period: &usize| {
            length.is_multiple_of(*period) && self.run(*period, first) >= length - period
        };
        let period = (1..=longest).find(has_all)?;
        Some(Repeat { period, length })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repeat(text: &str) -> Option<(usize, usize)> {
        let points: Vec<char> = text.chars().collect();
        let repeat = Runs::new(&points).repeat_at(0)?;
        Some((repeat.period, repeat.length))
    }

    #[test]
    fn the_further_reach_wins_and_its_shortest_period_counts() {
        assert_eq!(repeat("aaaaa"), Some((1, 5)));
        assert_eq!(repeat("abcabcab"), Some((3, 6)));
        // By single letters only `aa`, by three all.
        assert_eq!(repeat("aabaab"), Some((3, 6)));
        // The longest period is six, of which three is the shortest.
        assert_eq!(repeat("aabaabaabaab"), Some((3, 12)));
        assert_eq!(repeat("abcdef"), None);
        assert_eq!(repeat("a"), None);
        assert_eq!(repeat(""), None);
    }
}
