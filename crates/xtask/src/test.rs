//! `cargo xtask test`: everything that decides whether a change is right.

use anyhow::Result;

use crate::page::{self, Profile};
use crate::shell::{cargo, run, step};
use crate::workspace::Workspace;
use crate::{browser, build};

/// What to test.
#[derive(clap::Args)]
#[command(about = "Runs rustfmt, clippy, all Rust tests and the browser tests")]
pub(crate) struct Options {
    /// Builds the page and runs the browser tests only
    #[arg(long)]
    browser: bool,
    /// Passed on to Playwright, after `--`: names of test files, `--grep words`, `--headed`, …
    #[arg(last = true)]
    playwright: Vec<String>,
}

/// Runs the task; the first thing that fails ends it.
pub(crate) fn test(options: &Options) -> Result<()> {
    let workspace = Workspace::find()?;
    // First, so that a missing tool is known at once and not after minutes.
    let browser = browser::for_tests(&workspace)?;
    page::install_target()?;
    if !options.browser {
        let cargo_step = |what: &str, arguments: &str| step(what, || run(cargo(&workspace).args(arguments.split(' '))));
        cargo_step("rustfmt", "fmt --all --check")?;
        cargo_step("clippy", "clippy --locked --workspace --all-targets -- -D warnings")?;
        cargo_step("clippy for the browser", "clippy --locked -p web --target wasm32-unknown-unknown -- -D warnings")?;
        cargo_step("Rust tests", "test --locked --workspace")?;
    }
    build::dist(&workspace, Profile::Dev)?;
    browser.test(&workspace, &options.playwright)
}
