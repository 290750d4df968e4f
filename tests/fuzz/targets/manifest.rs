//! Objects as YAML or JSON: every line that is named is there.
#![no_main]

use decode::kube::manifest;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = manifest::recognise(text);
    let Ok(objects) = manifest::parse(text) else { return };
    let lines = text.lines().count().max(1);
    let pods = objects.pods.iter().filter_map(|pod| pod.line);
    for line in pods.chain(objects.warnings.iter().filter_map(|warning| warning.line)) {
        assert!((1..=lines).contains(&line), "line {line} of {lines}");
    }
});
