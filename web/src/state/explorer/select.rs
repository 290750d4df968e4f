//! What follows from the choices: which profile, which look at it, what to ask the worker.

use decode::Kind;
use view::detail::Detailed;
use view::filter::Filters;

use super::{Explorer, Seen, Shown, Tab, Unlike, unlike};
use crate::shared::Shared;
use crate::state::{State, Verdict};
use crate::worker::look::{Ask, Look, Refusal};
use crate::worker::protocol::{InputId, ProfileInfo};

/// The sample types of a heap profile in the order they are offered: what is held now comes first, because that is
/// what a memory limit is about.
const SAMPLE_TYPES: [&str; 4] = ["inuse_space", "inuse_objects", "alloc_space", "alloc_objects"];

/// What the choices come to, given what is there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Picked {
    /// The look, with the base only if it is to be compared.
    pub(crate) look: Look,
    /// The profile it could be compared with, and why it is better not.
    pub(crate) base: Option<(InputId, Option<Unlike>)>,
}

/// The sample types offered for a profile: a heap profile's four in their usual order, any other profile's own.
pub(crate) fn offered(profile: &ProfileInfo) -> Vec<String> {
    let heap: Vec<String> = SAMPLE_TYPES
        .iter()
        .filter(|name| profile.sample_types.iter().any(|own| own == *name))
        .map(|name| (*name).to_owned())
        .collect();
    if heap.is_empty() { profile.sample_types.clone() } else { heap }
}

impl State {
    /// What is looked at; `None` without a profile.
    pub(crate) fn picked(&self) -> Option<Picked> {
        self.explorer.picked(self.verdict.as_deref()?)
    }

    /// What the worker must be asked for the view that is chosen, less what it has answered.
    pub(crate) fn asks(&self) -> Vec<(Look, Ask)> {
        let Some(picked) = self.picked() else { return Vec::new() };
        let wanted = self.explorer.wanted(&picked, self.started());
        wanted.into_iter().filter(|(look, ask)| self.explorer.answer(look, ask).is_none()).collect()
    }

    /// Whether the table that was chosen is there, or none can be shown.
    pub(crate) fn has_table(&self) -> bool {
        self.picked().is_none_or(|picked| self.explorer.answer(&picked.look, &Ask::Top).is_some())
            || self.crash.is_some()
    }

    /// When the container that is judged started: the run before, if that was killed, else this one.
    fn started(&self) -> Option<decode::units::UnixNanos> {
        let report = &self.verdict.as_ref()?.report;
        let target = report.target.as_ref()?;
        let pod = report.pods.iter().find(|pod| pod.name == target.pod)?;
        let container = pod.containers.iter().find(|container| container.name == target.container)?;
        let last = container.last_state.as_ref().and_then(|last| last.started);
        last.or_else(|| container.state.as_ref().and_then(|state| state.started))
    }
}

impl Explorer {
    fn picked(&self, verdict: &Verdict) -> Option<Picked> {
        let find = |id: InputId| verdict.profile(id);
        let profile = self.input.and_then(find).or_else(|| latest_heap(verdict))?;
        let types = offered(profile);
        let sample_type = self.sample_type.iter().find(|name| types.contains(name)).or(types.first())?.clone();
        let chosen = self.base.and_then(find).map(|base| base.input);
        let base = chosen.or_else(|| if self.tab == Tab::Compare { first_like(verdict, profile) } else { None });
        let base = base.filter(|base| *base != profile.input);
        let base = base.map(|base| (base, unlike(verdict, base, profile.input)));
        let compared = match base {
            Some((base, None)) => Some(base),
            // Without anything in common there is nothing to go on with.
            Some((base, Some(reason))) if self.anyway && reason != Unlike::Kinds => Some(base),
            _ => None,
        };
        let look = Look {
            input: profile.input,
            base: compared,
            sample_type,
            granularity: self.granularity,
            filters: self.filters(),
            weight: self.weight,
        };
        Some(Picked { look, base })
    }

    fn filters(&self) -> Filters {
        self.history.now().filters()
    }

    /// What the chosen view needs, its own first: a person waits for what is on screen. The table is always there, and the
    /// page is ready with it.
    fn wanted(&self, picked: &Picked, started: Option<decode::units::UnixNanos>) -> Vec<(Look, Ask)> {
        let look = &picked.look;
        let mut wanted = Vec::new();
        let mut add = |ask: Ask| wanted.push((look.clone(), ask));
        match (self.tab, &self.history.now().pivot) {
            (Tab::Flame, _) => add(Ask::Flame),
            (Tab::Compare, _) if look.base.is_some() => add(Ask::Flame),
            (Tab::Callers, Some(pivot)) => {
                add(Ask::Peek(pivot.clone()));
                add(Ask::Sandwich(pivot.clone()));
            }
            (Tab::Traces, _) => add(Ask::Traces),
            (Tab::Tags, _) => add(Ask::Tags),
            (Tab::Timeline, _) => add(Ask::Timeline(started)),
            (Tab::Top | Tab::Compare | Tab::Callers, _) => {}
        }
        add(Ask::Top);
        wanted
    }

    /// The answer to a question, if it has come.
    pub(crate) fn answer(&self, look: &Look, ask: &Ask) -> Option<&Result<Shared<Shown>, Refusal>> {
        self.seen.iter().find(|seen| seen.look == *look && seen.ask == *ask).map(|seen| &seen.shown)
    }

    /// The table of a look, if it is there.
    pub(crate) fn table(&self, look: &Look) -> Option<&Detailed> {
        match &**self.answer(look, &Ask::Top)?.as_ref().ok()? {
            Shown::Top(table, _) => Some(table),
            _ => None,
        }
    }

    /// The filter that keeps the program's own frames; `None` if it is set, or would change nothing.
    pub(crate) fn own_modules(&self, profile: &ProfileInfo) -> Option<String> {
        let pattern = profile.own_modules.as_ref()?;
        let is_set = self.history.now().chips.iter().any(|chip| chip.text == *pattern);
        (!is_set).then(|| pattern.clone())
    }

    /// The last answer of a kind, whatever the look: shown until the one that is wanted comes.
    pub(crate) fn last(&self, is_kind: impl Fn(&Ask) -> bool) -> Option<&Seen> {
        self.seen.iter().find(|seen| is_kind(&seen.ask))
    }
}

/// The last heap snapshot; without one, the first profile there is.
fn latest_heap(verdict: &Verdict) -> Option<&ProfileInfo> {
    let of_kind = |kind: Kind| {
        let is_kind = |profile: &&ProfileInfo| verdict.input(profile.input).is_some_and(|input| input.kind == kind);
        verdict.profiles.iter().rev().find(is_kind)
    };
    of_kind(Kind::Heap)
        .or_else(|| of_kind(Kind::HeapText))
        .or_else(|| of_kind(Kind::Allocs))
        .or_else(|| verdict.profiles.first())
}

/// The first profile of the same kind that nothing speaks against comparing with, else the first of that kind.
fn first_like(verdict: &Verdict, profile: &ProfileInfo) -> Option<InputId> {
    let kind = verdict.input(profile.input)?.kind;
    let others =
        || {
            verdict.profiles.iter().map(|other| other.input).filter(|other| {
                *other != profile.input && verdict.input(*other).is_some_and(|input| input.kind == kind)
            })
        };
    others().find(|other| unlike(verdict, *other, profile.input).is_none()).or_else(|| others().next())
}
