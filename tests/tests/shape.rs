//! The shape of the code: which crate may use which, and what the library crates must not touch.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};
use tests::sources;

/// Every crate, and the crates of ours it may build on.
const ARROWS: [(&str, &[&str]); 11] = [
    ("decode", &[]),
    ("diagnose", &["decode"]),
    ("view", &["decode"]),
    ("share", &["decode", "diagnose", "view"]),
    ("text", &["decode", "diagnose", "view", "share"]),
    ("oomscope", &["decode", "diagnose", "view", "share", "text"]),
    ("web", &["decode", "diagnose", "view", "share", "text"]),
    ("testkit", &["decode"]),
    ("tests", &["decode", "diagnose", "view", "share", "text", "testkit"]),
    ("bench", &["decode", "view", "testkit"]),
    ("xtask", &["text"]),
];

/// Crates without I/O, clock and browser, which page and terminal program share.
const LIBRARIES: [&str; 5] = ["decode", "diagnose", "view", "share", "text"];

/// The formats of `decode`, which don't know each other.
const FORMATS: [&str; 4] = ["pprof", "kube", "runtime", "cgroup"];

/// What the browser is reached with.
const BROWSER: [&str; 6] = ["yew", "web-sys", "js-sys", "wasm-bindgen", "wasm-bindgen-futures", "gloo"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn metadata() -> Metadata {
    MetadataCommand::new().current_dir(root()).no_deps().exec().unwrap()
}

/// The names a package depends on outside its own tests.
fn dependencies(package: &Package) -> BTreeSet<&str> {
    let used = package.dependencies.iter().filter(|dependency| dependency.kind != DependencyKind::Development);
    used.map(|dependency| dependency.name.as_str()).collect()
}

/// The code of a file without comments, spaces and the tests at its end.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let shipped = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = shipped.lines().filter_map(|line| line.split("//").next());
    lines.flat_map(|line| line.chars().filter(|character| !character.is_whitespace())).collect()
}

/// The modules named right after `prefix`, as in `crate::a::b` and `crate::{a, b::c}`.
fn modules_after(code: &str, prefix: &str) -> BTreeSet<String> {
    let mut modules = BTreeSet::new();
    for after in code.split(prefix).skip(1) {
        let group = after.strip_prefix('{');
        let (mut depth, mut name) = (0, String::new());
        for character in group.unwrap_or(after).chars() {
            match character {
                'a'..='z' | 'A'..='Z' | '0'..='9' | '_' if depth == 0 => name.push(character),
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' if depth == 0 && group.is_some() => modules.extend([std::mem::take(&mut name)]),
                ':' if depth == 0 => modules.extend([name.clone()]),
                _ if depth == 0 && group.is_none() => break,
                '}' => break,
                _ => {}
            }
            if group.is_none() && character == ':' {
                break;
            }
        }
        modules.insert(name);
    }
    modules
}

#[test]
fn every_crate_builds_only_on_the_crates_below_it() {
    for package in metadata().workspace_packages() {
        let allowed = ARROWS.iter().find(|arrow| arrow.0 == package.name.as_str());
        let allowed = allowed.unwrap_or_else(|| panic!("{} has no arrows: add it to the design", package.name)).1;
        let ours = |name: &&str| ARROWS.iter().any(|arrow| arrow.0 == *name);
        let wrong: Vec<&str> =
            dependencies(package).into_iter().filter(ours).filter(|name| !allowed.contains(name)).collect();
        assert!(wrong.is_empty(), "{} must not depend on {wrong:?}", package.name);
    }
}

#[test]
fn the_libraries_reach_for_no_browser() {
    for package in metadata().workspace_packages() {
        if LIBRARIES.contains(&package.name.as_str()) {
            let is_browser = |name: &&str| BROWSER.contains(name) || name.starts_with("gloo-");
            let wrong: Vec<&str> = dependencies(package).into_iter().filter(is_browser).collect();
            assert!(wrong.is_empty(), "{} must not depend on {wrong:?}", package.name);
        }
    }
}

#[test]
fn the_libraries_are_safe_and_touch_no_file_clock_or_environment() {
    let forbidden = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::thread",
        "Instant",
        "SystemTime",
        "println!(",
        "unsafe{",
    ];
    for library in
        LIBRARIES.iter().map(|name| root().join("crates").join(name).join("src")).filter(|folder| folder.exists())
    {
        assert!(code(&library.join("lib.rs")).contains("#![forbid(unsafe_code)]"), "{}", library.display());
        for file in sources(&library) {
            let code = code(&file);
            for word in forbidden {
                assert!(!code.contains(word), "{} uses {word}", file.display());
            }
        }
    }
}

#[test]
fn the_formats_inside_decode_do_not_know_each_other() {
    for format in FORMATS {
        let others: BTreeSet<String> =
            FORMATS.iter().filter(|other| **other != format).map(ToString::to_string).collect();
        for file in sources(&root().join("crates/decode/src").join(format)) {
            let code = code(&file);
            for prefix in ["crate::", "super::"] {
                let named = modules_after(&code, prefix);
                let wrong: Vec<_> = named.intersection(&others).collect();
                assert!(wrong.is_empty(), "{} uses {wrong:?}", file.display());
            }
        }
    }
}

#[test]
fn modules_are_found_in_paths_and_in_groups() {
    let found = |code: &str| modules_after(code, "crate::").into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(found("usecrate::pprof::Profile;"), "pprof");
    assert_eq!(found("usecrate::{kube::{Pod,cgroup},runtime};x"), "kube runtime");
    assert_eq!(found("letx=crate::cgroup::f(y);crate::units::Bytes"), "cgroup units");
}

#[test]
fn only_decode_reads_protobuf() {
    for package in metadata().workspace_packages() {
        let may = ["decode", "testkit"].contains(&package.name.as_str());
        assert!(may || !dependencies(package).contains("prost"), "{} must leave profiles to decode", package.name);
    }
}

#[test]
fn the_page_and_the_decoder_are_built_with_what_the_design_names() {
    let metadata = metadata();
    let used = |name: &str| {
        let packages = metadata.workspace_packages();
        let package = packages.into_iter().find(|package| package.name == name).unwrap().clone();
        dependencies(&package).into_iter().map(str::to_owned).collect::<BTreeSet<String>>()
    };
    let (web, decode) = (used("web"), used("decode"));
    for name in ["yew", "web-sys", "wasm-bindgen", "serde"] {
        assert!(web.contains(name), "web must use {name}");
    }
    assert!(web.iter().any(|name| name.starts_with("gloo")), "web must use gloo");
    for name in ["prost", "flate2", "serde"] {
        assert!(decode.contains(name), "decode must use {name}");
    }
}

#[test]
fn the_state_of_the_page_changes_without_the_browser() {
    for file in sources(&root().join("web/src/state")) {
        let code = code(&file);
        for word in ["web_sys::", "js_sys::", "gloo_", "spawn_local", "use_state", "use_effect"] {
            assert!(!code.contains(word), "{} uses {word}", file.display());
        }
    }
}

#[test]
fn the_repository_has_its_six_entries() {
    for entry in ["Cargo.toml", "README.md", "crates", "static", "tests", "web"] {
        assert!(root().join(entry).exists(), "{entry} is missing");
    }
}

#[test]
fn the_fixtures_stay_small() {
    fn size(path: &Path) -> u64 {
        if path.is_dir() {
            fs::read_dir(path).unwrap().map(|entry| size(&entry.unwrap().path())).sum()
        } else {
            path.metadata().unwrap().len()
        }
    }
    assert!(size(&tests::fixtures()) < 20_000_000, "the fixtures are larger than 20 MB");
}
