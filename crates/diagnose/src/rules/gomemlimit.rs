//! GOMEMLIMIT against the limit and the live heap (`domain.md` §C4).

use decode::kube::{ContainerState, EnvSource};
use decode::runtime::gomemlimit::Gomemlimit;
use decode::units::Bytes;

use super::Clue;
use crate::case::{Case, Subject};
use crate::evidence::{Finding, Says};
use crate::report::{Cause, TerminationKind, Weight};
use crate::termination;

/// The runtime would refuse the value. A program that ran did not read it: Go before 1.19, another language, or the value
/// is replaced on the way.
pub(super) fn malformed(case: &Case) -> Option<Clue> {
    let subject = case.subject?;
    let raw = termination::malformed_value(subject.container)?.to_owned();
    let line = subject.env("GOMEMLIMIT").and_then(|(_, line)| line);
    let clue = if has_run(&subject) {
        Clue::new(Finding::GomemlimitUnread { raw }, Says::Neutral, Weight::Medium)
    } else {
        let clue = Clue::new(Finding::GomemlimitMalformed { raw }, Says::NotOom, Weight::Strong);
        clue.for_cause(Cause::GomemlimitInvalid)
    };
    Some(clue.read_at(subject.input, line))
}

/// Whether the program got past the runtime's start, which a refused value ends with exit code 2.
fn has_run(subject: &Subject) -> bool {
    match subject.last_end() {
        _ if matches!(subject.termination.kind, TerminationKind::StartError | TerminationKind::Admission) => false,
        Some((end, _)) => end.exit_code != Some(2),
        None => {
            matches!(subject.container.state.as_ref().map(|state| &state.value), Some(ContainerState::Running { .. }))
        }
    }
}

/// It is not set. Weak: most services run well without it.
pub(super) fn unset(case: &Case) -> Option<Clue> {
    let subject = case.subject.filter(|subject| subject.gomemlimit_unset() && subject.termination.oom_happened)?;
    let finding = Finding::GomemlimitUnset { limit: subject.limit()? };
    Some(
        Clue::new(finding, Says::Tuning, Weight::Weak)
            .for_cause(Cause::GcHeadroom)
            .read_at(subject.input, subject.container.line),
    )
}

/// At or above the limit it does nothing before the kernel does.
pub(super) fn too_high(case: &Case) -> Option<Clue> {
    let subject = case.subject?;
    let (source, line) = subject.env("GOMEMLIMIT")?;
    let (Gomemlimit::Limit(gomemlimit), limit) = (subject.gomemlimit()?, subject.limit()?) else { return None };
    if gomemlimit < limit {
        return None;
    }
    if let Some(before) = resized_from(&subject) {
        return Some(stale(gomemlimit, before, limit).read_at(subject.input, line));
    }
    let weight = if subject.termination.oom_happened { Weight::Strong } else { Weight::Medium };
    let resource_field = matches!(source, EnvSource::ResourceField { .. });
    let finding = Finding::GomemlimitTooHigh { gomemlimit, limit, resource_field };
    Some(Clue::new(finding, Says::Tuning, weight).for_cause(Cause::GomemlimitTooHigh).read_at(subject.input, line))
}

/// From this share of GOMEMLIMIT on, what is live leaves the collector so little that it hardly rests: its goal is the
/// limit less the runtime's own memory and a headroom of 3 %, and never below what is live.
const THRASH_SHARE: f64 = 0.9;
/// What the runtime takes for itself in the smallest of programs (2.4 to 5 MiB in real ones: `GCSys`, `BuckHashSys`,
/// `OtherSys` and stacks).
const OWN: Bytes = Bytes(4 << 20);
/// No Go program lives in less: such a value is a number without its unit (a `divisor: 1Mi`, say).
pub(crate) const SMALLEST: Bytes = Bytes(4 << 20);

/// Below or close to the live heap it makes the collector run without pause.
pub(super) fn below_live(case: &Case) -> Option<Clue> {
    let subject = case.subject?;
    let Gomemlimit::Limit(gomemlimit) = subject.gomemlimit()? else { return None };
    let live = case.live_high().unwrap_or_default();
    if live.as_f64() < THRASH_SHARE * (gomemlimit - OWN).as_f64() && gomemlimit >= SMALLEST {
        return None;
    }
    let line = subject.env("GOMEMLIMIT").and_then(|(_, line)| line);
    let clue = Clue::new(Finding::GomemlimitBelowLive { gomemlimit, live }, Says::Tuning, Weight::Strong);
    Some(clue.for_cause(Cause::GcThrash).read_at(subject.input, line))
}

/// It may be set where the pod does not show it.
pub(super) fn hidden(case: &Case) -> Option<Clue> {
    let subject = case.subject.filter(|subject| subject.gomemlimit().is_none() && !subject.gomemlimit_unset())?;
    let (place, line) = match subject.env("GOMEMLIMIT") {
        Some((EnvSource::Secret { name, .. } | EnvSource::ConfigMap { name, .. }, line)) => (name.clone(), line),
        Some(_) => return None,
        None => (subject.container.env_from.join(", "), None),
    };
    Some(Clue::new(Finding::GomemlimitHidden { place }, Says::Neutral, Weight::Weak).read_at(subject.input, line))
}

/// The limit in the spec, where the one in force is another: the container was resized since it started, or a resize
/// is pending.
fn resized_from(subject: &Subject) -> Option<Bytes> {
    let written = subject.container.resources.memory_limit.as_ref()?.value;
    let actual = subject.container.actual_resources.as_ref()?.memory_limit.as_ref()?.value;
    (written != actual).then_some(written)
}

fn stale(gomemlimit: Bytes, before: Bytes, now: Bytes) -> Clue {
    let finding = Finding::GomemlimitStale { gomemlimit, before, now };
    Clue::new(finding, Says::Tuning, Weight::Strong).for_cause(Cause::GomemlimitStale)
}

/// A goal never passes GOMEMLIMIT while what is live is below it; traces round to whole MiB.
const EXCEEDED: f64 = 1.02;

/// Go's memory went far past GOMEMLIMIT although what is live is well below it: the variable is not in force (Go before
/// 1.19, overridden in the program, set on another process).
pub(super) fn ignored(case: &Case) -> Option<Clue> {
    let subject = case.subject?;
    let Gomemlimit::Limit(gomemlimit) = subject.gomemlimit()? else { return None };
    if gomemlimit < SMALLEST {
        return None;
    }
    let line = subject.env("GOMEMLIMIT").and_then(|(_, line)| line);
    let told = case.outside.vitals.iter().rev().find_map(|vitals| vitals.gomemlimit);
    let differs = told.is_some_and(|told| told.as_f64() > EXCEEDED * gomemlimit.as_f64());
    let traced = case.outside.trace.map(|trace| trace.highest_goal());
    let goal = case.outside.vitals.iter().filter_map(|vitals| vitals.goal).chain(traced).max();
    let live = case.live_high().max(case.outside.trace.map(|trace| trace.live_high())).unwrap_or_default();
    // A goal is never above GOMEMLIMIT unless what is live is.
    let passed = goal.is_some_and(|goal| goal.as_f64() > EXCEEDED * gomemlimit.as_f64())
        && live.as_f64() < THRASH_SHARE * gomemlimit.as_f64();
    let reached = if differs { told } else { goal.filter(|_| passed) }?;
    let finding = Finding::GomemlimitIgnored { gomemlimit, reached };
    let clue = Clue::new(finding, Says::Tuning, Weight::Strong).for_cause(Cause::GomemlimitIgnored);
    Some(clue.read_at(subject.input, line))
}

/// Another container of the pod has a GOMEMLIMIT, the killed one has none: perhaps it was set on the wrong one.
pub(super) fn elsewhere(case: &Case) -> Option<Clue> {
    let subject = case.subject.filter(|subject| subject.termination.oom_happened && subject.gomemlimit_unset())?;
    if !case.is_main() {
        return None;
    }
    let others = subject.pod.containers.iter().filter(|other| other.name != subject.container.name);
    let other = others.into_iter().find(|other| other.env.iter().any(|variable| variable.name == "GOMEMLIMIT"))?;
    let finding = Finding::GomemlimitElsewhere { container: other.name.clone() };
    let clue = Clue::new(finding, Says::Tuning, Weight::Medium).for_cause(Cause::GomemlimitIgnored);
    Some(clue.read_at(subject.input, other.line))
}

/// The limit was raised and GOMEMLIMIT still goes by the old one: it keeps the collector at work for nothing.
pub(super) fn stale_below(case: &Case) -> Option<Clue> {
    let subject = case.subject?;
    let (Gomemlimit::Limit(gomemlimit), now) = (subject.gomemlimit()?, subject.limit()?) else { return None };
    let before = resized_from(&subject).filter(|before| *before < now && gomemlimit.as_f64() < 0.7 * now.as_f64())?;
    let line = subject.env("GOMEMLIMIT").and_then(|(_, line)| line);
    Some(stale(gomemlimit, before, now).read_at(subject.input, line))
}
