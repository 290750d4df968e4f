//! Profiles: gzip makes no difference, and what is read is what prost reads.
#![no_main]

use std::io::Write;

use decode::pprof::{Profile, decode_profile, looks_like_profile, wire};
use decode::{Limits, unwatched};
use flate2::Compression;
use flate2::write::GzEncoder;
use libfuzzer_sys::fuzz_target;
use prost::Message;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { inflated_bytes: 16 << 20, ..Limits::default() };
    // Seeds are in gzip; mutations of it rarely inflate, so what it holds is what is mutated.
    let inflated = decode::inflate::inflate(bytes, &limits, &mut unwatched);
    let bytes = inflated.as_deref().unwrap_or(bytes);
    let _ = looks_like_profile(bytes);
    let decoded = decode_profile(bytes, &limits, &mut unwatched);
    let mut encoder = GzEncoder::new(Vec::new(), Compression::none());
    encoder.write_all(bytes).and_then(|()| encoder.try_finish()).expect("memory takes every byte");
    let zipped = encoder.finish().expect("memory takes every byte");
    if !decode::inflate::is_gzip(bytes) {
        assert_eq!(decode_profile(&zipped, &limits, &mut unwatched), decoded);
    }
    if let (Ok((profile, _)), Ok(message)) = (decoded, wire::Profile::decode(bytes)) {
        same(&profile, &message);
    }
});

/// Stacks of addresses and values are those prost reads.
fn same(profile: &Profile, message: &wire::Profile) {
    assert_eq!(profile.sample_count(), message.sample.len());
    assert_eq!(profile.location_count(), message.location.len());
    for (sample, theirs) in profile.samples().zip(&message.sample) {
        assert_eq!(profile.values(sample), theirs.value);
        assert_eq!(profile.stack(sample).len(), theirs.location_id.len());
        for (location, id) in profile.stack(sample).iter().zip(&theirs.location_id) {
            assert_eq!(message.location[location.index()].id, *id);
            let lines = &message.location[location.index()].line;
            let lines: Vec<i64> = lines.iter().filter(|line| line.function_id != 0).map(|line| line.line).collect();
            assert_eq!(profile.frames(*location).iter().map(|frame| frame.line).collect::<Vec<_>>(), lines);
        }
        for label in profile.labels(sample) {
            let _ = profile.string(label.key);
        }
    }
}
