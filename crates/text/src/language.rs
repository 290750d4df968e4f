//! The languages oomscope speaks.

use crate::page::Page;
use crate::{Chinese, English, Explorer, Sentences};

/// A language: one variant here, and one type that implements [`Page`], [`Explorer`] and [`Sentences`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, which everything falls back on.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// All of them, in the order a switch offers them.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// Its BCP 47 tag, as `lang` attributes want it.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-Hans",
        }
    }

    /// Its own name for itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Chinese => "简体中文",
        }
    }

    /// The language of a tag such as `zh`, `zh-CN` or `zh_CN.UTF-8`, by its first part; `None` if it is none of ours.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let first = |tag: &str| tag.split(['-', '_', '.']).next().unwrap_or_default().to_ascii_lowercase();
        Self::ALL.into_iter().find(|language| first(language.code()) == first(tag))
    }

    /// What the page says.
    pub fn page(self) -> &'static dyn Page {
        match self {
            Self::English => &English,
            Self::Chinese => &Chinese,
        }
    }

    /// What the explorer of profiles says.
    pub fn explorer(self) -> &'static dyn Explorer {
        match self {
            Self::English => &English,
            Self::Chinese => &Chinese,
        }
    }

    /// The sentences of the report.
    pub fn sentences(self) -> &'static dyn Sentences {
        match self {
            Self::English => &English,
            Self::Chinese => &Chinese,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn every_language_is_found_by_its_own_tag() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.code()), Some(language));
        }
    }

    #[test]
    fn a_tag_is_known_by_its_first_part() {
        for tag in ["zh", "zh-CN", "ZH-Hant-TW", "zh_CN.UTF-8"] {
            assert_eq!(Language::from_tag(tag), Some(Language::Chinese));
        }
        assert_eq!(Language::from_tag("en-GB"), Some(Language::English));
        assert_eq!(Language::from_tag("zha"), None);
        assert_eq!(Language::from_tag(""), None);
    }
}
