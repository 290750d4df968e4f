//! What the page does beside showing: the only place that starts work.

pub(crate) mod appearance;
pub(crate) mod copy;
mod desk;
pub(crate) mod explore;
pub(crate) mod intake;
pub(crate) mod keeping;
pub(crate) mod keys;
mod news;
pub(crate) mod share;
mod visits;

pub(crate) use desk::Desk;
pub(crate) use news::listen;
pub(crate) use visits::Visits;
