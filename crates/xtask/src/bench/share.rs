//! What links hold: characters for the facts of each incident and for shares of its bytes in use. Counted, not timed.

use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::table::Table;
use crate::shell::cargo;
use crate::workspace::Workspace;

/// Runs it: the counting is in `tests/src/bin/share_sizes.rs`, which knows the crates that this one must not know.
pub(crate) fn run(workspace: &Workspace) -> Result<Table> {
    let mut command: Command = cargo(workspace);
    command.args(["run", "--quiet", "--locked", "-p", "tests", "--bin", "share_sizes"]);
    let output = command.output().context("running share_sizes")?;
    ensure!(output.status.success(), "share_sizes: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout)?;
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<_>>();
    let mut lines = text.lines();
    let head = cells(lines.next().context("share_sizes printed nothing")?);
    let rows: Vec<Vec<String>> = lines.map(cells).collect();
    ensure!(!rows.is_empty() && rows.iter().all(|row| row.len() == head.len()), "share_sizes printed no table");
    let notes = vec![
        "Characters of a link with all facts of the report, and with 90, 99 and 100 % of the bytes in use of the last heap \
         snapshot beside them; in brackets the nodes of the call tree that takes. Then what each tier comes to: characters, \
         how much of the first sample type it holds, and how many columns (sample types of profiles)."
            .to_owned(),
    ];
    Ok(Table { head, rows, notes })
}
