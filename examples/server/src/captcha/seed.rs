//! A seed's numbers: where the piece belongs, and all that is left to the painter.

/// By so much SplitMix64 goes on: 2^64 over the golden ratio, and odd.
pub(super) const ODD: u64 = 0x9E37_79B9_7F4A_7C15;

/// What is taken from a seed. The two parts come from different bytes of it, so that an image,
/// however closely it is looked at, tells nothing of where its piece belongs.
pub(super) struct Seed {
    /// Evenly distributed over all 64 bits.
    pub(super) place: u64,
    /// For all the rest.
    pub(super) painter: Generator,
}

impl Seed {
    pub(super) fn read(bytes: &[u8; 32]) -> Self {
        let mut words = bytes.as_chunks().0.iter().copied().map(u64::from_le_bytes);
        Self {
            place: words.next().unwrap_or_default(),
            painter: Generator(words.fold(0, |all, word| mix(all ^ word))),
        }
    }
}

/// SplitMix64: small, quick and good enough for pictures.
pub(super) struct Generator(u64);

impl Generator {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(ODD);
        mix(self.0)
    }

    /// At least `low`, less than `high`.
    pub(super) fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * fraction(self.next())
    }

    /// One of a few.
    pub(super) fn among<T: Copy, const N: usize>(&mut self, choices: [T; N]) -> Option<T> {
        let index = usize::try_from(self.next() % (N as u64).max(1)).ok()?;
        choices.get(index).copied()
    }

    pub(super) fn is_heads(&mut self) -> bool {
        self.next() >> 63 == 1
    }
}

/// From 0 to less than 1, by the upper 24 bits: so many an `f32` holds exactly.
pub(super) fn fraction(bits: u64) -> f32 {
    (bits >> 40) as f32 / (1_u32 << 24) as f32
}

/// Every bit of the result depends on every bit of the word.
pub(super) fn mix(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}
