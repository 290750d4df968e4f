//! What the page says, in the language it is shown in.

use text::page::Page;
use text::{English, Explorer, Sentences};

/// The strings of the page itself.
pub(crate) fn words() -> &'static dyn Page {
    &English
}

/// The sentences of the report.
pub(crate) fn sentences() -> &'static dyn Sentences {
    &English
}

/// The strings of the explorer.
pub(crate) fn explorer() -> &'static dyn Explorer {
    &English
}
