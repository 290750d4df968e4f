//! `kubectl describe node`.
#![no_main]

use decode::kube::node;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let lines = text.lines().count();
    assert!(node::parse(text).iter().filter_map(|node| node.line).all(|line| (1..=lines).contains(&line)));
});
