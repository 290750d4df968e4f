//! `/debug/vars`.
#![no_main]

use decode::runtime::memstats;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = memstats::from_expvar(text);
});
