//! `docker inspect` and `crictl inspect`: one container a pod.
#![no_main]

use decode::kube::inspect;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = inspect::recognise(text);
    for pod in inspect::parse(text).unwrap_or_default() {
        assert_eq!(pod.containers.len(), 1);
    }
});
