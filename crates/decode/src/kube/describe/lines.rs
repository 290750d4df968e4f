//! Text as lines with their number and indent, and what kind of line each is.

use std::borrow::Cow;

use super::vocabulary;

/// One line: `text` starts at its first visible character and ends at its last.
#[derive(Debug, Clone)]
pub(in crate::kube) struct Line<'a> {
    /// Line of the input, from 1.
    pub(in crate::kube) number: usize,
    /// Columns before the text. After [`settle`](super::layout::settle): as kubectl indents it, 2 a level.
    pub(in crate::kube) indent: usize,
    /// Characters of the whole line, blanks at its end included.
    pub(in crate::kube) width: usize,
    pub(in crate::kube) text: Cow<'a, str>,
}

impl Line<'_> {
    pub(in crate::kube) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Splits `Key:   value` at its first colon; the value is empty where there is none. `None` without a colon.
    pub(in crate::kube) fn key_value(&self) -> Option<(&str, &str)> {
        let (key, value) = self.text.split_once(':')?;
        Some((key, value.trim_start()))
    }

    /// The key, where what follows it can be a value: nothing, or white space.
    pub(in crate::kube) fn key(&self) -> Option<&str> {
        let (key, value) = self.text.split_once(':')?;
        (value.is_empty() || value.starts_with([' ', '\t'])).then_some(key)
    }

    /// The separator that `grep -A` prints between two matches.
    pub(in crate::kube) fn is_grep_separator(&self) -> bool {
        self.text == "--"
    }

    /// A line around a paste that ends what came before: a code fence, or a prompt with the command that printed it.
    /// It stands where the header's keys stand; further in it is an argument of a container.
    pub(in crate::kube) fn is_border(&self) -> bool {
        self.indent == 0 && (self.text.starts_with("```") || self.text.starts_with("~~~") || self.is_prompt())
    }

    fn is_prompt(&self) -> bool {
        // The prompt after the output, waiting for the next command.
        if self.text == "$"
            || self.text.contains('@') && self.text.ends_with(['$', '#', '%']) && !self.text.contains(' ')
        {
            return true;
        }
        if self.key().is_some_and(|key| vocabulary::HEADER.contains(&key)) {
            return false;
        }
        let Some(command_at) =
            ["kubectl ", "oc ", "k ", "crictl ", "docker "].iter().find_map(|name| self.text.find(name))
        else {
            return false;
        };
        let before = self.text[..command_at].trim_end();
        before.ends_with(['$', '#', '%', '❯', '➜']) || before.starts_with("PS ") && before.ends_with('>')
    }
}

/// Cuts cleaned text into lines.
pub(in crate::kube) fn split(text: &str) -> Vec<Line<'_>> {
    let tab = tab_width(text);
    text.split('\n').enumerate().map(|(index, raw)| line(index + 1, raw, tab)).collect()
}

fn line(number: usize, raw: &str, tab: usize) -> Line<'_> {
    let text = raw.trim_ascii_start();
    let leading = &raw[..raw.len() - text.len()];
    let indent = columns(leading, tab);
    Line { number, indent, width: indent + text.chars().count(), text: Cow::Borrowed(text.trim_end()) }
}

/// The width of white space, with tab stops every `tab` columns.
fn columns(leading: &str, tab: usize) -> usize {
    leading.bytes().fold(0, |column, byte| if byte == b'\t' { (column / tab + 1) * tab } else { column + 1 })
}

/// How many columns a tab stands for. kubectl prints none; an editor that made some of its blanks has put one or two
/// before a container's first key, which stands at column 4. Where that tells nothing it is 8, as terminals have it.
fn tab_width(text: &str) -> usize {
    const FIRST_KEYS: [&str; 2] = ["Container ID:", "Image:"];
    let lines = text.split('\n').filter(|line| line.starts_with('\t'));
    let mut tabs = lines.filter_map(|line| {
        let bare = line.trim_start_matches('\t');
        FIRST_KEYS.iter().any(|key| bare.starts_with(key)).then_some(line.len() - bare.len())
    });
    match tabs.next() {
        Some(1) => 4,
        Some(2) => 2,
        _ => 8,
    }
}
