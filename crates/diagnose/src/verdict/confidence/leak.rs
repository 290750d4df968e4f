//! How sure it can be that memory leaks.

use super::{ended_under_pressure, steadiness};
use crate::case::Case;
use crate::evidence::Finding;
use crate::growth::{Growth, LONG, Shape, SiteGrowth, blame};
use crate::report::{Cause, Confidence, Weight};
use crate::rules::{self, Clue};

/// How sure it can be at most that the heap leaks by itself: as long as no profile of goroutines says no, they may be
/// what holds it, and more so where the memory was allocated in goroutines that the program started.
pub(super) fn by_holder(case: &Case) -> Confidence {
    let Some(growth) = case.growth.as_ref().filter(|_| case.goroutines.ends().is_none()) else {
        return Confidence::High;
    };
    let in_own = growth.leaks().next().is_some_and(SiteGrowth::in_own_goroutines);
    match growth.points.len() {
        0..=3 if in_own => Confidence::Low,
        // One profile of goroutines shows many in one place, and not since when.
        _ if rules::leaking_goroutines(case).is_some() => Confidence::Medium,
        _ if in_own || growth.goroutines_may_hold() => Confidence::Medium,
        _ => Confidence::High,
    }
}

/// How sure it can be at most that goroutines leak where only the heap profile tells of them: connections of a server may
/// be clients that stay, and a sample or two of new goroutines may have come with a heap that leaks by itself.
pub(super) fn by_heap_alone(case: &Case, clues: &[Clue]) -> Confidence {
    let of_heap =
        |finding: &Finding| matches!(finding, Finding::SiteRetains { .. } | Finding::GoroutineStructuresGrew { .. });
    let mut mine = clues.iter().filter(|clue| clue.cause == Some(Cause::GoroutineLeak));
    let many = |growth: &Growth| {
        let connections = growth.leaks().next().is_some_and(|site| blame::is_connection(&site.function));
        growth.more_goroutines() || connections && growth.points.len() > 3
    };
    if mine.all(|clue| of_heap(&clue.evidence.finding)) && !case.growth.as_ref().is_some_and(many) {
        Confidence::Medium
    } else {
        Confidence::High
    }
}

/// How sure it can be at most that the heap leaks where the program does little else than keep what it allocates, and
/// not for requests: data that is read in before it serves looks the same until it is all there.
pub(super) fn by_place(case: &Case) -> Confidence {
    match case.subject {
        _ if !case.growth.as_ref().is_some_and(Growth::fills_in_background) => Confidence::High,
        Some(_) if !rules::may_never_have_served(case) => Confidence::Medium,
        _ => Confidence::Low,
    }
}

/// How sure it can be at most that the heap leaks where no end speaks for it and it is far from the limit: a cache with a
/// bound grows as well until it is full, and again in the next process.
pub(super) fn by_bound(case: &Case, clues: &[Clue]) -> Confidence {
    let starts = !case.other_growth.is_empty() && rules::far_from_limit(case) && !traced_growth(clues);
    match case.subject {
        _ if case.oom_happened() || ended_under_pressure(case) => Confidence::High,
        Some(_) if !starts => Confidence::High,
        None if !case.outside.settled => Confidence::High,
        _ => Confidence::Low,
    }
}

/// Confidence in a cause of the class leak.
pub(super) fn leak(case: &Case, cause: Cause, weight: Weight, clues: &[Clue]) -> Confidence {
    let meets = clues.iter().any(|clue| matches!(clue.evidence.finding, Finding::GrowthMeetsKill { .. }));
    let heap_too =
        cause == Cause::GoroutineLeak && case.growth.as_ref().is_some_and(|growth| growth.leaks().next().is_some());
    match (weight, case.oom_killed()) {
        (Weight::Strong, true) if meets || heap_too || fills_limit(case) => Confidence::High,
        // Measured outside the heap while the heap itself is shown to be steady, or far too small.
        (Weight::Strong, true)
            if matches!(cause, Cause::OffHeap | Cause::Stacks)
                && (steadiness(clues).is_some() || rules::far_from_limit(case)) =>
        {
            Confidence::High
        }
        // Ended by something else that memory brings about, and shown twice over.
        (Weight::Strong, false) if ended_under_pressure(case) && traced_growth(clues) => Confidence::High,
        (Weight::Strong, _) | (Weight::Medium, true) => Confidence::Medium,
        // A kill at the hands of a probe or of the node's memory, after a rise that never stopped.
        (Weight::Medium, false) if ended_under_pressure(case) && case.growth.as_ref().is_some_and(Growth::rises) => {
            Confidence::Medium
        }
        // Without a pod nothing says that it was killed, but growth alone can say leak.
        (Weight::Medium, false) if case.subject.is_none() => Confidence::Medium,
        // Nothing has ended it yet, but it has grown for long, without a pause, and will not fit for long.
        (Weight::Medium, false) if cause == Cause::HeapGrowth && grows_to_limit(case) => Confidence::Medium,
        _ => Confidence::Low,
    }
}

/// Whether what leaks most grew in a row of many snapshots of one process to its end, in a heap that already comes near
/// the limit.
fn grows_to_limit(case: &Case) -> bool {
    let Some(growth) = case.growth.as_ref().filter(|growth| growth.proven && growth.points.len() >= LONG) else {
        return false;
    };
    let worst = growth.leaks().next();
    worst.is_some_and(|site| site.shape == Shape::Sustained && site.rises)
        && case.limit().is_some()
        && !rules::loads(case)
        && !rules::far_from_limit(case)
}

/// Whether traced collections show the same growth as the profiles.
fn traced_growth(clues: &[Clue]) -> bool {
    clues.iter().any(|clue| matches!(clue.evidence.finding, Finding::TraceGrew { .. }))
}

/// Whether the live heap at the last snapshot, doubled by the collector's pacing, accounts for half the limit.
fn fills_limit(case: &Case) -> bool {
    let share = case.growth.as_ref().zip(case.limit()).and_then(|(growth, limit)| growth.last().inuse.share_of(limit));
    share.is_some_and(|share| share >= 0.25)
}
