//! Test helpers: inputs written the way a person thinks of them.
#![forbid(unsafe_code)]
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod big;
pub mod describe;
mod profile;

pub use big::big_profile;
pub use profile::{HEAP_TYPES, ProfileText, gzip, profile_from_text};
