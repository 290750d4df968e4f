//! The flame graph of the page that ships, in Chromium, while it zooms and pans; and a change of filters.

use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::Setup;
use super::table::Table;
use crate::shell::output;

/// Sizes of the call tree.
const NODES: [usize; 3] = [10_000, 100_000, 1_000_000];

/// What the driver prints; times in milliseconds.
#[derive(Debug, Deserialize)]
struct Printed {
    /// Main-thread work per frame, 95th percentile.
    work: f64,
    /// Time between frames, 95th percentile.
    interval: f64,
    /// How many frames were drawn.
    frames: usize,
    /// From the press on the view to the graph.
    shown: f64,
    /// From the press on the button to the filtered table: the median of several changes.
    filter: f64,
    /// The same to the filtered graph.
    filter_graph: f64,
}

/// Runs it.
pub(crate) fn run(setup: &Setup) -> Result<Table> {
    let address = setup.page()?;
    let mut table = Table::new(&[
        "nodes",
        "frames",
        "work per frame, p95",
        "frame interval, p95",
        "graph shown after",
        "filter change, table",
        "filter change, graph",
    ]);
    for nodes in NODES {
        let mut driver = Command::new("node");
        driver.args(["bench_flame.js", address, &nodes.to_string()]).current_dir(setup.drivers());
        let printed = output(driver.env("CHROMIUM", setup.chromium.path()))?;
        let frames: Printed =
            serde_json::from_str(&printed).with_context(|| format!("the browser printed {printed:?}"))?;
        table.rows.push(vec![
            nodes.to_string(),
            frames.frames.to_string(),
            format!("{:.1} ms", frames.work),
            format!("{:.1} ms", frames.interval),
            format!("{:.0} ms", frames.shown),
            format!("{:.0} ms", frames.filter),
            format!("{:.0} ms", frames.filter_graph),
        ]);
    }
    table.notes.push(
        "Work is counted on the page's main thread from the first event of a frame until the browser has painted, over 300 frames \
         of zooming and panning. Every node of these trees has a sample of its own, so the filter runs over as many samples as \
         there are nodes; its time is the median of eight changes, and ends when the new table is in the document, or the \
         first frame with the new graph is painted."
            .to_owned(),
    );
    Ok(table)
}
