//! Characters at a constant distance: abcd, 9753, αβγδ.

use super::matches::Matches;
use super::number::count;
use super::stretch::Stretch;

/// Steps further than this are no sequence.
const FARTHEST: i64 = 5;

pub(super) fn find(password: Stretch, matches: &mut Matches) {
    let points = password
        .points
        .iter()
        .map(|point| i64::from(u32::from(*point)));
    let steps = points
        .clone()
        .zip(points.skip(1))
        .map(|(from, to)| to - from);
    let mut first = 0;
    let mut step = None;
    for (place, next) in steps.enumerate() {
        if step.is_some_and(|step| step != next) {
            add(password, first, place, step, matches);
            first = place;
        }
        step = Some(next);
    }
    add(
        password,
        first,
        password.len().saturating_sub(1),
        step,
        matches,
    );
}

fn add(password: Stretch, first: usize, last: usize, step: Option<i64>, matches: &mut Matches) {
    let Some(step) = step else { return };
    let long_enough = last > first + 1 || step.abs() == 1;
    if !long_enough || !(1..=FARTHEST).contains(&step.abs()) {
        return;
    }
    let start = match password.points.get(first) {
        Some('a' | 'A' | 'z' | 'Z' | '0' | '1' | '9') => 4.0,
        Some('0'..='9') => 10.0,
        _ => 26.0,
    };
    let directions = if step > 0 { 1.0 } else { 2.0 };
    matches.add(first, last, start * directions * count(last + 1 - first));
}
