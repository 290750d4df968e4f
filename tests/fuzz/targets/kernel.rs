//! The kernel's lines about kills: the lines named are there.
#![no_main]

use decode::cgroup::kernel;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let lines = text.lines().count();
    for kill in kernel::parse(text) {
        assert!((1..=lines).contains(&kill.line));
    }
});
