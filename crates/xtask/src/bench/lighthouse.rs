//! What Lighthouse says of the speed of the page that ships. The rest of what it says is tested.

use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::table::Table;
use super::{Setup, median};
use crate::shell::output;

/// What the driver prints, of each run.
#[derive(Debug, Deserialize)]
struct Printed {
    /// Out of 100.
    score: Vec<f64>,
    /// First contentful paint in milliseconds.
    painted: Vec<f64>,
    /// Largest contentful paint in milliseconds.
    largest: Vec<f64>,
    /// Total blocking time in milliseconds.
    blocked: Vec<f64>,
    /// Cumulative layout shift.
    shift: Vec<f64>,
}

/// Runs it.
pub(crate) fn run(setup: &Setup) -> Result<Table> {
    let address = setup.page()?;
    let mut driver = Command::new("node");
    driver.args(["bench_lighthouse.js", address, &setup.runs.to_string()]).current_dir(setup.drivers());
    let printed = output(driver.env("CHROMIUM", setup.chromium.path()))?;
    let printed: Printed =
        serde_json::from_str(&printed).with_context(|| format!("the browser printed {printed:?}"))?;
    let mut table = Table::new(&[
        "performance",
        "first contentful paint",
        "largest contentful paint",
        "total blocking time",
        "layout shift",
    ]);
    let milliseconds = |times: &[f64]| format!("{:.0} ms", median(times));
    table.rows.push(vec![
        format!("{:.0} of 100", median(&printed.score)),
        milliseconds(&printed.painted),
        milliseconds(&printed.largest),
        milliseconds(&printed.blocked),
        format!("{}", median(&printed.shift)),
    ]);
    table.notes.push(format!(
        "Medians of {} runs of Lighthouse with its defaults: a phone four times slower than this machine, on a slow network \
         (both simulated).",
        printed.score.len()
    ));
    Ok(table)
}
