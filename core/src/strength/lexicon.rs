//! The dictionary that is built in, and how it is written.
//!
//! `words.bin` has, numbers little-endian: the number of rank classes (one byte), for each class
//! the rank that its words count with (two bytes), the number of the tree's nodes and the length of
//! the text (four bytes each); the text; a byte for each word, its class. In the text a word is a
//! byte below 32, how many characters of the word before fall away, and what comes instead. Words
//! are sorted by their bytes. It is a form that compresses well, and reading it once makes the tree.

use super::trie::{Builder, Trie};

static WORDS: &[u8] = include_bytes!("words.bin");
/// What is below tells how many characters fall away.
const FIRST_CHARACTER: u8 = 32;

/// The built-in words as a tree.
pub(super) fn unfold() -> Trie {
    // A test reads all of the file: it is whole.
    read(WORDS).unwrap_or_else(|| Builder::new(0).finish())
}

fn read(file: &[u8]) -> Option<Trie> {
    let (count, rest) = file.split_first()?;
    let (ranks, rest) = rest.split_at_checked(2 * usize::from(*count))?;
    let (nodes, rest) = rest.split_first_chunk()?;
    let (length, rest) = rest.split_first_chunk()?;
    let (text, classes) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let (ranks, _) = ranks.as_chunks();
    let mut builder = Builder::new(u32::from_le_bytes(*nodes) as usize);
    let mut length = 0;
    let mut rest = text;
    for class in classes {
        let (fallen, after) = rest.split_first()?;
        let characters = after.iter().take_while(|byte| **byte >= FIRST_CHARACTER);
        let (characters, after) = after.split_at_checked(characters.count())?;
        let shared = usize::checked_sub(length, usize::from(*fallen))?;
        let rank = ranks.get(usize::from(*class))?;
        builder.push(shared, characters, u16::from_le_bytes(*rank));
        length = shared + characters.len();
        rest = after;
    }
    rest.is_empty().then(|| builder.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_the_file_is_read_and_no_node_is_in_excess() {
        let count = usize::from(WORDS[0]);
        let nodes = WORDS[1 + 2 * count..][..4].try_into().unwrap();
        let words = read(WORDS).unwrap();
        // The root stands besides.
        assert_eq!(words.len(), u32::from_le_bytes(nodes) as usize + 1);
    }

    #[test]
    fn a_file_that_ends_too_early_is_no_dictionary() {
        assert!(read(&WORDS[..WORDS.len() - 1]).is_none());
        assert!(read(&WORDS[..1000]).is_none());
        assert!(read(&[]).is_none());
    }

    #[test]
    fn words_fall_back_to_what_they_share_with_the_one_before() {
        // pass has the first class, passt and past the second.
        let file = b"\x02\x01\x00\xf4\x01\x06\0\0\0\x09\0\0\0\x00pass\x00t\x02t\x00\x01\x01";
        let words = read(file).unwrap();
        let rank = |word: &str| {
            let mut bytes = word.bytes();
            let end = bytes.try_fold(Trie::START, |at, byte| words.next(at, byte));
            end.and_then(|at| words.rank(at))
        };
        assert_eq!(rank("pass"), Some(1));
        assert_eq!(rank("passt"), Some(500));
        assert_eq!(rank("past"), Some(500));
        assert_eq!(rank("pas"), None);
    }
}
