//! What traced collections show of the live heap: exact, and in every cycle, but without a word on the code.

use decode::units::Bytes;

use super::{Clue, ended, level};
use crate::case::Case;
use crate::evidence::{Finding, Says};
use crate::growth::{BUSIER, Growth, LEAST_RETENTION, RISE};
use crate::report::{Cause, Sig6, Weight};

/// Least growth of the floor of the live heap, as a share of its start: the rest is swing.
const LEAST_RISE: f64 = 0.25;
/// Below this share of its early slope, the late slope of the floor says that it has flattened.
const FLATTENED: f64 = 0.2;

/// Lowest live heap of the first and the last part of the trace, and whether it still rose at the end.
fn floor(case: &Case) -> Option<(Bytes, Bytes, bool)> {
    let trace = case.outside.trace?;
    let floor = trace.floor();
    let (first, last) = (floor.first()?.1, floor.last()?.1);
    let trend = trace.trend()?;
    let rises = trend.chance < RISE
        && !only_at_start(case)
        && !trace.is_loaded()
        && (!trace.is_short() || trace.ends_highest())
        && trace.last_burst().is_none()
        && (last - first) >= Bytes::MIB
        && last.as_f64() >= (1.0 + LEAST_RISE) * first.as_f64()
        && trend.lasting.is_none_or(|lasting| lasting >= FLATTENED);
    Some((first, last, rises))
}

/// Whether the container lived at least as long again after the last collection: what was traced is its start.
fn only_at_start(case: &Case) -> bool {
    let lived = case.subject.and_then(|subject| ended::lived_seconds(&subject));
    case.outside.trace.zip(lived).is_some_and(|(trace, lived)| 2.0 * trace.until() < lived as f64)
}

/// Whether what is live after a collection rose and had not stopped at the end.
pub(super) fn rises(case: &Case) -> bool {
    floor(case).is_some_and(|(_, _, rises)| rises)
}

/// What is live after a collection rose or stayed, over all that was traced.
pub(super) fn live_heap(case: &Case) -> Option<Clue> {
    let trace = case.outside.trace?;
    let (from, to, rises) = floor(case)?;
    let collections = trace.len();
    if rises {
        let finding = Finding::TraceGrew { from, to, collections };
        let clue = |weight| Clue::new(finding, Says::Leak, weight).read_at(trace.input, None);
        // Where heap profiles show that nothing is kept, what rises is no leak of the heap.
        let kept = |growth: &Growth| growth.leaks().next().is_some() || !growth.undecided.is_empty() || growth.rises();
        if case.growth.as_ref().is_some_and(|growth| growth.points.len() > 2 && !kept(growth)) {
            return Some(clue(Weight::Weak));
        }
        // Where most of what is allocated stays, it may be data that is loaded before work begins; where more is
        // allocated in a second than before, more work.
        let loading = trace.kept_share().is_none_or(|share| share >= LEAST_RETENTION);
        let busier = trace.load_change().is_none_or(|change| change >= BUSIER);
        let ended = case.oom_killed() || case.subject.is_none();
        let weight = if ended && !loading && !busier { Weight::Medium } else { Weight::Weak };
        // All there is of it may be the start: without the pod nothing says how long it lived.
        let starting = loading && trace.is_short() && case.subject.is_none();
        return Some(if starting { clue(weight) } else { clue(weight).for_cause(Cause::HeapGrowth) });
    }
    let high = trace.live_high();
    // A start, and a burst at the end, are told apart from a heap that stays.
    if only_at_start(case) || trace.last_burst().is_some() || trace.rises_at_end() {
        return None;
    }
    let finding = Finding::TraceSteady { low: from.min(to), high, collections };
    let killed = case.oom_happened();
    let (says, cause) = if killed { (Says::Tuning, None) } else { (Says::NotOom, Some(Cause::Healthy)) };
    let clue = Clue::new(finding, says, Weight::Weak).read_at(trace.input, None);
    Some(Clue { cause, ..clue })
}

/// The heap was traced near or over the limit although what is live stayed.
pub(super) fn peak(case: &Case) -> Option<Clue> {
    let trace = case.outside.trace?;
    let limit = case.limit().filter(|_| case.oom_happened() && case.is_main())?;
    let (_, _, rises) = floor(case)?;
    let (peak, live) = (trace.peak(), trace.live_high());
    let at_work = trace.last_burst().is_some() || trace.rises_at_end();
    // What profiles saw grow was what it read in.
    let leaking = case.leaking() && !trace.is_loaded();
    if rises || at_work || leaking || peak.share_of(limit)? < level::NEAR {
        return None;
    }
    let weight = if peak.share_of(limit)? >= level::SURE { Weight::Strong } else { Weight::Medium };
    // What was live after a collection holds what was in hand at that moment: half the way up the heap is what GOGC
    // lets stand as garbage, beyond that it is the work itself.
    let cause = if live.share_of(limit)? >= level::UNDERSIZED { Cause::Undersized } else { Cause::GcHeadroom };
    let finding = Finding::TracePeak { peak, live, limit };
    Some(Clue::new(finding, Says::Tuning, weight).for_cause(cause).read_at(trace.input, None))
}

/// Allocation ran ahead of the collector: the heap outgrew its goal by this share and more, …
const OVERSHOT: f64 = 1.25;
/// … or what is live jumped from one collection to the next by this share of the limit.
const JUMP: f64 = 0.25;

/// A burst is caught in the act: the heap far over its goal, or twice the live heap within one collection.
pub(super) fn burst(case: &Case) -> Option<Clue> {
    let trace = case.outside.trace?;
    let limit = case.limit()?;
    let (before, after) = trace.largest_jump()?;
    let overshoot = trace.overshoot();
    let jumped = (after - before).share_of(limit)? >= JUMP && after.as_f64() >= 2.0 * before.as_f64();
    if overshoot < OVERSHOT && !jumped || case.leaking() || trace.peak().share_of(limit)? < 0.5 {
        return None;
    }
    let finding = Finding::BurstTraced { before, after, overshoot: Sig6::new(overshoot)? };
    let weight = if case.oom_happened() { Weight::Medium } else { Weight::Weak };
    Some(Clue::new(finding, Says::Tuning, weight).for_cause(Cause::Spike).read_at(trace.input, None))
}

/// It was calm, and the heap filled within moments before the kill: a burst that the collections of a busy end show.
pub(super) fn ended_in_burst(case: &Case) -> Option<Clue> {
    let trace = case.outside.trace.filter(|_| case.oom_happened() && case.is_main() && !case.leaking())?;
    let burst = trace.last_burst()?;
    if (burst.after - burst.before).share_of(case.limit()?)? < JUMP {
        return None;
    }
    let finding = Finding::TraceEndedInBurst {
        before: burst.before,
        after: burst.after,
        seconds: Sig6::new(burst.seconds)?,
        collections: burst.calm,
    };
    let clue = Clue::new(finding, Says::Tuning, Weight::Medium).for_cause(Cause::Spike);
    Some(clue.read_at(trace.input, None))
}

/// Share of all that was allocated that is still live, from which on nothing but filling up goes on.
const ALL: f64 = 0.8;

/// Collections that free next to nothing until the kill, with no profile to say what fills the heap.
pub(super) fn kept_all(case: &Case) -> Option<Clue> {
    let trace = case.outside.trace.filter(|trace| trace.len() >= 3 && case.growth.is_none() && case.oom_killed())?;
    let kept = trace.kept_of_all().filter(|kept| *kept >= ALL)?;
    let finding = Finding::TraceKeptAll { live: trace.last_live(), kept: Sig6::new(kept)? };
    // One that does not serve yet has nothing to leak by.
    let serves = case.subject.is_none_or(|subject| subject.container.ready != Some(false));
    let weight = if serves { Weight::Weak } else { Weight::Medium };
    Some(Clue::new(finding, Says::Tuning, weight).for_cause(Cause::Startup).read_at(trace.input, None))
}
