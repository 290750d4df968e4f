//! Logs of an application: crashes, dumps and gctrace among other lines.
#![no_main]

use decode::{Facts, Limits, Source, unwatched};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for input in decode::decode(Source { name: "dropped", bytes: text.as_bytes() }, &Limits::default(), &mut unwatched)
    {
        if let Facts::AppLog(log) = &input.facts {
            assert!(log.lines <= text.split('\n').count());
        }
    }
});
