//! Where a termination message ends.
//!
//! kubectl prints the message as the program wrote it, so its second line starts at column 0 and any line of it can
//! look like describe output. After it kubectl always prints `Exit Code:` at the indent of a state.

use super::lines::Line;
use super::{is_container_name, vocabulary};

/// Line indices that decide where messages end, each ascending.
pub(super) struct MessageEnds {
    /// `Exit Code:` with what kubectl always prints after it.
    exit_codes: Vec<usize>,
    /// `State:  Terminated` and `Last State:  Terminated` at the indent of a container's keys.
    terminations: Vec<usize>,
    /// The `name:` of a container.
    names: Vec<usize>,
    /// Whether the text has the header of a pod, so that every state stands under its container's name.
    anchored: bool,
}

impl MessageEnds {
    pub(super) fn find(lines: &[Line<'_>], anchored: bool) -> Self {
        let mut ends = Self { exit_codes: Vec::new(), terminations: Vec::new(), names: Vec::new(), anchored };
        for (at, line) in lines.iter().enumerate() {
            match (line.indent, line.key()) {
                (6, Some("Exit Code")) if ends_a_state(&lines[at + 1..]) => ends.exit_codes.push(at),
                (4, Some("State" | "Last State")) if line.text.ends_with("Terminated") => ends.terminations.push(at),
                (2, Some(_)) if is_container_name(line) => ends.names.push(at),
                _ => {}
            }
        }
        ends
    }

    /// The line index of the `Exit Code:` that ends the message of the line before `from`. Without one the text was
    /// cut off inside the message, and all that follows is message.
    ///
    /// A message can hold an `Exit Code:` of its own. It is told by what follows: the next `Exit Code:` that kubectl
    /// prints has a termination of its own before it, under the name of its container, so one without is the true end.
    pub(super) fn after(&self, from: usize) -> Option<usize> {
        let mut end = next(&self.exit_codes, from)?;
        while let Some(later) = next(&self.exit_codes, end + 1) {
            if !self.anchored || self.opens_between(end, later) {
                break;
            }
            end = later;
        }
        Some(end)
    }

    /// Whether a termination opens between two exit codes where kubectl can print one: under a container's name, or as
    /// the last state right after the state (`Started`, `Finished`) that the first of the two belongs to.
    fn opens_between(&self, exit_code: usize, later: usize) -> bool {
        let opened = |from: usize| next(&self.terminations, from).is_some_and(|at| at < later);
        let named = next(&self.names, exit_code).is_some_and(|name| name < later && opened(name));
        let right_after = next(&self.terminations, exit_code).is_some_and(|at| at <= exit_code + LINES_AFTER_EXIT_CODE);
        named || right_after
    }
}

/// Whether the lines after an `Exit Code:` are those of kubectl, as far as there are any: the end of the state, then a
/// key of the container that can follow it. An argument can look like the first but not like the second.
fn ends_a_state(after: &[Line<'_>]) -> bool {
    let mut lines = after.iter().filter(|line| !line.is_blank());
    let is_cut = |line: &Line<'_>| line.is_border() || line.is_grep_separator();
    let mut line = lines.next();
    for (key, needed) in [("Signal", false), ("Started", true), ("Finished", true)] {
        match line {
            None => return true,
            Some(found) if is_cut(found) => return true,
            Some(found) if found.indent == 6 && found.key() == Some(key) => line = lines.next(),
            Some(_) if needed => return false,
            Some(_) => {}
        }
    }
    line.is_none_or(|line| is_cut(line) || line.indent == 4 && matches!(line.key(), Some("Last State" | "Ready")))
}

/// Signal, Started, Finished, then the next state.
const LINES_AFTER_EXIT_CODE: usize = 4;

/// The first of `indices` at or after `from`.
fn next(indices: &[usize], from: usize) -> Option<usize> {
    indices.get(indices.partition_point(|at| *at < from)).copied()
}

/// Whether a line of a message could be taken for describe output by someone who reads it there.
pub(super) fn imitates(line: &Line<'_>) -> bool {
    line.key().is_some_and(|key| {
        vocabulary::container_rank(key).is_some()
            || vocabulary::STATE.contains(&key)
            || matches!(key, "Name" | "Namespace")
    })
}
