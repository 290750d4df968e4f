//! Before and after a change: did it help?

use std::collections::BTreeMap;

use decode::kube::{Container, ContainerState, Pod, Resources};
use decode::units::{Bytes, UnixNanos};
use decode::{Facts, Input};
use serde::{Deserialize, Serialize};

use crate::report::{Class, ContainerReport, Options, Report, Sig6};

/// Allocation rates that differ by more than this factor are not of the same load.
const SAME_LOAD: f64 = 1.5;
/// A change by less than this share is no change.
const NOTABLE: f64 = 0.1;
/// A run has to last this many times as long as the killed one lived before no kill proves anything.
const LONG_ENOUGH: f64 = 3.0;

/// What is compared, before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// What it amounts to.
    pub outcome: Outcome,
    /// The rows of the table.
    pub rows: Vec<Row>,
    /// Share by which the load differs, if both are known.
    pub load: Option<Sig6>,
}

/// What a change amounted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The kills have stopped, for long enough.
    Fixed,
    /// It is still killed, or has not run for long enough to tell.
    NotYet,
    /// It is killed more often, or costs much more.
    Worse,
    /// The load is not the same.
    NotComparable,
}

/// A measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Restarts a day.
    RestartsPerDay,
    /// Memory at its peak.
    Peak,
    /// Share of CPU that the collector takes.
    GcCpu,
    /// Highest live heap.
    LiveHeap,
    /// Bytes allocated a second: the load, as far as memory shows it.
    Allocation,
    /// Memory limit.
    Limit,
    /// GOMEMLIMIT.
    Gomemlimit,
}

/// A measure before and after; `None` where the inputs do not tell.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Which.
    pub measure: Measure,
    /// Before: bytes, or a number.
    pub before: Option<Sig6>,
    /// After.
    pub after: Option<Sig6>,
}

/// Compares the two sides of a change, if `inputs` are from both: by `marked`, what a person said of the input at the same
/// place, else by the folder they are in (`before/…`, `after/…`), else by the start of a pod that has other settings than an
/// earlier one of the same workload.
pub fn across_a_change(inputs: &[Input], marked: &[Option<Side>], options: &Options) -> Option<Comparison> {
    let said = |(place, input): (usize, &Input)| marked.get(place).copied().flatten().or_else(|| by_name(input));
    let sides: Vec<Option<Side>> = match inputs.iter().enumerate().map(said).collect::<Vec<_>>() {
        named if [Side::Before, Side::After].iter().all(|side| named.contains(&Some(*side))) => named,
        _ => by_time(inputs)?,
    };
    let side = |wanted| {
        let mine = inputs.iter().zip(&sides).filter(|(_, side)| **side == Some(wanted));
        mine.map(|(input, _)| input.clone()).collect::<Vec<_>>()
    };
    let (before, after) = (side(Side::Before), side(Side::After));
    (!before.is_empty() && !after.is_empty())
        .then(|| compare(&crate::diagnose(&before, options), &crate::diagnose(&after, options)))
}

/// A side of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Captured before it.
    Before,
    /// Captured after it.
    After,
}

fn by_name(input: &Input) -> Option<Side> {
    let folders: Vec<&str> = input.name.split(['/', '.', '-', '_']).collect();
    let has = |word: &str| folders.iter().any(|part| part.eq_ignore_ascii_case(word));
    match (has("before"), has("after")) {
        (true, false) => Some(Side::Before),
        (false, true) => Some(Side::After),
        _ => None,
    }
}

fn by_time(inputs: &[Input]) -> Option<Vec<Option<Side>>> {
    let pods: Vec<&Pod> = inputs.iter().filter_map(|input| one_pod(&input.facts)).collect();
    let changed = |a: &&Pod, b: &&Pod| same_workload(a, b) && settings(a) != settings(b);
    let later = pods.iter().filter(|pod| pods.iter().any(|other| changed(pod, other) && started(other) < started(pod)));
    let change = later.filter_map(|pod| started(pod)).max()?;
    let side_of = |at: UnixNanos| if at >= change { Side::After } else { Side::Before };
    let side = |input: &Input| match one_pod(&input.facts) {
        Some(pod) => started(pod).map(side_of),
        None => input.taken_at.map(side_of),
    };
    Some(inputs.iter().map(side).collect())
}

fn one_pod(facts: &Facts) -> Option<&Pod> {
    match facts {
        Facts::Pods(pods) if pods.len() == 1 => pods.first(),
        _ => None,
    }
}

fn same_workload(a: &Pod, b: &Pod) -> bool {
    let stem =
        |pod: &Pod| pod.owner.as_deref().and_then(|owner| owner.rsplit_once('-')).map(|(stem, _)| stem.to_owned());
    a.namespace == b.namespace && (a.owner == b.owner || stem(a) == stem(b)) && a.owner.is_some()
}

/// What a change of settings touches.
fn settings(pod: &Pod) -> Vec<(&str, Option<Bytes>, Vec<String>)> {
    let limit = |resources: &Resources| resources.memory_limit.as_ref().map(|limit| limit.value);
    let variables = |container: &Container| {
        let mine = container.env.iter().filter(|variable| matches!(variable.name.as_str(), "GOMEMLIMIT" | "GOGC"));
        mine.map(|variable| format!("{}={:?}", variable.name, variable.source)).collect()
    };
    pod.containers
        .iter()
        .map(|container| (container.name.as_str(), limit(&container.resources), variables(container)))
        .collect()
}

/// When the pod, or the present run of a container of it, began.
fn started(pod: &Pod) -> Option<UnixNanos> {
    let running = pod.containers.iter().filter_map(|container| match &container.state.as_ref()?.value {
        ContainerState::Running { started } => *started,
        _ => None,
    });
    pod.started.or_else(|| running.min())
}

/// Compares the report on the captures from before a change with the one on those from after it.
pub fn compare(before: &Report, after: &Report) -> Comparison {
    let load = load(before, after);
    let rows = rows(before, after);
    Comparison { outcome: outcome(before, after, load), rows, load }
}

fn rows(before: &Report, after: &Report) -> Vec<Row> {
    let bytes = |bytes: Option<Bytes>| bytes.and_then(|bytes| Sig6::new(bytes.as_f64()));
    let row =
        |measure, read: &dyn Fn(&Report) -> Option<Sig6>| Row { measure, before: read(before), after: read(after) };
    let all = [
        row(Measure::RestartsPerDay, &restarts),
        row(Measure::Peak, &|report| bytes(report.forecast.peak_bytes_now)),
        row(Measure::GcCpu, &|report| report.forecast.gc_cpu_fraction_now),
        row(Measure::LiveHeap, &|report| bytes(report.budget.live_heap.map(|live| live.bytes))),
        row(Measure::Allocation, &allocation),
        row(Measure::Limit, &|report| bytes(report.budget.limit.map(|limit| limit.bytes))),
        row(Measure::Gomemlimit, &|report| bytes(super::Pacing::now(report).gomemlimit)),
    ];
    all.into_iter().filter(|row| row.before.is_some() || row.after.is_some()).collect()
}

/// No restarts is a number too.
fn restarts(report: &Report) -> Option<Sig6> {
    let none = || super::container(report)?.restart_count.filter(|count| *count == 0).and_then(|_| Sig6::new(0.0));
    report.forecast.restarts_per_day_now.or_else(none)
}

/// By how much the load differs, by the bytes allocated a second: of the functions that both reports name, as the same code
/// allocates the same for a request, else of everything. `None` where an input is missing for it.
fn load(before: &Report, after: &Report) -> Option<Sig6> {
    let (old, new) = (rates(before), rates(after));
    let both = old.iter().filter_map(|(function, old)| Some((*old, *new.get(function)?)));
    let whole = || Some((allocation(before)?.get(), allocation(after)?.get()));
    let (old, new) = both.reduce(|sum, more| (sum.0 + more.0, sum.1 + more.1)).or_else(whole)?;
    Sig6::new(new / old - 1.0).filter(|_| old > 0.0)
}

/// Bytes allocated a second, by function.
fn rates(report: &Report) -> BTreeMap<&str, f64> {
    let suspects = report.suspects.iter();
    suspects.filter_map(|suspect| Some((suspect.function.as_str(), suspect.alloc_bytes_per_second?.get()))).collect()
}

fn allocation(report: &Report) -> Option<Sig6> {
    report.forecast.alloc_bytes_per_second
}

/// What the change amounted to. Under a heavier load bad news says nothing about the change, under a lighter one good news
/// doesn't; the other way round they hold all the more.
fn outcome(before: &Report, after: &Report, load: Option<Sig6>) -> Outcome {
    let factor = load.map_or(1.0, |load| 1.0 + load.get());
    let (heavier, lighter) = (factor > SAME_LOAD, factor < 1.0 / SAME_LOAD);
    let (old, new) = (restarts(before).map(Sig6::get), restarts(after).map(Sig6::get));
    let killed_again = super::container(after).is_some_and(|container| container.termination.oom_happened);
    let more_kills = old.zip(new).is_some_and(|(old, new)| new > old * (1.0 + NOTABLE));
    let cost = |report: &Report| report.forecast.gc_cpu_fraction_now.map(Sig6::get);
    let thrash =
        cost(after).is_some_and(|after| after > 0.25 && cost(before).is_none_or(|before| after > 2.0 * before));
    let worse = more_kills || thrash;
    match () {
        () if heavier && (worse || killed_again) => Outcome::NotComparable,
        () if worse => Outcome::Worse,
        // A leak is one under any load.
        () if killed_again || after.class == Class::Leak => Outcome::NotYet,
        () if lighter => Outcome::NotComparable,
        () if lasted(before, after) => Outcome::Fixed,
        () => Outcome::NotYet,
    }
}

/// Whether the run after the change has lasted three times as long as the killed one lived.
fn lasted(before: &Report, after: &Report) -> bool {
    let lived = super::container(before).and_then(|container| {
        let last = container.last_state.as_ref()?;
        Some(last.finished?.seconds_since(last.started?))
    });
    let started = super::container(after).and_then(|container: &ContainerReport| container.state.as_ref()?.started);
    let latest: Option<UnixNanos> = after.inputs.iter().filter_map(|input| input.taken_at).max();
    match (lived, started, latest) {
        (Some(lived), Some(started), Some(latest)) => latest.seconds_since(started) >= LONG_ENOUGH * lived,
        _ => false,
    }
}
