//! Ranked words as a tree of characters, its nodes in the order of the sorted words: a node's
//! children follow it, each behind all that is below the one before.

use alloc::vec::Vec;

/// No word ends here.
const NO_RANK: u16 = 0;
const ROOT: usize = 0;
const LABELS: usize = 256;

#[derive(Debug, Clone, Copy)]
struct Node {
    /// The place behind all that is below.
    end: u32,
    rank: u16,
    label: u8,
}

/// Words with their ranks, the commonest first.
#[derive(Debug)]
pub(super) struct Trie {
    nodes: Vec<Node>,
    /// Where each first character's node stands, so that the root's many children are not
    /// searched one by one.
    firsts: Vec<u32>,
}

/// A place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place(usize);

impl Trie {
    /// Before the first character.
    pub(super) const START: Place = Place(ROOT);

    /// Where a character leads, if a word goes on with it.
    pub(super) fn next(&self, from: Place, label: u8) -> Option<Place> {
        if from == Self::START {
            let first = *self.firsts.get(usize::from(label))? as usize;
            return (first != ROOT).then_some(Place(first));
        }
        let end = self.nodes.get(from.0)?.end as usize;
        let mut child = from.0 + 1;
        while child < end {
            let node = self.nodes.get(child)?;
            if node.label >= label {
                return (node.label == label).then_some(Place(child));
            }
            child = node.end as usize;
        }
        None
    }

    /// How many nodes there are, with the root.
    #[cfg(all(test, feature = "strength"))]
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The rank of the word that ends here, if one does.
    pub(super) fn rank(&self, at: Place) -> Option<u16> {
        let rank = self.nodes.get(at.0)?.rank;
        (rank != NO_RANK).then_some(rank)
    }
}

/// Makes a tree of words that come sorted by their bytes.
pub(super) struct Builder {
    nodes: Vec<Node>,
    /// The nodes from the root to the last character of the last word.
    path: Vec<usize>,
}

impl Builder {
    /// `nodes` is how many there will be, if that is known: growing would take twice the memory.
    pub(super) fn new(nodes: usize) -> Self {
        let mut builder = Self {
            nodes: Vec::with_capacity(nodes + 1),
            path: Vec::new(),
        };
        builder.open(0);
        builder
    }

    /// Adds the word that begins with the first `shared` characters of the one before, and ends
    /// with `rest`. The better rank stays where a word comes twice.
    pub(super) fn push(&mut self, shared: usize, rest: &[u8], rank: u16) {
        self.close_to(shared + 1);
        rest.iter().for_each(|label| self.open(*label));
        let last = self.path.last().and_then(|last| self.nodes.get_mut(*last));
        if let Some(node) = last
            && (node.rank == NO_RANK || rank < node.rank)
        {
            node.rank = rank;
        }
    }

    pub(super) fn finish(mut self) -> Trie {
        self.close_to(0);
        let mut firsts = alloc::vec![0; LABELS];
        let mut child = ROOT + 1;
        while let Some(node) = self.nodes.get(child) {
            if let Some(first) = firsts.get_mut(usize::from(node.label)) {
                *first = place(child);
            }
            child = node.end as usize;
        }
        Trie {
            nodes: self.nodes,
            firsts,
        }
    }

    fn open(&mut self, label: u8) {
        self.path.push(self.nodes.len());
        self.nodes.push(Node {
            end: 0,
            rank: NO_RANK,
            label,
        });
    }

    fn close_to(&mut self, depth: usize) {
        let end = place(self.nodes.len());
        while self.path.len() > depth {
            let node = self.path.pop().and_then(|node| self.nodes.get_mut(node));
            if let Some(node) = node {
                node.end = end;
            }
        }
    }
}

/// Makes a tree of words in any order, each with its rank.
pub(super) fn from_words(mut words: Vec<(Vec<u8>, u16)>) -> Trie {
    words.sort_unstable();
    let mut builder = Builder::new(0);
    let mut before: &[u8] = &[];
    for (word, rank) in &words {
        let shared = before.iter().zip(word).take_while(|(a, b)| a == b).count();
        builder.push(shared, word.get(shared..).unwrap_or_default(), *rank);
        before = word;
    }
    builder.finish()
}

/// A place among fewer than four thousand million nodes.
fn place(node: usize) -> u32 {
    u32::try_from(node).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rank(trie: &Trie, word: &str) -> Option<u16> {
        let mut place = Trie::START;
        for label in word.bytes() {
            place = trie.next(place, label)?;
        }
        trie.rank(place)
    }

    #[test]
    fn a_word_has_its_best_rank_and_a_mere_beginning_none() {
        let words = [
            ("pass", 9),
            ("password", 2),
            ("apt", 3),
            ("pass", 5),
            ("past", 4),
        ];
        let trie = from_words(words.map(|(word, rank)| (word.into(), rank)).into());
        assert_eq!(rank(&trie, "pass"), Some(5));
        assert_eq!(rank(&trie, "password"), Some(2));
        assert_eq!(rank(&trie, "past"), Some(4));
        assert_eq!(rank(&trie, "apt"), Some(3));
        for other in ["", "pas", "passw", "passwords", "x", "aptt"] {
            assert_eq!(rank(&trie, other), None, "{other}");
        }
    }
}
