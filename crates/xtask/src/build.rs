//! `cargo xtask build`: makes `dist/`, the hosted edition, and `dist/oomscope.html`, the one-file edition.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::link_base::LinkBase;
use crate::page::{self, Profile};
use crate::shell::step;
use crate::static_files::StaticFiles;
use crate::workspace::Workspace;
use crate::{hosted, licences, one_file, wasm_opt};

/// How to build.
#[derive(clap::Args)]
#[command(about = "Makes dist/ (for a web server) and dist/oomscope.html (one file that opens from disk)")]
pub(crate) struct Options {
    /// Builds what ships: optimised, with compressed copies; takes minutes
    #[arg(long)]
    release: bool,
    /// Where the page will be served: links made on it start there, those of a copy opened from disk too. Without it they
    /// start where the page was loaded from
    #[arg(long, value_name = "URL")]
    base: Option<LinkBase>,
}

/// Runs the task.
pub(crate) fn build(options: &Options) -> Result<()> {
    let workspace = Workspace::find()?;
    with_base(&workspace, Profile::from_release(options.release), options.base.as_ref())
}

/// Builds both editions into the workspace's `dist/`, replacing what was there.
pub(crate) fn dist(workspace: &Workspace, profile: Profile) -> Result<()> {
    with_base(workspace, profile, None)
}

fn with_base(workspace: &Workspace, profile: Profile, base: Option<&LinkBase>) -> Result<()> {
    let mut page = step("compile the page", || page::compile(workspace, profile))?;
    if profile == Profile::Release {
        page.wasm = step("optimise the wasm", || wasm_opt::optimise(workspace, page.wasm))?;
    }
    step("write dist/", || {
        let dist = workspace.dist();
        empty(&dist)?;
        let files = StaticFiles::read(workspace, base)?;
        let licences = licences::collect(workspace)?;
        fs::write(dist.join("licences.txt"), &licences)?;
        hosted::write(&dist, &page, &files)?;
        one_file::write(&dist, &page, &files, &licences)?;
        hosted::write_service_worker(&dist, &files)?;
        if profile == Profile::Release {
            hosted::precompress(&dist)?;
        }
        print_sizes(&dist)
    })
}

fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("emptying {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))
}

fn print_sizes(dist: &Path) -> Result<()> {
    let mut names: Vec<_> = fs::read_dir(dist)?.collect::<std::io::Result<_>>()?;
    names.sort_by_key(fs::DirEntry::file_name);
    for file in names {
        println!("{:>9} KiB  {}", file.metadata()?.len().div_ceil(1024), file.file_name().display());
    }
    Ok(())
}
