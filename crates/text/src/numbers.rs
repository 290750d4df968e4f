//! Numbers as people read them: what is written alike everywhere, and what a language writes its own way.

mod en;
mod zh;

use decode::units::{Bytes, UnixNanos};

/// Numbers in one language; most languages write them alike.
pub trait Numbers {
    /// Of a forecast: what it is about is so already.
    fn no_time_left(&self) -> &'static str;
    /// A stretch of time in seconds.
    fn duration(&self, seconds: f64) -> String;
    /// A share as percentage: 0.5 is `50%`.
    fn percent(&self, share: f64) -> String {
        percent(share)
    }
    /// A relative error: 0.08 is `±8%`.
    fn plus_minus(&self, share: f64) -> String {
        format!("±{}", percent(share))
    }
    /// Bytes per second.
    fn rate(&self, bytes_per_second: f64) -> String {
        format!("{}/s", signed_bytes(bytes_per_second as i64))
    }
    /// A value of a profile in its unit: `88.2 MiB`, `12,345`.
    fn amount(&self, value: i64, unit: &str) -> String {
        amount(value, unit)
    }
    /// An instant, as a time of day in UTC.
    fn time_of_day(&self, time: UnixNanos) -> String {
        time_of_day(time)
    }
    /// An instant with its day, in UTC.
    fn moment(&self, time: UnixNanos) -> String {
        moment(time)
    }
}

/// A share as percentage with three significant digits at most: `12.3%`, `0.04%`, `100%`.
pub(crate) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let digits = match percent.abs() {
        size if size == 0.0 || size >= 99.95 => 0,
        size if size >= 10.0 => 1,
        _ => 2,
    };
    format!("{}%", trimmed(percent, digits))
}

/// The share of `part` in `whole` as percentage; none of nothing is `0%`.
pub(crate) fn percent_of(part: i64, whole: i64) -> String {
    percent(if whole == 0 { 0.0 } else { part as f64 / whole as f64 })
}

/// A number without superfluous zeros after its point.
pub(crate) fn trimmed(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A number with two digits that count, at most: `0.042`, `1.3`, `27`.
pub(crate) fn short(value: f64) -> String {
    let digits = match value.abs() {
        size if size >= 10.0 || size == 0.0 => 0,
        size if size >= 1.0 => 1,
        size if size >= 0.1 => 2,
        _ => 3,
    };
    trimmed(value, digits)
}

/// A whole number in groups of three: `12,345`.
pub(crate) fn grouped(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        text.push('-');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A change of a count, with its sign: `+2,896`.
pub(super) fn signed(change: i64) -> String {
    format!("{}{}", plus(change), grouped(change))
}

/// A change in bytes, with its sign: `+1.5 MiB`.
pub(super) fn growth(change: i64) -> String {
    format!("{}{}", plus(change), signed_bytes(change))
}

fn plus(change: i64) -> &'static str {
    if change > 0 { "+" } else { "" }
}

/// A value of a profile in its unit.
pub(crate) fn amount(value: i64, unit: &str) -> String {
    match unit {
        "bytes" | "byte" => signed_bytes(value),
        "count" | "objects" | "" => grouped(value),
        _ => format!("{} {unit}", grouped(value)),
    }
}

/// Bytes that may be negative, in binary units.
pub(crate) fn signed_bytes(value: i64) -> String {
    let size = Bytes(value.unsigned_abs());
    if value < 0 { format!("-{size}") } else { size.to_string() }
}

/// Hour, minute and second of an instant in UTC: `10:00:00Z`.
pub(crate) fn time_of_day(time: UnixNanos) -> String {
    const DAY: i64 = 86_400;
    let second = time.0.div_euclid(1_000_000_000).rem_euclid(DAY);
    format!("{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
}

/// The same with its day: `2026-11-20 10:00:00Z`. A time too far away to have a date is written as a time of day.
pub(crate) fn moment(time: UnixNanos) -> String {
    match jiff::Timestamp::from_nanosecond(time.0.into()) {
        Ok(instant) => instant.strftime("%Y-%m-%d %H:%M:%SZ").to_string(),
        Err(_) => time_of_day(time),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_percentages_with_three_digits_at_most() {
        let cases =
            [(0.0, "0%"), (1.0, "100%"), (0.123_45, "12.3%"), (0.5, "50%"), (0.000_4, "0.04%"), (0.0123, "1.23%")];
        for (share, text) in cases {
            assert_eq!(percent(share), text);
        }
    }

    #[test]
    fn counts_are_grouped_and_bytes_are_binary() {
        assert_eq!(amount(1_234_567, "count"), "1,234,567");
        assert_eq!(amount(-1_234, "objects"), "-1,234");
        assert_eq!(amount(-2_097_152, "bytes"), "-2 MiB");
        assert_eq!(amount(12, "nanoseconds"), "12 nanoseconds");
    }

    #[test]
    fn times_of_day_are_in_utc() {
        assert_eq!(time_of_day(UnixNanos(1_795_168_800_000_000_000)), "10:00:00Z");
        assert_eq!(time_of_day(UnixNanos(-1)), "23:59:59Z");
        assert_eq!(moment(UnixNanos(1_795_168_800_000_000_000)), "2026-11-20 10:00:00Z");
    }
}
