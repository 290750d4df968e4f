//! How long a link may be.

use serde::{Deserialize, Serialize};

/// Characters of a title that are kept.
pub const TITLE: usize = 100;
/// Characters of a note that are kept.
pub const NOTE: usize = 600;

/// What a link is meant to get through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Chat and ticket tools, the strictest of which cut links at about 2,000 characters.
    Chat,
    /// Everything that follows RFC 9110, section 4.1: 8,000 octets.
    #[default]
    Standard,
    /// Browsers, which all take 32,000 characters.
    Full,
    /// A saved report: no link, so that only memory bounds it.
    File,
}

impl Tier {
    /// Every tier a link can have, shortest first.
    pub const LINKS: [Self; 3] = [Self::Chat, Self::Standard, Self::Full];

    /// Characters it may have at most, its address counted.
    pub const fn characters(self) -> usize {
        match self {
            Self::Chat => 2_000,
            Self::Standard => 8_000,
            Self::Full => 32_000,
            Self::File => 24 << 20,
        }
    }
}
