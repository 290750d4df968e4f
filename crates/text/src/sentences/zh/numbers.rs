//! Numbers inside Chinese sentences.

pub(super) use super::super::numbers::percent;
use super::super::numbers::{Unit, in_units};

/// A duration in the two largest units: `36 秒`, `3 小时 5 分钟`.
pub(super) fn duration(seconds: u64) -> String {
    in_units(seconds, |unit| match unit {
        Unit::Second => "秒",
        Unit::Minute => "分钟",
        Unit::Hour => "小时",
        Unit::Day => "天",
    })
}
