//! Runs the browser tests of `tests/browser` on both editions of the built page.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::shell::{cargo, is_installed, is_root, run};
use crate::workspace::Workspace;
use crate::{npm, server};

/// Chromium without its windows, as Debian has it: the same pages, started in half the time. Tests start hundreds.
const HEADLESS: (&str, [&str; 1]) = ("chromium-headless-shell", ["/usr/bin/chromium-headless-shell"]);

/// Where distributions put Chromium, Debian first.
const PLACES: [&str; 4] =
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];

/// Where distributions put Firefox, Debian first.
const FIREFOX: [&str; 2] = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];

/// The fonts that the pictures of the page are compared with: where Debian puts each, and its package.
const FONTS: [(&str, &str); 2] = [
    ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "fonts-dejavu-core"),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "fonts-noto-cjk"),
];

/// A Chromium, and Playwright to drive it; a Firefox too, for the file that opens from disk.
pub(crate) struct Browser {
    chromium: PathBuf,
    firefox: Option<PathBuf>,
}

/// Finds what the browser tests need and installs what is missing, where that is ours to do. `CHROMIUM` and `FIREFOX` may
/// name browsers.
pub(crate) fn for_tests(workspace: &Workspace) -> Result<Browser> {
    npm::install(&folder(workspace))?;
    let chromium = headless().map_or_else(chromium, Ok)?;
    let firefox = match find(&FIREFOX, "FIREFOX") {
        None if can_install() => Some(install("firefox-esr", &FIREFOX)?),
        found => found,
    };
    for (file, package) in FONTS {
        if can_install() && !Path::new(file).is_file() {
            install(package, &[file])?;
        }
    }
    if firefox.is_none() {
        println!("no Firefox is here: what is tried in it is left out");
    }
    Ok(Browser { chromium, firefox })
}

/// Finds the Chromium that people use, which is what benchmarks measure, or installs it.
pub(crate) fn for_benchmarks(workspace: &Workspace) -> Result<Browser> {
    npm::install(&folder(workspace))?;
    Ok(Browser { chromium: chromium()?, firefox: None })
}

fn chromium() -> Result<PathBuf> {
    find(&PLACES, "CHROMIUM").map_or_else(|| install("chromium", &PLACES), Ok)
}

/// `None` where a browser was named, or where Chromium comes with its windows only.
fn headless() -> Option<PathBuf> {
    let (package, places) = HEADLESS;
    if std::env::var_os("CHROMIUM").is_some() {
        return None;
    }
    places.iter().map(PathBuf::from).find(|place| place.is_file()).or_else(|| install(package, &places).ok())
}

fn find(places: &[&str], variable: &str) -> Option<PathBuf> {
    let set = std::env::var_os(variable).map(PathBuf::from);
    set.or_else(|| places.iter().map(PathBuf::from).find(|place| Path::is_file(place)))
}

fn can_install() -> bool {
    is_root() && is_installed("apt-get")
}

/// Installs a package of Debian and gives the first of `places` where its program is then.
fn install(package: &str, places: &[&str]) -> Result<PathBuf> {
    if !can_install() {
        bail!(
            "{package} is missing: install it (Debian: apt-get install {package}) or name one in CHROMIUM or FIREFOX"
        );
    }
    println!("installing {package}");
    run(Command::new("apt-get").args(["update", "--quiet"]))?;
    let mut install = Command::new("apt-get");
    install
        .args(["install", "--quiet", "--yes", "--no-install-recommends", package])
        .env("DEBIAN_FRONTEND", "noninteractive");
    run(&mut install)?;
    match places.iter().map(PathBuf::from).find(|place| Path::is_file(place)) {
        Some(program) => Ok(program),
        None => bail!("apt-get installed {package}, but it is in none of {}", places.join(", ")),
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
        if let Some(firefox) = &self.firefox {
            playwright.env("FIREFOX", firefox);
        }
        run(&mut playwright)
    }
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.root.join("tests/browser")
}
