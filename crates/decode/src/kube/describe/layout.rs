//! Where pods start, and how far the paste moved their text: afterwards every line has the indent kubectl gave it.

use std::collections::HashMap;

use super::lines::Line;
use super::{flat, vocabulary};

/// How the text of a paste is indented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// `base` columns before a header key (negative in a piece cut out of the middle), `unit` more for each level.
    Indented { base: isize, unit: usize },
    /// All indentation is lost.
    Flat,
}

/// Finds the first lines of pods and restores kubectl's indentation in place. Returns the indices of those lines.
///
/// The layout is learnt from the first pod's own header, which no container can write to: a message that imitates
/// another layout further down changes nothing.
pub(super) fn settle(lines: &mut [Line<'_>]) -> Vec<usize> {
    let mut starts: Vec<usize> = (0..lines.len()).filter(|at| starts_pod(lines, *at)).collect();
    let first = starts.first().copied().unwrap_or(lines.len());
    if let Some(base) = lines.get(first).map(|line| line.indent) {
        starts.retain(|at| lines[*at].indent == base);
        let layout = of_pod(&lines[first..], base);
        apply(layout, &mut lines[first..], true);
    }
    let head = of_fragment(&lines[..first]);
    apply(head, &mut lines[..first], false);
    starts
}

/// Whether a pod's header starts here: its first three keys are always printed, and next to each other.
fn starts_pod(lines: &[Line<'_>], at: usize) -> bool {
    const THIRD: [&str; 7] = [
        "Priority",
        "Priority Class Name",
        "PriorityClassName",
        "Runtime Class Name",
        "Service Account",
        "Node",
        "Image(s)",
    ];
    let key = |offset: usize| lines.get(at + offset).and_then(Line::key);
    key(0) == Some("Name") && key(1) == Some("Namespace") && key(2).is_some_and(|third| THIRD.contains(&third))
}

/// Learns the layout from the name of the first container and from the header's indent.
fn of_pod(lines: &[Line<'_>], base: usize) -> Layout {
    let is_list = |line: &Line<'_>| {
        matches!(&*line.text, "Containers:" | "Init Containers:" | "Ephemeral Containers:") && line.indent == base
    };
    let next_start = (1..lines.len()).find(|at| starts_pod(lines, *at)).unwrap_or(lines.len());
    let pod = &lines[..next_start];
    let name = pod.iter().position(is_list).and_then(|at| pod[at + 1..].iter().find(|line| !line.is_blank()));
    match name {
        Some(name) if name.indent > base => Layout::Indented { base: base.cast_signed(), unit: name.indent - base },
        Some(_) => Layout::Flat,
        None => Layout::Indented { base: base.cast_signed(), unit: 2 },
    }
}

/// Learns the layout of text without a pod's header from the keys that have one place only.
fn of_fragment(lines: &[Line<'_>]) -> Layout {
    let mut votes: HashMap<isize, usize> = HashMap::new();
    let (mut levels, mut indents) = (Vec::new(), Vec::new());
    for line in lines {
        if let Some(indent) = line.key().and_then(vocabulary::indent_of) {
            *votes.entry(line.indent.cast_signed() - indent.cast_signed()).or_default() += 1;
            levels.push(indent);
            indents.push(line.indent);
        }
    }
    let differ = |values: &[usize]| values.iter().any(|value| Some(value) != values.first());
    if levels.len() > 1 && differ(&levels) && !differ(&indents) {
        return Layout::Flat;
    }
    let base = votes.into_iter().max_by_key(|(base, count)| (*count, -base.abs())).map_or(0, |(base, _)| base);
    Layout::Indented { base, unit: 2 }
}

fn apply(layout: Layout, lines: &mut [Line<'_>], in_pod: bool) {
    let (base, unit) = match layout {
        Layout::Indented { base, unit } => (base, unit.max(1)),
        Layout::Flat => return flat::restore(lines, in_pod),
    };
    for line in lines.iter_mut() {
        let columns = (line.indent.cast_signed() - base).max(0).cast_unsigned();
        line.indent = if unit == 2 { columns } else { columns * 2 / unit + usize::from(columns % unit != 0) };
    }
    // A selection that starts inside a line has lost the indent of its first line.
    let first = lines.iter_mut().find(|line| !line.is_blank()).filter(|_| !in_pod);
    if let Some(line) = first
        && let Some(indent) = line.key().and_then(vocabulary::indent_of)
    {
        line.indent = indent;
    }
}
