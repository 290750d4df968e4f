//! Memory over time, from Prometheus or as CSV: points are numbers in the order of time.
#![no_main]

use decode::{Facts, Limits, Source, unwatched};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for input in decode::decode(Source { name: "dropped", bytes: text.as_bytes() }, &Limits::default(), &mut unwatched)
    {
        if let Facts::MemorySeries(all) = &input.facts {
            assert!(!all.is_empty());
            assert!(all.iter().all(|series| series.points.is_sorted_by_key(|point| point.0)));
        }
    }
});
