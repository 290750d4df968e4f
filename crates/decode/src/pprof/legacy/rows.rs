//! The rows of a text profile: numbers, addresses, and the `#` lines that name them.

use crate::error::{DecodeError, LimitKind, TextFault};
use crate::lines;
use crate::pprof::builder::TextFrame;
use crate::warning::{Warning, WarningKind};
use crate::{Limits, Watch};

/// `1: 2048 [3: 6144] @ 0x489e7a 0x48e2c9` with what follows it.
#[derive(Debug)]
pub(super) struct Row<'t> {
    pub(super) line: usize,
    /// What stands before the `@`.
    pub(super) numbers: &'t str,
    /// The stack, leaf first.
    pub(super) stack: Vec<TextFrame<'t>>,
    /// The JSON of a `# labels:` line.
    pub(super) labels: Option<&'t str>,
    /// Whether the frames come from `#` lines. Go leaves out there what it leaves out of the protobuf form.
    is_symbolised: bool,
}

/// All rows of a text.
#[derive(Debug, Default)]
pub(super) struct Rows<'t> {
    pub(super) all: Vec<Row<'t>>,
    pub(super) warnings: Vec<Warning>,
    /// Whether what follows the rows has begun: Go's `# runtime.MemStats`, or a list of mappings.
    pub(super) has_end: bool,
    /// Number of the last line, from 1.
    pub(super) last_line: usize,
}

/// What starts the list of mappings, after which there are no rows.
const MEMORY_MAPS: [&str; 2] = ["--- Memory map: ---", "MAPPED_LIBRARIES:"];

/// The line before the runtime's own numbers.
const MEMSTATS: &str = "# runtime.MemStats";

impl<'t> Rows<'t> {
    /// Reads the rows that follow the first `skipped` lines. A line that is neither row nor comment is a warning.
    pub(super) fn read(
        text: &'t str,
        skipped: usize,
        limits: &Limits,
        watch: &mut Watch<'_>,
    ) -> Result<Self, DecodeError> {
        let mut rows = Self::default();
        let mut too_large = None;
        lines::for_each(text, limits, watch, |number, line| {
            rows.last_line = number;
            let line = line.trim();
            rows.has_end |= line == MEMSTATS || MEMORY_MAPS.contains(&line);
            if number > skipped && !rows.has_end && too_large.is_none() && !line.is_empty() {
                rows.line(number, line);
            }
            if rows.all.len() > limits.samples {
                too_large = Some((LimitKind::Samples, limits.samples));
            } else if rows.all.last().is_some_and(|row| row.stack.len() > limits.stack_depth) {
                too_large = Some((LimitKind::StackDepth, limits.stack_depth));
            }
        })?;
        too_large.map_or(Ok(rows), |(what, limit)| Err(DecodeError::TooLarge { what, limit }))
    }

    /// Whether Go had names for what is in this text. Where it had, a row without a `#` line is a stack of the runtime
    /// alone, whose frames Go leaves out of the text.
    pub(super) fn are_named(&self) -> bool {
        let named = |row: &Row| row.stack.iter().all(|frame| frame.symbol.is_some());
        let mut symbolised = self.all.iter().filter(|row| row.is_symbolised).peekable();
        symbolised.peek().is_some() && symbolised.all(named)
    }

    fn line(&mut self, number: usize, line: &'t str) {
        if let Some(comment) = line.strip_prefix('#') {
            if let Some(row) = self.all.last_mut() {
                row.comment(comment.trim_start_matches(' '));
            }
            return;
        }
        match Row::parse(number, line) {
            Some(row) => self.all.push(row),
            None => self.warnings.push(unreadable(number, line)),
        }
    }
}

impl<'t> Row<'t> {
    fn parse(line: usize, text: &'t str) -> Option<Self> {
        let (numbers, addresses) = text.split_once('@')?;
        let is_numeric = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\t' | ':' | '[' | ']' | '-');
        if !numbers.starts_with(|c: char| c.is_ascii_digit() || c == '-') || !numbers.chars().all(is_numeric) {
            return None;
        }
        let frame = |word: &str| address(word).map(|pc| TextFrame { address: pc.saturating_sub(1), symbol: None });
        let stack = addresses.split_whitespace().map(frame).collect::<Option<_>>()?;
        Some(Self { line, numbers: numbers.trim(), stack, labels: None, is_symbolised: false })
    }

    /// Takes in a `#` line. The first one that names an address replaces the bare addresses: Go lists every frame it
    /// would write to the protobuf form, inlined ones too.
    fn comment(&mut self, comment: &'t str) {
        if let Some(labels) = comment.strip_prefix("labels:") {
            self.labels = Some(labels.trim());
        } else if let Some(frame) = parse_frame(comment.trim()) {
            if !self.is_symbolised {
                self.stack.clear();
                self.is_symbolised = true;
            }
            self.stack.push(frame);
        }
    }

    /// The error of a row that isn't what its header promises.
    pub(super) fn warning(&self) -> Warning {
        unreadable(self.line, self.numbers)
    }
}

fn unreadable(line: usize, text: &str) -> Warning {
    Warning { kind: WarningKind::RowUnreadable { text: head(text) }, line: Some(line) }
}

/// The error where no row could be read, `None` where there was nothing to read.
pub(super) fn nothing_readable(warnings: &[Warning]) -> Option<DecodeError> {
    warnings.iter().find_map(|warning| match &warning.kind {
        WarningKind::RowUnreadable { text } => {
            Some(DecodeError::Text { fault: TextFault::Row { text: text.clone() }, line: warning.line.unwrap_or(1) })
        }
        _ => None,
    })
}

fn head(text: &str) -> String {
    text.chars().take(40).collect()
}

/// `0x489e7a`
fn address(word: &str) -> Option<u64> {
    u64::from_str_radix(word.strip_prefix("0x")?, 16).ok()
}

/// `0x6086a6 compress/flate.NewWriter+0x2a6  compress/flate/deflate.go:828`, with tabs between if nobody changed them;
/// or the address alone.
fn parse_frame(text: &str) -> Option<TextFrame<'_>> {
    let (pc, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let address = address(pc)?;
    let rest = rest.trim();
    // Only tabs tell where a name with spaces ends.
    let Some((name, place)) = rest.split_once('\t').or_else(|| rest.split_once(char::is_whitespace)) else {
        return Some(TextFrame { address, symbol: None });
    };
    let name = name.trim_end();
    let name = name.rsplit_once("+0x").map_or(name, |(name, _)| name);
    let place = place.trim_start();
    let (file, line) = place.rsplit_once(':').unwrap_or((place, "0"));
    Some(TextFrame { address, symbol: Some((name, file, line.parse().unwrap_or(0))) })
}
