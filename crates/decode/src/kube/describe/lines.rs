//! Text as lines with their number and indent, and what kind of line each is.

use std::borrow::Cow;

/// One line: `text` starts at its first visible character and ends at its last.
#[derive(Debug, Clone)]
pub(in crate::kube) struct Line<'a> {
    /// Line of the input, from 1.
    pub(in crate::kube) number: usize,
    /// Columns before the text. After [`settle`](super::layout::settle): as kubectl indents it, 2 a level.
    pub(in crate::kube) indent: usize,
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
    pub(in crate::kube) fn is_border(&self) -> bool {
        self.text.starts_with("```") || self.text.starts_with("~~~") || self.is_prompt()
    }

    fn is_prompt(&self) -> bool {
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
    text.split('\n').enumerate().map(|(index, raw)| line(index + 1, raw)).collect()
}

fn line(number: usize, raw: &str) -> Line<'_> {
    let text = raw.trim_ascii_start();
    Line { number, indent: columns(&raw[..raw.len() - text.len()]), text: Cow::Borrowed(text.trim_end()) }
}

/// The width of white space, with tab stops every eight columns.
fn columns(leading: &str) -> usize {
    leading.bytes().fold(0, |column, byte| if byte == b'\t' { (column / 8 + 1) * 8 } else { column + 1 })
}
