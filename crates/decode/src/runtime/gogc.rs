//! The GOGC grammar, with the runtime's own verdict (`runtime.readGOGC`).

/// What the runtime does with a GOGC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gogc {
    /// Collections start only where GOMEMLIMIT asks for them: `off` or a negative number.
    Off,
    /// How far the heap may grow over the live heap (and roots) before the next collection ends, in percent.
    Percent(u32),
}

impl Gogc {
    /// What holds when GOGC is not set, or malformed: 100 %.
    pub const DEFAULT: Self = Self::Percent(100);
}

/// Reads a GOGC: `off` or a 32-bit decimal number. The runtime takes anything else for 100 without a word, so that
/// `200%` and `2e2` are 100.
pub fn parse(text: &str) -> Gogc {
    match text.parse::<i32>() {
        _ if text == "off" => Gogc::Off,
        Ok(percent) => u32::try_from(percent).map_or(Gogc::Off, Gogc::Percent),
        Err(_) => Gogc::DEFAULT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_off_are_read_as_the_runtime_does() {
        let cases = [
            ("off", Gogc::Off),
            ("-1", Gogc::Off),
            ("0", Gogc::Percent(0)),
            ("50", Gogc::Percent(50)),
            ("2147483647", Gogc::Percent(2_147_483_647)),
        ];
        for (text, gogc) in cases {
            assert_eq!(parse(text), gogc, "{text}");
        }
    }

    #[test]
    fn malformed_values_silently_mean_100() {
        for text in ["", "200%", "1e2", "Off", " 50", "2147483648", "50.0"] {
            assert_eq!(parse(text), Gogc::DEFAULT, "{text}");
        }
    }
}
