//! Tables of `kubectl get` and `kubectl top`: every row names a line that is there.
#![no_main]

use decode::kube::table::{self, Table};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let lines = text.lines().count();
    let named: Vec<usize> = match table::parse(text) {
        Some(Table::Events(events)) => events.iter().filter_map(|event| event.line).collect(),
        Some(Table::Pods(rows)) => rows.iter().map(|row| row.line).collect(),
        Some(Table::Top(rows)) => rows.iter().map(|row| row.line).collect(),
        None => Vec::new(),
    };
    assert!(named.iter().all(|line| (1..=lines).contains(line)));
});
