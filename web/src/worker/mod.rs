//! Decoding and judging away from the page's thread: what is said, and by whom.

pub(crate) mod client;
pub(crate) mod host;
pub(crate) mod look;
pub(crate) mod protocol;
pub(crate) mod sharing;
mod viewer;
