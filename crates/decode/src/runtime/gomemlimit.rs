//! The GOMEMLIMIT grammar, with the runtime's own verdict (`runtime.parseByteCount`, Go 1.19 and later).

use crate::units::Bytes;

/// What the runtime does with a GOMEMLIMIT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gomemlimit {
    /// No limit: `off`, the empty string, or 2^63-1 bytes, which is how the runtime writes "no limit" itself.
    Off,
    /// A soft limit on `Sys - HeapReleased`. Zero is legal, and makes the program collect all the time.
    Limit(Bytes),
}

/// A value at which a Go program ends with exit code 2 before `main`, saying `malformed GOMEMLIMIT`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("malformed GOMEMLIMIT")]
pub struct Malformed;

/// Reads a GOMEMLIMIT by the documented grammar, `[0-9]+(([KMGT]i)?B)?`, at most 2^63-1 bytes.
///
/// A number without a suffix is bytes. Spaces, quotes, fractions, signs and other suffixes (`900Mi`, `900M`,
/// `900MB`, `64mib`) are malformed. (`+5MiB` and `-0`, which some releases let pass, are not in the grammar either.)
pub fn parse(text: &str) -> Result<Gomemlimit, Malformed> {
    if matches!(text, "" | "off") {
        return Ok(Gomemlimit::Off);
    }
    let digits_end = text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (digits, suffix) = text.split_at(digits_end);
    let unit: u64 = match suffix {
        "" | "B" => 1,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        "TiB" => 1 << 40,
        _ => return Err(Malformed),
    };
    let count: u64 = digits.parse().map_err(|_| Malformed)?;
    match count.checked_mul(unit).ok_or(Malformed)? {
        bytes if bytes > i64::MAX as u64 => Err(Malformed),
        bytes if bytes == i64::MAX as u64 => Ok(Gomemlimit::Off),
        bytes => Ok(Gomemlimit::Limit(Bytes(bytes))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_suffix_of_the_runtime_is_read() {
        let cases = [
            ("0", 0),
            ("512", 512),
            ("512B", 512),
            ("007KiB", 7 << 10),
            ("460MiB", 460 << 20),
            ("1GiB", 1 << 30),
            ("2TiB", 2 << 40),
        ];
        for (text, bytes) in cases {
            assert_eq!(parse(text), Ok(Gomemlimit::Limit(Bytes(bytes))), "{text}");
        }
    }

    #[test]
    fn off_empty_and_the_largest_number_mean_no_limit() {
        for text in ["", "off", "9223372036854775807", "9223372036854775807B"] {
            assert_eq!(parse(text), Ok(Gomemlimit::Off), "{text}");
        }
    }

    #[test]
    fn values_that_end_a_program_at_start_are_malformed() {
        let cases = [
            "900Mi",
            "900M",
            "900MB",
            "1.5GiB",
            "64mib",
            "\"64MiB\"",
            "64 MiB",
            " 64MiB",
            "64MiB\n",
            "-1",
            "+1",
            "B",
            "MiB",
            "KiB",
            "OFF",
            "90%",
            "0x10",
            "1e9",
            "９MiB",
            "9223372036854775808",
            "8388608TiB",
            "99999999999999999999",
        ];
        for text in cases {
            assert_eq!(parse(text), Err(Malformed), "{text}");
        }
    }
}
