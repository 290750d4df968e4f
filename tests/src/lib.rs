//! Shared by the integration tests of this package: where the fixtures are, and the labelled incidents among them.

use std::fs;
use std::path::{Path, PathBuf};

use decode::{Input, Limits, Source, unwatched};
use serde_json::Value;

/// The folder of the fixtures.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// A labelled incident.
#[derive(Debug, Clone)]
pub struct Incident {
    /// Name of its folder.
    pub name: String,
    /// What is true of it.
    pub label: Value,
    /// Its files, with the kind the label gives each.
    pub files: Vec<(String, PathBuf)>,
}

impl Incident {
    /// Files of the kinds `kinds`, in the label's order.
    pub fn of_kinds(&self, kinds: &[&str]) -> Vec<(String, PathBuf)> {
        self.files.iter().filter(|(kind, _)| kinds.contains(&kind.as_str())).cloned().collect()
    }

    /// Heap snapshots and the described pod: what most people have.
    pub fn heaps_and_describe(&self) -> Vec<(String, PathBuf)> {
        self.of_kinds(&["heap", "heap_after_gc", "describe"])
    }

    /// Whether the list `key` of the label holds `value`.
    pub fn allows(&self, key: &str, value: &str) -> bool {
        self.label[key].as_array().is_some_and(|list| list.iter().any(|entry| entry == value))
    }
}

/// Every labelled incident, by name. Files that were too large to keep here are left out.
///
/// # Panics
/// If a label cannot be read.
pub fn incidents() -> Vec<Incident> {
    let mut folders: Vec<PathBuf> = read_dir(&fixtures().join("incidents"));
    folders.sort();
    folders.iter().map(|folder| incident(folder)).collect()
}

fn read_dir(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
}

fn incident(folder: &Path) -> Incident {
    let text =
        fs::read_to_string(folder.join("label.json")).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let label: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let file = |file: &Value| Some((file["kind"].as_str()?.to_owned(), folder.join(file["path"].as_str()?)));
    let files = label["files"].as_array().map(|files| files.iter().filter_map(file).collect()).unwrap_or_default();
    let files: Vec<(String, PathBuf)> = files;
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Incident { name, files: files.into_iter().filter(|(_, path)| path.exists()).collect(), label }
}

/// Decodes files under their own names.
///
/// # Panics
/// If a file cannot be read.
pub fn decode_files(files: &[(String, PathBuf)]) -> Vec<Input> {
    let decode = |(_, path): &(String, PathBuf)| {
        let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        decode::decode(Source { name: &name, bytes: &bytes }, &Limits::default(), &mut unwatched)
    };
    files.iter().flat_map(decode).collect()
}
