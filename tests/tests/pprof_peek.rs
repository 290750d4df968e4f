//! Our callers and callees are those `go tool pprof -peek` prints: who, how much, and whether inlined.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use decode::{Limits, unwatched};
use tests::fixtures;
use view::Granularity;
use view::peek::{Neighbour, Peek, peek};
use view::tree::{Pivot, Subject, Weight};

/// One block of pprof's output.
#[derive(Debug, Default, PartialEq)]
struct Block {
    name: String,
    flat: i64,
    cum: i64,
    /// Name, amount and whether inlined; a set, as pprof sorts equal amounts by chance.
    callers: BTreeSet<(String, i64, bool)>,
    callees: BTreeSet<(String, i64, bool)>,
}

fn amount(text: &str) -> i64 {
    text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().unwrap_or_else(|_| panic!("no amount: {text}"))
}

fn blocks(output: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut block: Option<Block> = None;
    let mut before_own = Vec::new();
    for line in output.lines().skip_while(|line| !line.starts_with("------")).skip(2) {
        if line.starts_with("------") {
            blocks.extend(block.take());
            continue;
        }
        let (numbers, name) = line.split_once('|').expect("a column of names");
        let numbers: Vec<&str> = numbers.split_whitespace().collect();
        if name.starts_with("   ") {
            let name = name.trim();
            let inlined = name.ends_with(" (inline)");
            let neighbour = (name.trim_end_matches(" (inline)").to_owned(), amount(numbers[0]), inlined);
            match &mut block {
                Some(block) => drop(block.callees.insert(neighbour)),
                None => before_own.push(neighbour),
            }
        } else {
            let callers = std::mem::take(&mut before_own).into_iter().collect();
            let (flat, cum) = (amount(numbers[0]), amount(numbers[3]));
            block = Some(Block { name: name.trim().to_owned(), flat, cum, callers, callees: BTreeSet::new() });
        }
    }
    blocks
}

fn printed(place: &Pivot, granularity: Granularity) -> String {
    match granularity {
        Granularity::Lines => format!("{} {}:{}", place.name, place.file, place.line),
        _ => place.name.clone(),
    }
}

fn block(peek: &Peek, granularity: Granularity) -> Block {
    let set = |all: &[Neighbour]| {
        let one = |edge: &Neighbour| (printed(&edge.place, granularity), edge.value.shown(), edge.inlined);
        all.iter().map(one).collect()
    };
    let name = printed(&peek.pivot, granularity);
    Block {
        name,
        flat: peek.flat.shown(),
        cum: peek.cum.shown(),
        callers: set(&peek.callers),
        callees: set(&peek.callees),
    }
}

fn check(golden: &Path) -> usize {
    let text = fs::read_to_string(golden).unwrap();
    let (command, output) = text.split_once('\n').unwrap();
    let flag = |name: &str| command.split(' ').find_map(|word| word.strip_prefix(name));
    let file = command.rsplit(' ').next().unwrap();
    let granularity = if command.contains(" -lines ") { Granularity::Lines } else { Granularity::Functions };
    let read = |file: &str| {
        let bytes = fs::read(fixtures().join(file)).unwrap();
        decode::pprof::decode_profile(&bytes, &Limits::default(), &mut unwatched).unwrap().0
    };
    let (profile, base) = (read(file), flag("-diff_base=").map(read));
    let of = |profile| view::sample_type(profile, flag("-sample_index=")).unwrap();
    let sample_type = of(&profile);
    let base = base.as_ref().map(|base| (base, of(base)));
    let subject = Subject { profile: &profile, sample_type, base, total: 0, granularity, weight: Weight::Change };
    let wanted = blocks(output);
    for theirs in &wanted {
        let (name, place) = theirs.name.split_once(' ').unwrap_or((&theirs.name, ""));
        let (file, line) = place.rsplit_once(':').unwrap_or_default();
        let pivot = Pivot { name: name.to_owned(), file: file.to_owned(), line: line.parse().unwrap_or(0) };
        let ours = peek(&subject, &pivot).unwrap_or_else(|| panic!("{command}: no {pivot:?}"));
        assert_eq!(&block(&ours, granularity), theirs, "{command}");
    }
    wanted.len()
}

#[test]
fn callers_and_callees_are_those_pprof_prints() {
    let goldens = fs::read_dir(fixtures().join("pprof/goldens_peek")).unwrap();
    let blocks: usize = goldens.map(|golden| check(&golden.unwrap().path())).sum();
    assert!(blocks >= 18, "only {blocks} blocks");
}
