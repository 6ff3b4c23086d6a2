//! Common passwords. The first 500 are the head of zxcvbn's ranked list; passwords that are
//! common in China follow (DATA.md). One a line, as keys, commonest first.

use crate::policy::document::Dictionary;
use crate::text::Key;

const TEXT: &str = include_str!("common.txt");
/// The list's lines, split when this is compiled and not on each keystroke.
static RANKED: [&str; count_lines(TEXT)] = lines(TEXT);

/// Whether the password is one of the list, as it stands or with leet undone.
pub(super) fn is_common(password: &Key, dictionary: Dictionary) -> bool {
    let first = match dictionary {
        Dictionary::Whole(false) => return false,
        Dictionary::Whole(true) => RANKED.len(),
        Dictionary::First(first) => first as usize,
    };
    // The list is ASCII: bytes are code points, and most words go out by their length.
    let mut words = RANKED.iter().take(first);
    words.any(|word| word.len() == password.len() && password.reads_as(word))
}

const fn count_lines(text: &str) -> usize {
    let mut rest = text.as_bytes();
    let mut count = 0;
    while let [byte, others @ ..] = rest {
        if *byte == b'\n' {
            count += 1;
        }
        rest = others;
    }
    count
}

#[allow(clippy::indexing_slicing)] // evaluated when this is compiled: out of bounds would be an error then
const fn lines<const N: usize>(text: &'static str) -> [&'static str; N] {
    let mut lines = [""; N];
    let mut rest = text.as_bytes();
    let mut index = 0;
    while index < N {
        let mut length = 0;
        while rest[length] != b'\n' {
            length += 1;
        }
        let (line, others) = rest.split_at(length);
        if let Ok(line) = core::str::from_utf8(line) {
            lines[index] = line;
        }
        if let [_, after @ ..] = others {
            rest = after;
        }
        index += 1;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn is_listed(password: &str) -> bool {
        is_common(&Key::new(password), Dictionary::Whole(true))
    }

    #[test]
    fn each_line_is_its_own_ascii_key_and_stands_once() {
        let mut seen = alloc::collections::BTreeSet::new();
        assert!(RANKED.iter().copied().eq(TEXT.lines()));
        for line in RANKED {
            assert!(line.is_ascii());
            assert_eq!(Key::new(line).points().iter().collect::<String>(), line);
            assert!(seen.insert(line), "{line} stands twice");
        }
    }

    #[test]
    fn leet_case_and_width_do_not_hide_a_common_password() {
        for password in [
            "password",
            "P@ssw0rd123",
            "Ｐａｓｓｗｏｒｄ",
            "pass-word",
            "1qaz@WSX",
            "huawei@123",
            "woaini1314",
        ] {
            assert!(is_listed(password), "{password}");
        }
        assert!(!is_listed("Brook#71Lantern"));
        assert!(!is_listed("passwordx"));
    }

    #[test]
    fn a_document_may_count_only_the_first() {
        assert!(is_common(&Key::new("123456"), Dictionary::First(1)));
        assert!(!is_common(&Key::new("woaini1314"), Dictionary::First(10)));
        assert!(!is_common(&Key::new("123456"), Dictionary::Whole(false)));
    }
}
