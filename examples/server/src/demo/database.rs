//! A database for as long as the demo runs.

use std::path::{Path, PathBuf};

use crate::error::StartError;

/// A folder of its own under the system's temporary one, removed when dropped.
#[derive(Debug)]
pub struct Temporary(PathBuf);

impl Temporary {
    /// Makes the folder, for its owner alone.
    pub fn new() -> Result<Self, StartError> {
        let name =
            getrandom::u64().map_err(|error| StartError::failed("the random source", error))?;
        let folder = std::env::temp_dir().join(format!("repass-demo-{name:016x}"));
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
            .create(&folder)
            .map_err(|error| StartError::failed(folder.display(), error))?;
        Ok(Self(folder))
    }

    /// The database's file.
    pub fn file(&self) -> PathBuf {
        self.folder().join("repass.db")
    }

    fn folder(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(self.folder()) {
            tracing::warn!(%error, "the temporary database is still there");
        }
    }
}
