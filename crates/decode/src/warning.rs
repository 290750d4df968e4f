//! Things in a readable input that look wrong. No prose: `text` has one sentence per variant.

use serde::{Deserialize, Serialize};

/// Something that looks wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// What it is.
    #[serde(flatten)]
    pub kind: WarningKind,
    /// Line of the input as dropped, from 1; `None` where lines make no sense.
    pub line: Option<usize>,
}

/// What looks wrong. Serialises as `{"id": "...", "values": {...}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "id", content = "values", rename_all = "snake_case")]
pub enum WarningKind {
    /// A quantity of memory that cannot be read.
    QuantityUnreadable {
        /// The text of it.
        text: String,
    },
    /// An amount of memory in thousandths of a byte or less, such as `512m`: `512Mi` was meant.
    MemoryInFractions {
        /// The text of it.
        text: String,
    },
    /// Kubernetes objects of several kinds in one text: only one kind of them is used.
    MixedObjects {},
    /// A line whose value cannot be read.
    FieldUnreadable {
        /// The name of the field as written, such as `Exit Code`.
        field: String,
        /// Its value, at most 40 characters.
        text: String,
    },
    /// A termination message holds lines that look like the describe output around it; they were taken as message.
    MessageImitates {},
    /// Text was cut off: the last section is not complete.
    Truncated {},
    /// A profile made with `?seconds=`: a difference, not a snapshot.
    DeltaProfile {},
    /// The profile holds no samples.
    NoSamples {},
    /// Memory profiling is off in the program (`MemProfileRate` 0), so that nothing was recorded.
    ProfilingOff {},
    /// Locations without function names.
    Unsymbolised {
        /// How many.
        locations: usize,
    },
    /// Lines of locations that name no function were left out.
    LinesWithoutFunction {
        /// How many.
        lines: usize,
    },
    /// A report or a link that oomscope made: it holds conclusions, and no evidence to judge.
    OwnOutput {},
    /// A bare number was taken for what the input's name or the command before it says.
    TakenByName {},
    /// A row of a profile in text form cannot be read and is not counted.
    RowUnreadable {
        /// The start of it, at most 40 characters.
        text: String,
    },
    /// Strings that are not valid UTF-8 were shown with replacement characters.
    InvalidUtf8 {
        /// How many.
        strings: usize,
    },
}
