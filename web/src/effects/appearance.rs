//! Language and theme: `boot.js` shows and keeps them, the state knows them.

use text::Language;

use super::Desk;
use crate::js::{boot, page};
use crate::state::{Action, Appearance, Theme};
use crate::words;

/// How the page is shown already, before the app draws anything.
pub(crate) fn present() -> Appearance {
    let language = page::language().and_then(|tag| Language::from_tag(&tag)).unwrap_or_default();
    Appearance { language, theme: Theme::from_name(&boot::theme()) }
}

/// Changes the language of the page.
pub(crate) fn speak(desk: &Desk, language: Language) {
    words::speak(language);
    boot::set_language(language.code());
    desk.act(Action::ChoseLanguage(language));
}

/// Changes the theme of the page.
pub(crate) fn show(desk: &Desk, theme: Theme) {
    boot::set_theme(theme.name());
    desk.act(Action::ChoseTheme(theme));
}
