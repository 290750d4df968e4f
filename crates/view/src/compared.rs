//! An amount beside what it was in the base.

use serde::{Deserialize, Serialize};

/// An amount of a profile, and with a base what it was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Compared {
    /// The amount.
    pub value: i64,
    /// The same of the base; `None` without a base.
    pub base: Option<i64>,
}

impl Compared {
    /// Nothing, to add to.
    pub(crate) const fn none(has_base: bool) -> Self {
        Self { value: 0, base: if has_base { Some(0) } else { None } }
    }

    /// Adds what a sample of the profile, or of its base, accounts for.
    pub(crate) const fn add(&mut self, value: i64, base: i64) {
        self.value = self.value.wrapping_add(value);
        if let Some(sum) = &mut self.base {
            *sum = sum.wrapping_add(base);
        }
    }

    /// What pprof shows: the amount, and with `-diff_base` how it changed.
    pub const fn shown(&self) -> i64 {
        match self.base {
            Some(base) => self.value.wrapping_sub(base),
            None => self.value,
        }
    }
}
