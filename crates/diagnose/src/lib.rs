//! Facts to evidence to verdict to fix.
//!
//! [`diagnose`] is a pure function from decoded inputs to a [`report::Report`]: no clock, no order dependence, no
//! prose. The page and the terminal program make the same call. Rules live in `rules/`, one small function each.
#![forbid(unsafe_code)]

pub mod evidence;
pub mod report;
