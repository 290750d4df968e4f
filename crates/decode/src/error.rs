//! Why an input could not be read, by who can act on it. No prose: `text` has one sentence per variant.

use serde::{Deserialize, Serialize};

/// Why an input could not be read. Serialises as `{"id": "...", "values": {...}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "id", content = "values", rename_all = "snake_case")]
#[error("{self:?}")]
pub enum DecodeError {
    /// There are no bytes at all, or only white space.
    Empty {},
    /// A folder was given where a file was expected.
    Folder {},
    /// The browser or the system could not read the file; `reason` is its own word.
    Unreadable {
        /// What the system said.
        reason: String,
    },
    /// The decoder itself failed on it, which is a bug; `reason` is the panic's word. Never given by a decoder: the page
    /// says it of the file that killed its worker.
    Crashed {
        /// What the panic said.
        reason: String,
    },
    /// The person stopped the decoding.
    Cancelled {},
    /// None of the formats oomscope reads; `head` is the printable start of the content, at most 40 characters.
    Unrecognised {
        /// Printable start of the content.
        head: String,
    },
    /// Something known that is not of use here, named for what it is.
    LookAlike {
        /// What it is.
        what: LookAlike,
    },
    /// A gzip stream that does not inflate.
    Gzip {
        /// What is wrong with it.
        fault: GzipFault,
        /// Bytes of the compressed input at which it was noticed.
        at_byte: usize,
    },
    /// An archive, or a file in it, that cannot be read.
    Archive {
        /// What is wrong with it.
        fault: ArchiveFault,
    },
    /// A protobuf message that cannot be parsed.
    Wire {
        /// What is wrong with it.
        fault: WireFault,
        /// Byte of the inflated profile at which it was noticed.
        at_byte: usize,
    },
    /// A well-formed profile whose parts do not fit each other.
    Invalid {
        /// What does not fit.
        fault: ProfileFault,
    },
    /// Text that starts like a known format but goes wrong.
    Text {
        /// What is wrong with it.
        fault: TextFault,
        /// Line, from 1.
        line: usize,
    },
    /// A link or a saved report of oomscope that cannot be opened.
    Shared {
        /// What is wrong with it.
        fault: SharedFault,
    },
    /// Larger than a [`Limits`](crate::Limits) bound.
    TooLarge {
        /// The bound that was passed.
        what: LimitKind,
        /// Its value.
        limit: usize,
    },
}

/// What is wrong with a link or a saved report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum SharedFault {
    /// It is no link of oomscope.
    NoLink,
    /// A newer oomscope made it.
    Newer {
        /// Its version.
        version: u32,
        /// The newest version that can be opened here.
        newest: u32,
    },
    /// Its end is missing: chat and ticket tools cut long links.
    Cut {
        /// Characters that arrived after the version.
        characters: usize,
        /// How many there were, where the beginning that says so arrived.
        of: Option<usize>,
    },
    /// Characters were changed or lost on the way.
    Damaged,
    /// It says more than a link may: it would take too much memory to open.
    TooLarge,
    /// It was given together with other inputs, with which it can't be judged.
    NotAlone,
    /// It arrived whole, but what it holds contradicts itself: no oomscope made it.
    Forged,
}

/// Files that people drop by mistake, each known by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LookAlike {
    /// A Go execution trace (`/debug/pprof/trace`).
    ExecutionTrace,
    /// A jemalloc heap profile.
    JemallocHeap,
    /// A Java heapz profile.
    JavaHeap,
    /// A gperftools binary CPU profile.
    LegacyCpu,
    /// An ELF binary.
    Elf,
    /// A core dump.
    CoreDump,
    /// An HTML page, such as the index of `/debug/pprof/` or a login page saved by curl.
    Html,
    /// A JSON document of no known kind, such as an error body saved by curl.
    Json,
    /// The command line of a process (`/debug/pprof/cmdline`).
    CommandLine,
    /// A picture, video, PDF or office document.
    Media,
    /// Compressed with something other than one layer of gzip: zstd, xz, bzip2, 7z, rar, lz4, or gzip in gzip.
    Compressed,
    /// `kubectl describe` of a workload: its pod template has no state.
    DescribeTemplate,
}

/// What is wrong with a gzip stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GzipFault {
    /// It ends before its end marker.
    Truncated,
    /// Its data or checksum is wrong.
    Corrupt,
}

/// What is wrong with an archive or a file in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArchiveFault {
    /// It ends early or contradicts itself.
    Corrupt,
    /// It needs a password.
    Encrypted,
    /// It is packed by a method other than deflate.
    Method,
    /// There are no files in it.
    NoFiles,
    /// It is an archive in an archive in an archive; only two are opened.
    Nested,
}

/// What is wrong with a protobuf message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WireFault {
    /// A length or number runs past the end.
    Truncated,
    /// A varint is longer than ten bytes.
    Varint,
    /// A wire type that does not exist.
    WireType,
    /// A known field has another type than the pprof schema gives it.
    FieldType,
}

/// How the parts of a profile do not fit each other; the rules are those of pprof's `CheckValid`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum ProfileFault {
    /// There are samples but no sample types.
    NoSampleTypes,
    /// A sample does not have one value for each sample type.
    ValueCount {
        /// Index of the sample.
        sample: usize,
        /// Number of sample types.
        expected: usize,
        /// Number of values.
        found: usize,
    },
    /// An id refers to nothing.
    DanglingId {
        /// The table it should be in.
        table: Table,
        /// The id.
        id: u64,
    },
    /// Two entries of a table have one id.
    DuplicateId {
        /// The table.
        table: Table,
        /// The id.
        id: u64,
    },
    /// An entry has the id 0, which stands for "none".
    ReservedId {
        /// The table.
        table: Table,
    },
    /// A string index outside the string table.
    StringIndex {
        /// The index.
        index: i64,
    },
    /// The first string is not the empty string.
    FirstString,
    /// Two profiles were concatenated.
    Concatenated,
}

/// The tables of a profile that ids point into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Table {
    /// Mappings.
    Mapping,
    /// Locations.
    Location,
    /// Functions.
    Function,
}

/// What is wrong with text of a known format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum TextFault {
    /// A row is not of the form its header promises.
    Row {
        /// The start of the row, at most 40 characters.
        text: String,
    },
    /// YAML or JSON that does not parse; `reason` is the parser's word.
    Syntax {
        /// What the parser said.
        reason: String,
    },
}

/// The bounds of [`Limits`](crate::Limits), by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitKind {
    /// `Limits::input_bytes`
    InputBytes,
    /// `Limits::inflated_bytes`
    InflatedBytes,
    /// `Limits::samples`
    Samples,
    /// `Limits::stack_depth`
    StackDepth,
    /// `Limits::strings`
    Strings,
    /// `Limits::line_bytes`
    LineBytes,
    /// `Limits::archive_entries`
    ArchiveEntries,
}
