//! Errors and warnings of inputs.

use decode::error::{
    ArchiveFault, DecodeError, GzipFault, LimitKind, LookAlike, ProfileFault, SharedFault, Table, TextFault, WireFault,
};
use decode::units::Bytes;
use decode::warning::WarningKind;

/// Why an input could not be read: what it is, what is wrong and where, what to do.
pub(super) fn error(error: &DecodeError) -> String {
    match error {
        DecodeError::Empty {} => "The file is empty: the capture command failed or was cut off. Take it again.".into(),
        DecodeError::Folder {} => "This is a folder without files to read. Drop the files themselves.".into(),
        DecodeError::Unreadable { reason } => {
            format!("The file could not be read ({reason}). Check that it still exists and drop it again.")
        }
        DecodeError::Crashed { reason } => format!(
            "A bug in oomscope stopped it at this file ({reason}). The other inputs are judged without it; please report the bug."
        ),
        DecodeError::Cancelled {} => "Reading was stopped. Drop the file again to read it.".into(),
        DecodeError::Unrecognised { head } => format!(
            "This is none of the formats oomscope reads; it starts with \"{head}\". Drop heap profiles, `kubectl describe pod` output or a pod's YAML."
        ),
        DecodeError::LookAlike { what } => look_alike(*what).into(),
        DecodeError::Gzip { fault: GzipFault::Truncated, at_byte } => {
            format!(
                "The gzip data is cut off at byte {at_byte}: the download was not complete. Take the profile again."
            )
        }
        DecodeError::Gzip { fault: GzipFault::Corrupt, at_byte } => {
            format!("The gzip data is damaged at byte {at_byte}. Copy or take the file again, in binary mode.")
        }
        DecodeError::Archive { fault } => archive(*fault).into(),
        DecodeError::Wire { fault, at_byte } => {
            format!(
                "The profile cannot be parsed: {} at byte {at_byte} of the inflated data. Take it again.",
                wire(*fault)
            )
        }
        DecodeError::Invalid { fault } => format!("The profile contradicts itself: {}. Take it again.", invalid(fault)),
        DecodeError::Text { fault: TextFault::Row { text }, line } => {
            format!("Line {line} is not what its header promises: \"{text}\". Check that the paste is complete.")
        }
        DecodeError::Text { fault: TextFault::Syntax { reason }, line } => {
            format!("Line {line} does not parse: {reason}. Check that the paste is complete.")
        }
        DecodeError::Shared { fault } => shared(*fault),
        DecodeError::TooLarge { what, limit } => too_large(*what, *limit),
    }
}

fn shared(fault: SharedFault) -> String {
    match fault {
        SharedFault::NoLink => "This is no link of oomscope. Copy the whole link, from # on.".into(),
        SharedFault::Newer { version, newest } => format!(
            "A newer oomscope made this link (version {version}; this one opens links up to {newest}). Reload the page to get the newest oomscope, then open the link again."
        ),
        SharedFault::Cut { characters, of: Some(of) } => format!(
            "The link was cut on the way: {characters} of {of} characters arrived. Chat and ticket tools cut long links: ask for it as a file, or for a shorter link."
        ),
        SharedFault::Cut { characters, of: None } => format!(
            "The link was cut on the way: only its first {characters} characters arrived. Ask for it as a file, or for a shorter link."
        ),
        SharedFault::Damaged => {
            "The link was damaged on the way: characters in it were changed or lost. Copy it again from where it was made, or ask for it as a file.".into()
        }
        SharedFault::TooLarge => "The link would take too much memory to open: no oomscope made it.".into(),
        SharedFault::NotAlone => {
            "A shared incident can't be judged together with other inputs: it was left out. Open it alone.".into()
        }
        SharedFault::Forged => "The link arrived whole, but what it says contradicts itself: no oomscope made it.".into(),
    }
}

fn look_alike(what: LookAlike) -> &'static str {
    match what {
        LookAlike::ExecutionTrace => {
            "This is a Go execution trace, which says nothing of memory held. Take /debug/pprof/heap instead."
        }
        LookAlike::JemallocHeap => {
            "This is a jemalloc heap profile, of C memory. oomscope reads Go's: /debug/pprof/heap."
        }
        LookAlike::JavaHeap => "This is a Java heap profile. oomscope reads Go's: /debug/pprof/heap.",
        LookAlike::LegacyCpu => "This is a CPU profile in an old binary format. Take /debug/pprof/heap instead.",
        LookAlike::Elf => "This is a program (an ELF binary), not a profile. Drop what /debug/pprof/heap gives.",
        LookAlike::CoreDump => {
            "This is a core dump. oomscope reads heap profiles: take /debug/pprof/heap from a running process."
        }
        LookAlike::Html => {
            "This is an HTML page: the index of /debug/pprof/, a login or an error page. Check the URL and take it again."
        }
        LookAlike::Json => {
            "This is JSON of no known kind, perhaps an error saved by curl. Check the URL and take it again."
        }
        LookAlike::CommandLine => {
            "This is a command line (/debug/pprof/cmdline), not a profile. Take /debug/pprof/heap."
        }
        LookAlike::Media => {
            "This is a picture, video or document. Paste the text of the terminal instead of a screenshot."
        }
        LookAlike::Compressed => {
            "This is packed in a way oomscope does not open. Unpack it, or pack it as .zip, .tar.gz or with one layer of gzip."
        }
        LookAlike::DescribeTemplate => {
            "This describes a workload, whose template has no state. Run `kubectl describe pod` on one of its pods."
        }
    }
}

fn archive(fault: ArchiveFault) -> &'static str {
    match fault {
        ArchiveFault::Corrupt => "The archive is damaged or cut off. Unpack it and drop the files in it.",
        ArchiveFault::Encrypted => "The archive needs a password. Unpack it and drop the files in it.",
        ArchiveFault::Method => "This file of the archive is packed in a way oomscope does not open. Unpack it first.",
        ArchiveFault::NoFiles => "There are no files in this archive. Drop the files themselves.",
        ArchiveFault::Nested => "This is an archive in an archive in an archive. Unpack it and drop the files in it.",
    }
}

fn wire(fault: WireFault) -> &'static str {
    match fault {
        WireFault::Truncated => "it is cut off",
        WireFault::Varint => "a number is longer than ten bytes",
        WireFault::WireType => "a field has a type that does not exist",
        WireFault::FieldType => "a field has another type than a profile's",
    }
}

fn invalid(fault: &ProfileFault) -> String {
    let table = |table: &Table| match table {
        Table::Mapping => "mapping",
        Table::Location => "location",
        Table::Function => "function",
    };
    match fault {
        ProfileFault::NoSampleTypes => "it has samples but no sample types".into(),
        ProfileFault::ValueCount { sample, expected, found } => {
            format!("sample {sample} has {found} values where {expected} are due")
        }
        ProfileFault::DanglingId { table: kind, id } => format!("{} {id} is used but not there", table(kind)),
        ProfileFault::DuplicateId { table: kind, id } => format!("{} {id} is there twice", table(kind)),
        ProfileFault::ReservedId { table: kind } => format!("a {} has the id 0, which means none", table(kind)),
        ProfileFault::StringIndex { index } => format!("string {index} is used but not there"),
        ProfileFault::FirstString => "its first string is not the empty one".into(),
        ProfileFault::Concatenated => "two profiles were joined into one file".into(),
    }
}

fn too_large(what: LimitKind, limit: usize) -> String {
    let bytes = Bytes(limit as u64);
    match what {
        LimitKind::InputBytes => {
            format!("The file is larger than {bytes}, which is more than a browser page can hold. Is it a profile?")
        }
        LimitKind::InflatedBytes => {
            format!("Unpacked it is larger than {bytes}, which is more than a browser page can hold.")
        }
        LimitKind::Samples => format!("It has more than {limit} samples, which is more than any real heap profile."),
        LimitKind::StackDepth => format!("A stack is deeper than {limit} frames, which no Go profile records."),
        LimitKind::Strings => format!("It has more than {limit} strings, which is more than any real profile."),
        LimitKind::LineBytes => format!("A line is longer than {bytes}. Is it text?"),
        LimitKind::ArchiveEntries => {
            format!("The archive holds more than {limit} files. Drop only those of this incident.")
        }
    }
}

/// What looks wrong in an input.
pub(super) fn warning(warning: &WarningKind) -> String {
    match warning {
        WarningKind::QuantityUnreadable { text } => {
            format!("\"{text}\" is not a Kubernetes quantity; it was left out.")
        }
        WarningKind::MemoryInFractions { text } => {
            format!("\"{text}\" of memory is less than a byte: m means thousandths. Mi was meant.")
        }
        WarningKind::RowUnreadable { text } => format!("The row \"{text}\" cannot be read; it was left out."),
        WarningKind::FieldUnreadable { field, text } => {
            format!("{field} is \"{text}\", which cannot be read; it was left out.")
        }
        WarningKind::MixedObjects {} => {
            "The text holds Kubernetes objects of several kinds; only one kind was used. Drop the others as a file of their own.".into()
        }
        WarningKind::MessageImitates {} => {
            "A termination message holds lines that look like describe output; they were taken as message.".into()
        }
        WarningKind::Truncated {} => "The text is cut off: its last section is not complete.".into(),
        WarningKind::DeltaProfile {} => "Made with ?seconds=: a difference between two moments, not a snapshot.".into(),
        WarningKind::NoSamples {} => "The profile holds no samples.".into(),
        WarningKind::ProfilingOff {} => {
            "Memory profiling is off in the program (MemProfileRate is 0), so nothing was recorded.".into()
        }
        WarningKind::Unsymbolised { locations } => {
            format!("{locations} locations have no function name: the profile was taken from a stripped program.")
        }
        WarningKind::LinesWithoutFunction { lines } => {
            format!("{lines} lines of locations name no function; they were left out.")
        }
        WarningKind::OwnOutput {} => {
            "Made by oomscope itself: it holds conclusions, and nothing to judge. Open a link in the address bar; drop the files a report was made from.".into()
        }
        WarningKind::TakenByName {} => {
            "A bare number: it was taken for what the file name or the command before it says.".into()
        }
        WarningKind::InvalidUtf8 { strings } => {
            format!("{strings} strings are not valid UTF-8; the broken characters are shown as replacement marks.")
        }
    }
}
