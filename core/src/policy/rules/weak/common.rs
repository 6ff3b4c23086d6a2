//! Common passwords. The first 500 are the head of zxcvbn's ranked list; passwords that are
//! common in China follow (DATA.md). One a line, as keys, commonest first.

use crate::policy::document::Dictionary;
use crate::text::Key;

const RANKED: &str = include_str!("common.txt");

/// Whether the password is one of the list, as it stands or with leet undone.
pub(super) fn is_common(password: &Key, dictionary: Dictionary) -> bool {
    let first = match dictionary {
        Dictionary::Whole(false) => return false,
        Dictionary::Whole(true) => usize::MAX,
        Dictionary::First(first) => first as usize,
    };
    // The list is ASCII: bytes are code points, and most words go out by their length.
    RANKED
        .lines()
        .take(first)
        .any(|word| word.len() == password.len() && password.reads_as(word))
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
        for line in RANKED.lines() {
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
