//! Work in a worker of Chromium, compiled as what ships is.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::inputs::Input;
use super::{Measured, Setup};
use crate::page::{self, Profile};
use crate::shell::{output, step};
use crate::{server, wasm_opt};

/// Chromium and a folder that is served to it.
pub(crate) struct Browser {
    chromium: PathBuf,
    /// Where the driver and Playwright are.
    drivers: PathBuf,
    folder: PathBuf,
    address: String,
}

impl Browser {
    pub(crate) fn build(setup: &Setup) -> Result<Self> {
        let (workspace, folder) = (&setup.workspace, setup.folder.clone());
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
        Ok(Self { chromium: setup.chromium.path().to_owned(), drivers: setup.drivers(), folder, address })
    }

    pub(crate) fn run(&self, work: &str, input: &Input, runs: usize) -> Result<Measured> {
        let served = self.folder.join("input");
        if input.path != served {
            fs::copy(&input.path, &served)?;
        }
        let mut driver = Command::new("node");
        driver.args(["bench.js", &self.address, work, &runs.to_string()]).current_dir(&self.drivers);
        let printed = output(driver.env("CHROMIUM", &self.chromium))?;
        serde_json::from_str(&printed).with_context(|| format!("the browser printed {printed:?}"))
    }
}
