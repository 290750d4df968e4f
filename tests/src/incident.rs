//! Labelled incidents: what one real process left behind, and what is true of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use decode::{Input, Limits, Source, unwatched};
use serde_json::Value;

use crate::{fixtures, root};

/// A labelled incident.
#[derive(Debug, Clone)]
pub struct Incident {
    /// Name of its folder.
    pub name: String,
    /// What is true of it.
    pub label: Value,
    /// Its files, decoded, with the kind the label gives each.
    pub files: Vec<(String, Input)>,
}

impl Incident {
    /// Everything there is.
    pub fn inputs(&self) -> Vec<Input> {
        self.files.iter().map(|(_, input)| input.clone()).collect()
    }

    /// Inputs of the kinds `kinds`, in the label's order.
    pub fn of_kinds(&self, kinds: &[&str]) -> Vec<Input> {
        let wanted = self.files.iter().filter(|(kind, _)| kinds.contains(&kind.as_str()));
        wanted.map(|(_, input)| input.clone()).collect()
    }

    /// Heap snapshots and the described pod: what most people have.
    pub fn heaps_and_describe(&self) -> Vec<Input> {
        self.of_kinds(&["heap", "heap_after_gc", "describe"])
    }

    /// Whether the list `key` of the label holds `value`.
    pub fn allows(&self, key: &str, value: &str) -> bool {
        self.label[key].as_array().is_some_and(|list| list.iter().any(|entry| entry == value))
    }

    /// The function to blame, where some input names one.
    pub fn culprit(&self) -> Option<&str> {
        self.label["culprit_function"].as_str()
    }
}

static INCIDENTS: LazyLock<Vec<Incident>> = LazyLock::new(|| folders().iter().flat_map(|at| read_all(at)).collect());

static HELD_OUT: LazyLock<Vec<Incident>> = LazyLock::new(|| read_all(&held_out_folder()));

/// Where the incidents are of which [`incidents`] consist.
pub fn folders() -> [PathBuf; 2] {
    [fixtures().join("incidents"), root().join("incidents")]
}

/// Where the incidents are of which [`held_out`] consists.
pub fn held_out_folder() -> PathBuf {
    root().join("incidents/held_out")
}

/// Every labelled incident kept in this package, by folder and name. Files that were too large to keep here are left out.
///
/// # Panics
/// If a label or a file cannot be read.
pub fn incidents() -> &'static [Incident] {
    &INCIDENTS
}

/// Incidents that no goal in percent counts: those of the last blind tests that were not chosen for [`incidents`], which
/// were chosen when their verdicts were known. What must never be said holds for these, too.
///
/// # Panics
/// If a label or a file cannot be read.
pub fn held_out() -> &'static [Incident] {
    &HELD_OUT
}

/// Every incident in the folders of `folder` that hold a `label.json`, by name.
///
/// # Panics
/// If a label or a file cannot be read.
pub fn read_all(folder: &Path) -> Vec<Incident> {
    let mut folders: Vec<PathBuf> = entries(folder).filter(|path| path.join("label.json").is_file()).collect();
    folders.sort();
    folders.iter().map(|folder| incident(folder)).collect()
}

fn entries(path: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    entries.filter_map(Result::ok).map(|entry| entry.path())
}

fn incident(folder: &Path) -> Incident {
    let text = read(&folder.join("label.json"));
    let label: Value = serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files = Vec::new();
    for file in label["files"].as_array().into_iter().flatten() {
        let (Some(kind), Some(name)) = (file["kind"].as_str(), file["path"].as_str()) else { continue };
        if folder.join(name).exists() {
            let bytes = read(&folder.join(name));
            let inputs = decode::decode(Source { name, bytes: &bytes }, &Limits::default(), &mut unwatched);
            files.extend(inputs.into_iter().map(|input| (kind.to_owned(), input)));
        }
    }
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Incident { name, label, files }
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
