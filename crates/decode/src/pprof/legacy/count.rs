//! Profiles that count stacks: `goroutine?debug=1`, `threadcreate?debug=1` and programs' own.

use std::collections::BTreeMap;

use super::rows::{Rows, nothing_readable};
use crate::Kind;
use crate::error::DecodeError;
use crate::pprof::builder::Builder;
use crate::pprof::profile::Profile;

/// `goroutine profile: total 2549`
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header<'t> {
    name: &'t str,
    total: i64,
}

impl<'t> Header<'t> {
    /// Parses a header line; `None` if it is none.
    pub(super) fn parse(line: &'t str) -> Option<Self> {
        let (name, total) = line.trim().split_once(" profile: total ")?;
        let total = total.trim().parse().ok()?;
        (!name.is_empty() && !name.contains(char::is_whitespace)).then_some(Self { name, total })
    }

    pub(super) fn kind(&self) -> Kind {
        match self.name {
            "goroutine" => Kind::GoroutineText,
            "goroutineleak" => Kind::Goroutineleak,
            _ => Kind::OtherProfile,
        }
    }
}

/// Reads the rows into a profile, and whether they are all there: they add up to the header.
pub(super) fn read(header: &Header<'_>, rows: &Rows<'_>) -> Result<(Profile, bool), DecodeError> {
    let mut builder = Builder::new(&[(header.name, "count")]);
    builder.period(header.name, "count", 1);
    let mut unreadable = rows.warnings.clone();
    let mut sum = 0_i64;
    let mut is_empty = true;
    for row in &rows.all {
        let Ok(count) = row.numbers.parse::<i64>() else {
            unreadable.push(row.warning());
            continue;
        };
        is_empty = false;
        sum = sum.saturating_add(count);
        let labels = row.labels.and_then(|json| serde_json::from_str::<BTreeMap<String, String>>(json).ok());
        for (key, value) in labels.unwrap_or_default() {
            builder.text_label(&key, &value);
        }
        builder.sample(&row.stack, &[count]);
    }
    if is_empty && let Some(error) = nothing_readable(&unreadable) {
        return Err(error);
    }
    Ok((builder.finish(), sum >= header.total))
}
