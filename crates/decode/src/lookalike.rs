//! Files that people drop by mistake, known by their first bytes.

use crate::error::LookAlike;
use crate::lines;

/// What binary content is, if it is one of the known look-alikes. Archives are not: see `archive`.
pub(crate) fn binary(bytes: &[u8]) -> Option<LookAlike> {
    if is_execution_trace(bytes) {
        return Some(LookAlike::ExecutionTrace);
    }
    if bytes.starts_with(b"\x7fELF") {
        return Some(if elf_type(bytes) == Some(4) { LookAlike::CoreDump } else { LookAlike::Elf });
    }
    if bytes.starts_with(b"JAVA PROFILE 1.0") {
        return Some(LookAlike::JavaHeap);
    }
    if COMPRESSED.iter().any(|magic| bytes.starts_with(magic)) {
        return Some(LookAlike::Compressed);
    }
    if is_media(bytes) {
        return Some(LookAlike::Media);
    }
    if is_legacy_cpu(bytes) {
        return Some(LookAlike::LegacyCpu);
    }
    is_command_line(bytes).then_some(LookAlike::CommandLine)
}

/// What text is, if it is one of the known look-alikes. JSON is not told here: it takes a parser.
pub(crate) fn text(text: &str) -> Option<LookAlike> {
    let start = lines::head(text.trim_start(), 256);
    if start.starts_with("heap_v2/") {
        return Some(LookAlike::JemallocHeap);
    }
    if start.starts_with("--- heapz ") {
        return Some(LookAlike::JavaHeap);
    }
    let lower = start.to_ascii_lowercase();
    let html = ["<!doctype html", "<html", "<head", "<body", "<pre>"];
    html.iter().any(|tag| lower.starts_with(tag)).then_some(LookAlike::Html)
}

/// zstd, xz, bzip2, 7z, rar, lz4.
const COMPRESSED: [&[u8]; 6] =
    [b"\x28\xb5\x2f\xfd", b"\xfd7zXZ\0", b"BZh", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x04\x22\x4d\x18"];

/// PNG, JPEG, GIF, PDF, Matroska, old Office documents, RTF.
const MEDIA: [&[u8]; 7] = [
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF-",
    b"\x1a\x45\xdf\xa3",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"{\\rtf",
];

fn is_media(bytes: &[u8]) -> bool {
    MEDIA.iter().any(|magic| bytes.starts_with(magic))
        || bytes.get(4..8) == Some(b"ftyp")
        || (bytes.starts_with(b"RIFF") && matches!(bytes.get(8..12), Some(b"WEBP" | b"AVI " | b"WAVE")))
}

/// `go 1.26 trace` and NULs up to 16 bytes (internal/trace/version).
fn is_execution_trace(bytes: &[u8]) -> bool {
    bytes.get(..16).is_some_and(|head| {
        let name = head.split(|byte| *byte == 0).next().unwrap_or_default();
        name.starts_with(b"go 1.") && name.ends_with(b" trace") && head.ends_with(b"\0")
    })
}

/// `e_type` of an ELF header: 4 is a core dump.
fn elf_type(bytes: &[u8]) -> Option<u16> {
    let field = bytes.get(16..18)?.try_into().ok()?;
    Some(if bytes.get(5) == Some(&2) { u16::from_be_bytes(field) } else { u16::from_le_bytes(field) })
}

/// The header words 0, 3, 0 of gperftools' CPU profile, in 4 or 8 bytes of either order.
fn is_legacy_cpu(bytes: &[u8]) -> bool {
    let is = |width: usize, least_first: bool| {
        let three = if least_first { width } else { 2 * width - 1 };
        bytes.len() >= 5 * width
            && bytes.iter().take(3 * width).enumerate().all(|(at, byte)| *byte == if at == three { 3 } else { 0 })
    };
    [(4, true), (4, false), (8, true), (8, false)].into_iter().any(|(width, least_first)| is(width, least_first))
}

/// The arguments of a process, each ended or parted by a NUL, as `/debug/pprof/cmdline` and `/proc/PID/cmdline` have
/// them; or a lone absolute path.
fn is_command_line(bytes: &[u8]) -> bool {
    const LONGEST: usize = 128 << 10;
    if bytes.len() > LONGEST || !bytes.iter().all(|byte| *byte == 0 || *byte >= b' ') {
        return false;
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let program = text.split('\0').next().unwrap_or_default();
    // Two letters at least, or UTF-16 without its mark would pass.
    if text.contains('\0') { program.len() > 1 } else { program.starts_with('/') && !program.contains(' ') }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binary_files_are_named_by_their_first_bytes() {
        let core = [b"\x7fELF\x02\x01\x01".as_slice(), &[0; 9], &[4, 0, 62, 0]].concat();
        let program = [b"\x7fELF\x02\x01\x01".as_slice(), &[0; 9], &[2, 0, 62, 0]].concat();
        let cpu = [[0, 3, 0, 10_000, 0].map(u64::to_le_bytes).concat(), vec![1; 8]].concat();
        let cases = [
            (b"go 1.26 trace\0\0\0rest".as_slice(), LookAlike::ExecutionTrace),
            (b"go 1.5 trace\0\0\0\0", LookAlike::ExecutionTrace),
            (&core, LookAlike::CoreDump),
            (&program, LookAlike::Elf),
            (&cpu, LookAlike::LegacyCpu),
            (b"\x89PNG\r\n\x1a\n\0\0", LookAlike::Media),
            (b"\0\0\0\x20ftypisom", LookAlike::Media),
            (b"%PDF-1.7", LookAlike::Media),
            (b"\x28\xb5\x2f\xfd\x04", LookAlike::Compressed),
            (b"JAVA PROFILE 1.0.2\0", LookAlike::JavaHeap),
            (b"/app/server\0-addr\0:8080", LookAlike::CommandLine),
            (b"/usr/local/bin/server", LookAlike::CommandLine),
        ];
        for (bytes, what) in cases {
            assert_eq!(binary(bytes), Some(what), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn text_and_profiles_are_no_binary_look_alikes() {
        for bytes in
            [b"Name: app\n".as_slice(), b"N\0a\0m\0e\0", b"\x0a\x04\x08\x01\x10\x02", b"512", b"gc 1 @0.1s", b""]
        {
            assert_eq!(binary(bytes), None, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn text_look_alikes_are_named_by_their_first_words() {
        let cases = [
            ("heap_v2/524288\n  t*: 28106: 56637512 [0: 0]\n", LookAlike::JemallocHeap),
            ("--- heapz 1 ---\nformat = java\n", LookAlike::JavaHeap),
            ("\n<!DOCTYPE html>\n<title>Log in</title>", LookAlike::Html),
        ];
        for (content, what) in cases {
            assert_eq!(text(content), Some(what), "{content}");
        }
        assert_eq!(text("heap profile: 1: 8 [1: 8] @ heap/1048576\n"), None);
    }
}
