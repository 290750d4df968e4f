//! Our table of a real profile is the table `go tool pprof` prints of it.
//!
//! Every file in `fixtures/pprof/goldens` starts with the command it is the output of. The test reads the command's
//! flags, makes the same table and holds row for row against the output: name, flat, cum, their order and the total.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::cmp::Reverse;
use std::fs;
use std::path::Path;

use decode::pprof::{Profile, decode_profile};
use decode::{Limits, unwatched};
use tests::fixtures;
use view::Granularity;
use view::filter::Filters;
use view::top::{Row, Table, table, total};

/// What a `go tool pprof -top` command asks for.
#[derive(Debug, Default)]
struct Command {
    files: Vec<String>,
    sample_type: Option<String>,
    base: Option<String>,
    granularity: Granularity,
    filters: Filters,
}

impl Command {
    fn parse(line: &str) -> Self {
        let mut command = Self::default();
        for word in line.strip_prefix("$ go tool pprof ").expect("a command").split(' ') {
            let (flag, value) = word.split_once('=').unwrap_or((word, ""));
            let value = || Some(value.to_owned());
            match flag {
                "-top" | "-nodecount" | "-nodefraction" | "-edgefraction" | "-unit" | "-symbolize" => {}
                "-sample_index" => command.sample_type = value(),
                "-diff_base" => command.base = value(),
                "-functions" => command.granularity = Granularity::Functions,
                "-filefunctions" => command.granularity = Granularity::Filefunctions,
                "-files" => command.granularity = Granularity::Files,
                "-lines" => command.granularity = Granularity::Lines,
                "-focus" => command.filters.focus = value(),
                "-ignore" => command.filters.ignore = value(),
                "-hide" => command.filters.hide = value(),
                "-show" => command.filters.show = value(),
                "-show_from" => command.filters.show_from = value(),
                "-tagfocus" => command.filters.tagfocus = value(),
                "-tagignore" => command.filters.tagignore = value(),
                flag if flag.starts_with('-') => panic!("unknown flag {flag}"),
                file => command.files.push(file.to_owned()),
            }
        }
        command
    }

    fn table(&self) -> Table {
        let (first, more) = self.files.split_first().expect("a file");
        let mut profile = more.iter().fold(read(first), |profile, file| profile.plus(&read(file)).unwrap());
        if let Some(base) = &self.base {
            profile = profile.minus(&read(base)).unwrap();
        }
        let sample_type = view::sample_type(&profile, self.sample_type.as_deref()).unwrap();
        let filtered = self.filters.apply(&profile).unwrap();
        Table { total: total(&profile, sample_type), ..table(&filtered.profile, sample_type, self.granularity) }
    }
}

fn read(file: &str) -> Profile {
    let bytes = fs::read(fixtures().join(file)).unwrap();
    let (profile, _) = decode_profile(&bytes, &Limits::default(), &mut unwatched).unwrap();
    profile
}

/// Name as printed, flat, cum.
type Printed = (String, i64, i64);

/// The total and the rows of a table as pprof prints it.
fn parse_output(output: &str) -> (i64, Vec<Printed>) {
    let mut lines = output.lines();
    let shown = lines.find(|line| line.starts_with("Showing nodes")).expect("a line that tells the total");
    let total = shown.trim_end_matches(" total").rsplit(' ').next().map(amount).unwrap();
    let heading = lines.next().unwrap();
    assert!(heading.trim_start().starts_with("flat "), "{heading}");
    (total, lines.map(parse_row).collect())
}

/// `44905951B 67.99% 67.99%  44905951B 67.99%  main.put (inline)`
fn parse_row(line: &str) -> Printed {
    let mut rest = line;
    let mut words = Vec::new();
    for _ in 0..5 {
        let (word, after) = rest.trim_start().split_once(' ').unwrap_or_else(|| panic!("no row: {line}"));
        words.push(word);
        rest = after;
    }
    let name = rest.trim_start();
    let name = name.strip_suffix(" (inline)").or(name.strip_suffix(" (partial-inline)")).unwrap_or(name);
    (name.to_owned(), amount(words[0]), amount(words[3]))
}

/// `44905951B`, `-3ns`, `12`
fn amount(text: &str) -> i64 {
    text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().unwrap_or_else(|_| panic!("no amount: {text}"))
}

/// A row's name the way pprof prints it.
fn printed(row: &Row, granularity: Granularity) -> Printed {
    let Row { name, file, line, .. } = row;
    let text = match granularity {
        _ if file.is_empty() => name.clone(),
        Granularity::Functions | Granularity::Files | Granularity::Packages => name.clone(),
        Granularity::Lines if *line != 0 => format!("{name} {file}:{line}"),
        Granularity::Filefunctions | Granularity::Lines => format!("{name} {file}"),
    };
    (text, row.flat, row.cum)
}

/// Gives the number of rows that were the same.
fn check(golden: &Path) -> Result<usize, String> {
    let text = fs::read_to_string(golden).unwrap();
    let (first, output) = text.split_once('\n').unwrap();
    let command = Command::parse(first);
    let (total, mut theirs) = parse_output(output);
    // Among rows that print the same name, pprof's order is left to chance.
    let key = |(name, flat, _): &Printed| (Reverse(flat.unsigned_abs()), name.clone());
    assert!(theirs.is_sorted_by_key(key), "pprof sorts otherwise in {first}");
    theirs.sort_by_key(|row| (key(row), Reverse(row.2.unsigned_abs())));

    let table = command.table();
    let ours: Vec<Printed> = table.rows.iter().map(|row| printed(row, command.granularity)).collect();
    let differs = ours.iter().zip(&theirs).position(|(ours, theirs)| ours != theirs);
    let differs = differs.or((ours.len() != theirs.len()).then(|| ours.len().min(theirs.len())));
    if let Some(row) = differs {
        return Err(format!("{first}\n  row {row}: {:?}\n  pprof: {:?}", ours.get(row), theirs.get(row)));
    }
    if table.total != total {
        return Err(format!("{first}\n  total {}\n  pprof {total}", table.total));
    }
    Ok(theirs.len())
}

#[test]
fn every_table_is_the_one_pprof_prints() {
    let entries = fs::read_dir(fixtures().join("pprof/goldens")).unwrap();
    let mut goldens: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    goldens.sort();
    let results: Vec<_> = goldens.iter().map(|golden| check(golden)).collect();
    let wrong: Vec<_> = results.iter().filter_map(|result| result.as_ref().err()).cloned().collect();
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), goldens.len(), wrong.join("\n"));
    let rows: usize = results.into_iter().flatten().sum();
    assert!(goldens.len() >= 150 && rows >= 3_000, "only {} goldens with {rows} rows", goldens.len());
}
