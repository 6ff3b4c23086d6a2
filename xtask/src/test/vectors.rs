//! How many vector cases every language must run.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::paths;

/// The sum of the files' counts. Cases of the kind `wire` are a server's, and only Rust runs them: they do not count.
pub fn expected() -> Result<u64> {
    let mut sum = 0;
    add(&paths::root().join("tests/vectors"), &mut sum)?;
    Ok(sum)
}

fn add(folder: &Path, sum: &mut u64) -> Result<()> {
    for entry in
        fs::read_dir(folder).with_context(|| format!("no vectors in {}", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            add(&path, sum)?;
        } else if path.extension().is_some_and(|end| end == "json") {
            let file: Value = serde_json::from_slice(&fs::read(&path)?)
                .with_context(|| format!("{} is not JSON", path.display()))?;
            if file["kind"] != "wire" {
                // The schema has no count.
                *sum += file["count"].as_u64().unwrap_or_default();
            }
        }
    }
    Ok(())
}
