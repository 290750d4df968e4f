//! From a link to what it says.

use decode::error::{DecodeError, SharedFault};
use decode::pprof::Profile;
use decode::{Facts, Input};
use diagnose::report::{InputReport, Report};
use serde::{Deserialize, Serialize};

use crate::facts::LeftOut;
use crate::forest;
use crate::{NEWEST, tidied, v1};

/// The payload as this program uses it: that of the newest version.
type Current = v1::Payload;

/// Reads the characters after the version.
type Opener = fn(&str) -> Result<Current, SharedFault>;

/// What opens each version, from 1 on, and upgrades it step by step to the newest. That there is one for every version
/// is checked by the length.
const OPENERS: [Opener; NEWEST as usize] = [v1::Payload::decode];

/// Number of versions that can be opened.
pub const fn upgraders() -> usize {
    OPENERS.len()
}

/// What a link or a saved report says.
#[derive(Debug, Clone)]
pub struct Shared {
    /// The report.
    pub report: Report,
    /// Profiles with the place of their input in the report: pruned, but otherwise like any other.
    pub profiles: Vec<(usize, Profile)>,
    /// A title by the person who shared it; empty if there is none.
    pub title: String,
    /// A note by that person.
    pub note: String,
    /// What was on screen, by key and value. Keys that aren't known mean nothing.
    pub view: Vec<(String, String)>,
    /// What of the report was left out, and how many of them.
    pub left_out: Vec<(LeftOut, u32)>,
    /// How much of each sample type is there.
    pub kept: Vec<Kept>,
}

/// How much of one sample type of one profile a link holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Place of the profile's input in the report.
    pub input: usize,
    /// `inuse_space`, …
    pub sample_type: String,
    /// `bytes`, …
    pub unit: String,
    /// Sum of absolute values that stands where it belongs.
    pub kept: u64,
    /// Sum of absolute values of the whole profile.
    pub whole: u64,
}

impl Shared {
    /// Where the report lists no inputs, for lack of room, the link itself is one: something was read.
    fn listed_as(mut self, link: &Input) -> Self {
        if self.report.inputs.is_empty() {
            self.report.inputs.push(InputReport {
                name: link.name.clone(),
                kind: link.kind,
                taken_at: None,
                process: None,
                warnings: Vec::new(),
                error: None,
            });
        }
        self
    }

    /// The inputs the report lists, with the profiles that were shared. What the others said is only in the report.
    pub fn inputs(&self) -> Vec<Input> {
        let input = |(index, listed): (usize, &InputReport)| {
            let profile = self.profiles.iter().find(|(input, _)| *input == index);
            Input {
                name: listed.name.clone(),
                digest: index as u64,
                kind: listed.kind,
                taken_at: listed.taken_at,
                facts: profile.map_or(Facts::None, |(_, profile)| Facts::Profile(Box::new(profile.clone()))),
                warnings: listed.warnings.clone(),
                error: listed.error.clone(),
            }
        };
        self.report.inputs.iter().enumerate().map(input).collect()
    }
}

/// The link or saved report that is the only thing that was given, opened; `None` where other inputs can be judged.
///
/// A shared incident is shown as it was judged. It is never judged together with other inputs: its profiles are pruned,
/// and what its pod said is not in it.
pub fn alone(inputs: &[Input]) -> Option<Result<Shared, DecodeError>> {
    let [input @ Input { facts: Facts::Shared(link), .. }] = inputs else { return None };
    Some(open(link).map_err(|fault| DecodeError::Shared { fault }).map(|shared| shared.listed_as(input)))
}

/// Opens a link: `#<version>.<payload>`, with or without the address before it, and with what tools added on its way
/// ([`tidied`]).
pub fn open(link: &str) -> Result<Shared, SharedFault> {
    let link = tidied(link).ok_or(SharedFault::NoLink)?;
    let (version, characters) = link[1..].split_once('.').ok_or(SharedFault::NoLink)?;
    let version: u32 = version.parse().map_err(|_| SharedFault::NoLink)?;
    let opener = match version.checked_sub(1) {
        Some(index) => OPENERS.get(index as usize).ok_or(SharedFault::Newer { version, newest: NEWEST })?,
        None => return Err(SharedFault::NoLink),
    };
    shared(&opener(characters)?)
}

/// Opens bytes as if they had been in a link whose checksum was right: what a forger can do. For tests only.
#[doc(hidden)]
pub fn open_payload(bytes: &[u8]) -> Result<Shared, SharedFault> {
    shared(&v1::Payload::from_bytes(bytes)?)
}

fn shared(payload: &Current) -> Result<Shared, SharedFault> {
    let report: Report = serde_json::from_str(&payload.report).map_err(|_| SharedFault::Forged)?;
    let inputs = report.inputs.len();
    let points_nowhere = report.evidence.iter().any(|evidence| evidence.input.is_some_and(|input| input >= inputs));
    if points_nowhere || payload.profiles.iter().any(|profile| profile.input as usize >= inputs) {
        return Err(SharedFault::Forged);
    }
    let profiles = forest::profiles(payload, &|input| report.inputs.get(input).and_then(|input| input.taken_at))?;
    let kept = |column: &v1::Column| Kept {
        input: payload.profiles[column.profile as usize].input as usize,
        sample_type: column.name.clone(),
        unit: column.unit.clone(),
        kept: forest::total(&column.own),
        whole: column.whole,
    };
    Ok(Shared {
        profiles,
        title: payload.title.clone(),
        note: payload.note.clone(),
        view: payload.view.clone(),
        left_out: payload
            .left_out
            .iter()
            .filter_map(|(number, count)| Some((LeftOut::of_number(*number)?, *count)))
            .collect(),
        kept: payload.forest.columns.iter().map(kept).collect(),
        report,
    })
}
