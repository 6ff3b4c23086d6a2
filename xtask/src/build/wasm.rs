//! The npm package `repass` in wasm/npm, ready for `npm pack`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::paths;
use crate::process::{run, step};
use crate::setup::target;

/// One of the package's two modules.
struct Module {
    /// Of its files.
    name: &'static str,
    /// Of the crate.
    feature: &'static str,
    profile: &'static str,
}

/// What a page loads, and what a host of the server's machines loads: no page needs the second.
const MODULES: [Module; 2] = [
    Module {
        name: "repass",
        feature: "page",
        profile: "wasm",
    },
    Module {
        name: "repass_server",
        feature: "server",
        profile: "wasm-server",
    },
];

/// Builds the modules and puts them, their glue and the entry files into the package's folder.
pub fn build() -> Result<PathBuf> {
    let target = target::wasm()?;
    let package = paths::root().join("wasm/npm");
    for module in &MODULES {
        module.build(&target, &package)?;
    }
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

impl Module {
    fn build(&self, target: &target::Target, package: &Path) -> Result<()> {
        step(format!("building {} for the npm package", self.name));
        run(target
            .cargo("build")
            .args(["--package", "repass-wasm", "--no-default-features"])
            .args(["--features", self.feature, "--profile", self.profile]))?;
        let module = target.folder().join(self.profile).join("repass_wasm.wasm");
        let mut bindgen = Bindgen::new();
        bindgen
            .input_path(&module)
            .web(true)?
            .typescript(true)
            .out_name(self.name);
        // The compiler leaves these in: with them it would strip what wasm-bindgen has to know.
        bindgen
            .remove_name_section(true)
            .remove_producers_section(true);
        // The entry for pages says where the module is, and only there do bundlers find it.
        bindgen.omit_default_module_path(true);
        bindgen
            .generate(package)
            .with_context(|| format!("no glue for {}", module.display()))
    }
}
