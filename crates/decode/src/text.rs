//! Which format of text is this? Every format has one recogniser, asked in an order in which the stricter come first.

use crate::error::{DecodeError, LookAlike};
use crate::input::Found;
use crate::runtime::{gctrace, memstats};
use crate::{Facts, Kind, Limits, Watch, lines, lookalike, sniff};

/// Decodes text of any known format. `name` is asked only where the text itself can't tell.
pub(crate) fn read(name: &str, text: &str, limits: &Limits, watch: &mut Watch<'_>) -> Result<Found, DecodeError> {
    let _ = name;
    if let Some(what) = lookalike::text(text) {
        return Err(DecodeError::LookAlike { what });
    }
    if text.trim_start().starts_with(['{', '['])
        && let Some(found) = json(text)
    {
        return found;
    }
    if let Some(found) = log(text, limits, watch)? {
        return Ok(found);
    }
    Err(DecodeError::Unrecognised { head: sniff::printable_head(text.as_bytes()) })
}

/// A whole JSON document; `None` for JSON lines and for text in brackets.
fn json(text: &str) -> Option<Result<Found, DecodeError>> {
    serde_json::from_str::<serde::de::IgnoredAny>(text).ok()?;
    Some(match memstats::from_expvar(text) {
        Some(memstats) => Ok(Found::new(Kind::Expvar, Facts::MemStats(Box::new(memstats)))),
        None => Err(DecodeError::LookAlike { what: LookAlike::Json }),
    })
}

fn log(text: &str, limits: &Limits, watch: &mut Watch<'_>) -> Result<Option<Found>, DecodeError> {
    let mut trace = gctrace::Collector::default();
    lines::for_each(text, limits, watch, |number, line| trace.line(number, line))?;
    Ok((!trace.is_empty()).then(|| Found::new(Kind::Gctrace, Facts::Gctrace(trace.finish()))))
}
