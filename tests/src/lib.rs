//! Shared by the integration tests of this package: where the fixtures are, the labelled incidents among them, and how
//! well they are judged.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

pub mod eval;
mod incident;

use std::path::{Path, PathBuf};

pub use incident::{Incident, incidents, read_all};

/// The folder of this package.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The folder of the fixtures.
pub fn fixtures() -> PathBuf {
    root().join("fixtures")
}
