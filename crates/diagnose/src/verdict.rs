//! Evidence weighed into a verdict (`domain.md` §I, `design.md` §5).

mod confidence;

use crate::case::Case;
use crate::evidence::Evidence;
use crate::fix::left;
use crate::growth::{Growth, LONG, SiteGrowth};
use crate::report::{Cause, Class, Confidence, Contribution, Signature, TerminationKind, Weight};
use crate::rules::{self, Clue};
use crate::signature;

/// What the evidence amounts to.
#[derive(Debug, Clone)]
pub(crate) struct Verdict {
    /// What kind of change is needed.
    pub class: Class,
    /// The main cause.
    pub cause: Cause,
    /// How sure.
    pub confidence: Confidence,
    /// Other causes of medium weight or more.
    pub contributing: Vec<Contribution>,
    /// The evidence, strongest first.
    pub evidence: Vec<Evidence>,
}

impl Cause {
    /// The class a cause belongs to (`design.md` §4).
    pub fn class(self) -> Class {
        match self {
            Self::HeapGrowth | Self::GoroutineLeak | Self::OffHeap => Class::Leak,
            Self::Healthy
            | Self::ProbeKill
            | Self::Eviction
            | Self::Preempted
            | Self::NodeShutdown
            | Self::Admission
            | Self::StartError
            | Self::StatusUnknown
            | Self::GoFatal
            | Self::GomemlimitInvalid
            | Self::Stopped
            | Self::Completed => Class::NotOom,
            Self::Unknown => Class::Inconclusive,
            _ => Class::Tuning,
        }
    }

    /// Whether what fills the container is not the Go program's own memory, so that no setting of its collector helps.
    pub(crate) fn is_beside_go(self) -> bool {
        matches!(self, Self::ChildProcess | Self::Tmpfs | Self::KernelMemory)
    }
}

/// Which cause is the main one where several have weight: what must be mended first comes first. An OOM in another
/// container leaves the heap out of it; a leak comes before the settings that it defeats; a memory cause behind
/// another end (a probe kill, an eviction) stays the main one.
const ORDER: [Cause; 36] = [
    Cause::InitContainer,
    Cause::Sidecar,
    Cause::GoroutineLeak,
    Cause::HeapGrowth,
    Cause::OffHeap,
    Cause::Stacks,
    Cause::NodeOom,
    Cause::NoLimit,
    Cause::PodLimit,
    Cause::GomemlimitIgnored,
    Cause::GomemlimitStale,
    Cause::GcThrash,
    Cause::Tmpfs,
    Cause::PageCache,
    Cause::ChildProcess,
    Cause::Startup,
    Cause::Undersized,
    Cause::GomemlimitTooHigh,
    Cause::LoadGrowth,
    Cause::RuntimeRegression,
    Cause::Fragmentation,
    Cause::GcHeadroom,
    Cause::Spike,
    Cause::KernelMemory,
    Cause::GomemlimitInvalid,
    Cause::ProbeKill,
    Cause::Eviction,
    Cause::Preempted,
    Cause::NodeShutdown,
    Cause::Admission,
    Cause::StartError,
    Cause::StatusUnknown,
    Cause::GoFatal,
    Cause::Stopped,
    Cause::Completed,
    Cause::Healthy,
];

/// Weighs the clues of a case.
pub(crate) fn weigh(case: &Case, clues: &[Clue]) -> Verdict {
    let mut clues = clues.to_vec();
    clues.sort_by_key(|clue| std::cmp::Reverse(clue.evidence.weight));
    let weights = weights(case, &clues);
    let cause = main_cause(case, &weights);
    let class = match cause {
        Cause::Stacks if rules::stacks_grow(case) => Class::Leak,
        cause => cause.class(),
    };
    Verdict {
        class,
        cause,
        confidence: confidence::judge(case, cause, class, &weights, &clues),
        contributing: contributing(case, cause, &weights, &clues),
        evidence: clues.into_iter().map(|clue| clue.evidence).collect(),
    }
}

/// The weight of each cause that has a clue, in the order of [`ORDER`]: that of its strongest clue, a step more if
/// two of medium weight agree.
fn weights(case: &Case, clues: &[Clue]) -> Vec<(Cause, Weight)> {
    let weight = |cause: Cause| {
        let mine = || clues.iter().filter(|clue| clue.cause == Some(cause)).map(|clue| clue.evidence.weight);
        let strongest = mine().max()?;
        let agree = mine().filter(|weight| *weight >= Weight::Medium).count();
        let together = if agree >= 2 { Weight::Strong } else { strongest };
        Some((cause, if doubted(case, cause) { one_less(together) } else { together }))
    };
    ORDER.iter().filter_map(|cause| weight(*cause)).collect()
}

/// Growth in a container that nothing has ended yet may be a warm-up that has not ended: it counts a step less.
fn doubted(case: &Case, cause: Cause) -> bool {
    let ended = case.subject.is_none_or(|subject| {
        let kind = subject.termination.kind;
        !matches!(kind, TerminationKind::None | TerminationKind::Completed | TerminationKind::Stopped)
    });
    // A cache fills up again after each restart, to the same size: where one process was traced until it stopped
    // growing, that the next one grows says nothing.
    let once = case.other_growth.is_empty() || case.outside.settled && rules::far_from_limit(case);
    cause == Cause::HeapGrowth && !ended && once && !of_no_cache(case)
}

/// Whether memory has gone on growing for long in a pattern that no cache shows when it fills: what is never cancelled,
/// stopped or closed, or ever more goroutines.
fn of_no_cache(case: &Case) -> bool {
    let Some(growth) = case.growth.as_ref().filter(|growth| growth.points.len() >= LONG) else { return false };
    let never_ends = growth.leaks().filter_map(signature::of_site).any(Signature::never_ends);
    !rules::loads(case) && (never_ends || growth.more_goroutines())
}

/// Growth in a container that nothing has ended yet, far from its limit, may be a warm-up as well as a leak: it is
/// shown, and nothing is concluded from it.
fn still_roomy(case: &Case) -> bool {
    doubted(case, Cause::HeapGrowth) && rules::far_from_limit(case)
}

fn one_less(weight: Weight) -> Weight {
    match weight {
        Weight::Strong => Weight::Medium,
        Weight::Medium | Weight::Weak => Weight::Weak,
    }
}

fn main_cause(case: &Case, weights: &[(Cause, Weight)]) -> Cause {
    let weighty = weights.iter().filter(|(cause, weight)| *weight >= Weight::Medium && *cause != Cause::Healthy);
    let of_memory: Vec<_> = weighty
        .clone()
        .filter(|(cause, _)| cause.class() != Class::NotOom)
        .filter(|(cause, _)| *cause != Cause::HeapGrowth || !still_roomy(case))
        .collect();
    let stronger_than = |one: Weight, others: &[Cause]| {
        of_memory.iter().find(|(cause, weight)| others.contains(cause) && *weight > one).map(|(cause, _)| *cause)
    };
    if let Some((cause, weight)) = of_memory.first() {
        let beside = match cause {
            // Goroutines that pile up a little beside a heap that surely leaks are not what fills it.
            Cause::GoroutineLeak if case.goroutines.ends().is_some() && !explained(case, *cause, Cause::HeapGrowth) => {
                stronger_than(*weight, &[Cause::HeapGrowth])
            }
            // Load that grew is what brought a setting to light that was too tight already.
            Cause::LoadGrowth if !case.growth.as_ref().is_some_and(Growth::rises) => {
                stronger_than(*weight, &[Cause::GcHeadroom, Cause::Spike])
            }
            _ => None,
        };
        return beside.unwrap_or(*cause);
    }
    if let Some((cause, _)) = weighty.clone().find(|(cause, _)| cause.class() == Class::NotOom) {
        return *cause;
    }
    let weak = |wanted: Cause| weights.iter().any(|(cause, _)| *cause == wanted);
    // A kill and growth over two snapshots: a suspicion, said as one. Without the kill it is not even that.
    if case.oom_killed() && weak(Cause::HeapGrowth) {
        return Cause::HeapGrowth;
    }
    if weak(Cause::Healthy) && !weak(Cause::HeapGrowth) && never_restarted(case) {
        Cause::Healthy
    } else {
        Cause::Unknown
    }
}

/// Whether the pod is known and its container was never restarted: without the pod nothing says that all is well.
fn never_restarted(case: &Case) -> bool {
    let restarts = case.subject.and_then(|subject| subject.container.restart_count.as_ref());
    restarts.is_some_and(|count| count.value == 0)
}

fn contributing(case: &Case, main: Cause, weights: &[(Cause, Weight)], clues: &[Clue]) -> Vec<Contribution> {
    let counts = |(cause, weight): &&(Cause, Weight)| {
        *weight >= Weight::Medium && *cause != main && *cause != Cause::Healthy && !explained(case, main, *cause)
    };
    let contribution = |(cause, weight): &(Cause, Weight)| {
        let mine = clues.iter().enumerate().filter(|(_, clue)| clue.cause == Some(*cause));
        Contribution {
            cause: *cause,
            weight: *weight,
            evidence: mine.map(|(index, _)| index).collect(),
            left: left::of(case, *cause, main, clues),
            main_left: left::of(case, main, *cause, clues),
        }
    };
    weights.iter().filter(counts).map(contribution).collect()
}

/// Whether `cause` is only another view of `main`: heap held by the very goroutines that pile up.
fn explained(case: &Case, main: Cause, cause: Cause) -> bool {
    if (main, cause) != (Cause::GoroutineLeak, Cause::HeapGrowth) {
        return false;
    }
    let Some((function, _, _)) = rules::leaking_goroutines(case) else { return false };
    let by_them = |site: &SiteGrowth| site.functions.iter().any(|(name, _)| name == function);
    case.growth.as_ref().is_some_and(|growth| growth.leaks().all(by_them))
}
