//! Instants and durations as kubectl writes them.

use crate::units::UnixNanos;

/// The first instant taken as real, the year 2000: kubectl prints year 1 for "unset" and runtimes 1970 for "never".
const YEAR_2000: i64 = 946_684_800_000_000_000;

/// Reads an instant in RFC 1123 (`Fri, 20 Nov 2026 10:00:00 +0000`, describe) or RFC 3339 (YAML and JSON).
/// `Ok(None)` is a placeholder for "unset": a year before 2000; `Err` cannot be read.
pub(super) fn instant(text: &str) -> Result<Option<UnixNanos>, ()> {
    let timestamp: jiff::Timestamp = if text.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        text.parse().map_err(drop)?
    } else {
        match jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text) {
            Ok(timestamp) => timestamp,
            // RFC 2822 takes year 0001 for a two-digit year of its own.
            Err(_) if text.contains(" 0001 ") => return Ok(None),
            Err(_) => return Err(()),
        }
    };
    let nanos = i64::try_from(timestamp.as_nanosecond()).unwrap_or(i64::MIN);
    Ok((nanos >= YEAR_2000).then_some(UnixNanos(nanos)))
}

/// Reads an age as kubectl's `HumanDuration` writes it, in seconds: `119s`, `2m11s`, `3h5m`, `2d3h`, `2y45d`.
/// `<unknown>` and `<invalid>` are `None`.
pub fn age_seconds(text: &str) -> Option<u64> {
    let mut seconds = 0_u64;
    let mut rest = text;
    while !rest.is_empty() {
        let unit_at = rest.find(|character: char| !character.is_ascii_digit())?;
        let (count, unit_on) = rest.split_at(unit_at);
        let unit = match unit_on.as_bytes().first()? {
            b's' => 1,
            b'm' => 60,
            b'h' => 3_600,
            b'd' => 86_400,
            b'y' => 365 * 86_400,
            _ => return None,
        };
        seconds = seconds.checked_add(count.parse::<u64>().ok()?.checked_mul(unit)?)?;
        rest = unit_on.get(1..)?;
    }
    (!text.is_empty()).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_of_an_instant_agree_and_placeholders_are_unset() {
        let expected = Ok(Some(UnixNanos(1_795_168_800_000_000_000)));
        assert_eq!(instant("Fri, 20 Nov 2026 10:00:00 +0000"), expected);
        assert_eq!(instant("Fri, 20 Nov 2026 18:00:00 +0800"), expected);
        assert_eq!(instant("2026-11-20T10:00:00Z"), expected);
        assert_eq!(instant("Mon, 01 Jan 0001 00:00:00 +0000"), Ok(None));
        assert_eq!(instant("0001-01-01T00:00:00Z"), Ok(None));
        assert_eq!(instant("Thu, 01 Jan 1970 00:00:00 +0000"), Ok(None));
        assert_eq!(instant("yesterday"), Err(()));
    }

    #[test]
    fn ages_are_read_in_seconds() {
        let cases = [("119s", 119), ("2m11s", 131), ("179m", 10_740), ("2d3h", 183_600), ("8y", 8 * 365 * 86_400)];
        for (text, seconds) in cases {
            assert_eq!(age_seconds(text), Some(seconds), "{text}");
        }
        for text in ["", "<unknown>", "<invalid>", "5", "m", "99999999999999999999y", "5é"] {
            assert_eq!(age_seconds(text), None, "{text}");
        }
    }
}
