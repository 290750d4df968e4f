//! Results as Markdown.

use std::fmt;
use std::process::Command;

use crate::browser::Browser;

/// A table with words under it.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// Names of the columns.
    pub(crate) head: Vec<String>,
    /// As many cells each as there are columns.
    pub(crate) rows: Vec<Vec<String>>,
    /// What a reader should know.
    pub(crate) notes: Vec<String>,
}

impl Table {
    pub(crate) fn new(head: &[&str]) -> Self {
        Self { head: head.iter().map(ToString::to_string).collect(), ..Self::default() }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
        writeln!(f, "{}\n|{}", line(&self.head), "---|".repeat(self.head.len()))?;
        for row in &self.rows {
            writeln!(f, "{}", line(row))?;
        }
        self.notes.iter().try_for_each(|note| write!(f, "\n{note}\n"))
    }
}

/// Bytes as `46.1 MB`: millions, as MB/s are.
pub(crate) fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

/// A share such as `1.48`.
pub(crate) fn ratio(value: f64, of: f64) -> String {
    format!("{:.2}", value / of)
}

/// What the numbers were measured with, in one line.
pub(crate) fn machine(browser: &Browser) -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map(|(_, name)| name);
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let version = |program: &str, argument: &str| {
        let output = Command::new(program).arg(argument).output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let tools = [version("rustc", "--version"), browser.version(), version("go", "version")];
    let tools: Vec<String> = tools.into_iter().flatten().collect();
    format!("Measured on {} ({cores} cores); {}.", model.unwrap_or("an unnamed processor"), tools.join("; "))
}
