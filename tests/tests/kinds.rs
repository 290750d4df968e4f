//! `oomscope diagnose --json` lists every fixture with its right kind; what is of no use here is named for what it is.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::fs;
use std::path::{Path, PathBuf};

use decode::{Input, Limits, Source, unwatched};
use diagnose::report::Options;
use serde_json::Value;
use tests::fixtures;

/// What a fixture is, by what its path ends like (the first that fits), digits left out: a kind; or for a file of no use
/// here, what it is.
const EXPECTED: [(&str, &str); 33] = [
    (".heap.delta.s.pb.gz", "heap_delta"),
    (".heap.deltas.pb.gz", "heap_delta"),
    (".heap.gc.pb.gz", "heap"),
    ("heap..pb.gz", "heap"),
    ("heap..txt", "heap_text"),
    ("heap..txt.gz", "heap_text"),
    ("heap.filtered.pb.gz", "heap"),
    (".heap.pb.gz", "heap"),
    ("allocs.pb.gz", "allocs"),
    ("goroutine.first.pb.gz", "goroutine"),
    ("goroutine.last.pb.gz", "goroutine"),
    ("goroutine.pb.gz", "goroutine"),
    ("goroutine.first.txt", "goroutine_text"),
    ("goroutine.last.txt", "goroutine_text"),
    ("goroutine.txt", "goroutine_text"),
    (".debug.txt", "goroutine_dump"),
    (".debug.txt.gz", "goroutine_dump"),
    ("threadcreate.pb.gz", "other_profile"),
    ("threadcreate.txt", "other_profile"),
    (".cpu.pb.gz", "other_profile"),
    (".block.pb.gz", "other_profile"),
    (".mutex.pb.gz", "other_profile"),
    (".stderr.log", "gctrace"),
    (".cgroup..txt", "cgroup"),
    (".cgroup.end.txt", "cgroup"),
    (".dmesg.txt", "kernel_log"),
    ("kubectl_events.txt", "events"),
    (".yaml", "pod"),
    (".describe.txt", "describe_pod"),
    (".trace.out", "execution_trace"),
    (".index.html", "html"),
    (".cmdline.txt", "command_line"),
    // kubectl printed no more than names there.
    ("get_events.txt", "unrecognised"),
];

/// Whether it is something to drop with others: no program, golden or manifest to patch, and no link, which is opened
/// alone.
fn is_fixture(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let path = path.to_string_lossy();
    let is_beside = ["/goldens", "/programs/", "/kubectl_patch/", "/share/"].iter().any(|part| path.contains(part));
    let is_other =
        ["README.md", "label.json", ".sh", ".js", ".top.txt", ".zip", ".tar.gz"].iter().any(|end| name.ends_with(end));
    !is_beside && !is_other
}

fn expected(path: &Path) -> String {
    let bare: String = path.to_string_lossy().chars().filter(|c| !c.is_ascii_digit()).collect();
    let known = EXPECTED.iter().find(|(end, _)| bare.ends_with(end)).map(|(_, kind)| *kind);
    let in_describe = path.parent().is_some_and(|folder| folder.ends_with("describe"))
        && path.extension().is_some_and(|extension| extension == "txt");
    let kind = known.or(in_describe.then_some("describe_pod"));
    kind.unwrap_or_else(|| panic!("{}: say what it is", path.display())).to_owned()
}

fn fixture_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            fixture_files(&path, found);
        } else if is_fixture(&path) {
            found.push(path);
        }
    }
}

/// The inputs of the document that the terminal program prints.
fn listed(inputs: &[Input]) -> Vec<Value> {
    let document = text::document(&diagnose::diagnose(inputs, &Options::default()));
    let document: Value = serde_json::from_str(&document).unwrap();
    document["inputs"].as_array().unwrap().clone()
}

fn read(path: &Path) -> Vec<Input> {
    let bytes = fs::read(path).unwrap();
    decode::decode(Source { name: &path.to_string_lossy(), bytes: &bytes }, &Limits::default(), &mut unwatched)
}

/// A kind, or what an input is instead of being of use.
fn told(input: &Value) -> String {
    let error = &input["error"];
    let what = error["values"]["what"].as_str().or(error["id"].as_str());
    what.or(input["kind"].as_str()).unwrap_or_default().to_owned()
}

#[test]
fn every_fixture_is_listed_with_its_kind() {
    let mut files = Vec::new();
    fixture_files(&fixtures(), &mut files);
    assert!(files.len() > 300, "only {} fixtures", files.len());
    let inputs: Vec<Input> = files.iter().flat_map(|path| read(path)).collect();
    let listed = listed(&inputs);
    assert_eq!(listed.len(), files.len());
    let mut wrong = Vec::new();
    for input in &listed {
        let path = Path::new(input["name"].as_str().unwrap());
        if told(input) != expected(path) {
            wrong.push(format!("{}: {} and not {}", path.display(), told(input), expected(path)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Go leaves stacks of the runtime alone without names in the text, which says nothing about the binary.
#[test]
fn no_goroutine_text_of_a_binary_with_names_is_called_stripped() {
    let mut files = Vec::new();
    fixture_files(&fixtures(), &mut files);
    files.retain(|path| expected(path) == "goroutine_text");
    assert!(files.len() > 30);
    for input in files.iter().flat_map(|path| read(path)) {
        assert!(input.warnings.is_empty(), "{}: {:?}", input.name, input.warnings);
    }
}

#[test]
fn files_of_an_archive_are_inputs_of_their_own() {
    for archive in ["incident.zip", "incident.tar.gz"] {
        let listed = listed(&read(&fixtures().join("archives").join(archive)));
        assert_eq!(listed.len(), 3, "{archive}");
        for input in &listed {
            assert_eq!(told(input), expected(Path::new(input["name"].as_str().unwrap())), "{archive}");
        }
    }
}
