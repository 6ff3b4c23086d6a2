//! Who may use whom: between the crates, between the floors of the core, and what the core may not touch at all.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What each crate may depend on, apart from its tests. Whoever adds a row has read the design's table.
const CRATES: &[(&str, &[&str])] = &[
    (
        "repass",
        &[
            "base64",
            "hkdf",
            "hmac",
            "icu_casemap",
            "icu_properties",
            "libm",
            "once_cell",
            "pinyin",
            "serde",
            "serde_json",
            "sha1",
            "sha2",
            "subtle",
            "thiserror",
            "unicode-normalization",
            "unicode-properties",
            "unicode-segmentation",
            "xorf",
            "zeroize",
            "zxcvbn",
        ],
    ),
    (
        "repass-bindings",
        &[
            "repass",
            "serde",
            "serde_json",
            "tsify",
            "uniffi",
            "wasm-bindgen",
        ],
    ),
    (
        "repass-wasm",
        &[
            "getrandom",
            "js-sys",
            "repass-bindings",
            "serde",
            "serde-wasm-bindgen",
            "serde_json",
            "tsify",
            "wasm-bindgen",
        ],
    ),
    ("repass-uniffi", &["getrandom", "repass-bindings", "uniffi"]),
];

/// What depends on what within the workspace, tests included. The server may use any crate of others, but no façade.
const MEMBERS: &[(&str, &[&str])] = &[
    ("repass", &[]),
    ("repass-bindings", &["repass"]),
    ("repass-wasm", &["repass-bindings"]),
    ("repass-uniffi", &["repass-bindings"]),
    ("repass-server", &["repass"]),
    // It starts the others as programs.
    ("xtask", &[]),
];

/// The floors of the core from the bottom: each uses only those before it.
const FLOORS: &[&str] = &[
    "text",
    "strength",
    "policy",
    "otp",
    "fault",
    "wire",
    "operation",
    "journey",
];

/// The parts of std with which a program reaches out of itself.
const OUTSIDE: &[&str] = &["env", "fs", "io", "net", "os", "process", "thread", "time"];

#[test]
fn each_crate_depends_only_on_what_its_row_allows() {
    let dependencies = dependencies();
    for (package, allowed) in CRATES {
        for dependency in &dependencies[*package] {
            assert!(
                dependency.is_for_tests || allowed.contains(&dependency.name.as_str()),
                "{package} may not depend on {}",
                dependency.name
            );
        }
    }
}

#[test]
fn members_depend_on_each_other_in_one_direction() {
    let dependencies = dependencies();
    for (package, found) in &dependencies {
        let row = MEMBERS.iter().find(|(member, _)| member == package);
        let (_, allowed) =
            row.unwrap_or_else(|| panic!("{package} is a new member: give it a row"));
        for dependency in found
            .iter()
            .filter(|dependency| dependencies.contains_key(&dependency.name))
        {
            assert!(
                allowed.contains(&dependency.name.as_str()),
                "{package} may not depend on {}",
                dependency.name
            );
        }
    }
}

#[test]
fn a_floor_of_the_core_uses_only_those_below_it() {
    for (level, floor) in FLOORS.iter().enumerate() {
        let above = FLOORS.get(level + 1..).unwrap_or_default();
        for (file, code) in sources(&core().join(floor))
            .into_iter()
            .chain(sources(&core().join(format!("{floor}.rs"))))
        {
            for used in root_modules(&code) {
                assert!(
                    !above.contains(&used.as_str()),
                    "{}: {floor} may not use {used}, which is above it",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn what_all_floors_stand_on_uses_none_of_them() {
    for entry in fs::read_dir(core()).unwrap().flatten() {
        let path = entry.path();
        let is_floor = path
            .file_stem()
            .is_some_and(|name| FLOORS.iter().any(|floor| name == *floor));
        if path.is_dir() || is_floor || path.ends_with("lib.rs") {
            continue;
        }
        for (file, code) in sources(&path) {
            for used in root_modules(&code) {
                assert!(
                    !FLOORS.contains(&used.as_str()),
                    "{}: may not use {used}, which stands on it",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn every_folder_of_the_core_is_a_floor() {
    for entry in fs::read_dir(core())
        .unwrap()
        .flatten()
        .filter(|entry| entry.path().is_dir())
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(
            FLOORS.contains(&name.as_str()),
            "core/src/{name} is a new floor: say where it stands"
        );
    }
}

#[test]
fn the_core_reaches_for_nothing_outside_itself() {
    for (file, code) in sources(&core()) {
        for used in paths_after(&code, "std::") {
            assert!(
                !OUTSIDE.contains(&used.as_str()),
                "{}: the core may not use std::{used}",
                file.display()
            );
        }
    }
}

#[test]
fn module_and_glue_are_made_by_one_version_of_wasm_bindgen() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let version = |name: &str| {
        let (_, rest) = lock
            .split_once(&format!("name = \"{name}\"\nversion = \""))
            .unwrap_or_else(|| panic!("{name} is not locked"));
        rest.split('"').next().unwrap().to_owned()
    };
    assert_eq!(version("wasm-bindgen"), version("wasm-bindgen-cli-support"));
}

#[test]
fn uses_are_found_in_every_form() {
    let code = without_comments(
        "use crate::text::Text;\n// use crate::wire::A;\nuse crate::{\n    fault::{Fault, wire},\n    policy,\n};\nlet a = crate::otp::Key; /* crate::journey */",
    );
    assert_eq!(root_modules(&code), ["text", "fault", "policy", "otp"]);
    assert_eq!(
        root_modules("use super::super::policy::Policy;"),
        ["policy"]
    );
    assert_eq!(
        paths_after("use std::{time::Instant, fmt}; std::fs::read(x)", "std::"),
        ["time", "fmt", "fs"]
    );
}

struct Dependency {
    name: String,
    is_for_tests: bool,
}

/// The direct dependencies of each member.
fn dependencies() -> BTreeMap<String, Vec<Dependency>> {
    let mut cargo = Command::new(env!("CARGO"));
    let output = cargo
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages
        .map(|package| {
            (
                text(&package["name"]),
                package["dependencies"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(dependency)
                    .collect(),
            )
        })
        .collect()
}

fn dependency(value: &Value) -> Dependency {
    Dependency {
        name: text(&value["name"]),
        is_for_tests: value["kind"] == "dev",
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn core() -> PathBuf {
    root().join("core/src")
}

/// The Rust files below a path (or the path itself), without their comments.
fn sources(path: &Path) -> Vec<(PathBuf, String)> {
    if path.is_dir() {
        let mut entries: Vec<_> = fs::read_dir(path)
            .unwrap()
            .flatten()
            .map(|entry| entry.path())
            .collect();
        entries.sort();
        return entries.iter().flat_map(|entry| sources(entry)).collect();
    }
    let is_rust = path.extension().is_some_and(|end| end == "rs");
    let code = if is_rust {
        fs::read_to_string(path).ok()
    } else {
        None
    };
    code.map(|code| (path.to_owned(), without_comments(&code)))
        .into_iter()
        .collect()
}

/// Good enough for this: an address in a string loses its end, and no path is lost with it.
fn without_comments(code: &str) -> String {
    let mut rest = code;
    let mut kept = String::new();
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The modules at the crate's root that the code names, by `crate::` or by climbing up to them.
fn root_modules(code: &str) -> Vec<String> {
    let mut found = paths_after(code, "crate::");
    found.extend(paths_after(code, "super::super::"));
    found
}

/// The first names after each occurrence of a prefix: one, or those of a group in braces.
fn paths_after(code: &str, prefix: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let is_whole_word = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if !is_whole_word {
            continue;
        }
        let after = code[at + prefix.len()..].trim_start();
        match after.strip_prefix('{') {
            Some(group) => found.extend(group_members(group)),
            None => found.push(name(after)),
        }
    }
    found
}

/// The first name of each member of a group, whose opening brace is behind us.
fn group_members(group: &str) -> Vec<String> {
    let mut members = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    for (at, character) in group.char_indices() {
        let ends = match character {
            '{' => {
                depth += 1;
                false
            }
            '}' => {
                depth -= 1;
                depth < 0
            }
            ',' => depth == 0,
            _ => false,
        };
        if ends {
            members.push(name(group[start..at].trim()));
            start = at + 1;
        }
        if depth < 0 {
            break;
        }
    }
    members.retain(|member| !member.is_empty());
    members
}

fn name(path: &str) -> String {
    path.chars()
        .take_while(|&c| c.is_alphanumeric() || c == '_')
        .collect()
}
