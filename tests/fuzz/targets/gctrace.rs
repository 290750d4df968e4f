//! gctrace lines: numbers rise within a process, and every line that is named is there.
#![no_main]

use decode::runtime::gctrace;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|log: &str| {
    let trace = gctrace::parse(log);
    let lines = log.lines().count();
    for cycles in &trace.processes {
        assert!(!cycles.is_empty());
        assert!(cycles.windows(2).all(|pair| pair[0].number < pair[1].number && pair[0].line < pair[1].line));
        assert!(cycles.iter().all(|cycle| (1..=lines).contains(&cycle.line)));
    }
});
