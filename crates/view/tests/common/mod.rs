//! Profiles to look at.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "each test file uses a part; helpers of tests fail as tests do"
)]

use std::path::Path;

use decode::pprof::{Profile, decode_profile};
use decode::{Limits, unwatched};
use testkit::ProfileText;
use view::Granularity;
use view::tree::{Subject, Weight};

/// A profile of one sample type, `space` in bytes.
pub fn space(stacks: &str) -> Profile {
    decoded(&ProfileText::new(&[("space", "bytes")], stacks).encode())
}

/// A heap profile at the default rate.
pub fn heap(stacks: &str) -> Profile {
    decoded(&ProfileText::heap(stacks).encode())
}

/// A real profile of `tests/fixtures`.
pub fn fixture(path: &str) -> Profile {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    decoded(&std::fs::read(root.join(path)).unwrap())
}

pub fn decoded(bytes: &[u8]) -> Profile {
    decode_profile(bytes, &Limits::default(), &mut unwatched).unwrap().0
}

/// The first sample type of a profile, by function.
pub fn subject(profile: &Profile) -> Subject<'_> {
    of_type(profile, profile.string(profile.sample_types()[0].name))
}

/// A sample type of a profile, by function.
pub fn of_type<'a>(profile: &'a Profile, name: &str) -> Subject<'a> {
    let sample_type = profile.type_index(name).unwrap();
    Subject {
        profile,
        sample_type,
        base: None,
        total: view::top::total(profile, sample_type),
        granularity: Granularity::Functions,
        weight: Weight::Change,
    }
}
