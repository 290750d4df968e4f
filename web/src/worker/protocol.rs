//! What the page and its worker say to each other. The two halves are one build, so the messages need no versions.
//!
//! Messages travel as JSON text; a file travels beside its message as the `File` object itself, so that the page
//! never reads or copies its content.

use decode::error::DecodeError;
use diagnose::fix::compare::{Comparison, Side};
use diagnose::fix::manifest::EditError;
use diagnose::report::Options;
use serde::{Deserialize, Serialize};
use share::Wish;
use view::timeline::Line;

use super::look::{Ask, Blob, Look, Sight, View};
use super::sharing::{Packed, Summary};

/// One dropped thing: a file, a pasted text, an empty folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct JobId(pub u32);

/// One decoded input: an archive gives several from one job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct InputId {
    /// The dropped thing it came from.
    pub(crate) job: JobId,
    /// Its place in that thing.
    pub(crate) part: u32,
}

/// The page to its worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Request {
    /// Decode one more thing and keep what it says.
    Add {
        /// Its number.
        job: JobId,
        /// Base name, or the path inside a dropped folder.
        name: String,
        /// What to decode.
        content: Content,
    },
    /// Forget a thing.
    Remove {
        /// Its number.
        job: JobId,
    },
    /// Take what a person says of an input.
    Label(InputId, Label),
    /// Judge all inputs there are.
    Judge {
        /// Counts the changes the person made; the answer repeats it.
        revision: u32,
        /// What the person chose.
        options: Options,
    },
    /// Show something of a profile.
    Look(Box<Look>, Ask),
    /// Show the text around a line of an input; its file travels beside the message again, as the worker keeps no text.
    Excerpt(SourceKey),
    /// Make a link of all inputs there are.
    Share(Box<Wish>),
    /// Make what the browser is to keep of them.
    Keep(Box<Wish>),
}

/// What a person says of an input.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Label {
    /// Another name for it; `None` for its own.
    pub(crate) name: Option<String>,
    /// On which side of a change it was captured.
    pub(crate) side: Option<Side>,
}

/// What there is to decode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Content {
    /// The file beside the message.
    File,
    /// Nothing: the page knows already why it can't be read.
    Failed(DecodeError),
}

/// A line of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SourceKey {
    /// The input.
    pub(crate) input: InputId,
    /// The line, from 1.
    pub(crate) line: usize,
}

/// The text around a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Excerpt {
    /// Number of the first line, from 1.
    pub(crate) first: usize,
    /// The lines.
    pub(crate) lines: Vec<String>,
    /// How many lines the whole text has.
    pub(crate) total: usize,
}

/// The worker to its page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Answer {
    /// The worker runs.
    Ready,
    /// A thing is being read or decoded.
    Progress {
        /// Its number.
        job: JobId,
        /// Which of the two.
        step: Step,
        /// Bytes done.
        done: u64,
        /// Bytes there are.
        total: u64,
    },
    /// A thing is decoded, or can't be.
    Decoded {
        /// Its number.
        job: JobId,
    },
    /// The verdict on all inputs.
    Judged(Box<Judgement>),
    /// What was asked to be shown, or why it can't be.
    Seen(Box<Sight>),
    /// The text around a line; `None` if the input isn't there any more, or is no text.
    Excerpt(SourceKey, Option<Excerpt>),
    /// A link, or word that there is nothing to share.
    Packed(Box<Wish>, Option<Box<Packed>>),
    /// What the browser is to keep.
    ToKeep(String),
    /// The worker is dead; this is its last word.
    Died {
        /// What the panic said.
        message: String,
    },
}

impl Answer {
    /// The bytes that travel beside the message.
    pub(crate) fn blobs(&mut self) -> Vec<&mut Blob> {
        match self {
            Self::Seen(sight) => sight.seen.as_mut().map(View::blobs).unwrap_or_default(),
            _ => Vec::new(),
        }
    }
}

/// What happens to a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Step {
    /// Its bytes are read from disk.
    Read,
    /// They are decoded.
    Decode,
}

/// The verdict on all inputs, and what the page needs beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Judgement {
    /// The revision that was asked for.
    pub(crate) revision: u32,
    /// The report as its JSON document: the bytes of the JSON export.
    pub(crate) document: String,
    /// Where each input of the report came from, in the report's order.
    pub(crate) origins: Vec<InputId>,
    /// The inputs that can be explored.
    pub(crate) profiles: Vec<ProfileInfo>,
    /// Manifests among the inputs, with the recommended change in them.
    pub(crate) manifests: Vec<Manifest>,
    /// The live heap over time; `None` without two snapshots that say when they were taken.
    pub(crate) growth: Option<Line>,
    /// Before and after, if the inputs are from both sides of a change.
    pub(crate) comparison: Option<Comparison>,
    /// Where it comes from, if it was shared.
    pub(crate) shared: Option<Summary>,
}

/// A person's own manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// Name of the input.
    pub(crate) name: String,
    /// Its text.
    pub(crate) text: String,
    /// The text with the change; `None` if there is nothing to change.
    pub(crate) edited: Result<Option<String>, EditError>,
}

/// A profile that can be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ProfileInfo {
    /// Which input.
    pub(crate) input: InputId,
    /// Names of its sample types, in the profile's order.
    pub(crate) sample_types: Vec<String>,
    /// Its sampling period.
    pub(crate) period: i64,
    /// For how long it was taken, in nanoseconds; 0 for a snapshot.
    pub(crate) duration_nanos: i64,
    /// Profiles with one number may be of one process, as `diagnose::with_groups` tells.
    pub(crate) group: Option<u32>,
    /// The filter that keeps the program's own frames, as `view::name::own_modules` finds it.
    pub(crate) own_modules: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_survive_the_way_to_the_worker_and_back() {
        let input = InputId { job: JobId(7), part: 0 };
        let requests = [
            Request::Add { job: JobId(1), name: "a/b.pb.gz".into(), content: Content::File },
            Request::Add { job: JobId(2), name: "a".into(), content: Content::Failed(DecodeError::Folder {}) },
            Request::Label(input, Label { name: Some("b".into()), side: Some(Side::After) }),
            Request::Judge { revision: 3, options: Options::default() },
            Request::Look(Box::new(Look::at(input, "inuse_space")), Ask::Flame),
            Request::Excerpt(SourceKey { input, line: 12 }),
        ];
        for request in requests {
            let text = serde_json::to_string(&request).unwrap();
            assert_eq!(serde_json::from_str::<Request>(&text).unwrap(), request);
        }
    }
}
