//! What tells two worlds apart.

use std::fmt::{self, Debug, Write};
use std::hash::{DefaultHasher, Hasher};

/// A hash of what values print.
#[derive(Default)]
pub struct Key(DefaultHasher);

impl Key {
    pub fn take(&mut self, value: &impl Debug) {
        write!(self, "{value:?}").unwrap();
    }

    pub fn finish(&self) -> u64 {
        self.0.finish()
    }
}

impl Write for Key {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}
