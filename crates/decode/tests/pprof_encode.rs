//! What is decoded can be written again.
#![allow(clippy::format_push_string, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::path::Path;

use decode::pprof::{LabelValue, Profile, decode_profile, encode_profile};
use decode::{Limits, unwatched};
use proptest::prelude::*;
use testkit::ProfileText;

fn decoded(bytes: &[u8]) -> Profile {
    decode_profile(bytes, &Limits::default(), &mut unwatched).unwrap().0
}

/// Everything a profile says, with names instead of ids.
fn said(profile: &Profile) -> Vec<String> {
    let text = |id| profile.string(id);
    let types = profile.sample_types().iter().map(|of| format!("{} {}", text(of.name), text(of.unit)));
    let mappings = profile.mappings().iter().map(|mapping| {
        let (file, build) = (text(mapping.file), text(mapping.build_id));
        format!("{:x}-{:x} {:x} {file} {build}", mapping.start, mapping.limit, mapping.offset)
    });
    let sample = |sample| {
        let stack: Vec<String> = profile
            .stack(sample)
            .iter()
            .map(|location| {
                let frame = |frame: &decode::pprof::Frame| {
                    let start = profile.function(frame.function).start_line;
                    let (name, file) = (profile.function_name(frame), profile.file_name(frame));
                    format!("{name}@{file}:{}({start}){}", frame.line, frame.inlined)
                };
                let mapping = profile.location_mapping(*location).map(|mapping| mapping.start);
                let frames: Vec<String> = profile.frames(*location).iter().map(frame).collect();
                format!("{:x} {mapping:?} {}", profile.address(*location), frames.join(" < "))
            })
            .collect();
        let label = |label: &decode::pprof::Label| match label.value {
            LabelValue::Text(value) => format!("{}={}", text(label.key), text(value)),
            LabelValue::Number(number, unit) => format!("{}={number}{}", text(label.key), text(unit)),
        };
        let labels: Vec<String> = profile.labels(sample).iter().map(label).collect();
        format!("{} | {:?} | {}", stack.join("; "), profile.values(sample), labels.join(" "))
    };
    let whole = format!(
        "{:?} {:?} {} {:?} {:?} {:?} {:?}",
        profile.taken_at(),
        profile.period_type().map(|of| text(of.name)),
        profile.period(),
        profile.duration_nanos(),
        profile.default_type(),
        profile.drop_frames(),
        profile.comments().collect::<Vec<_>>()
    );
    types.chain(mappings).chain(profile.samples().map(sample)).chain([whole]).collect()
}

#[test]
fn real_profiles_say_the_same_after_encoding() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    for file in [
        "pprof/go1.19/heap.1.pb.gz",
        "pprof/go1.27/heap.2.pb.gz",
        "pprof/go1.27/allocs.pb.gz",
        "pprof/go1.27/goroutine.pb.gz",
        "incidents/leak_cjk_names/leak_cjk_names.heap.9.pb.gz",
        "incidents/leak_map_cache/leak_map_cache.heap.delta4s.pb.gz",
        "incidents/other_wrong_kinds/other_wrong_kinds.cpu.pb.gz",
    ] {
        let profile = decoded(&std::fs::read(root.join(file)).unwrap());
        assert_eq!(said(&decoded(&encode_profile(&profile))), said(&profile), "{file}");
    }
}

#[test]
fn what_no_sample_leads_to_is_left_out() {
    let profile = decoded(&ProfileText::new(&[("space", "bytes")], "main.a;secret.b 1\nmain.a;main.c 2").encode());
    let filtered = profile.with_stacks(|sample, stack, kept| {
        kept.extend(stack);
        sample.index() == 1
    });
    let again = decoded(&encode_profile(&filtered));
    assert_eq!((again.location_count(), again.functions().len()), (2, 2));
    assert!(!again.strings().any(|text| text.contains("secret")));
}

proptest! {
    #[test]
    fn any_profile_says_the_same_after_encoding(
        rows in prop::collection::vec((prop::collection::vec(("[a-c]{1,2}", 0..3_i64, any::<bool>()), 1..5), any::<i64>(), -9..9_i64), 0..12),
        period in any::<i64>(),
        at in any::<i64>(),
    ) {
        let mut text = String::new();
        for (stack, value, size) in rows {
            let frame = |(place, (name, line, inlined)): (usize, (String, i64, bool))| {
                format!("{}{name}@{name}.go:{line}", if inlined && place > 0 { "+" } else { "" })
            };
            let stack: Vec<String> = stack.into_iter().enumerate().map(frame).collect();
            text += &format!("{} {value} {{bytes={size} tenant=t{size}}}\n", stack.join(";"));
        }
        let profile = ProfileText::new(&[("space", "bytes")], &text).period("space", "bytes", period).taken_at(at);
        let profile = decoded(&profile.mapping(0x1000, "/app", "id").encode());
        prop_assert_eq!(said(&decoded(&encode_profile(&profile))), said(&profile));
    }
}
