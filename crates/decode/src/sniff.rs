//! What was dropped? Told by content; a file name only where content can't tell.

use crate::error::DecodeError;
use crate::{Input, Limits, Source, Watch};

/// Decodes one dropped thing. Gives one input, or one for each file of an archive, never none.
///
/// Never fails as a whole and never panics: what cannot be read is an [`Input`] with its error.
pub fn decode(source: Source<'_>, limits: &Limits, watch: &mut Watch<'_>) -> Vec<Input> {
    let _ = (limits, watch);
    vec![Input::failed(source.name, DecodeError::Empty {})]
}
