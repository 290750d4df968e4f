//! Dumps of goroutines: every group has goroutines and a line that is there.
#![no_main]

use decode::{Facts, Limits, Source, unwatched};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for input in decode::decode(Source { name: "dropped", bytes: text.as_bytes() }, &Limits::default(), &mut unwatched)
    {
        if let Some(dump) = input.facts.goroutine_dump() {
            let lines = text.lines().count();
            assert!(dump.groups.iter().all(|group| (1..=lines).contains(&group.line)));
            assert!(matches!(input.facts, Facts::Goroutines(_) | Facts::AppLog(_)));
        }
    }
});
