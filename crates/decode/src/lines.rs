//! The lines of a text, bounded, numbered and with progress: how every line-oriented format is read.

use crate::error::{DecodeError, LimitKind};
use crate::{Limits, Progress, Watch};

/// Bytes read between two calls of the watch.
const STEP: usize = 1 << 20;

/// Calls `line` with the number, from 1, and the text of every line, without its line end (LF or CRLF).
///
/// Fails with [`DecodeError::TooLarge`] at a line longer than `limits.line_bytes`, and with [`DecodeError::Cancelled`].
pub(crate) fn for_each<'t>(
    text: &'t str,
    limits: &Limits,
    watch: &mut Watch<'_>,
    mut line: impl FnMut(usize, &'t str),
) -> Result<(), DecodeError> {
    let mut done = 0;
    let mut reported = 0;
    for (index, raw) in text.split_inclusive('\n').enumerate() {
        if raw.len() > limits.line_bytes {
            return Err(DecodeError::TooLarge { what: LimitKind::LineBytes, limit: limits.line_bytes });
        }
        line(index + 1, raw.trim_end_matches(['\n', '\r']));
        done += raw.len();
        if done - reported >= STEP {
            reported = done;
            if watch(Progress { done, total: text.len() }).is_break() {
                return Err(DecodeError::Cancelled {});
            }
        }
    }
    Ok(())
}

/// The start of `text`, at most about `bytes` long, cut at a character.
pub(crate) fn head(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::unwatched;

    #[test]
    fn lines_are_numbered_and_lose_both_line_ends() {
        let mut seen = Vec::new();
        for_each("a\r\nb\n\nc", &Limits::default(), &mut unwatched, |number, line| seen.push((number, line))).unwrap();
        assert_eq!(seen, [(1, "a"), (2, "b"), (3, ""), (4, "c")]);
    }

    #[test]
    fn a_line_over_the_limit_is_refused_by_name() {
        let limits = Limits { line_bytes: 4, ..Limits::default() };
        let error = for_each("abc\nabcde\n", &limits, &mut unwatched, |_, _| ()).unwrap_err();
        assert_eq!(error, DecodeError::TooLarge { what: LimitKind::LineBytes, limit: 4 });
    }

    #[test]
    fn a_long_text_can_be_cancelled() {
        let text = "0123456789\n".repeat(200_000);
        let result = for_each(&text, &Limits::default(), &mut |_| ControlFlow::Break(()), |_, _| ());
        assert_eq!(result, Err(DecodeError::Cancelled {}));
    }

    #[test]
    fn a_head_is_cut_at_a_character() {
        assert_eq!(head("日本", 4), "日");
        assert_eq!(head("ab", 4), "ab");
    }
}
