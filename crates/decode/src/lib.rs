//! Bytes or text in, typed facts out.
//!
//! This crate reads everything a person can drop on oomscope. It has no opinion (that is `diagnose`), no prose
//! (that is `text`), no clock and no I/O: [`decode`] takes bytes and gives [`Input`]s, and the same bytes give the
//! same inputs everywhere.
//!
//! Binary input is decoded strictly: an [`error::DecodeError`] says what is wrong and at which byte. Human text is
//! read leniently: what looks wrong becomes a [`warning::Warning`] with its line, and what is missing stays unknown.
#![forbid(unsafe_code)]

mod archive;
pub mod cgroup;
pub mod error;
pub mod inflate;
mod input;
pub mod kube;
mod limits;
mod lines;
mod link;
mod lookalike;
pub mod plain;
pub mod pprof;
pub mod runtime;
pub mod saved;
mod sniff;
mod text;
pub mod units;
pub mod warning;

pub use input::{Facts, Input, Kind, Source};
pub use limits::{Limits, Progress, Watch, unwatched};
pub use link::INCIDENT_TAG;
pub use sniff::{decode, original_text};
