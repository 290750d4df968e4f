//! The languages oomscope speaks.

use crate::page::Page;
use crate::{Chinese, English, Sentences};

/// A language: one variant here, and one type that implements [`Page`] and [`Sentences`].
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

    /// The first language of a person's list (`navigator.languages`, the most wanted first) that is one of ours, else
    /// English.
    pub fn from_browser(tags: &[impl AsRef<str>]) -> Self {
        tags.iter().find_map(|tag| Self::from_tag(tag.as_ref())).unwrap_or_default()
    }

    /// What the page says.
    pub fn page(self) -> &'static dyn Page {
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
    fn the_first_language_of_the_list_that_is_ours_is_spoken() {
        for (tags, language) in [
            (&["de-CH", "zh-CN", "en"][..], Language::Chinese),
            (&["zh-Hant-TW"], Language::Chinese),
            (&["en-GB", "zh"], Language::English),
            (&["zha", "fr"], Language::English),
            (&[], Language::English),
        ] {
            assert_eq!(Language::from_browser(tags), language, "{tags:?}");
        }
    }

    #[test]
    fn every_language_is_found_by_its_own_tag() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.code()), Some(language));
        }
        assert_eq!(Language::from_tag("zh_CN.UTF-8"), Some(Language::Chinese));
        assert_eq!(Language::from_tag(""), None);
    }
}
