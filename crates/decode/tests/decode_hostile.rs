//! Nothing that is dropped makes the decoder panic, hang or give no input.

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

fn incidents() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/incidents")
}

/// One small real file of every format.
fn samples() -> Vec<Vec<u8>> {
    let names = [
        "leak_map_cache/leak_map_cache.heap.1.pb.gz",
        "leak_map_cache/leak_map_cache.heap.1.txt",
        "leak_map_cache/leak_map_cache.describe.txt",
        "leak_map_cache/leak_map_cache.pod.yaml",
        "leak_map_cache/leak_map_cache.cgroup.1.txt",
        "leak_map_cache/leak_map_cache.cgroup.end.txt",
        "leak_map_cache/leak_map_cache.dmesg.txt",
        "leak_map_cache/leak_map_cache.stderr.log",
        "leak_map_cache/leak_map_cache.goroutine.first.pb.gz",
        "leak_map_cache/leak_map_cache.goroutine.first.txt",
        "leak_map_cache/leak_map_cache.goroutine.first.debug2.txt",
        "other_wrong_kinds/other_wrong_kinds.cpu.pb.gz",
        "other_wrong_kinds/other_wrong_kinds.index.html",
    ];
    let read: Result<_, _> = names.iter().map(|name| fs::read(incidents().join(name))).collect();
    read.unwrap_or_default()
}

/// What holds for every input: an error exactly where there are no facts, and then no kind.
fn check(inputs: &[Input]) {
    assert!(!inputs.is_empty());
    for input in inputs {
        assert_eq!(input.error.is_some(), matches!(input.facts, Facts::None), "{input:?}");
        assert_eq!(input.error.is_some(), input.kind == Kind::Unknown, "{input:?}");
    }
}

#[test]
fn files_cut_anywhere_give_an_input() {
    assert!(!samples().is_empty());
    for bytes in samples() {
        let step = (bytes.len() / 100).max(1);
        for end in (0..bytes.len()).step_by(step) {
            check(&decode("cut", &bytes[..end]));
            check(&decode("cut", &bytes[end..]));
        }
    }
}

#[test]
fn files_with_flipped_bytes_give_an_input() {
    assert!(!samples().is_empty());
    for mut bytes in samples() {
        let step = (bytes.len() / 100).max(1);
        for at in (0..bytes.len()).step_by(step) {
            for flip in [0x01, 0x80, 0xff] {
                bytes[at] ^= flip;
                check(&decode("flipped", &bytes));
                bytes[at] ^= flip;
            }
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
