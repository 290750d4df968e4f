//! The whole decoder: whatever is dropped gives an input, with an error exactly where there are no facts.
#![no_main]

use decode::{Facts, Kind, Limits, Source, unwatched};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { inflated_bytes: 16 << 20, ..Limits::default() };
    let inputs = decode::decode(Source { name: "memory.max", bytes }, &limits, &mut unwatched);
    assert!(!inputs.is_empty());
    for input in inputs {
        assert_eq!(input.error.is_some(), matches!(input.facts, Facts::None));
        assert_eq!(input.error.is_some(), input.kind == Kind::Unknown);
    }
});
