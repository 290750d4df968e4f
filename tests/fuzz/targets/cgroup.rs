//! cgroup files: the lines named are there.
#![no_main]

use decode::cgroup::files;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let lines = text.lines().count();
    if let Some((cgroups, warnings)) = files::parse("memory.max", text) {
        assert!(!cgroups.is_empty());
        assert!(cgroups.iter().all(|cgroup| (1..=lines).contains(&cgroup.line)));
        assert!(warnings.iter().filter_map(|warning| warning.line).all(|line| (1..=lines).contains(&line)));
    }
});
