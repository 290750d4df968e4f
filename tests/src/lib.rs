//! Shared by the integration tests of this package: where the fixtures are, the labelled incidents among them, and how
//! well they are judged.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

pub mod eval;
mod incident;
mod literals;
pub mod shared;
pub mod written;

use std::fs;
use std::path::{Path, PathBuf};

pub use incident::{Incident, folders, held_out, held_out_folder, incidents, read_all};
pub use literals::{Literal, literals};

/// The folder of this package.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The Rust files in a folder and in the folders in it, sorted.
///
/// # Panics
/// If the folder cannot be read.
pub fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry of it").path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The folder of the fixtures.
pub fn fixtures() -> PathBuf {
    root().join("fixtures")
}
