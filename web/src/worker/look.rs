//! What of a profile the page can ask to be shown, and what the worker answers.

use decode::units::UnixNanos;
use serde::{Deserialize, Serialize};
use view::Granularity;
use view::filter::{FilterError, FilterName, Filters};
use view::peek::Peek;
use view::tags::Tags;
use view::timeline::Timeline;
use view::traces::Traces;
use view::tree::{Pivot, Tree, Weight};

use super::protocol::InputId;

/// Which profile, and how it is looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Look {
    /// The profile.
    pub(crate) input: InputId,
    /// The profile it is compared with.
    pub(crate) base: Option<InputId>,
    /// `inuse_space`, …
    pub(crate) sample_type: String,
    /// What frames are gathered by.
    pub(crate) granularity: Granularity,
    /// What is filtered away.
    pub(crate) filters: Filters,
    /// What makes a difference wide.
    pub(crate) weight: Weight,
}

impl Look {
    /// A plain look at a sample type of a profile.
    #[cfg(test)]
    pub(crate) fn at(input: InputId, sample_type: &str) -> Self {
        Self {
            input,
            base: None,
            sample_type: sample_type.to_owned(),
            granularity: Granularity::default(),
            filters: Filters::default(),
            weight: Weight::default(),
        }
    }
}

/// What is wanted of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Ask {
    /// The table.
    Top,
    /// The call tree.
    Flame,
    /// The callers and callees of a place, as trees.
    Sandwich(Pivot),
    /// Its direct callers and callees.
    Peek(Pivot),
    /// The heaviest stacks.
    Traces,
    /// The labels.
    Tags,
    /// Memory over time, of all inputs; the container started then.
    Timeline(Option<UnixNanos>),
    /// The profile itself as a file, filtered.
    File,
}

/// What is to be seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum View {
    /// The table, and the filters that matched nothing.
    Top(Blob, Vec<FilterName>),
    /// A call tree.
    Flame(Blob),
    /// Callers and callees as trees.
    Sandwich(Blob, Blob),
    /// Direct callers and callees.
    Peek(Peek),
    /// The heaviest stacks.
    Traces(Traces),
    /// The labels.
    Tags(Tags),
    /// Memory over time, and which inputs its points are from.
    Timeline(Timeline, Vec<InputId>),
    /// A gzipped profile.
    File(Blob),
}

/// An answer: what was looked at and asked, and what there is to see or why there is nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Sight {
    /// What was looked at.
    pub(crate) look: Look,
    /// What was asked.
    pub(crate) ask: Ask,
    /// What there is to see.
    pub(crate) seen: Result<View, Refusal>,
}

/// Bytes that travel beside the message, not in its text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Blob {
    /// Left out of the text. (Of a struct without names serde would write its only field all the same.)
    #[serde(skip)]
    pub(crate) bytes: Vec<u8>,
}

impl From<Vec<u8>> for Blob {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes }
    }
}

impl Blob {
    /// The tree these bytes are.
    pub(crate) fn tree(&self) -> Option<Tree> {
        Tree::from_bytes(&self.bytes)
    }
}

impl View {
    /// The bytes that travel beside the message.
    pub(crate) fn blobs(&mut self) -> Vec<&mut Blob> {
        match self {
            Self::Top(blob, _) | Self::Flame(blob) | Self::File(blob) => vec![blob],
            Self::Sandwich(callers, callees) => vec![callers, callees],
            _ => Vec::new(),
        }
    }
}

/// Why there is nothing to be seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Refusal {
    /// The profile isn't there any more, or hasn't the sample type.
    Gone,
    /// A filter can't be read.
    Filter(FilterError),
    /// No sample has the place.
    NoPivot,
    /// The two profiles don't measure the same.
    NotComparable,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_travel_beside_the_message_and_not_in_its_text() {
        let view = View::Sandwich(vec![7; 1000].into(), vec![8; 1000].into());
        let text = serde_json::to_string(&view).unwrap();
        assert!(text.len() < 100, "{text}");
        let empty = View::Sandwich(Blob::default(), Blob::default());
        assert_eq!(serde_json::from_str::<View>(&text).unwrap(), empty);
    }
}
