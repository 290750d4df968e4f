//! Nothing that is dropped makes the decoder panic, hang or give no input.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::fs;
use std::path::{Path, PathBuf};

use decode::error::{DecodeError, GzipFault, LimitKind, LookAlike};
use decode::{Facts, Input, Kind, Limits, Source, unwatched};
use proptest::prelude::*;

fn decode(name: &str, bytes: &[u8]) -> Vec<Input> {
    decode::decode(Source { name, bytes }, &Limits::default(), &mut unwatched)
}

fn one(bytes: &[u8]) -> Input {
    let mut inputs = decode("dropped", bytes);
    assert_eq!(inputs.len(), 1);
    inputs.remove(0)
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests")
}

fn incidents() -> PathBuf {
    tests().join("fixtures/incidents")
}

/// One small file of every format: real captures, and for formats of which there are none, the seeds that fuzzing
/// starts from.
fn samples() -> Vec<Vec<u8>> {
    let names = [
        "fixtures/pprof/go1.27_rate0/heap.1.pb.gz",
        "fixtures/pprof/go1.27/goroutine.pb.gz",
        "fixtures/pprof/go1.27/threadcreate.pb.gz",
        "fixtures/pprof/go1.27/goroutine.txt",
        "fixtures/pprof/go1.27/threadcreate.txt",
        "fixtures/pprof/go1.27_rate0/heap.1.txt",
        "fixtures/incidents/other_wrong_kinds/other_wrong_kinds.mutex.pb.gz",
        "fixtures/incidents/other_rate_changed/other_rate_changed.goroutine.first.debug2.txt",
        "fixtures/incidents/leak_http_body/leak_http_body.stderr.log",
        "fixtures/incidents/tuning_churn_gogc100/tuning_churn_gogc100.cgroup.1.txt",
        "fixtures/incidents/undersized_live90/undersized_live90.cgroup.end.txt",
        "fixtures/describe/scn_pod_resized.txt",
        "fuzz/seeds/manifest/pod.yaml",
        "fixtures/describe/get_events.txt",
        "fixtures/archives/threads.zip",
        "fixtures/archives/threads.tar.gz",
        "fuzz/seeds/expvar/vars.json",
        "fuzz/seeds/inspect/crictl.json",
        "fuzz/seeds/inspect/docker.json",
        "fuzz/seeds/metrics/go.prom",
        "fuzz/seeds/node/node.txt",
        "fuzz/seeds/series/epoch.csv",
        "fuzz/seeds/series/grafana.csv",
        "fuzz/seeds/series/range.json",
        "fuzz/seeds/table/0.txt",
        "fuzz/seeds/table/1.txt",
        "fuzz/seeds/table/2.txt",
    ];
    let mut samples: Vec<_> = names.iter().map(|name| fs::read(tests().join(name)).unwrap()).collect();
    // The smallest log of a kernel is 4 KiB, of which the first lines will do.
    let kernel = fs::read(incidents().join("tuning_gogc400/tuning_gogc400.dmesg.txt")).unwrap();
    samples.push(kernel[..1_500].to_vec());
    samples
}

/// What holds for every input: an error exactly where there are no facts, and then no kind.
fn check(inputs: &[Input]) {
    assert!(!inputs.is_empty());
    for input in inputs {
        assert_eq!(input.error.is_some(), matches!(input.facts, Facts::None), "{input:?}");
        assert_eq!(input.error.is_some(), input.kind == Kind::Unknown, "{input:?}");
    }
}

/// Calls `damage` with each sample and each of its bytes, on as many threads as there are processors.
fn for_each_byte(damage: impl Fn(&[u8], usize) + Sync) {
    let samples = samples();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (samples, damage) = (&samples, &damage);
            scope.spawn(move || {
                for bytes in samples {
                    (thread..bytes.len()).step_by(threads).for_each(|at| damage(bytes, at));
                }
            });
        }
    });
}

#[test]
fn files_cut_at_every_byte_give_an_input() {
    for_each_byte(|bytes, at| {
        check(&decode("cut", &bytes[..at]));
        check(&decode("cut", &bytes[at..]));
    });
}

#[test]
fn files_with_any_byte_flipped_give_an_input() {
    for_each_byte(|bytes, at| {
        let mut flipped = bytes.to_vec();
        flipped[at] ^= [0x01, 0x80, 0xff][at % 3];
        check(&decode("flipped", &flipped));
    });
}

/// The name of the file is all that tells what a lone cgroup file is, so these are damaged under theirs.
#[test]
fn cgroup_files_alone_with_any_byte_cut_or_flipped_give_an_input() {
    for (name, bytes) in [("memory.max", b"268435456\n".as_slice()), ("memory.events", b"low 0\noom 1\noom_kill 1\n")] {
        for at in 0..bytes.len() {
            check(&decode(name, &bytes[..at]));
            for flip in 1..=255 {
                let mut flipped = bytes.to_vec();
                flipped[at] ^= flip;
                check(&decode(name, &flipped));
            }
        }
    }
}

/// Where a binary file is cut, the error says at which byte of it, or at which inflated byte.
#[test]
fn a_profile_cut_at_any_byte_says_where() {
    let bytes = fs::read(tests().join("fixtures/pprof/go1.27_rate0/heap.1.pb.gz")).unwrap();
    for end in 10..bytes.len() {
        match one(&bytes[..end]).error {
            Some(DecodeError::Gzip { fault: GzipFault::Truncated, at_byte }) => assert!(at_byte <= end, "{at_byte}"),
            other => panic!("cut at {end}: {other:?}"),
        }
    }
}

proptest! {
    #[test]
    fn random_bytes_give_an_input(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        check(&decode("random", &bytes));
    }

    #[test]
    fn random_text_gives_an_input(name in "[a-z.]{0,12}", text in "(\\PC|\n|\t){0,400}") {
        check(&decode(&name, text.as_bytes()));
    }

    /// Pieces of the formats, in any order: this reaches further than random text.
    #[test]
    fn pieces_of_formats_in_any_order_give_an_input(pieces in proptest::collection::vec(0..PIECES.len(), 0..30)) {
        let text: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
        check(&decode("memory.max", text.as_bytes()));
    }
}

const PIECES: [&str; 34] = [
    "\n",
    " ",
    "\t",
    "0",
    "18446744073709551616",
    "-1",
    "é",
    "{",
    "}",
    "\"",
    "[",
    "]",
    "(",
    ")",
    ":",
    ",",
    "=",
    "gc 1 @0.1s 0%: ",
    "0+0+0 ms clock, ",
    "0+0/0/0+0 ms cpu, ",
    "1->1->1 MB, ",
    "goroutine 1 [running]:\n",
    "main.main()\n\tmain.go:1 +0x1\n",
    "created by ",
    "panic: ",
    "fatal error: ",
    "GOMEMLIMIT=",
    "memory.max",
    "== memory.stat\n",
    "anon 1\n",
    "oom-kill:constraint=CONSTRAINT_MEMCG,task=",
    "Killed process 1 (",
    " total-vm:1kB",
    "Memory cgroup stats for ",
];

#[test]
fn nothing_at_all_is_empty() {
    for bytes in [b"".as_slice(), b"\n \t\r\n"] {
        assert_eq!(one(bytes).error, Some(DecodeError::Empty {}));
    }
}

#[test]
fn truncated_gzip_names_the_byte() {
    let bytes = fs::read(incidents().join("leak_map_cache/leak_map_cache.heap.5.pb.gz")).unwrap();
    match one(&bytes[..1000]).error {
        Some(DecodeError::Gzip { fault: GzipFault::Truncated, at_byte }) => assert!((10..=1000).contains(&at_byte)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_over_the_limit_is_refused_before_it_is_read() {
    let limits = Limits { input_bytes: 10, ..Limits::default() };
    let inputs = decode::decode(Source { name: "big", bytes: b"Name: a pod or more" }, &limits, &mut unwatched);
    assert_eq!(inputs[0].error, Some(DecodeError::TooLarge { what: LimitKind::InputBytes, limit: 10 }));
}

#[test]
fn unknown_text_shows_its_start() {
    let error = one("Dear all,\r\nthe service died again and I do not know why\n".as_bytes()).error;
    assert_eq!(error, Some(DecodeError::Unrecognised { head: "Dear all,..the service died again and I ".into() }));
}

#[test]
fn json_errors_are_named() {
    let status =
        r#"{"kind":"Status","apiVersion":"v1","status":"Failure","message":"pods \"x\" not found","code":404}"#;
    for body in [status, r#"{"error":"unauthorized"}"#, "[]"] {
        assert_eq!(one(body.as_bytes()).error, Some(DecodeError::LookAlike { what: LookAlike::Json }), "{body}");
    }
}
