//! How sure a verdict is. A confident wrong answer is the worst that can happen, so every step up is earned by
//! evidence of another kind.

mod leak;
mod not_oom;
mod tuning;

use crate::case::Case;
use crate::evidence::{Finding, Says};
use crate::report::{Cause, Class, Confidence, TerminationKind, Weight};
use crate::rules::{self, Clue};
use crate::termination::eviction;
use leak::{by_bound, by_heap_alone, by_holder, by_place, leak};
use not_oom::not_oom;
use tuning::tuning;

/// Confidence in `cause` as the main one.
pub(super) fn judge(
    case: &Case,
    cause: Cause,
    class: Class,
    weights: &[(Cause, Weight)],
    clues: &[Clue],
) -> Confidence {
    let weight_of =
        |wanted| weights.iter().find(|(found, _)| *found == wanted).map_or(Weight::Weak, |(_, weight)| *weight);
    let mut weight = weight_of(cause);
    if cause == Cause::GoroutineLeak {
        // The heap that they hold says leak as well as the goroutines do.
        weight = weight.max(weight_of(Cause::HeapGrowth));
    }
    let confidence = match class {
        Class::Inconclusive => return Confidence::Low,
        Class::Leak if cause == Cause::HeapGrowth => {
            let caps = [by_holder(case), by_place(case), by_bound(case, clues)];
            caps.into_iter().fold(leak(case, cause, weight, clues), Confidence::min)
        }
        // Two counts alone.
        Class::Leak if cause == Cause::GoroutineLeak && !rules::goroutines_corroborated(case) => {
            return Confidence::Low;
        }
        Class::Leak if cause == Cause::GoroutineLeak => {
            leak(case, cause, weight, clues).min(by_heap_alone(case, clues))
        }
        Class::Leak => leak(case, cause, weight, clues),
        Class::Tuning => tuning(case, cause, weight, clues),
        Class::NotOom => not_oom(case, cause, weight, clues),
    };
    let confidence = if case.unlinked { confidence.min(Confidence::Medium) } else { confidence };
    // A steady heap is what memory outside it looks like; goroutines fill a container with their stacks.
    let outside = matches!(cause, Cause::OffHeap | Cause::Stacks | Cause::GoroutineLeak);
    if !outside && contradicted(class, clues) { lower(confidence) } else { confidence }
}

/// Whether the container ended in a way that memory can bring about: eviction, a probe that got no answer.
fn ended_under_pressure(case: &Case) -> bool {
    case.subject.is_some_and(|subject| match subject.termination.kind {
        TerminationKind::Evicted => !eviction::spares_memory(subject.pod),
        kind => kind == TerminationKind::ProbeKill,
    })
}

/// How well it is shown that the live heap is steady.
fn steadiness(clues: &[Clue]) -> Option<Weight> {
    let steady = clues.iter().filter(|clue| matches!(clue.evidence.finding, Finding::HeapSteady { .. }));
    steady.map(|clue| clue.evidence.weight).max()
}

/// Whether anything speaks of a heap or of goroutines that grow, if only weakly.
fn growth_seen(clues: &[Clue]) -> bool {
    clues.iter().any(|clue| matches!(clue.cause, Some(Cause::HeapGrowth | Cause::GoroutineLeak)))
}

/// Whether evidence of medium weight or more speaks for another class and for no cause of its own.
fn contradicted(class: Class, clues: &[Clue]) -> bool {
    clues.iter().any(|clue| {
        let says = clue.evidence.says;
        clue.cause.is_none()
            && clue.evidence.weight >= Weight::Medium
            && says != Says::Neutral
            && says != Says::from(class)
    })
}

fn lower(confidence: Confidence) -> Confidence {
    match confidence {
        Confidence::High => Confidence::Medium,
        Confidence::Medium | Confidence::Low => Confidence::Low,
    }
}
