//! Taking an incident along: a link, a file, a text.

mod banner;
mod contents;
mod exports;
mod keep;
mod link;
mod open_link;
mod panel;

pub(crate) use banner::SharedBanner;
pub(crate) use keep::Keep;
pub(crate) use open_link::OpenLink;
pub(crate) use panel::SharePanel;
