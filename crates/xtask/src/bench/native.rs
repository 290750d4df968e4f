//! Work in a process of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use super::Measured;
use super::inputs::Input;
use crate::shell::{cargo, is_installed, output, run, step};
use crate::workspace::Workspace;

/// The program of the package `bench`, built as what ships is.
pub(crate) struct Native {
    program: PathBuf,
}

impl Native {
    pub(crate) fn build(workspace: &Workspace) -> Result<Self> {
        step("build the native benchmarks", || {
            run(cargo(workspace).args(["build", "--locked", "--release", "--package", "bench", "--bin", "bench"]))
        })?;
        Ok(Self { program: workspace.target.join("release/bench") })
    }

    /// Writes a generated profile with so many samples.
    pub(crate) fn make_profile(&self, samples: usize, path: &Path) -> Result<()> {
        let made = Command::new(&self.program).args(["make", "big_profile", &samples.to_string()]).output()?;
        ensure!(made.status.success(), "bench make big_profile: {}", String::from_utf8_lossy(&made.stderr));
        fs::write(path, made.stdout).with_context(|| format!("writing {}", path.display()))
    }

    pub(crate) fn run(&self, work: &str, input: &Input, runs: usize) -> Result<Measured> {
        let mut command = Command::new(&self.program);
        let printed = output(command.args(["run", work]).arg(&input.path).arg(runs.to_string()))?;
        let mut lines = printed.lines();
        let mut number = || lines.next().with_context(|| format!("bench printed {printed:?}"));
        let (made, peak_bytes) = (number()?.parse()?, number()?.parse()?);
        let seconds = lines.map(str::parse).collect::<Result<_, _>>()?;
        Ok(Measured { made, peak_bytes, seconds })
    }
}

/// Seconds that `go tool pprof -top` takes on a profile; `None` without Go.
pub(crate) fn go_top(input: &Input) -> Option<f64> {
    if !is_installed("go") {
        return None;
    }
    let mut command = Command::new("go");
    command.args(["tool", "pprof", "-top", "-symbolize=none"]).arg(&input.path);
    let start = Instant::now();
    let done = command.output().ok()?;
    done.status.success().then(|| start.elapsed().as_secs_f64())
}
