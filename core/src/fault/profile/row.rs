//! A fault in a vendor's words.

/// A row of a vendor's table. `{name}` in a text stands for an argument of the fault; `{detail}` for
/// our own sentence on it.
#[derive(Debug)]
pub(super) struct Row {
    /// The fault's code.
    pub(super) fault: &'static str,
    /// The HTTP status.
    pub(super) status: u16,
    /// The vendor's code.
    pub(super) code: &'static str,
    /// The vendor's text in English; empty where the vendor sends none.
    pub(super) en: &'static str,
    /// The vendor's text in Chinese.
    pub(super) zh: &'static str,
    /// Which ways the row is read.
    pub(super) direction: Direction,
}

/// Which ways a row is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// Both: the vendor's code means this fault and nothing else.
    Both,
    /// Only to the vendor, who has one word for this fault and another; the other one comes back.
    Out,
    /// Only from the vendor, who has two words for one fault.
    In,
}

/// A row that is read both ways.
pub(super) const fn row(
    fault: &'static str,
    status: u16,
    code: &'static str,
    en: &'static str,
    zh: &'static str,
) -> Row {
    Row {
        fault,
        status,
        code,
        en,
        zh,
        direction: Direction::Both,
    }
}

/// A row for a fault that the vendor tells with another's code.
pub(super) const fn out(
    fault: &'static str,
    status: u16,
    code: &'static str,
    en: &'static str,
    zh: &'static str,
) -> Row {
    Row {
        fault,
        status,
        code,
        en,
        zh,
        direction: Direction::Out,
    }
}

/// A row for a second code of a fault.
pub(super) const fn inward(fault: &'static str, status: u16, code: &'static str) -> Row {
    Row {
        fault,
        status,
        code,
        en: "",
        zh: "",
        direction: Direction::In,
    }
}
