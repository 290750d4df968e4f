//! What follows from the state: cards, phase, the chosen table.

use decode::Kind;
use decode::error::DecodeError;
use decode::units::UnixNanos;
use decode::warning::Warning;
use diagnose::report::{InputReport, Report, Target};

use super::{Stage, State, Verdict};
use crate::worker::protocol::{InputId, JobId, Label, ProfileInfo};

/// What the page as a whole is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Nothing was given.
    Empty,
    /// A verdict on what was given is on its way.
    Working,
    /// The verdict is on what was given.
    Ready,
    /// Nothing that was given could be read.
    Error,
}

impl Phase {
    /// Its name in the page's `data-state`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Working => "working",
            Self::Ready => "ready",
            Self::Error => "error",
        }
    }
}

/// One card of the inputs strip.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Card {
    /// The dropped thing it stands for.
    pub(crate) job: JobId,
    /// The input, and its place in the report; `None` before it is judged.
    pub(crate) input: Option<(InputId, usize)>,
    /// What the person said of it.
    pub(crate) label: Label,
    /// Whether it is a profile that others can be compared with.
    pub(crate) is_profile: bool,
    /// Name of the input.
    pub(crate) name: String,
    /// Size of the dropped thing in bytes.
    pub(crate) size: Option<u64>,
    /// What it is, as far as is known.
    pub(crate) kind: Kind,
    /// When it was taken.
    pub(crate) taken_at: Option<UnixNanos>,
    /// Number of the proven process.
    pub(crate) process: Option<u32>,
    /// How it is.
    pub(crate) state: CardState,
}

/// How an input is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum CardState {
    /// Not decoded yet.
    Working(Stage),
    /// Read, with what looks odd.
    Ok(Vec<Warning>),
    /// Not read.
    Failed(DecodeError),
}

impl State {
    /// What the page as a whole is doing.
    pub(crate) fn phase(&self) -> Phase {
        if self.gathering > 0 {
            return Phase::Working;
        }
        if self.files.is_empty() {
            return Phase::Empty;
        }
        match &self.verdict {
            Some(verdict) if self.is_current(verdict) => match verdict.phase() {
                Phase::Ready if !self.has_table() => Phase::Working,
                phase => phase,
            },
            None if self.crash.is_some() => Phase::Error,
            _ => Phase::Working,
        }
    }

    /// Whether a verdict is on what was given, as far as one can be had.
    fn is_current(&self, verdict: &Verdict) -> bool {
        verdict.revision == self.revision || self.crash.is_some()
    }

    /// Whether what is on screen is about to be replaced by a verdict on other inputs.
    pub(crate) fn is_stale(&self) -> bool {
        self.gathering > 0 || !self.verdict.as_ref().is_some_and(|verdict| self.is_current(verdict))
    }

    /// One card for each input of the report, in its order, then one for each thing that isn't in it yet.
    pub(crate) fn cards(&self) -> Vec<Card> {
        let judged = self.verdict.iter().flat_map(|verdict| self.judged_cards(verdict));
        let waiting = self.files.iter().filter(|file| !self.is_judged(file.job)).map(|file| Card {
            job: file.job,
            input: None,
            label: Label::default(),
            is_profile: false,
            name: file.name.clone(),
            size: file.size,
            kind: Kind::Unknown,
            taken_at: None,
            process: None,
            state: CardState::Working(file.stage),
        });
        let mut cards: Vec<Card> = judged.chain(waiting).collect();
        if self.by_time {
            // What has no time comes last.
            cards.sort_by_key(|card| (card.taken_at.is_none(), card.taken_at));
        }
        cards
    }

    fn judged_cards<'a>(&'a self, verdict: &'a Verdict) -> impl Iterator<Item = Card> + 'a {
        let inputs = verdict.report.inputs.iter().zip(&verdict.origins).enumerate();
        inputs.filter_map(|(place, (input, origin))| {
            let file = self.files.iter().find(|file| file.job == origin.job)?;
            Some(Card {
                job: origin.job,
                input: Some((*origin, place)),
                label: self.labels.get(origin).cloned().unwrap_or_default(),
                is_profile: verdict.profiles.iter().any(|profile| profile.input == *origin),
                name: input.name.clone(),
                size: file.size,
                kind: input.kind,
                taken_at: input.taken_at,
                process: input.process,
                state: match &input.error {
                    Some(error) => CardState::Failed(error.clone()),
                    None => CardState::Ok(input.warnings.clone()),
                },
            })
        })
    }

    fn is_judged(&self, job: JobId) -> bool {
        self.verdict.as_ref().is_some_and(|verdict| verdict.origins.iter().any(|origin| origin.job == job))
    }
}

impl Verdict {
    fn phase(&self) -> Phase {
        if self.is_readable() { Phase::Ready } else { Phase::Error }
    }

    /// Whether it is a verdict on anything at all.
    pub(crate) fn is_readable(&self) -> bool {
        self.report.inputs.iter().any(|input| input.error.is_none())
    }

    /// The kind and time of a profile.
    pub(crate) fn input(&self, id: InputId) -> Option<&InputReport> {
        let index = self.origins.iter().position(|origin| *origin == id)?;
        self.report.inputs.get(index)
    }

    /// What the page knows of a profile.
    pub(crate) fn profile(&self, id: InputId) -> Option<&ProfileInfo> {
        self.profiles.iter().find(|profile| profile.input == id)
    }
}

/// Every container of the report's pods, as something to judge; one that several inputs describe is one.
pub(crate) fn containers(report: &Report) -> Vec<Target> {
    let mut targets = Vec::new();
    for pod in &report.pods {
        for container in &pod.containers {
            let target = Target { pod: pod.name.clone(), container: container.name.clone() };
            if !targets.contains(&target) {
                targets.push(target);
            }
        }
    }
    targets
}
