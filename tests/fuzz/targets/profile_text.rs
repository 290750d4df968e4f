//! Profiles as text, and the numbers at their end: rows and warnings name lines that are there.
#![no_main]

use decode::pprof::decode_text;
use decode::runtime::memstats;
use decode::{Limits, unwatched};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let lines = text.lines().count();
    if let Some(Ok(read)) = decode_text(text, &Limits::default(), &mut unwatched) {
        for sample in read.profile.samples() {
            assert_eq!(read.profile.values(sample).len(), read.profile.sample_types().len());
            let _ = read.profile.stack_frames(sample).map(|frame| read.profile.function_name(frame)).count();
        }
        assert!(read.warnings.iter().filter_map(|warning| warning.line).all(|line| (1..=lines).contains(&line)));
    }
    let _ = memstats::from_heap_text(text);
});
