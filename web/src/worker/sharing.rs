//! Making links, and opening them, in the worker.

use decode::error::{DecodeError, SharedFault};
use decode::{Input, Kind};
use diagnose::report::{Options, Report};
use serde::{Deserialize, Serialize};
use share::{Held, Incident, Kept, LeftOut, Shared, Tier, Wish};

use super::host::Inputs;
use super::protocol::{InputId, JobId, Judgement};

/// A link, and what is in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Packed {
    /// `#<version>.<payload>`
    pub(crate) link: String,
    /// Its characters with those of the address.
    pub(crate) characters: usize,
    /// What it holds, kind by kind; nothing for a file.
    pub(crate) contents: Vec<(Held, Vec<String>)>,
    /// Which part of which sample types it holds.
    pub(crate) kept: Vec<Kept>,
    /// What of the report was left out.
    pub(crate) left_out: Vec<(LeftOut, u32)>,
    /// The report as its reader sees it.
    pub(crate) report: Option<Box<Report>>,
}

/// What is known of an incident that was shared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Summary {
    /// Link or saved report.
    pub(crate) kind: Kind,
    /// Title by the person who shared it.
    pub(crate) title: String,
    /// Note by that person.
    pub(crate) note: String,
    /// What was on that person's screen.
    pub(crate) view: Vec<(String, String)>,
    /// Which part of which sample types is there.
    pub(crate) kept: Vec<Kept>,
    /// What of the report was left out.
    pub(crate) left_out: Vec<(LeftOut, u32)>,
    /// Whether nobody shared it: this browser kept it. The page finds that out.
    pub(crate) is_kept: bool,
}

impl Summary {
    fn new(shared: &Shared, kind: Kind) -> Self {
        Self {
            kind,
            title: shared.title.clone(),
            note: shared.note.clone(),
            view: shared.view.clone(),
            kept: shared.kept.clone(),
            left_out: shared.left_out.clone(),
            is_kept: false,
        }
    }
}

impl Inputs {
    /// The inputs of a decoded thing: for what was shared, those it was made of.
    pub(super) fn open(&mut self, job: JobId, decoded: Vec<Input>) -> Vec<Input> {
        match share::alone(&decoded) {
            None => decoded,
            Some(Err(error)) => decoded.iter().map(|input| Input::failed(&input.name, error.clone())).collect(),
            Some(Ok(shared)) => {
                let inputs = shared.inputs();
                let kind = decoded.first().map_or(Kind::ShareLink, |input| input.kind);
                self.shared.insert(job, (kind, shared));
                inputs
            }
        }
    }

    /// What was shared, if nothing else was given.
    fn only_shared(&self) -> Option<&(Kind, Shared)> {
        let (job, shared) = self.shared.first_key_value()?;
        self.origins.iter().all(|origin| origin.job == *job).then_some(shared)
    }

    /// The verdict where something shared is among the inputs: its own if it is alone, else that on all others.
    pub(super) fn shared_judgement(&self, revision: u32, options: &Options) -> Option<Judgement> {
        if self.shared.is_empty() {
            return None;
        }
        let Some((kind, shared)) = self.only_shared() else { return Some(self.others(revision, options)) };
        let order: Vec<usize> = (0..self.inputs.len()).collect();
        let processes: Vec<Option<u32>> = shared.report.inputs.iter().map(|input| input.process).collect();
        Some(Judgement {
            revision,
            document: text::document(&shared.report),
            origins: self.origins.clone(),
            profiles: self.profiles(&order, &processes),
            manifests: Vec::new(),
            // Profiles are pruned in a link: their sums are not what was in use.
            growth: None,
            comparison: None,
            shared: Some(Summary::new(shared, *kind)),
        })
    }

    /// The verdict on what wasn't shared. What was is listed as left out.
    fn others(&self, revision: u32, options: &Options) -> Judgement {
        let mut others = Self::default();
        for (input, origin) in self.inputs.iter().zip(&self.origins) {
            if !self.shared.contains_key(&origin.job) {
                others.inputs.push(input.clone());
                others.origins.push(*origin);
            } else if origin.part == 0 {
                let error = DecodeError::Shared { fault: SharedFault::NotAlone };
                others.inputs.push(Input::failed(&input.name, error));
                others.origins.push(*origin);
            }
        }
        others.judge(revision, options)
    }

    /// The incident as it is kept in the browser: a link of any length; `None` if nothing could be read.
    pub(super) fn to_keep(&self, wish: &Wish) -> Option<String> {
        self.make(wish).map(|(made, _)| made.link)
    }

    /// Makes a link and looks what is in it; `None` if nothing could be read.
    pub(super) fn pack(&self, wish: &Wish) -> Option<Packed> {
        let (made, shared) = self.make(wish)?;
        let is_file = wish.tier == Tier::File;
        Some(Packed {
            contents: if is_file { Vec::new() } else { share::contents(&shared) },
            kept: shared.kept,
            left_out: shared.left_out,
            report: (!is_file).then(|| Box::new(shared.report)),
            link: made.link,
            characters: made.characters,
        })
    }

    fn make(&self, wish: &Wish) -> Option<(share::Made, Shared)> {
        let judgement = self.judge(0, &self.options);
        let report: Report = serde_json::from_str(&judgement.document).ok()?;
        if report.inputs.iter().all(|input| input.error.is_some()) {
            return None;
        }
        let place = |id: InputId| self.origins.iter().position(|origin| *origin == id);
        let profile = |(at, id): (usize, &InputId)| Some((at, self.inputs.get(place(*id)?)?.facts.profile()?));
        let profiles = judgement.origins.iter().enumerate().filter_map(profile).collect();
        let made = share::make(&Incident { report: &report, profiles }, wish);
        let shared = share::open(&made.link).ok()?;
        Some((made, shared))
    }
}
