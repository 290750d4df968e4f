//! What is decoded: the largest real fixture, and generated files as large as they get.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::read::MultiGzDecoder;

use super::Setup;
use crate::shell::step;
use crate::workspace::files_in;

/// A file to work on.
pub(crate) struct Input {
    /// What it is, for people.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    /// Its size without gzip.
    pub(crate) inflated: u64,
}

impl Input {
    fn new(name: &str, path: PathBuf) -> Result<Self> {
        let inflated = inflated(&path)?;
        Ok(Self { name: name.to_owned(), path, inflated })
    }
}

impl Setup {
    /// The largest real profile among the fixtures.
    pub(crate) fn largest_profile(&self) -> Result<Input> {
        let mut profiles = Vec::new();
        files_in(&self.workspace.root.join("tests/fixtures"), &mut profiles)?;
        profiles.retain(|path| path.to_string_lossy().ends_with(".pb.gz"));
        let sizes: Result<Vec<_>> = profiles.into_iter().map(|path| Ok((inflated(&path)?, path))).collect();
        let (_, path) = sizes?.into_iter().max().context("no profile among the fixtures")?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Input::new(&name, path)
    }

    /// A generated profile with 500,000 samples.
    pub(crate) fn big_profile(&self) -> Result<Input> {
        let path = self.folder.join("big_profile.pb.gz");
        step("generate a profile with 500,000 samples", || self.native()?.make_profile(500_000, &path))?;
        Input::new("generated, 500,000 samples", path)
    }

    /// The described pods of the fixtures, again and again, as far as `bytes`.
    pub(crate) fn describes(&self, bytes: usize) -> Result<Input> {
        let mut found = Vec::new();
        files_in(&self.workspace.root.join("tests/fixtures/describe"), &mut found)?;
        found.sort();
        let mut pods = Vec::new();
        for path in found {
            let text = fs::read_to_string(&path)?;
            if text.starts_with("Name:") {
                pods.push(text);
            }
        }
        let mut all = String::new();
        for pod in pods.iter().cycle().take_while(|_| !pods.is_empty()) {
            if all.len() + pod.len() > bytes {
                break;
            }
            all += pod;
            all += "\n\n";
        }
        let path = self.folder.join("describes.txt");
        fs::write(&path, all)?;
        Input::new("described pods, one after the other", path)
    }
}

fn inflated(path: &Path) -> Result<u64> {
    if path.extension().is_none_or(|extension| extension != "gz") {
        return Ok(path.metadata()?.len());
    }
    let mut reader = MultiGzDecoder::new(File::open(path)?);
    let mut buffer = vec![0; 1 << 16];
    let mut size = 0;
    loop {
        match reader.read(&mut buffer)? {
            0 => return Ok(size),
            read => size += read as u64,
        }
    }
}
