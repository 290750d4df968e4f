//! What was dropped? Told by content; a file name only where content can't tell.

use std::borrow::Cow;

use crate::archive::{self, Budget};
use crate::error::{ArchiveFault, DecodeError, LimitKind, LookAlike};
use crate::input::Found;
use crate::{Facts, Input, Limits, Progress, Source, Watch, inflate, lookalike, plain, pprof, text, unwatched};

/// Decodes one dropped thing. Gives one input, or one for each file of an archive, never none.
///
/// Never fails as a whole and never panics: what cannot be read is an [`Input`] with its error.
pub fn decode(source: Source<'_>, limits: &Limits, watch: &mut Watch<'_>) -> Vec<Input> {
    let mut inputs = Vec::new();
    open(source, 0, &mut Budget::new(*limits), limits, watch, &mut |source, bytes, watch| {
        let found = match bytes {
            Ok(bytes) if inflate::is_gzip(&bytes) && is_gzipped_profile(source.bytes) => profile(&bytes, limits, watch),
            Ok(bytes) => read(source.name, &bytes, limits, watch),
            Err(error) => Err(error),
        };
        inputs.push(Input::new(source, found));
    });
    inputs
}

/// The text of the input at place `part` of what [`decode`] gives for the same source, with the line numbers that
/// warnings and facts speak of. `None` where that input is no text, or can't be read.
pub fn original_text(source: Source<'_>, part: usize, limits: &Limits) -> Option<String> {
    let (mut at, mut text) = (0, None);
    open(source, 0, &mut Budget::new(*limits), limits, &mut unwatched, &mut |_, bytes, _| {
        if at == part {
            text = bytes.ok().and_then(|bytes| plain::to_text(&bytes).map(Cow::into_owned));
        }
        at += 1;
    });
    text
}

/// How many archives are opened inside each other.
const DEEPEST: usize = 2;

/// Is told of each file: as it was dropped or packed, and its content, or why there is none. Gzip is taken off but for
/// profiles, which are read while they are inflated.
type Visit<'a> = dyn FnMut(Source<'_>, Result<Cow<'_, [u8]>, DecodeError>, &mut Watch<'_>) + 'a;

/// Opens a file, or the files in it if it is an archive.
fn open(
    source: Source<'_>,
    depth: usize,
    budget: &mut Budget,
    limits: &Limits,
    watch: &mut Watch<'_>,
    visit: &mut Visit<'_>,
) {
    if is_gzipped_profile(source.bytes) {
        return visit(source, Ok(Cow::Borrowed(source.bytes)), watch);
    }
    let bytes = match unwrap_gzip(source.bytes, limits, watch) {
        Ok(bytes) => bytes,
        Err(error) => return visit(source, Err(error), watch),
    };
    let Some(format) = archive::format(&bytes) else { return visit(source, Ok(bytes), watch) };
    if depth == DEEPEST {
        return visit(source, Err(DecodeError::Archive { fault: ArchiveFault::Nested }), watch);
    }
    let total = bytes.len();
    let opened = budget.for_each(format, &bytes, |budget, entry| {
        let path = if depth == 0 { entry.path } else { format!("{}/{}", source.name, entry.path) };
        let file = |bytes| Source { name: &path, bytes };
        let mut watch = |_| watch(Progress { done: entry.at_byte.min(total), total });
        match &entry.content {
            Ok(content) => open(file(content), depth + 1, budget, limits, &mut watch, visit),
            Err(error) => visit(file(&[]), Err(error.clone()), &mut watch),
        }
    });
    // Its files were told one by one; the archive itself is an input only if it is at fault.
    if let Err(error) = opened {
        visit(source, Err(error), watch);
    }
}

/// Whether it is a profile in gzip, which is read while it is inflated; told by its start.
fn is_gzipped_profile(bytes: &[u8]) -> bool {
    const ENOUGH: usize = 16 << 10;
    if !inflate::is_gzip(bytes) {
        return false;
    }
    let head = inflate::head(bytes, ENOUGH);
    archive::format(&head).is_none() && pprof::looks_like_profile(&head)
}

/// Takes one layer of gzip off, as every Go tool does.
fn unwrap_gzip<'a>(bytes: &'a [u8], limits: &Limits, watch: &mut Watch<'_>) -> Result<Cow<'a, [u8]>, DecodeError> {
    if bytes.len() > limits.input_bytes {
        return Err(DecodeError::TooLarge { what: LimitKind::InputBytes, limit: limits.input_bytes });
    }
    if inflate::is_gzip(bytes) {
        inflate::inflate(bytes, limits, watch).map(Cow::Owned)
    } else {
        Ok(Cow::Borrowed(bytes))
    }
}

/// Decodes one file that is no archive, without its gzip.
fn read(name: &str, bytes: &[u8], limits: &Limits, watch: &mut Watch<'_>) -> Result<Found, DecodeError> {
    if bytes.trim_ascii().is_empty() {
        return Err(DecodeError::Empty {});
    }
    if pprof::looks_like_profile(bytes) {
        return profile(bytes, limits, watch);
    }
    if let Some(what) = lookalike::binary(bytes) {
        return Err(DecodeError::LookAlike { what });
    }
    if inflate::is_gzip(bytes) {
        return Err(DecodeError::LookAlike { what: LookAlike::Compressed });
    }
    if let Some(content) = plain::to_text(bytes) {
        return text::read(name, &content, limits, watch);
    }
    Err(DecodeError::Unrecognised { head: printable_head(bytes) })
}

/// Decodes a profile, raw or gzip.
fn profile(bytes: &[u8], limits: &Limits, watch: &mut Watch<'_>) -> Result<Found, DecodeError> {
    let (profile, warnings) = pprof::decode_profile(bytes, limits, watch)?;
    let (kind, taken_at) = (pprof::kind(&profile), profile.taken_at());
    Ok(Found { kind, taken_at, facts: Facts::Profile(Box::new(profile)), warnings })
}

/// The first 40 characters, with a dot for what doesn't print, as a hex dump has it.
pub(crate) fn printable_head(bytes: &[u8]) -> String {
    const CHARACTERS: usize = 40;
    let start = String::from_utf8_lossy(bytes.get(..4 * CHARACTERS).unwrap_or(bytes));
    let prints = |c: char| !c.is_control() && c != char::REPLACEMENT_CHARACTER;
    start.trim_start().chars().take(CHARACTERS).map(|c| if prints(c) { c } else { '.' }).collect()
}
