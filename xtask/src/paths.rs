//! Where things are: the workspace, its target folder, the cache outside the clone.

use std::env;
use std::path::{Path, PathBuf};

/// The workspace's root folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask/ lies in the workspace")
}

/// The workspace's target folder.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// What a dev build leaves, and nothing cleans up but `cargo clean`: our own scratch files.
pub fn scratch() -> PathBuf {
    target().join("xtask")
}

/// What is made once a machine: `$REPASS_CACHE`, else `repass` in the user's cache folder.
pub fn cache() -> PathBuf {
    if let Some(folder) = env::var_os("REPASS_CACHE") {
        return PathBuf::from(folder);
    }
    let user = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|folder| folder.is_absolute());
    user.or_else(|| env::home_dir().map(|home| home.join(".cache")))
        .unwrap_or_else(env::temp_dir)
        .join("repass")
}
