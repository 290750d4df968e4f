//! Where this checkout and its build output are.

use std::path::PathBuf;

use anyhow::{Context, Result};
use cargo_metadata::MetadataCommand;

/// The checkout this task runs in.
pub(crate) struct Workspace {
    /// The folder of the workspace's `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Cargo's build folder, wherever the person's settings put it.
    pub(crate) target: PathBuf,
}

impl Workspace {
    /// Asks cargo, so that its environment and settings count.
    pub(crate) fn find() -> Result<Self> {
        let metadata = MetadataCommand::new().no_deps().exec().context("cargo metadata failed")?;
        Ok(Self { root: metadata.workspace_root.into(), target: metadata.target_directory.into() })
    }

    /// The folder the built page is put in.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }
}
