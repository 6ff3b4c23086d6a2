//! The time until a new code may be asked for, in whole seconds that a person reads.

/// Milliseconds of a second.
const SECOND: i64 = 1_000;

/// The time that is so many milliseconds after `now`.
pub(super) fn after(now: i64, milliseconds: i64) -> i64 {
    now.saturating_add(milliseconds)
}

/// The time that is so many seconds after `now`.
pub(super) fn seconds_after(now: i64, seconds: u32) -> i64 {
    after(now, i64::from(seconds).saturating_mul(SECOND))
}

/// The seconds that are left, rounded up; none once it is over.
pub(super) fn seconds_left(end: i64, now: i64) -> Option<u32> {
    let left = end.saturating_sub(now);
    let seconds = left / SECOND + i64::from(left % SECOND > 0);
    (left > 0).then(|| u32::try_from(seconds).unwrap_or(u32::MAX))
}

/// When the seconds that are left become fewer: the next whole second, at last the end itself.
pub(super) fn next_change(end: i64, now: i64) -> Option<i64> {
    let seconds = i64::from(seconds_left(end, now)?);
    Some(end.saturating_sub((seconds - 1).saturating_mul(SECOND)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_rounded_up_and_change_at_whole_ones() {
        let at = |now| (seconds_left(60_000, now), next_change(60_000, now));
        assert_eq!(at(0), (Some(60), Some(1_000)));
        assert_eq!(at(1), (Some(60), Some(1_000)));
        assert_eq!(at(999), (Some(60), Some(1_000)));
        assert_eq!(at(1_000), (Some(59), Some(2_000)));
        assert_eq!(at(58_999), (Some(2), Some(59_000)));
        assert_eq!(at(59_000), (Some(1), Some(60_000)));
        assert_eq!(at(59_999), (Some(1), Some(60_000)));
        assert_eq!(at(60_000), (None, None));
        assert_eq!(at(i64::MAX), (None, None));
    }

    #[test]
    fn the_ends_of_time_are_no_trouble() {
        assert_eq!(seconds_left(i64::MAX, i64::MIN), Some(u32::MAX));
        assert!(next_change(i64::MAX, i64::MIN).is_some());
        assert!(next_change(i64::MIN, i64::MAX).is_none());
        assert_eq!(seconds_after(i64::MAX, u32::MAX), i64::MAX);
    }
}
