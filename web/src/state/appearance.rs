//! How the page is shown.

use text::Language;

/// What the person chose of how the page is shown; it outlives the inputs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Appearance {
    /// The language.
    pub(crate) language: Language,
    /// The theme.
    pub(crate) theme: Theme,
}

/// The themes there are. `boot.js` shows them, by name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// Light or dark, as the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// More contrast, light or dark as the system has it.
    Contrast,
}

impl Theme {
    /// All of them, in the order a switch offers them.
    pub(crate) const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::Contrast];

    /// Its name in `boot.js` and the styles.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }

    /// The theme of this name; that of the system for any other.
    pub(crate) fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }
}
