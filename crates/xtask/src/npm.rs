//! Programs that come from npm, pinned by a committed lock file.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::shell::{is_installed, run};

/// Whether npm and node are there.
pub(crate) fn is_available() -> bool {
    is_installed("node") && is_installed("npm")
}

/// Installs what `folder/package-lock.json` names into `folder/node_modules`, unless that is already there.
pub(crate) fn install(folder: &Path) -> Result<()> {
    if !is_available() {
        bail!("Node.js or npm is missing: install Node.js 20 or newer with npm (Debian: apt-get install nodejs npm)");
    }
    if is_fresh(folder) {
        return Ok(());
    }
    println!("installing the npm packages of {}", folder.display());
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(folder);
    run(npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
        .with_context(|| format!("installing the packages of {}", folder.display()))
}

/// npm writes `node_modules/.package-lock.json` last, so it is newer than the lock file it was made from.
fn is_fresh(folder: &Path) -> bool {
    let modified = |path: &str| folder.join(path).metadata().and_then(|file| file.modified()).ok();
    matches!(
        (modified("node_modules/.package-lock.json"), modified("package-lock.json")),
        (Some(installed), Some(locked)) if installed >= locked
    )
}
