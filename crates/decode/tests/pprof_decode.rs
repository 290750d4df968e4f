//! What decoding a profile promises: right columns, told faults, no panic.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use decode::error::{DecodeError, GzipFault, LimitKind, ProfileFault, Table, WireFault};
use decode::inflate::inflate;
use decode::pprof::{Frame, Label, LabelValue, Profile, decode_profile, kind, looks_like_profile, wire};
use decode::warning::{Warning, WarningKind};
use decode::{Kind, Limits, Progress, unwatched};
use proptest::prelude::*;
use prost::Message;
use testkit::{ProfileText, gzip, profile_from_text};

fn decode(bytes: &[u8]) -> Result<(Profile, Vec<Warning>), DecodeError> {
    decode_profile(bytes, &Limits::default(), &mut unwatched)
}

fn decoded(message: &wire::Profile) -> Profile {
    decode(&message.encode_to_vec()).unwrap().0
}

fn fault(message: &wire::Profile) -> ProfileFault {
    match decode(&message.encode_to_vec()) {
        Err(DecodeError::Invalid { fault }) => fault,
        other => panic!("{other:?}"),
    }
}

const STACKS: &str = "
    main.main;main.serve@serve.go:12;+main.alloc@alloc.go:30   3 6144 1 2048  {bytes=2048 tenant=acme}
    main.main;main.serve@serve.go:12;+main.alloc@alloc.go:30   1 64 1 64      {bytes=64}
    main.main;0x7f00                                           1 16 0 0
";

fn simple() -> wire::Profile {
    ProfileText::heap(STACKS).taken_at(1_700_000_000_000_000_000).message()
}

/// Small real profiles of two Go versions.
fn real() -> Vec<Vec<u8>> {
    let pprof = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/pprof");
    let files =
        ["go1.19/goroutine.pb.gz", "go1.27/goroutine.pb.gz", "go1.27/heap.1.pb.gz", "go1.27/threadcreate.pb.gz"];
    let inflated = |file| inflate(&fs::read(pprof.join(file)).unwrap(), &Limits::default(), &mut unwatched).unwrap();
    files.into_iter().map(inflated).collect()
}

#[test]
fn columns_say_what_was_written() {
    let (profile, warnings) = decode(&gzip(&simple().encode_to_vec())).unwrap();
    assert_eq!(profile.sample_count(), 3);
    assert_eq!(profile.total(3), 2112);
    assert_eq!(profile.period(), 524_288);
    let sample = profile.samples().next().unwrap();
    assert_eq!(profile.values(sample), [3, 6144, 1, 2048]);
    let frames: Vec<_> =
        profile.stack_frames(sample).map(|frame| (profile.function_name(frame), frame.line, frame.inlined)).collect();
    assert_eq!(frames, [("main.alloc", 30, true), ("main.serve", 12, false), ("main.main", 0, false)]);
    let labels: Vec<_> = profile.labels(sample).iter().map(|label| (profile.string(label.key), label.value)).collect();
    assert!(matches!(labels[..], [("bytes", LabelValue::Number(2048, _)), ("tenant", LabelValue::Text(_))]));
    assert_eq!(warnings.len(), 1);
    assert_eq!(warnings[0].kind, WarningKind::Unsymbolised { locations: 1 });
}

#[test]
fn the_order_of_tables_and_packing_do_not_matter() {
    let message = simple();
    let mut first = message.clone();
    // prost writes fields by number; a message written in two parts has them in any order.
    let strings = wire::Profile { string_table: std::mem::take(&mut first.string_table), ..Default::default() };
    let strings_first = [strings.encode_to_vec(), first.encode_to_vec()].concat();
    assert_eq!(decode(&strings_first).unwrap().0, decoded(&message));

    // The stack 1, 2 of a sample and its values, one field each, instead of packed.
    let sample = [8, 1, 8, 2, 16, 5, 16, 6, 16, 7, 16, 8];
    let mut packed = message.clone();
    packed.sample = vec![wire::Sample { location_id: vec![1, 2], value: vec![5, 6, 7, 8], label: Vec::new() }];
    let mut unpacked = message;
    unpacked.sample.clear();
    let mut bytes = unpacked.encode_to_vec();
    bytes.extend([0x12, sample.len() as u8]);
    bytes.extend(sample);
    assert_eq!(decode(&bytes).unwrap().0, decoded(&packed));
}

#[test]
fn ids_of_64_bits_in_any_order_are_resolved() {
    let message = simple();
    let mut scattered = message.clone();
    let moved = |id: u64| u64::MAX - id * 7;
    for location in &mut scattered.location {
        location.id = moved(location.id);
        for line in &mut location.line {
            line.function_id = moved(line.function_id);
        }
    }
    for function in &mut scattered.function {
        function.id = moved(function.id);
    }
    for sample in &mut scattered.sample {
        sample.location_id.iter_mut().for_each(|id| *id = moved(*id));
    }
    assert_eq!(decoded(&scattered), decoded(&message));
}

#[test]
fn parts_that_do_not_fit_are_told_apart() {
    let bend = |bend: fn(&mut wire::Profile)| {
        let mut message = simple();
        bend(&mut message);
        fault(&message)
    };
    let (location, function) = (Table::Location, Table::Function);
    assert_eq!(bend(|p| p.sample_type.clear()), ProfileFault::NoSampleTypes);
    let count = ProfileFault::ValueCount { sample: 1, expected: 4, found: 3 };
    assert_eq!(bend(|p| p.sample[1].value.truncate(3)), count);
    assert_eq!(bend(|p| p.sample[0].location_id[0] = 99), ProfileFault::DanglingId { table: location, id: 99 });
    assert_eq!(bend(|p| p.sample[0].location_id[0] = 0), ProfileFault::DanglingId { table: location, id: 0 });
    let dangling = ProfileFault::DanglingId { table: function, id: 1 << 40 };
    assert_eq!(bend(|p| p.location[0].line[0].function_id = 1 << 40), dangling);
    assert_eq!(bend(|p| p.location[1].id = 1), ProfileFault::DuplicateId { table: location, id: 1 });
    assert_eq!(bend(|p| p.function[1].id = 0), ProfileFault::ReservedId { table: function });
    assert_eq!(bend(|p| p.function[1].name = -1), ProfileFault::StringIndex { index: -1 });
    assert_eq!(bend(|p| p.string_table[0] = b"x".to_vec()), ProfileFault::FirstString);
    assert_eq!(bend(|p| p.string_table.clear()), ProfileFault::StringIndex { index: 0 });
    let two = [simple().encode_to_vec(), simple().encode_to_vec()].concat();
    assert_eq!(decode(&two), Err(DecodeError::Invalid { fault: ProfileFault::Concatenated }));
}

#[test]
fn a_line_without_a_function_is_left_out_with_a_warning() {
    let mut message = simple();
    message.location[0].line[1].function_id = 0;
    let (profile, warnings) = decode(&message.encode_to_vec()).unwrap();
    assert!(warnings.iter().any(|warning| warning.kind == WarningKind::LinesWithoutFunction { lines: 1 }));
    let sample = profile.samples().next().unwrap();
    assert!(profile.stack_frames(sample).count() < 3);
}

#[test]
fn invalid_utf8_is_shown_with_a_warning() {
    let mut message = simple();
    let name = message.function[0].name as usize;
    message.string_table[name] = b"main.\xff\xfe".to_vec();
    let (profile, warnings) = decode(&message.encode_to_vec()).unwrap();
    assert!(warnings.iter().any(|warning| warning.kind == WarningKind::InvalidUtf8 { strings: 1 }));
    assert!(profile.strings().any(|text| text == "main.\u{fffd}\u{fffd}"));
}

#[test]
fn broken_protobuf_names_its_byte_even_inside_good_gzip() {
    let bytes = simple().encode_to_vec();
    let whole = bytes.len();
    for (bytes, fault) in [
        (bytes[..whole - 1].to_vec(), WireFault::Truncated),
        ([&bytes[..], &[0x0b]].concat(), WireFault::WireType),
        ([&bytes[..], &[0x48], &[0xff; 11]].concat(), WireFault::Varint),
        ([&bytes[..], &[0x10, 1]].concat(), WireFault::FieldType),
    ] {
        match decode(&gzip(&bytes)) {
            Err(DecodeError::Wire { fault: found, at_byte }) => {
                assert_eq!(found, fault);
                assert!((whole - 40..=whole + 1).contains(&at_byte), "{fault:?} at {at_byte} of {whole}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn limits_are_kept_and_named() {
    let bytes = gzip(&simple().encode_to_vec());
    let cases = [
        (Limits { samples: 2, ..Limits::default() }, LimitKind::Samples, 2),
        (Limits { strings: 3, ..Limits::default() }, LimitKind::Strings, 3),
        (Limits { stack_depth: 2, ..Limits::default() }, LimitKind::StackDepth, 2),
        (Limits { inflated_bytes: 10, ..Limits::default() }, LimitKind::InflatedBytes, 10),
        (Limits { input_bytes: 10, ..Limits::default() }, LimitKind::InputBytes, 10),
    ];
    for (limits, what, limit) in cases {
        assert_eq!(decode_profile(&bytes, &limits, &mut unwatched), Err(DecodeError::TooLarge { what, limit }));
    }
}

#[test]
fn a_large_profile_reports_progress_and_can_be_cancelled() {
    let bytes = testkit::big_profile(40_000);
    let mut seen = Vec::new();
    decode_profile(&bytes, &Limits::default(), &mut |progress| {
        seen.push(progress.done);
        ControlFlow::Continue(())
    })
    .unwrap();
    assert!(seen.len() >= 3 && seen.is_sorted() && seen.iter().all(|done| *done <= bytes.len()), "{seen:?}");
    for calls in 0..seen.len() {
        let mut left = calls;
        let result = decode_profile(&bytes, &Limits::default(), &mut |_| {
            left = left.wrapping_sub(1);
            if left == usize::MAX { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(result, Err(DecodeError::Cancelled {}));
    }
}

#[test]
fn kinds_are_told_by_what_is_measured() {
    let of = |text: &ProfileText| kind(&decode(&text.encode()).unwrap().0);
    let heap = ProfileText::heap("main.main 1 2 1 2");
    assert_eq!(of(&heap), Kind::Heap);
    assert_eq!(of(&heap.clone().default_type("inuse_space")), Kind::Heap);
    assert_eq!(of(&heap.clone().default_type("alloc_space")), Kind::Allocs);
    assert_eq!(of(&heap.clone().duration(4_000_000_000)), Kind::HeapDelta);
    assert_eq!(of(&ProfileText::heap("main.main 1 2 -1 -2")), Kind::HeapDelta);
    assert_eq!(of(&ProfileText::heap("")), Kind::Heap);
    assert_eq!(of(&ProfileText::new(&[("space", "bytes")], "main 1")), Kind::Heap);
    assert_eq!(of(&ProfileText::new(&[("alloc_space", "bytes")], "main 1")), Kind::Allocs);
    assert_eq!(of(&ProfileText::new(&[("goroutine", "count")], "main.main 3")), Kind::Goroutine);
    assert_eq!(of(&ProfileText::new(&[("goroutine", "count")], "main.main -3")), Kind::OtherProfile);
    assert_eq!(of(&ProfileText::new(&[("goroutineleak", "count")], "main.main 3")), Kind::Goroutineleak);
    let cpu = ProfileText::new(&[("samples", "count"), ("cpu", "nanoseconds")], "main.main 1 10");
    assert_eq!(of(&cpu.duration(1)), Kind::OtherProfile);
}

#[test]
fn a_profile_is_known_by_its_start_and_text_is_not_one() {
    for bytes in real().into_iter().chain([simple().encode_to_vec()]) {
        assert!(looks_like_profile(&bytes));
        assert!(looks_like_profile(&bytes[..bytes.len() / 2]), "a profile cut short still looks like one");
    }
    let texts =
        ["", "\n", "\n\nName: x", "heap profile: 1: 2 [3: 4] @ heap/5", "{\"a\": 1}", "goroutine 1 [running]:\n"];
    for text in texts {
        assert!(!looks_like_profile(text.as_bytes()), "{text:?}");
    }
    assert!(!looks_like_profile(&[0; 64]));
}

#[test]
fn profiles_cut_at_every_byte_are_an_error_or_a_profile() {
    for bytes in real() {
        for end in 0..bytes.len() {
            match decode(&bytes[..end]) {
                Ok((profile, _)) => assert_whole(&profile),
                Err(DecodeError::Wire { at_byte, .. }) => assert!(at_byte <= end),
                Err(_) => {}
            }
        }
    }
}

/// Every id of a profile resolves, every sample has its values.
fn assert_whole(profile: &Profile) {
    for sample in profile.samples() {
        assert_eq!(profile.values(sample).len(), profile.sample_types().len());
        for frame in profile.stack_frames(sample) {
            let _ = (profile.function_name(frame), profile.file_name(frame));
        }
        for location in profile.stack(sample) {
            let _ = (profile.address(*location), profile.location_mapping(*location));
        }
        for label in profile.labels(sample) {
            let _ = profile.string(label.key);
        }
    }
}

/// A profile of several windows of inflated bytes, and one with a string longer than any window.
fn large() -> [Vec<u8>; 2] {
    let mut long = simple();
    long.string_table.push(vec![b'x'; 1 << 20]);
    long.string_table.push(b"y".to_vec());
    [testkit::big_profile(20_000), long.encode_to_vec()]
}

#[test]
fn a_profile_reads_the_same_in_gzip_of_any_members_and_without() {
    for bytes in real().into_iter().chain(large()) {
        let plain = decode(&bytes).unwrap();
        let (first, rest) = bytes.split_at(bytes.len() / 3);
        for zipped in [gzip(&bytes), [gzip(first), gzip(b""), gzip(rest)].concat()] {
            assert!(decode(&zipped).unwrap() == plain);
        }
    }
}

#[test]
fn what_is_wrong_in_gzip_is_told_at_the_inflated_byte() {
    for bytes in large() {
        for cut in [bytes.len() - 1, bytes.len() / 2, 5] {
            assert_eq!(decode(&gzip(&bytes[..cut])).map(|_| ()), decode(&bytes[..cut]).map(|_| ()), "cut at {cut}");
        }
        let broken = [bytes.clone(), vec![0x0b]].concat();
        let expected = DecodeError::Wire { fault: WireFault::WireType, at_byte: bytes.len() };
        assert_eq!(decode(&gzip(&broken)), Err(expected));
        // Where the gzip is broken too, that comes first.
        let mut zipped = gzip(&broken);
        zipped.truncate(zipped.len() - 3);
        assert!(matches!(decode(&zipped), Err(DecodeError::Gzip { fault: GzipFault::Truncated, .. })));
    }
}

#[test]
fn decoding_in_gzip_can_be_cancelled_and_reports_compressed_bytes() {
    let zipped = gzip(&large()[0]);
    let mut seen = Vec::new();
    let mut watch = |progress: Progress| {
        seen.push(progress.done);
        assert_eq!(progress.total, zipped.len());
        if seen.len() == 4 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    assert_eq!(decode_profile(&zipped, &Limits::default(), &mut watch), Err(DecodeError::Cancelled {}));
    assert!(seen.is_sorted() && seen[0] < seen[3] && seen[3] < zipped.len(), "{seen:?}");
}

/// A sample as text: frames with their places, values, labels.
type SampleText = (Vec<String>, Vec<i64>, Vec<String>);

/// The same profile, found by prost: the differential oracle.
fn by_prost(message: &wire::Profile) -> Vec<SampleText> {
    let text = |index: i64| String::from_utf8_lossy(&message.string_table[index as usize]).into_owned();
    let frame = |line: &wire::Line| {
        let function = message.function.iter().find(|function| function.id == line.function_id)?;
        Some(format!("{} {}:{}", text(function.name), text(function.filename), line.line))
    };
    let location = |id: &u64| {
        let location = message.location.iter().find(|location| location.id == *id).unwrap();
        location.line.iter().filter_map(frame).collect::<Vec<_>>()
    };
    let stack = |sample: &wire::Sample| sample.location_id.iter().flat_map(location).collect();
    let label = |label: &wire::Label| match (label.str, label.num, label.num_unit) {
        (0, 0, 0) => None,
        (0, num, unit) => Some(format!("{}={num}{}", text(label.key), text(unit))),
        (value, ..) => Some(format!("{}={}", text(label.key), text(value))),
    };
    let labels = |sample: &wire::Sample| sample.label.iter().filter_map(label).collect();
    message.sample.iter().map(|sample| (stack(sample), sample.value.clone(), labels(sample))).collect()
}

fn by_columns(profile: &Profile) -> Vec<SampleText> {
    let frame = |frame: &Frame| format!("{} {}:{}", profile.function_name(frame), profile.file_name(frame), frame.line);
    let label = |label: &Label| match label.value {
        LabelValue::Number(number, unit) => {
            format!("{}={number}{}", profile.string(label.key), profile.string(unit))
        }
        LabelValue::Text(text) => format!("{}={}", profile.string(label.key), profile.string(text)),
    };
    let sample = |sample| {
        let labels = profile.labels(sample).iter().map(label).collect();
        (profile.stack_frames(sample).map(frame).collect(), profile.values(sample).to_vec(), labels)
    };
    profile.samples().map(sample).collect()
}

#[test]
fn real_profiles_are_read_as_prost_reads_them() {
    for bytes in real() {
        let message = wire::Profile::decode(&bytes[..]).unwrap();
        assert_eq!(by_columns(&decode(&bytes).unwrap().0), by_prost(&message));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn flipped_bytes_never_panic_and_what_is_read_is_what_prost_reads(
        which in 0_usize..4, at in any::<prop::sample::Index>(), flip in 1_u8..=255,
    ) {
        let mut bytes = real().swap_remove(which);
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        let _ = looks_like_profile(&bytes);
        if let Ok((profile, _)) = decode(&bytes) {
            assert_whole(&profile);
            if let Ok(message) = wire::Profile::decode(&bytes[..]) {
                prop_assert_eq!(by_columns(&profile), by_prost(&message));
            }
        }
    }

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = looks_like_profile(&bytes);
        let _ = decode(&bytes);
    }

    #[test]
    fn text_stacks_come_back(values in prop::collection::vec((0_usize..6, any::<i64>()), 1..20)) {
        let stack = |depth: usize| (0..=depth).map(|level| format!("f{level}")).collect::<Vec<_>>();
        let lines: Vec<_> = values.iter().map(|(depth, value)| format!("{} {value}", stack(*depth).join(";"))).collect();
        let bytes = ProfileText::new(&[("n", "count")], &lines.join("\n")).gzip();
        let (profile, _) = decode(&bytes).unwrap();
        let expected: Vec<SampleText> = values.iter().map(|(depth, value)| {
            (stack(*depth).into_iter().rev().map(|name| name + " :0").collect(), vec![*value], Vec::new())
        }).collect();
        prop_assert_eq!(by_columns(&profile), expected);
    }
}

#[test]
fn an_empty_heap_profile_is_one_with_a_warning() {
    let (profile, warnings) = decode(&profile_from_text("")).unwrap();
    assert_eq!(profile.sample_count(), 0);
    assert!(warnings.iter().any(|warning| warning.kind == WarningKind::NoSamples {}));
    assert_eq!(decode(b""), Err(DecodeError::Empty {}));
}
