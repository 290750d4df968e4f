//! A filtered profile that is saved is what `go tool pprof` reads it as.
//!
//! `fixtures/pprof/exported` holds what [`encode_profile`] wrote, and beside it what pprof printed of that, the command on
//! the first line.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::fs;
use std::path::PathBuf;

use decode::pprof::{Profile, decode_profile, encode_profile};
use decode::{Limits, unwatched};
use tests::fixtures;
use view::Granularity;
use view::filter::Filters;
use view::top::table;

fn read(path: PathBuf) -> Profile {
    decode_profile(&fs::read(path).unwrap(), &Limits::default(), &mut unwatched).unwrap().0
}

/// The profile that is saved: a real one, under filters that touch stacks, frames and labels.
fn filtered() -> Profile {
    let profile = read(fixtures().join("pprof/go1.27/heap.2.pb.gz"));
    let text = |text: &str| Some(text.to_owned());
    let filters =
        Filters { focus: text(r"main\."), hide: text("keep"), tagignore: text("bytes=64kb:"), ..Filters::default() };
    filters.apply(&profile).unwrap().profile.into_owned()
}

/// Name, flat and cum of every row, by name.
fn rows(profile: &Profile) -> Vec<(String, i64, i64)> {
    let alloc_space = profile.type_index("alloc_space").unwrap();
    let rows = table(profile, alloc_space, Granularity::Functions).rows.into_iter();
    let mut rows: Vec<_> = rows.map(|row| (row.name, row.flat, row.cum)).collect();
    rows.sort();
    rows
}

/// Writes the file that pprof is then run on: `cargo test -p tests --test pprof_exported -- --ignored`.
#[test]
#[ignore = "writes a fixture"]
fn write_the_exported_profile() {
    fs::write(fixtures().join("pprof/exported/heap.filtered.pb.gz"), encode_profile(&filtered())).unwrap();
}

#[test]
fn pprof_reads_the_saved_profile_as_the_table_that_was_on_screen() {
    let folder = fixtures().join("pprof/exported");
    assert_eq!(rows(&read(folder.join("heap.filtered.pb.gz"))), rows(&filtered()), "the file is what is saved today");
    let printed = fs::read_to_string(folder.join("heap.filtered.top.txt")).unwrap();
    let amount = |text: &str| text.trim_end_matches('B').parse::<i64>().unwrap();
    let lines = printed.lines().skip_while(|line| !line.trim_start().starts_with("flat ")).skip(1);
    let mut theirs: Vec<(String, i64, i64)> = lines
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let name = words[5..].join(" ");
            let name = name.trim_end_matches(" (inline)").trim_end_matches(" (partial-inline)");
            (name.to_owned(), amount(words[0]), amount(words[3]))
        })
        .collect();
    theirs.sort();
    assert!(theirs.len() >= 5, "{theirs:?}");
    assert_eq!(rows(&filtered()), theirs);
}
