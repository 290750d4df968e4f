//! Every call of the browser that is not an event handler of a component.

pub(crate) mod boot;
pub(crate) mod canvas;
pub(crate) mod clipboard;
pub(crate) mod download;
pub(crate) mod drop;
pub(crate) mod history;
pub(crate) mod page;
pub(crate) mod share;
pub(crate) mod worker;
