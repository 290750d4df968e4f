//! Numbers inside Chinese sentences.

use super::super::numbers::{Unit, in_units, percent_number};

/// A share as a percentage: `61%`.
pub(super) fn percent(share: f64) -> String {
    format!("{}%", percent_number(share))
}

/// A duration in the two largest units: `36 秒`, `3 小时 5 分钟`.
pub(super) fn duration(seconds: u64) -> String {
    in_units(seconds, |unit| match unit {
        Unit::Second => "秒",
        Unit::Minute => "分钟",
        Unit::Hour => "小时",
        Unit::Day => "天",
    })
}
