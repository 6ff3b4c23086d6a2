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

/// The letters a to z that a character may be read as, one bit each: itself, and those that it is
/// written for.
pub(super) fn letters(written: char) -> u32 {
    let own = bit(written);
    let meant = LEET.iter().filter(|(_, signs)| signs.contains(written));
    meant.fold(own, |letters, (letter, _)| letters | bit(*letter))
}

/// Whether a character, with its [`letters`], may be read as `meant`.
pub(super) fn may_mean(written: char, letters: u32, meant: char) -> bool {
    written == meant || letters & bit(meant) != 0
}

fn bit(letter: char) -> u32 {
    if letter.is_ascii_lowercase() {
        1 << (u32::from(letter) - u32::from('a'))
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Key, is_separator};

    #[test]
    fn a_sign_may_stand_for_several_letters() {
        let password = Key::new("7i7le");
        assert!(password.reads_as("title"));
        assert!(password.reads_as("lille"));
        assert!(!password.reads_as("tiple"));
    }

    #[test]
    fn a_letter_never_stands_for_a_sign() {
        assert!(!Key::new("zhangweilii").contains(&Key::new("zhangwei1")));
    }

    #[test]
    fn a_letter_is_itself_and_a_sign_no_letter_of_its_own() {
        assert_eq!(letters('a'), 1);
        assert_eq!(letters('@'), 1);
        assert_eq!(letters('7'), bit('l') | bit('t'));
        assert_eq!(letters('密'), 0);
        assert!(may_mean('@', letters('@'), '@') && !may_mean('a', letters('a'), '@'));
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
