//! Archives, one in another too: no more files than allowed, each an input.
#![no_main]

use decode::{Limits, Source, unwatched};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { inflated_bytes: 1 << 20, archive_entries: 50, ..Limits::default() };
    let inputs = decode::decode(Source { name: "dropped.zip", bytes }, &limits, &mut unwatched);
    // One more: the archive itself, which is at fault.
    assert!((1..=limits.archive_entries + 1 + 50).contains(&inputs.len()));
});
