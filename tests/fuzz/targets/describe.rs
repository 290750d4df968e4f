//! `kubectl describe pod`: every line that is named is there.
#![no_main]

use decode::kube::describe;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (pods, warnings) = describe::parse(text);
    let lines = text.lines().count();
    let named = warnings.iter().filter_map(|warning| warning.line).chain(pods.iter().filter_map(|pod| pod.line));
    for line in named {
        assert!((1..=lines).contains(&line), "line {line} of {lines}");
    }
});
