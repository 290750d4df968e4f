//! Prometheus text: one entry for each process, none empty.
#![no_main]

use decode::{Facts, Limits, Source, unwatched};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for input in decode::decode(Source { name: "dropped", bytes: text.as_bytes() }, &Limits::default(), &mut unwatched)
    {
        if let Facts::GoMetrics(processes) = &input.facts {
            assert!(!processes.is_empty());
        }
    }
});
