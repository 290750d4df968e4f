//! What kind of profile it is, by what it measures and never by its name.

use super::cursor::{Cursor, Field};
use super::profile::Profile;
use crate::Kind;
use crate::warning::WarningKind;

/// Tells heap, allocs and goroutine profiles and their differences apart by sample types, default type, duration and
/// negative values. What is none of them is [`Kind::OtherProfile`], and so is a difference of goroutines: it says
/// nothing of how many there are.
pub fn kind(profile: &Profile) -> Kind {
    let has = |name| profile.type_index(name).is_some();
    let delta = is_delta(profile);
    if is_heap(profile) {
        let asks_for = |name| profile.default_type().is_some_and(|index| profile.type_index(name) == Some(index));
        return match () {
            () if delta => Kind::HeapDelta,
            () if asks_for("alloc_space") || !(has("inuse_space") || has("inuse_objects") || has("space")) => {
                Kind::Allocs
            }
            () => Kind::Heap,
        };
    }
    match () {
        () if delta => Kind::OtherProfile,
        () if has("goroutine") => Kind::Goroutine,
        () if has("goroutineleak") => Kind::Goroutineleak,
        () => Kind::OtherProfile,
    }
}

/// Whether the values are of memory: any of the sample types of heap profiles, by their new and old names.
fn is_heap(profile: &Profile) -> bool {
    ["inuse_space", "alloc_space", "inuse_objects", "alloc_objects", "space"]
        .iter()
        .any(|name| profile.type_index(name).is_some())
}

/// Whether the values are a difference over time (`?seconds=`, `-diff_base`) and not a state. Such profiles carry
/// their duration, or give themselves away by a value below zero.
fn is_delta(profile: &Profile) -> bool {
    profile.duration_nanos() > 0 || profile.values.iter().any(|value| *value < 0)
}

/// What the reader of a profile should know before believing it.
pub(super) fn warnings(profile: &Profile) -> Vec<WarningKind> {
    let mut warnings = Vec::new();
    let states = ["goroutine", "goroutineleak", "threadcreate"];
    let is_state = is_heap(profile) || states.iter().any(|name| profile.type_index(name).is_some());
    if is_state && is_delta(profile) {
        warnings.push(WarningKind::DeltaProfile {});
    }
    if profile.sample_count() == 0 {
        warnings.push(WarningKind::NoSamples {});
    }
    let period_is_bytes = profile.period_type().is_some_and(|period| profile.string(period.unit) == "bytes");
    if is_heap(profile) && period_is_bytes && profile.period() == 0 {
        warnings.push(WarningKind::ProfilingOff {});
    }
    let locations = profile.frame_starts.windows(2).filter(|pair| pair[0] == pair[1]).count();
    if locations > 0 {
        warnings.push(WarningKind::Unsymbolised { locations });
    }
    warnings
}

/// Fields looked at before a profile is believed to be one.
const ENOUGH_FIELDS: usize = 1_000;

/// Whether inflated `bytes` look like a pprof protobuf: fields of `profile.proto` of the right type, with at least one
/// sample type or the empty first string among them. Cheap, and true for a profile cut short, so that its decoding can
/// say where.
pub fn looks_like_profile(bytes: &[u8]) -> bool {
    let mut is_sure = false;
    for field in Cursor::new(bytes, 0).take(ENOUGH_FIELDS) {
        // The end of a truncated profile.
        let Ok(field) = field else { return is_sure };
        let fits = match (field.number, field.message()) {
            (1, Ok(mut message)) => {
                let is_index = |field: Field<'_>| matches!(field.number, 1 | 2) && field.uint().is_ok();
                let fits = message.all(|field| field.is_ok_and(is_index));
                is_sure |= fits;
                fits
            }
            (6, Ok(string)) => {
                is_sure |= string.rest().is_empty();
                true
            }
            (2..=5 | 11 | 13, Ok(_)) => true,
            (7..=10 | 12..=15, Err(_)) => field.uint().is_ok(),
            _ => false,
        };
        if !fits {
            return false;
        }
    }
    is_sure
}
