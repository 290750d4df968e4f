//! Work in a worker of Chromium, compiled as what ships is.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::Measured;
use super::inputs::Input;
use crate::page::{self, Profile};
use crate::shell::{output, step};
use crate::workspace::Workspace;
use crate::{browser, server, wasm_opt};

/// Chromium and a folder that is served to it.
pub(crate) struct Browser {
    chromium: browser::Browser,
    /// Where the driver and Playwright are.
    tests: PathBuf,
    folder: PathBuf,
    address: String,
}

impl Browser {
    pub(crate) fn build(workspace: &Workspace, folder: PathBuf) -> Result<Self> {
        let chromium = browser::find_or_install(workspace)?;
        page::install_target()?;
        let mut library = step("build the benchmarks for the browser", || {
            page::compile_library(workspace, "bench", Profile::Release)
        })?;
        library.wasm = wasm_opt::optimise(workspace, library.wasm)?;
        fs::write(folder.join("bench.js"), library.glue)?;
        fs::write(folder.join("bench.wasm"), library.wasm)?;
        for name in ["index.html", "page.js", "worker.js"] {
            let from = workspace.root.join("tests/bench").join(name);
            fs::copy(&from, folder.join(name)).with_context(|| format!("copying {}", from.display()))?;
        }
        let address = format!("http://{}/", server::start(&folder, 0)?);
        Ok(Self { chromium, tests: workspace.root.join("tests/browser"), folder, address })
    }

    pub(crate) fn run(&self, work: &str, input: &Input, runs: usize) -> Result<Measured> {
        let served = self.folder.join("input");
        if input.path != served {
            fs::copy(&input.path, &served)?;
        }
        let mut driver = Command::new("node");
        driver.args(["bench.js", &self.address, work, &runs.to_string()]).current_dir(&self.tests);
        let printed = output(driver.env("CHROMIUM", self.chromium.path()))?;
        serde_json::from_str(&printed).with_context(|| format!("the browser printed {printed:?}"))
    }

    /// The browser.
    pub(crate) fn chromium(&self) -> &Path {
        self.chromium.path()
    }

    /// The folder with the drivers and Playwright.
    pub(crate) fn tests(&self) -> &Path {
        &self.tests
    }

    /// The browser's own name and version.
    pub(crate) fn version(&self) -> Option<String> {
        let output = Command::new(self.chromium.path()).arg("--version").output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }
}
