//! What to set on the target container (`design.md` §5 "Numbers", `domain.md` §G4).

mod gomemlimit;
mod leak;
mod limit;
mod probes;
mod sizing;
mod tuning;
mod volumes;

use std::collections::BTreeMap;

use decode::runtime::gogc::Gogc;
use decode::units::Bytes;

use super::demand::Demand;
use super::{budget, tidy};
use crate::case::{Case, Subject};
use crate::report::{Action, Cause, Class, Reason, Recommendation, Setting};
use crate::termination::{self, eviction};
use crate::verdict::Verdict;

pub use gomemlimit::Price;
pub(super) use gomemlimit::price;
pub(crate) use limit::is_shared;

/// Recommends settings for a verdict. Every setting left open or kept says why.
pub(super) fn settings(case: &Case, verdict: &Verdict, demand: Option<&Demand>) -> Recommendation {
    let mut advice = Recommendation {
        memory_limit: keep(Reason::NoEvidence),
        memory_request: keep(Reason::NoEvidence),
        gomemlimit: keep(Reason::NoEvidence),
        gogc: keep(Reason::NoEvidence),
        liveness: keep(Reason::NoEvidence),
        startup: keep(Reason::NoEvidence),
        volumes: Vec::new(),
        stop_gap: false,
    };
    let Some(subject) = case.subject else {
        // A cgroup tells its limit, but not what is set on the container.
        let unknown = open(if case.limit().is_some() { Reason::SettingsUnknown } else { Reason::LimitUnknown });
        return Recommendation { memory_limit: unknown.clone(), gomemlimit: unknown, ..advice };
    };
    match verdict.class {
        Class::Leak => leak::stop_gap(case, &subject, demand, &mut advice),
        Class::Tuning => tuning::tune(case, &subject, verdict.cause, demand, &mut advice),
        Class::NotOom if verdict.cause == Cause::GomemlimitInvalid => {
            gomemlimit::repair(case, &subject, demand, &mut advice);
        }
        Class::Inconclusive if case.oom_killed() => rule_of_thumb(case, &subject, &mut advice),
        Class::Inconclusive => advice.gomemlimit = open(unsettled(case)),
        Class::NotOom if verdict.cause == Cause::StartError && too_low_to_start(&subject) => {
            advice.memory_limit = limit::to_start(subject.limit().unwrap_or_default());
        }
        Class::NotOom => sizing::size(case, &subject, verdict, demand, &mut advice),
    }
    collects_again(case, &mut advice);
    request(case, &subject, verdict, &mut advice);
    probes::advise(&subject, verdict, &mut advice);
    advice
}

/// Why a GOMEMLIMIT would be a guess.
fn unsettled(case: &Case) -> Reason {
    match case.live_high() {
        _ if case.leaking() => Reason::StillGrowing,
        Some(_) => Reason::CauseUnknown,
        None => Reason::LiveHeapUnknown,
    }
}

/// Nothing is known of the live heap: more room is safe, a GOMEMLIMIT is not.
fn rule_of_thumb(case: &Case, subject: &Subject, advice: &mut Recommendation) {
    advice.gomemlimit = open(unsettled(case));
    match (limit::by_peak(case), subject.limit()) {
        (Some(limit), now) if now.is_none_or(|now| Some(now) < limit.bytes) => {
            advice.memory_limit = limit;
            advice.stop_gap = true;
        }
        (_, None) if !subject.shows_limits() => advice.memory_limit = open(Reason::LimitUnknown),
        (_, None) => (advice.memory_limit, advice.memory_request) = (open(Reason::NoLimit), open(Reason::UseUnknown)),
        (_, Some(_)) if limit::is_shared(subject) => advice.memory_limit = open(Reason::OthersUnknown),
        (_, Some(_)) => {}
    }
}

/// Whether the runtime says that it was the limit which let nothing start.
fn too_low_to_start(subject: &Subject) -> bool {
    let says = |message: &str| message.contains("container init was OOM-killed");
    let ended = subject.last_end().and_then(|(end, _)| end.message.as_deref()).is_some_and(says);
    subject.container.resources.memory_limit.is_some()
        && (ended || termination::init_killed(subject.pod, subject.container))
}

/// GOGC=off without a GOMEMLIMIT fills any limit, whatever is live: after a kill it goes, whether or not a profile is there.
fn collects_again(case: &Case, advice: &mut Recommendation) {
    let bounded = advice.gomemlimit.action == Action::Set || budget::now(case).gomemlimit.is_some();
    let set = case.subject.is_some_and(|subject| subject.literal("GOGC").is_some());
    if set && case.gogc() == Gogc::Off && !bounded && case.is_main() && case.oom_happened() {
        advice.gogc = remove(Reason::GogcOff);
    }
}

/// Where the limit changes, the request follows it, so that the node really has the memory; so it does after an
/// eviction for memory, unless the container kept to its request.
fn request(case: &Case, subject: &Subject, verdict: &Verdict, advice: &mut Recommendation) {
    let set = advice.memory_limit.bytes.filter(|_| advice.memory_limit.action == Action::Set);
    let evicted = blames(verdict, Cause::Eviction)
        && !eviction::spares_memory(subject.pod)
        && eviction::over_request(subject.pod, &subject.container.name) != Some(false);
    let (wanted, reason) = match (set, subject.limit()) {
        (Some(limit), _) => (limit, Reason::EqualToLimit),
        (None, Some(limit)) if evicted => (limit, Reason::Evicted),
        (None, Some(limit)) if verdict.cause == Cause::NodeOom => return for_node(case, subject, limit, advice),
        _ => return,
    };
    if subject.request() != Some(wanted) && !limit::is_shared(subject) {
        advice.memory_request = memory(wanted, reason, "limit", [("limit", wanted)]);
        advice.stop_gap |= verdict.class == Class::Leak;
    }
}

/// Where the node ran out, what a container has requested is what counts for it: no less than it uses.
fn for_node(case: &Case, subject: &Subject, limit: Bytes, advice: &mut Recommendation) {
    let Some(used) = limit::used(case) else {
        advice.memory_request = open(Reason::UseUnknown);
        return;
    };
    let wanted = tidy::up(used).min(limit);
    if subject.request().is_none_or(|request| request < wanted) && !limit::is_shared(subject) {
        advice.memory_request =
            memory(wanted, Reason::HoldsUse, "min(limit, tidy_up(peak))", [("peak", used), ("limit", limit)]);
    }
}

/// Whether the cause is the main one, or one that contributes.
fn blames(verdict: &Verdict, cause: Cause) -> bool {
    verdict.cause == cause || verdict.contributing.iter().any(|also| also.cause == cause)
}

/// Sets memory to `bytes`.
fn memory<const N: usize>(bytes: Bytes, reason: Reason, formula: &str, inputs: [(&str, Bytes); N]) -> Setting {
    Setting {
        action: Action::Set,
        bytes: Some(bytes),
        value: Some(tidy::quantity(bytes)),
        env: None,
        reason: Some(reason),
        formula: Some(formula.to_owned()),
        inputs: inputs.into_iter().map(|(name, bytes)| (name.to_owned(), bytes.0)).collect::<BTreeMap<_, _>>(),
    }
}

fn keep(reason: Reason) -> Setting {
    Setting { action: Action::Keep, reason: Some(reason), ..Setting::default() }
}

fn open(reason: Reason) -> Setting {
    Setting { action: Action::Unknown, reason: Some(reason), ..Setting::default() }
}

fn remove(reason: Reason) -> Setting {
    Setting { action: Action::Remove, reason: Some(reason), ..Setting::default() }
}
