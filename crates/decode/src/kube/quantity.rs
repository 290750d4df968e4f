//! Kubernetes quantities: a decimal number with a binary, decimal or exponent suffix.
//!
//! The grammar is that of `k8s.io/apimachinery/pkg/api/resource`: `<sign>?<digits>[.<digits>]<suffix>`, where the
//! suffix is `Ki Mi Gi Ti Pi Ei`, `n u m "" k M G T P E`, or `e`/`E` with a signed integer.

use crate::units::Bytes;
use crate::warning::WarningKind;

/// An exact quantity in thousand-millionths (`n`), the smallest unit Kubernetes keeps. Finer digits are rounded up,
/// as Kubernetes does; what is larger than 2^96 is cut there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity {
    nano: i128,
}

const NANO_PER_UNIT: i128 = 1_000_000_000;
const LARGEST: i128 = 1 << 126;

impl Quantity {
    /// Reads a quantity; `None` where it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let number_len = unsigned.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let (number, suffix) = unsigned.split_at(number_len);
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if whole.len() + fraction.len() == 0 || fraction.contains('.') {
            return None;
        }
        let scale = Scale::parse(suffix)?;
        let magnitude = scale.apply(whole, fraction);
        Some(Self { nano: if negative { -magnitude } else { magnitude } })
    }

    /// Whole bytes, rounded up; `None` if negative.
    pub fn bytes(self) -> Option<Bytes> {
        let units = self.nano.checked_add(NANO_PER_UNIT - 1)?.div_euclid(NANO_PER_UNIT);
        (self.nano >= 0).then(|| Bytes(u64::try_from(units).unwrap_or(u64::MAX)))
    }

    /// Thousandths, rounded up; `None` if negative.
    pub fn milli(self) -> Option<u64> {
        const NANO_PER_MILLI: i128 = 1_000_000;
        let milli = self.nano.checked_add(NANO_PER_MILLI - 1)?.div_euclid(NANO_PER_MILLI);
        (self.nano >= 0).then(|| u64::try_from(milli).unwrap_or(u64::MAX))
    }
}

/// What a suffix multiplies by.
#[derive(Clone, Copy)]
enum Scale {
    /// 2 to this power.
    Binary(u32),
    /// 10 to this power.
    Decimal(i32),
}

impl Scale {
    fn parse(suffix: &str) -> Option<Self> {
        Some(match suffix {
            "Ki" => Self::Binary(10),
            "Mi" => Self::Binary(20),
            "Gi" => Self::Binary(30),
            "Ti" => Self::Binary(40),
            "Pi" => Self::Binary(50),
            "Ei" => Self::Binary(60),
            "n" => Self::Decimal(-9),
            "u" => Self::Decimal(-6),
            "m" => Self::Decimal(-3),
            "" => Self::Decimal(0),
            "k" => Self::Decimal(3),
            "M" => Self::Decimal(6),
            "G" => Self::Decimal(9),
            "T" => Self::Decimal(12),
            "P" => Self::Decimal(15),
            "E" => Self::Decimal(18),
            _ => Self::Decimal(suffix.strip_prefix(['e', 'E'])?.parse::<i16>().ok()?.into()),
        })
    }

    /// `whole.fraction` times this scale, in nano, rounded up and cut at [`LARGEST`].
    fn apply(self, whole: &str, fraction: &str) -> i128 {
        // Digits past the thirtieth are far below one nano: all they can still do is to round up.
        let (kept, dropped) = fraction.split_at(fraction.len().min(30));
        let sticky = if dropped.bytes().any(|digit| digit != b'0') { "1" } else { "" };
        let digits = format!("{whole}{kept}{sticky}");
        let significant = digits.trim_start_matches('0');
        let fraction_len = (kept.len() + sticky.len()) as i32;
        let (factor, power) = match self {
            Self::Binary(bits) => (1_i128 << bits, 9 - fraction_len),
            Self::Decimal(power) => (1, power.saturating_add(9 - fraction_len)),
        };
        if significant.is_empty() {
            return 0;
        }
        let Ok(value) = significant.parse::<i128>() else { return LARGEST };
        let Some(value) = value.checked_mul(factor) else { return LARGEST };
        let ten_to = |power: i32| 10_i128.checked_pow(power.unsigned_abs());
        if power >= 0 {
            ten_to(power).and_then(|by| value.checked_mul(by)).unwrap_or(LARGEST).min(LARGEST)
        } else {
            // Too small a divisor to hold means less than one nano, which rounds up to one.
            ten_to(power).map_or(1, |by| (value / by + i128::from(value % by != 0)).min(LARGEST))
        }
    }
}

/// Reads an amount of memory, in bytes rounded up, with what looks wrong about it.
///
/// `512m` is thousandths of a byte: valid, and almost surely meant as `512Mi`. `512MB` and `512K` are no quantities.
pub fn memory(text: &str) -> (Option<Bytes>, Option<WarningKind>) {
    let Some(bytes) = Quantity::parse(text).and_then(Quantity::bytes) else {
        return (None, Some(WarningKind::QuantityUnreadable { text: super::excerpt(text) }));
    };
    let fraction = text.ends_with(['m', 'u', 'n']);
    (Some(bytes), fraction.then(|| WarningKind::MemoryInFractions { text: super::excerpt(text) }))
}

/// Reads an amount of CPU, in thousandths of a core rounded up.
pub fn cpu_milli(text: &str) -> Option<u64> {
    Quantity::parse(text).and_then(Quantity::milli)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bytes(text: &str) -> Option<u64> {
        Quantity::parse(text).and_then(Quantity::bytes).map(|bytes| bytes.0)
    }

    #[test]
    fn every_suffix_means_what_kubernetes_means_by_it() {
        let cases = [
            ("0", 0),
            ("1Ki", 1 << 10),
            ("512Mi", 512 << 20),
            ("1.5Gi", 1536 << 20),
            (".5Gi", 512 << 20),
            ("2.Ti", 2 << 40),
            ("1Pi", 1 << 50),
            ("1Ei", 1 << 60),
            ("1k", 1_000),
            ("129M", 129_000_000),
            ("1G", 1_000_000_000),
            ("1T", 1_000_000_000_000),
            ("1P", 1_000_000_000_000_000),
            ("1E", 1_000_000_000_000_000_000),
            ("129e6", 129_000_000),
            ("1E3", 1_000),
            ("12e-1", 2),
            ("+5", 5),
            ("512m", 1),
            ("1u", 1),
            ("1500000000n", 2),
            ("536870912", 536_870_912),
            ("0.000000000000000000000000000000000000000000001", 1),
            ("99999999999999999999999999999999999999999999", u64::MAX),
            ("16Ei", u64::MAX),
        ];
        for (text, expected) in cases {
            assert_eq!(bytes(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_kubernetes_refuses_is_refused() {
        for text in [
            "", "Mi", "512MB", "512mb", "512K", "1KB", "1 Gi", "1,5Gi", "1.5.5", "1Gib", "0x10", "e5", "1e", "1e5Mi",
            "五",
        ] {
            assert_eq!(Quantity::parse(text), None, "{text}");
        }
        assert_eq!(bytes("-1"), None);
    }

    #[test]
    fn milli_bytes_and_unit_names_of_disks_are_called_out() {
        assert!(matches!(memory("512m"), (Some(Bytes(1)), Some(WarningKind::MemoryInFractions { .. }))));
        assert!(matches!(memory("512MB"), (None, Some(WarningKind::QuantityUnreadable { .. }))));
        assert_eq!(memory("512Mi"), (Some(Bytes(512 << 20)), None));
    }

    #[test]
    fn cpu_is_read_in_thousandths() {
        for (text, milli) in
            [("250m", 250), ("1", 1000), ("0.5", 500), ("1500000u", 1500), ("100n", 1), ("2k", 2_000_000)]
        {
            assert_eq!(cpu_milli(text), Some(milli), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[+-]?[0-9.]{0,40}[a-zA-Z0-9+-]{0,6}") {
            let _ = memory(&text);
            let _ = cpu_milli(&text);
        }

        #[test]
        fn binary_suffixes_are_exact(count in 0_u64..4096, power in 0_u32..5) {
            let suffix = ["Ki", "Mi", "Gi", "Ti", "Pi"][power as usize];
            prop_assert_eq!(bytes(&format!("{count}{suffix}")), Some(count << (10 * (power + 1))));
        }
    }
}
