//! From 32 bytes of entropy to draws without a bias, and how many ways they can go.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

const DOMAIN: &[u8] = b"repass password v1";
/// Bytes that a draw uses.
const WORD: usize = 4;

/// An endless stream: HMAC-SHA-256 under the entropy, of the domain and a counter (eight bytes,
/// big-endian, from 0).
pub(super) struct Stream {
    hmac: Hmac<Sha256>,
    counter: u64,
    block: Zeroizing<[u8; 32]>,
    used: usize,
}

impl Stream {
    pub(super) fn new(entropy: &[u8; 32]) -> Self {
        // HMAC itself fills a key that is shorter than its block with zeros.
        let mut key = Zeroizing::new([0; 64]);
        for (to, from) in key.iter_mut().zip(entropy) {
            *to = *from;
        }
        let block = Zeroizing::new([0; 32]);
        Self {
            hmac: Hmac::new((&*key).into()),
            counter: 0,
            used: block.len(),
            block,
        }
    }

    /// A number below `bound`, each as likely as any other; 0 where there is none.
    pub(super) fn below(&mut self, bound: u32) -> u32 {
        let bound = bound.max(1);
        // The words above the greatest multiple of the bound would make small numbers likelier.
        let excess = (u32::MAX % bound + 1) % bound;
        loop {
            let word = self.word();
            if word <= u32::MAX - excess {
                return word % bound;
            }
        }
    }

    fn word(&mut self) -> u32 {
        if self.used >= self.block.len() {
            self.refill();
        }
        let bytes = self.block.iter().skip(self.used).take(WORD);
        self.used += WORD;
        bytes.fold(0, |word, byte| word << 8 | u32::from(*byte))
    }

    fn refill(&mut self) {
        let mut hmac = self.hmac.clone();
        hmac.update(DOMAIN);
        hmac.update(&self.counter.to_be_bytes());
        *self.block = hmac.finalize().into_bytes().into();
        self.counter += 1;
        self.used = 0;
    }
}

/// A product of choices: at least `factor` times 2 to the power of `doublings`, and never more
/// than there are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ways {
    factor: u64,
    doublings: u32,
}

impl Ways {
    pub(super) const ONE: Self = Self {
        factor: 1,
        doublings: 0,
    };

    /// With one more choice among so many.
    pub(super) fn times(self, choices: u32) -> Self {
        let product = u128::from(self.factor) * u128::from(choices);
        let over = (u128::BITS - product.leading_zeros()).saturating_sub(u64::BITS);
        Self {
            factor: u64::try_from(product >> over).unwrap_or(u64::MAX),
            doublings: self.doublings + over,
        }
    }

    /// The logarithm to base 2, rounded down.
    pub(super) fn bits(self) -> u32 {
        self.doublings + self.factor.checked_ilog2().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    /// Python: `hmac.digest(bytes(range(32)), b"repass password v1" + i.to_bytes(8), "sha256")`.
    #[test]
    fn the_stream_is_as_an_independent_program_computes_it() {
        let mut stream = Stream::new(&core::array::from_fn(|index| index as u8));
        let words: Vec<u32> = (0..16).map(|_| stream.word()).collect();
        assert_eq!(
            words,
            [
                0xC010_A758,
                0x7212_F4BE,
                0x5463_E640,
                0x6ADB_4E19,
                0x19B3_C486,
                0x755B_8FD6,
                0xCC89_7C95,
                0x3D95_0ACD,
                0x0418_6F67,
                0x1EEC_FCA9,
                0x1A9E_8E77,
                0x5618_84CF,
                0x65C6_0A45,
                0x27F1_9A4F,
                0x114E_9D5E,
                0x084A_8D59
            ]
        );
    }

    #[test]
    fn a_draw_is_below_its_bound_and_even() {
        let mut stream = Stream::new(&[7; 32]);
        let mut counts = [0; 65];
        for _ in 0..65_000 {
            counts[stream.below(65) as usize] += 1;
        }
        // 1,000 each, give or take six standard deviations.
        assert!(
            counts.iter().all(|count| (810..1_190).contains(count)),
            "{counts:?}"
        );
    }

    /// Three quarters of 2^32: without rejection the lower third would come twice as often.
    #[test]
    fn a_bound_that_divides_badly_gives_no_number_twice_the_chance() {
        let mut stream = Stream::new(&[7; 32]);
        let draws = (0..30_000).map(|_| stream.below(0xC000_0000));
        let low = draws.filter(|drawn| *drawn < 0x4000_0000).count();
        assert!((9_500..10_500).contains(&low), "{low}");
    }

    #[test]
    fn there_is_nothing_to_draw_below_none_and_one() {
        let mut stream = Stream::new(&[7; 32]);
        assert_eq!((stream.below(0), stream.below(1)), (0, 0));
    }

    #[test]
    fn ways_are_counted_in_whole_bits() {
        let ways =
            |choices: u32, times: u32| (0..times).fold(Ways::ONE, |ways, _| ways.times(choices));
        assert_eq!(ways(7, 0).bits(), 0);
        assert_eq!(ways(1, 9).bits(), 0);
        assert_eq!(ways(2, 1_000).bits(), 1_000);
        // 65^17 is 2^102.38, 57^17 is 2^99.16, 10^1000 is 2^3321.93.
        assert_eq!(ways(65, 17).bits(), 102);
        assert_eq!(ways(57, 17).bits(), 99);
        assert_eq!(ways(10, 1_000).bits(), 3_321);
        assert_eq!(ways(0, 1).bits(), 0);
    }
}
