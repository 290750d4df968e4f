//! What the page says, in the language it is shown in.

use std::cell::Cell;

use text::page::Page;
use text::{Explorer, Language, Sentences};

thread_local! {
    /// The page has one thread that draws, and it speaks one language at a time.
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::English) };
}

/// The language the page is shown in.
pub(crate) fn language() -> Language {
    LANGUAGE.get()
}

/// From now on the page speaks this language; what is on screen has to be drawn again.
pub(crate) fn speak(language: Language) {
    LANGUAGE.set(language);
}

/// The strings of the page itself.
pub(crate) fn words() -> &'static dyn Page {
    LANGUAGE.get().page()
}

/// The sentences of the report.
pub(crate) fn sentences() -> &'static dyn Sentences {
    LANGUAGE.get().sentences()
}

/// The strings of the explorer.
pub(crate) fn explorer() -> &'static dyn Explorer {
    LANGUAGE.get().explorer()
}
