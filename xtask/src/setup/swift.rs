//! A Swift toolchain: the machine's own, else a Debian root folder with one, made once a machine.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::apt;
use crate::paths;
use crate::process::{as_root, capture, find_program, is_root, run, step};

/// A Swift that can be run.
pub enum Swift {
    /// On the PATH.
    Native,
    /// In the root folder of another Debian release.
    Root(PathBuf),
}

/// A Swift toolchain, installed where there is none.
pub fn ensure() -> Result<Swift> {
    if is_native() {
        return Ok(Swift::Native);
    }
    let folder = paths::cache().join(format!("swift-{RELEASE}"));
    if folder.exists() {
        return Ok(Swift::Root(folder));
    }
    if find_program("apt-get").is_none() {
        bail!("swift is missing: install Swift 6 and put it on the PATH");
    }
    if apt::offers("swiftlang") {
        apt::install(&["swiftlang"])?;
        if is_native() {
            return Ok(Swift::Native);
        }
    }
    make_root(&folder).with_context(|| {
        format!(
            "no Swift toolchain could be made in {}; install Swift 6 and put it on the PATH",
            folder.display()
        )
    })?;
    Ok(Swift::Root(folder))
}

impl Swift {
    /// `swift ARGUMENTS…` in a folder of the workspace. Paths are the same inside a root folder as outside.
    pub fn command<I: AsRef<OsStr>>(
        &self,
        folder: &Path,
        arguments: impl IntoIterator<Item = I>,
    ) -> Result<Command> {
        let mut command = match self {
            Self::Native => Command::new("swift"),
            Self::Root(root) => in_root(root, folder)?,
        };
        command.args(arguments).current_dir(folder);
        Ok(command)
    }
}

/// The Debian release that has Swift 6.
const RELEASE: &str = "trixie";
const PACKAGES: &str = "swiftlang,libc6-dev,libstdc++-14-dev,gcc,binutils,git";

/// Mounts in a name space of its own: they are gone when the last process in it ends, however it ends.
const UNSHARE: [&str; 3] = ["--mount", "--propagation", "private"];

/// Arguments: the root folder, the workspace, the folder to be in, `UID:GID`, then Swift's own.
const RUN_IN_ROOT: &str = r#"
root=$1 project=$2 folder=$3 user=$4
shift 4
mkdir -p "$root$project"
mount --bind /proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --bind "$project" "$root$project"
exec chroot --userspec="$user" "$root" env -i PATH=/usr/bin:/bin HOME=/tmp LANG=C.UTF-8 \
    sh -euc 'cd "$1"; shift; exec swift "$@"' sh "$folder" "$@"
"#;

fn is_native() -> bool {
    // OpenStack's client has the same name.
    find_program("swift").is_some_and(|swift| {
        capture(Command::new(swift).arg("--version"))
            .is_ok_and(|text| text.contains("Swift version"))
    })
}

fn in_root(root: &Path, folder: &Path) -> Result<Command> {
    let mut command = as_root("unshare")?;
    command
        .args(UNSHARE)
        .args(["sh", "-euc", RUN_IN_ROOT, "sh"])
        .args([root, paths::root(), folder])
        .arg(user()?);
    Ok(command)
}

fn user() -> Result<String> {
    if is_root() {
        return Ok("0:0".to_owned());
    }
    let number = |flag| capture(Command::new("id").arg(flag));
    Ok(format!("{}:{}", number("-u")?.trim(), number("-g")?.trim()))
}

/// Makes the root folder beside its place and moves it there when it is whole: a killed run leaves none that looks finished.
fn make_root(folder: &Path) -> Result<()> {
    let cache = folder.parent().context("the cache has no folder")?;
    fs::create_dir_all(cache)?;
    let lock = File::create(cache.join("swift.lock"))?;
    lock.lock()?;
    if folder.exists() {
        return Ok(());
    }
    if find_program("debootstrap").is_none() && !Path::new("/usr/sbin/debootstrap").exists() {
        apt::install(&["debootstrap"])?;
    }
    let mirror = apt::mirror()?;
    let partial = folder.with_extension("partial");
    remove(&partial)?;
    step(format!(
        "making a Swift toolchain in {} (about 3 GB, once a machine)",
        folder.display()
    ));
    let mut debootstrap = as_root("unshare")?;
    debootstrap
        .args(UNSHARE)
        .arg("env")
        .arg("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    debootstrap.args(apt::proxy().map(|proxy| format!("http_proxy={proxy}")));
    debootstrap
        .arg("debootstrap")
        .arg("--variant=minbase")
        .arg(format!("--include={PACKAGES}"));
    run(debootstrap.arg(RELEASE).arg(&partial).arg(mirror))?;
    // The packages that were unpacked are of no more use.
    run(as_root("sh")?
        .args(["-c", r#"rm -f "$1"/var/cache/apt/archives/*.deb"#, "sh"])
        .arg(&partial))?;
    run(as_root("mv")?
        .arg("--no-target-directory")
        .args([&partial, folder]))
}

fn remove(folder: &Path) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    run(as_root("rm")?
        .args(["-rf", "--one-file-system"])
        .arg(folder))
}
