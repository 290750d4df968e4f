//! Floats as the contract writes them.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

/// A finite float that is written with six significant digits, so that the same report has the same bytes everywhere.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Deserialize)]
#[serde(transparent)]
pub struct Sig6(f64);

impl Sig6 {
    /// Rounds `value` to six significant digits; `None` for NaN and infinities.
    pub fn new(value: f64) -> Option<Self> {
        value.is_finite().then(|| Self(format!("{value:.5e}").parse().unwrap_or(value)))
    }

    /// The rounded value.
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl Serialize for Sig6 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0)
    }
}

impl fmt::Display for Sig6 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_keep_six_significant_digits() {
        for (value, rounded) in [(0.123_456_789, 0.123_457), (1_234_567.0, 1_234_570.0), (0.0, 0.0), (-2.0, -2.0)] {
            assert_eq!(Sig6::new(value).map(Sig6::get), Some(rounded));
        }
        assert_eq!(Sig6::new(f64::NAN), None);
    }
}
