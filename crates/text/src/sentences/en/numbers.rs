//! Numbers inside English sentences.

pub(super) use super::super::numbers::percent;
use super::super::numbers::{Unit, in_units};

/// A duration in the two largest units: `36 s`, `12 min`, `3 h 5 min`, `2 d 4 h`.
pub(super) fn duration(seconds: u64) -> String {
    in_units(seconds, |unit| match unit {
        Unit::Second => "s",
        Unit::Minute => "min",
        Unit::Hour => "h",
        Unit::Day => "d",
    })
}
