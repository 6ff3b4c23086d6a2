//! Leet: which letters a digit or sign may stand for. Matched place by place as sets of
//! letters, never by listing all substitutions.

/// Letters and what is written for them.
const LEET: &[(char, &str)] = &[
    ('a', "4@"),
    ('b', "8"),
    ('c', "("),
    ('e', "3"),
    ('g', "69"),
    ('i', "1!|"),
    ('l', "1|7"),
    ('o', "0"),
    ('s', "$5"),
    ('t', "+7"),
    ('x', "%"),
    ('z', "2"),
];

/// Whether `written` is `meant`, or may stand for it.
pub fn stands_for(written: char, meant: char) -> bool {
    written == meant
        || LEET
            .iter()
            .any(|(letter, signs)| *letter == meant && signs.contains(written))
}

/// Whether the whole of `written` may be read as `word`.
pub(super) fn reads_as(written: &[char], word: &[char]) -> bool {
    written.len() == word.len()
        && written
            .iter()
            .zip(word)
            .all(|(written, meant)| stands_for(*written, *meant))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Key, is_separator};

    #[test]
    fn a_sign_may_stand_for_several_letters() {
        let password = Key::new("7i7le");
        assert!(password.reads_as(&Key::new("title")));
        assert!(password.reads_as(&Key::new("lille")));
        assert!(!password.reads_as(&Key::new("tiple")));
    }

    #[test]
    fn a_letter_never_stands_for_a_sign() {
        assert!(!Key::new("zhangweilii").contains(&Key::new("zhangwei1")));
    }

    #[test]
    fn no_sign_is_a_separator() {
        assert!(
            LEET.iter()
                .flat_map(|(_, signs)| signs.chars())
                .all(|sign| !is_separator(sign))
        );
    }
}
