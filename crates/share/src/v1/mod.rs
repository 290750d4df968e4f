//! Version 1 of the payload. Frozen: these types, their order and the dictionary never change; a change is a version 2
//! and a function that makes it from this one.
//!
//! The types are written by postcard, then deflated with a dictionary. `cargo xtask bench share` tells what
//! that comes to for each labelled incident.

use decode::error::SharedFault;
use serde::{Deserialize, Serialize};

use crate::codec;

/// What most payloads hold: made by `tests/fixtures/share/dictionary.py` from the labelled incidents.
const DICTIONARY: &[u8] = include_bytes!("dictionary.txt");

/// The whole of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Payload {
    /// The report as JSON of schema 1, without prose, without nulls.
    pub(crate) report: String,
    /// A title by the person.
    pub(crate) title: String,
    /// A note by the person.
    pub(crate) note: String,
    /// What was on screen, by key and value; unknown keys mean nothing.
    pub(crate) view: Vec<(String, String)>,
    /// What of the report was left out, as id and number of things left.
    pub(crate) left_out: Vec<(u8, u32)>,
    /// The profiles.
    pub(crate) profiles: Vec<Profile>,
    /// Their stacks.
    pub(crate) forest: Forest,
}

/// What is known of a profile beside its stacks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Profile {
    /// Place of its input in the report.
    pub(crate) input: u32,
    /// What samples were taken by, its unit and how often.
    pub(crate) period_type: String,
    /// Unit of the period.
    pub(crate) period_unit: String,
    /// The period.
    pub(crate) period: i64,
}

/// Stacks as a forest in the order of a walk that visits parents first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Forest {
    /// Names of functions, a line each.
    pub(crate) names: String,
    /// Source files, a line each; the first is empty. Empty if files were left out.
    pub(crate) files: String,
    /// For each function the place of its file; empty if files were left out.
    pub(crate) file_of: Vec<u32>,
    /// For each function the line on which it starts; empty if files were left out.
    pub(crate) starts: Vec<u32>,
    /// For each node, how many levels the walk goes up before it goes down to it: 0 makes it a child of the node before.
    pub(crate) up: Vec<u32>,
    /// For each node its function: 0 for the next one not yet seen, else how far back in the order they were seen.
    pub(crate) function: Vec<u32>,
    /// For each node the source line that was called from; empty if lines were left out.
    pub(crate) line: Vec<u32>,
    /// What was measured.
    pub(crate) columns: Vec<Column>,
}

/// One sample type of one profile.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Column {
    /// Place in `profiles`.
    pub(crate) profile: u32,
    /// `inuse_space`, …
    pub(crate) name: String,
    /// `bytes`, …
    pub(crate) unit: String,
    /// Sum of the absolute values of the whole profile.
    pub(crate) whole: u64,
    /// For each node the sum of the samples that end in it.
    pub(crate) own: Vec<i64>,
    /// Nodes whose children were pruned: how many nodes further than the one before (0 is what has no node at all), and
    /// what those children held.
    pub(crate) pruned: Vec<(u32, i64)>,
}

impl Payload {
    /// As the characters after the version.
    pub(crate) fn encode(&self) -> String {
        // Writing to memory can't fail, and none of the types refuses to be written.
        codec::encode(&postcard::to_allocvec(self).unwrap_or_default(), DICTIONARY)
    }

    /// From the characters after the version.
    pub(crate) fn decode(characters: &str) -> Result<Self, SharedFault> {
        Self::from_bytes(&codec::decode(characters, DICTIONARY)?)
    }

    /// From what was deflated.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, SharedFault> {
        match postcard::take_from_bytes(bytes) {
            Ok((payload, [])) => Ok(payload),
            _ => Err(SharedFault::Forged),
        }
    }
}
