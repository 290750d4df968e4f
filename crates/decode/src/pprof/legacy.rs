//! The text forms of profiles: `heap?debug=1` and its C++ cousins, `goroutine?debug=1`, `threadcreate?debug=1`.
//!
//! Text is pasted by people: what stands before the header is skipped, white space may have changed, and a paste cut
//! short is read as far as it goes, with a warning.

mod count;
mod heap;
mod rows;

use crate::error::DecodeError;
use crate::warning::{Warning, WarningKind};
use crate::{Kind, Limits, Watch};

use super::kind;
use super::profile::Profile;

/// A profile read from text.
#[derive(Debug, Clone)]
pub struct TextProfile {
    /// Heap or goroutine text, or another profile.
    pub kind: Kind,
    /// The profile. Sampled heap values are scaled up as Go scales them for the protobuf form.
    pub profile: Profile,
    /// What looked wrong.
    pub warnings: Vec<Warning>,
}

/// How many lines may stand before the header: a prompt, a command, HTTP headers.
const NOISE: usize = 40;

/// Reads a profile in text form; `None` if the text has no header of one.
///
/// Fails with [`DecodeError::Text`] where not one row can be read, and with [`DecodeError::TooLarge`] and
/// [`DecodeError::Cancelled`].
pub fn decode_text(text: &str, limits: &Limits, watch: &mut Watch<'_>) -> Option<Result<TextProfile, DecodeError>> {
    let (skipped, header) = text.lines().enumerate().take(NOISE).find_map(|(index, line)| {
        let header = heap::Header::parse(line).map(Header::Heap);
        Some((index, header.or_else(|| count::Header::parse(line).map(Header::Count))?))
    })?;
    let rows = rows::Rows::read(text, skipped + 1, limits, watch);
    Some(rows.and_then(|rows| {
        let (kind, read) = match &header {
            Header::Heap(header) => (Kind::HeapText, heap::read(header, &rows)),
            Header::Count(header) => (header.kind(), count::read(header, &rows)),
        };
        let (profile, is_whole) = read?;
        let are_named = rows.are_named();
        let mut warnings = rows.warnings;
        if !is_whole {
            warnings.push(Warning { kind: WarningKind::Truncated {}, line: Some(rows.last_line) });
        }
        let mut told = kind::warnings(&profile);
        told.retain(|kind| !(are_named && matches!(kind, WarningKind::Unsymbolised { .. })));
        warnings.extend(told.into_iter().map(|kind| Warning { kind, line: None }));
        Ok(TextProfile { kind, profile, warnings })
    }))
}

enum Header<'a> {
    Heap(heap::Header),
    Count(count::Header<'a>),
}
