//! Numbers from a seed: SHA-256 of the seed and a counter.

use sha2::{Digest, Sha256};

/// Not secret by itself: the seed is.
pub struct Random {
    seed: [u8; 32],
    counter: u64,
}

impl Random {
    pub fn new(seed: &[u8; 32]) -> Self {
        Self {
            seed: *seed,
            counter: 0,
        }
    }

    pub fn next(&mut self) -> u64 {
        let hash = Sha256::new()
            .chain_update(self.seed)
            .chain_update(self.counter.to_be_bytes())
            .finalize();
        self.counter += 1;
        let first = hash.first_chunk::<8>();
        first.map_or(0, |bytes| u64::from_be_bytes(*bytes))
    }

    /// A whole number, both ends included. 2^64 is so much greater than the range that none is
    /// likelier than another by more than one part in 10^16.
    pub fn between(&mut self, least: u32, most: u32) -> u32 {
        let range = u64::from(most.saturating_sub(least)) + 1;
        least + u32::try_from(self.next() % range).unwrap_or(0)
    }

    /// From 0 to below 1.
    pub fn fraction(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u32 << 24) as f32
    }

    /// Between two numbers.
    pub fn within(&mut self, least: f32, most: f32) -> f32 {
        least + self.fraction() * (most - least)
    }
}
