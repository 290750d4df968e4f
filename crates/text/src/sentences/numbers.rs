//! Numbers inside sentences.

use diagnose::report::Sig6;

/// A share as a percentage: `61 %`; below one percent with a digit more.
pub(super) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent != 0.0 && percent.abs() < 1.0 { format!("{percent:.1} %") } else { format!("{percent:.0} %") }
}

/// A number with one digit, without a trailing zero: `9.6`, `12`.
pub(super) fn short(number: Sig6) -> String {
    let text = format!("{:.1}", number.get());
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

/// A duration in the two largest units: `36 s`, `12 min`, `3 h 5 min`, `2 d 4 h`.
pub(super) fn duration(seconds: u64) -> String {
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400);
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{minutes} min"),
        7200..172_800 => match minutes % 60 {
            0 => format!("{hours} h"),
            rest => format!("{hours} h {rest} min"),
        },
        _ => match hours % 24 {
            0 => format!("{days} d"),
            rest => format!("{days} d {rest} h"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_take_the_two_largest_units() {
        for (seconds, text) in [(36, "36 s"), (130, "2 min"), (11_100, "3 h 5 min"), (187_200, "2 d 4 h")] {
            assert_eq!(duration(seconds), text);
        }
    }
}
