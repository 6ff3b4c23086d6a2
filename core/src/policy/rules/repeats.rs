//! `repeats`: the same character at most so many times, in a row or in all (PWD.0008).

use super::super::document::{Counting, Repeats};
use super::super::report::{Violation, count};
use crate::text::Text;

pub(in crate::policy) fn check(rule: &Repeats, password: &Text) -> Option<Violation> {
    let actual = count(match rule.counting {
        Counting::Consecutive => password.longest_run(),
        Counting::Total => password.most_frequent(),
    });
    (actual > rule.max).then_some(Violation::Repeats {
        max: rule.max,
        actual,
    })
}
