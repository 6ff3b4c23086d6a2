//! The npm package `repass` in wasm/npm, ready for `npm pack`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::paths;
use crate::process::{run, step};
use crate::setup::target;

/// Builds the module and puts it, its glue and the entry files into the package's folder.
pub fn build() -> Result<PathBuf> {
    let target = target::wasm()?;
    step("building the wasm package");
    run(target
        .cargo("build")
        .args(["--package", "repass-wasm", "--profile", "wasm"]))?;
    let module = target.folder().join("wasm/repass_wasm.wasm");
    let package = paths::root().join("wasm/npm");
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(&module)
        .web(true)?
        .typescript(true)
        .out_name("repass");
    // The compiler leaves these in: with them it would strip what wasm-bindgen has to know.
    bindgen
        .remove_name_section(true)
        .remove_producers_section(true);
    // The entry for pages says where the module is, and only there do bundlers find it.
    bindgen.omit_default_module_path(true);
    bindgen
        .generate(&package)
        .with_context(|| format!("no glue for {}", module.display()))?;
    for file in fs::read_dir(paths::root().join("wasm/js"))? {
        let file = file?;
        fs::copy(file.path(), package.join(file.file_name()))?;
    }
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        fs::copy(paths::root().join(licence), package.join(licence))
            .with_context(|| format!("the workspace has no {licence}"))?;
    }
    Ok(package)
}
