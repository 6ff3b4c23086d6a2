//! Debian's packages, and the mirror that this machine takes them from.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{as_root, capture, find_program, run, step, succeeds};

/// Installs Debian packages.
pub fn install(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    if find_program("apt-get").is_none() {
        bail!(
            "{names}: please install what these Debian packages hold; this machine has no apt-get to do it"
        );
    }
    step(format!("installing {names}"));
    if !update()? {
        step("`apt-get update` was not complete; going on with the package lists that are there");
    }
    run(apt_get()?
        .args(["install", "--yes", "--no-install-recommends"])
        .args(packages))
    .with_context(|| format!("install these packages by hand: {names}"))
}

/// Whether this machine's sources offer the package.
pub fn offers(package: &str) -> bool {
    succeeds(Command::new("apt-cache").args(["show", "--no-all-versions", package]))
}

/// The mirror of the machine's own release, from its own apt sources.
pub fn mirror() -> Result<String> {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let codename =
        os_release(&release, "VERSION_CODENAME").context("/etc/os-release names no release")?;
    let entries = source_files().into_iter().flat_map(|file| {
        let text = fs::read_to_string(&file).unwrap_or_default();
        if file.extension().is_some_and(|end| end == "sources") {
            deb822_entries(&text)
        } else {
            list_entries(&text)
        }
    });
    let mirrors = entries.filter(|entry| entry.suites.iter().any(|suite| suite == codename));
    let mut mirrors =
        mirrors.filter(|entry| entry.components.iter().any(|component| component == "main"));
    let entry = mirrors
        .next()
        .with_context(|| format!("no apt source of {codename} main on this machine"))?;
    Ok(entry.uri)
}

/// The proxy that apt uses, where it has one.
pub fn proxy() -> Option<String> {
    let line = capture(Command::new("apt-config").args(["shell", "proxy", "Acquire::http::Proxy"]))
        .ok()?;
    let address = line.trim().strip_prefix("proxy='")?.strip_suffix('\'')?;
    (!address.is_empty() && address != "DIRECT").then(|| address.to_owned())
}

/// One apt source: where, which releases, which parts of them.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    uri: String,
    suites: Vec<String>,
    components: Vec<String>,
}

fn update() -> Result<bool> {
    Ok(run(apt_get()?.args(["update", "--quiet"])).is_ok())
}

fn apt_get() -> Result<Command> {
    let mut command = as_root("env")?;
    command.args([
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-o",
        "DPkg::Lock::Timeout=600",
    ]);
    Ok(command)
}

fn source_files() -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir("/etc/apt/sources.list.d")
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    files.sort();
    files.insert(0, Path::new("/etc/apt/sources.list").to_owned());
    files
}

fn os_release<'text>(text: &'text str, name: &str) -> Option<&'text str> {
    let value = text
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix('='))?;
    Some(value.trim_matches('"'))
}

/// The one-line format: `deb [options] uri suite component…`.
fn list_entries(text: &str) -> Vec<Entry> {
    text.lines().filter_map(list_entry).collect()
}

fn list_entry(line: &str) -> Option<Entry> {
    let rest = line.trim().strip_prefix("deb")?;
    let rest = rest.strip_prefix([' ', '\t'])?.trim_start();
    let rest = match rest.strip_prefix('[') {
        Some(options) => options.split_once(']')?.1,
        None => rest,
    };
    let mut words = rest.split_whitespace().map(str::to_owned);
    Entry {
        uri: words.next()?,
        suites: vec![words.next()?],
        components: words.collect(),
    }
    .fetchable()
}

/// The format of `*.sources`: paragraphs of `Name: values`, a continued line begins with white space.
fn deb822_entries(text: &str) -> Vec<Entry> {
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
    lines
        .split(|line| line.trim().is_empty())
        .filter_map(deb822_entry)
        .collect()
}

fn deb822_entry(lines: &[&str]) -> Option<Entry> {
    let values = |name: &str| -> Vec<String> {
        let mut found = Vec::new();
        let mut here = false;
        for line in lines {
            let value = match line.split_once(':') {
                Some((other, value)) if !line.starts_with([' ', '\t']) => {
                    here = other.eq_ignore_ascii_case(name);
                    value
                }
                _ => line,
            };
            if here {
                found.extend(value.split_whitespace().map(str::to_owned));
            }
        }
        found
    };
    let is_binary = values("Types").iter().any(|kind| kind == "deb");
    let is_off = values("Enabled").iter().any(|value| value == "no");
    if !is_binary || is_off {
        return None;
    }
    let uri = values("URIs").into_iter().next()?;
    Entry {
        uri,
        suites: values("Suites"),
        components: values("Components"),
    }
    .fetchable()
}

impl Entry {
    /// Leaves out what only apt itself can fetch from, such as `mirror+file:`.
    fn fetchable(self) -> Option<Self> {
        ["http://", "https://", "file:"]
            .iter()
            .any(|scheme| self.uri.starts_with(scheme))
            .then_some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(uri: &str, suites: &[&str], components: &[&str]) -> Entry {
        let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        Entry {
            uri: uri.to_owned(),
            suites: owned(suites),
            components: owned(components),
        }
    }

    #[test]
    fn the_one_line_format_is_read() {
        let text = "# deb http://off.example/debian stable main\n\
                    deb [arch=amd64 signed-by=/a/b.gpg] http://mirror.example/debian stable main contrib\n\
                    deb-src http://mirror.example/debian stable main\n\
                    deb mirror+file:/etc/mirrors stable main\n";
        assert_eq!(
            list_entries(text),
            [entry(
                "http://mirror.example/debian",
                &["stable"],
                &["main", "contrib"]
            )]
        );
    }

    #[test]
    fn the_paragraph_format_is_read() {
        let text = "Types: deb deb-src\n# a comment\nURIs: http://mirror.example/debian\nSuites: stable\n stable-updates\nComponents: main\n\n\
                    Enabled: no\nTypes: deb\nURIs: http://off.example\nSuites: stable\nComponents: main\n";
        assert_eq!(
            deb822_entries(text),
            [entry(
                "http://mirror.example/debian",
                &["stable", "stable-updates"],
                &["main"]
            )]
        );
    }

    #[test]
    fn a_release_is_named_with_or_without_quotes() {
        assert_eq!(
            os_release(
                "ID=debian\nVERSION_CODENAME=\"stable\"\n",
                "VERSION_CODENAME"
            ),
            Some("stable")
        );
        assert_eq!(
            os_release("VERSION_CODENAME=stable\n", "VERSION_CODENAME"),
            Some("stable")
        );
    }
}
