//! One observation with its numbers, what it speaks for, and where it was read.

use decode::units::Bytes;
use serde::{Deserialize, Serialize};

use crate::report::{Class, Sig6, Weight};

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// What was observed, with its numbers: `rule` and `values` in the document.
    #[serde(flatten)]
    pub finding: Finding,
    /// What it speaks for.
    pub says: Says,
    /// How much.
    pub weight: Weight,
    /// Index of the input it was read from.
    pub input: Option<usize>,
    /// Line in that input.
    pub line: Option<usize>,
}

/// What a piece of evidence speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// Memory that is never given back.
    Leak,
    /// Settings.
    Tuning,
    /// Memory is not the trouble.
    NotOom,
    /// Context.
    Neutral,
}

impl From<Class> for Says {
    fn from(class: Class) -> Self {
        match class {
            Class::Leak => Self::Leak,
            Class::Tuning => Self::Tuning,
            Class::NotOom => Self::NotOom,
            Class::Inconclusive => Self::Neutral,
        }
    }
}

/// What a rule found. Each variant is one rule; `text` has one sentence for each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "rule", content = "values", rename_all = "snake_case")]
pub enum Finding {
    /// The container was OOM-killed.
    OomKilled {
        /// Container.
        container: String,
        /// Exit code.
        exit_code: Option<i32>,
        /// Memory limit.
        limit: Option<Bytes>,
        /// Restarts so far.
        restarts: Option<u32>,
    },
    /// The live heap grew.
    HeapGrew {
        /// First snapshot.
        from: Bytes,
        /// Last snapshot.
        to: Bytes,
        /// Snapshots between which there was a collection.
        snapshots: usize,
        /// Relative standard error of the growth.
        relative_error: Option<Sig6>,
    },
}
