//! Numbers inside sentences, as far as languages agree.

use diagnose::report::Sig6;

/// A share as a percentage: `61%`; below one percent with a digit more. Sentences need no more; tables have
/// `numbers::percent`.
pub(super) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent != 0.0 && percent.abs() < 1.0 { format!("{percent:.1}%") } else { format!("{percent:.0}%") }
}

/// A number with one digit, without a trailing zero: `9.6`, `12`.
pub(super) fn short(number: Sig6) -> String {
    let text = format!("{:.1}", number.get());
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

/// Units of time.
#[derive(Clone, Copy)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
}

/// A duration in the two largest units, each named by `name`: `36 s`, `12 min`, `3 h 5 min`, `2 d 4 h`.
pub(super) fn in_units(seconds: u64, name: impl Fn(Unit) -> &'static str) -> String {
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400);
    let (large, small) = match seconds {
        0..120 => ((seconds, Unit::Second), None),
        120..7200 => ((minutes, Unit::Minute), None),
        7200..172_800 => ((hours, Unit::Hour), Some((minutes % 60, Unit::Minute))),
        _ => ((days, Unit::Day), Some((hours % 24, Unit::Hour))),
    };
    let say = |(count, unit): (u64, Unit)| format!("{count} {}", name(unit));
    match small.filter(|(count, _)| *count > 0) {
        Some(small) => format!("{} {}", say(large), say(small)),
        None => say(large),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_take_the_two_largest_units() {
        let name = |unit| match unit {
            Unit::Second => "s",
            Unit::Minute => "min",
            Unit::Hour => "h",
            Unit::Day => "d",
        };
        for (seconds, text) in [(36, "36 s"), (130, "2 min"), (11_100, "3 h 5 min"), (187_200, "2 d 4 h")] {
            assert_eq!(in_units(seconds, name), text);
        }
    }
}
