//! The sentences of the page, in the language it is shown in.

use text::page::{English, Page};

/// The page's sentences.
pub(crate) fn words() -> &'static dyn Page {
    &English
}
