//! Runs the browser tests of `tests/browser` on both editions of the built page.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::shell::{cargo, is_installed, is_root, run};
use crate::workspace::Workspace;
use crate::{npm, server};

/// Where distributions put Chromium, Debian first.
const PLACES: [&str; 4] =
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];

/// A Chromium, and Playwright to drive it.
pub(crate) struct Browser {
    chromium: PathBuf,
}

/// Finds what the browser tests need and installs what is missing, where that is ours to do. `CHROMIUM` may name a browser.
pub(crate) fn find_or_install(workspace: &Workspace) -> Result<Browser> {
    npm::install(&folder(workspace))?;
    let set = std::env::var_os("CHROMIUM").map(PathBuf::from);
    if let Some(chromium) = set.or_else(find_chromium) {
        return Ok(Browser { chromium });
    }
    if !is_root() || !is_installed("apt-get") {
        bail!(
            "Chromium is missing: install it (Debian: apt-get install chromium) or name one in the variable CHROMIUM"
        );
    }
    println!("installing Chromium");
    run(Command::new("apt-get").args(["update", "--quiet"]))?;
    let mut install = Command::new("apt-get");
    install
        .args(["install", "--quiet", "--yes", "--no-install-recommends", "chromium"])
        .env("DEBIAN_FRONTEND", "noninteractive");
    run(&mut install)?;
    match find_chromium() {
        Some(chromium) => Ok(Browser { chromium }),
        None => bail!("apt-get installed chromium, but none is in {}", PLACES.join(", ")),
    }
}

impl Browser {
    /// The program.
    pub(crate) fn path(&self) -> &Path {
        &self.chromium
    }

    /// The browser's own name and version.
    pub(crate) fn version(&self) -> Option<String> {
        let output = Command::new(&self.chromium).arg("--version").output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Serves `dist/` and runs Playwright with these arguments. The tests find the two editions, and the terminal program
    /// to compare them with, in their environment.
    pub(crate) fn test(&self, workspace: &Workspace, arguments: &[String]) -> Result<()> {
        run(cargo(workspace).args(["build", "--locked", "--package", "oomscope"]))?;
        let dist = workspace.dist();
        let address = server::start(&dist, 0)?;
        println!("== browser tests");
        let mut playwright = Command::new("node");
        playwright
            .args(["node_modules/@playwright/test/cli.js", "test"])
            .args(arguments)
            .current_dir(folder(workspace))
            .env("CHROMIUM", &self.chromium)
            .env("OOMSCOPE_CLI", workspace.target.join("debug/oomscope"))
            .env("OOMSCOPE_HOSTED", format!("http://{address}/"))
            .env("OOMSCOPE_ONE_FILE", format!("file://{}", dist.join("oomscope.html").display()));
        run(&mut playwright)
    }
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.root.join("tests/browser")
}

fn find_chromium() -> Option<PathBuf> {
    PLACES.map(PathBuf::from).into_iter().find(|place| Path::is_file(place))
}
