//! From a profile to what a viewer shows: tables, filters, differences. No canvas, no page, no opinion.
//!
//! Numbers mean what they mean in `go tool pprof`: flat is on the leaf, cum counts a recursive function once in a
//! sample, every inlined call is a frame of its own.
#![forbid(unsafe_code)]

mod bytes;
mod compared;
pub mod detail;
pub mod filter;
pub mod flame;
mod measure;
pub mod name;
mod nodes;
mod path;
pub mod peek;
mod prune;
mod sample_type;
mod samples_of;
mod tag;
pub mod tags;
pub mod timeline;
pub mod top;
pub mod traces;
pub mod tree;

pub use compared::Compared;
pub use nodes::Granularity;
pub use sample_type::{UnknownSampleType, sample_type};
pub use samples_of::SamplesOf;
