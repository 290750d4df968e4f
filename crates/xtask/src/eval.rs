//! `cargo xtask eval`: how well verdicts fit the labelled incidents.

use std::path::PathBuf;

use anyhow::Result;

use crate::shell::{cargo, run, step};
use crate::workspace::Workspace;

/// What to evaluate.
#[derive(clap::Args)]
#[command(about = "Judges the labelled incidents with every subset of their files and prints how well it went")]
pub(crate) struct Options {
    /// Folders of incidents; those of the repository if none is given
    folders: Vec<PathBuf>,
    /// Writes the tables to tests/incidents/EVAL.md
    #[arg(long)]
    write: bool,
    /// Prints one line for each verdict, too
    #[arg(long)]
    verbose: bool,
}

/// Runs the task: the work is in `tests/src/eval`, which knows the crates that this one must not know.
pub(crate) fn eval(options: &Options) -> Result<()> {
    let workspace = Workspace::find()?;
    let mut command = cargo(&workspace);
    command.args(["run", "--quiet", "--locked", "-p", "tests", "--bin", "eval", "--"]);
    for folder in &options.folders {
        command.arg(std::path::absolute(folder)?);
    }
    command.args(options.write.then_some("--write")).args(options.verbose.then_some("--verbose"));
    step("eval", || run(&mut command))
}
