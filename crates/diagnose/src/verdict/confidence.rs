//! How sure a verdict is. A confident wrong answer is the worst that can happen, so every step up is earned by
//! evidence of another kind.

use crate::case::Case;
use crate::evidence::{Finding, Says};
use crate::fix::pacing;
use crate::growth::{Growth, LONG, Shape, SiteGrowth, blame};
use crate::report::{Cause, Class, Confidence, TerminationKind, Weight};
use crate::rules::{self, Clue};
use crate::termination::eviction;

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

/// How sure it can be at most that the heap leaks by itself: as long as no profile of goroutines says no, they may be
/// what holds it, and more so where the memory was allocated in goroutines that the program started.
fn by_holder(case: &Case) -> Confidence {
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
fn by_heap_alone(case: &Case, clues: &[Clue]) -> Confidence {
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
fn by_place(case: &Case) -> Confidence {
    match case.subject {
        _ if !case.growth.as_ref().is_some_and(Growth::fills_in_background) => Confidence::High,
        Some(_) if !rules::may_never_have_served(case) => Confidence::Medium,
        _ => Confidence::Low,
    }
}

/// How sure it can be at most that the heap leaks where no end speaks for it and it is far from the limit: a cache with a
/// bound grows as well until it is full, and again in the next process.
fn by_bound(case: &Case, clues: &[Clue]) -> Confidence {
    let starts = !case.other_growth.is_empty() && rules::far_from_limit(case) && !traced_growth(clues);
    match case.subject {
        _ if case.oom_happened() || ended_under_pressure(case) => Confidence::High,
        Some(_) if !starts => Confidence::High,
        None if !case.outside.settled => Confidence::High,
        _ => Confidence::Low,
    }
}

fn leak(case: &Case, cause: Cause, weight: Weight, clues: &[Clue]) -> Confidence {
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

/// Whether the container ended in a way that memory can bring about: eviction, a probe that got no answer.
fn ended_under_pressure(case: &Case) -> bool {
    case.subject.is_some_and(|subject| match subject.termination.kind {
        TerminationKind::Evicted => !eviction::spares_memory(subject.pod),
        kind => kind == TerminationKind::ProbeKill,
    })
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

fn tuning(case: &Case, cause: Cause, weight: Weight, clues: &[Clue]) -> Confidence {
    let steadiness = steadiness(clues);
    let another_container =
        matches!(cause, Cause::InitContainer | Cause::Sidecar | Cause::NoLimit | Cause::PodLimit | Cause::NodeOom);
    if cause == Cause::GomemlimitTooHigh && steadiness.is_some() && !level_explains(clues) {
        return Confidence::Low;
    }
    let below_live = |clue: &Clue| match clue.evidence.finding {
        Finding::GomemlimitBelowLive { live, gomemlimit } => live > gomemlimit,
        _ => false,
    };
    let far_below = |clue: &Clue| match clue.evidence.finding {
        Finding::GomemlimitBelowLive { live, gomemlimit } => {
            gomemlimit < rules::SMALLEST_GOMEMLIMIT || live.0 > 2 * gomemlimit.0
        }
        _ => false,
    };
    // The kernel's own word on what was killed, by which limit.
    let kernel = case.outside.scope().is_some();
    match (weight, steadiness) {
        // More is live than GOMEMLIMIT allows, and stays so: arithmetic. Nearly as much, and the collector was measured at
        // work: both ends of the same rope.
        (Weight::Strong, Some(Weight::Strong))
            if cause == Cause::GcThrash && (clues.iter().any(below_live) || leaves_no_room(clues) && busy(clues)) =>
        {
            Confidence::High
        }
        (Weight::Strong, _) if kernel && (another_container || cause == Cause::ChildProcess) => Confidence::High,
        (Weight::Medium, _) if kernel && another_container => Confidence::Medium,
        // A pod alone can name the container or the missing limit, never more than probably.
        _ if another_container && weight == Weight::Strong => Confidence::Medium,
        // Stacks that may still have been growing are a leak as well as a setting.
        (Weight::Strong, Some(Weight::Strong)) if cause == Cause::Stacks && !rules::stacks_stopped(case) => {
            Confidence::Medium
        }
        // A heap that comes near the limit and not quite there leaves room for another culprit beside it.
        (Weight::Strong, Some(Weight::Strong)) if cause == Cause::GcHeadroom && !fills_by_itself(clues) => {
            Confidence::Medium
        }
        // Three points between which the heap went up and down may be a part of a wave with a leak below it.
        (Weight::Medium, _) if cause == Cause::GcHeadroom && swings(case) && !fills_by_itself(clues) => Confidence::Low,
        // A leak that began a moment before the kill and is quick fills a container as suddenly as a burst.
        (Weight::Strong, Some(Weight::Strong)) if cause == Cause::Spike && only_sudden(clues) => Confidence::Medium,
        (Weight::Strong, Some(Weight::Strong)) if case.oom_killed() => Confidence::High,
        // Two kinds of input agree that the load rose, or the rate of allocation and the number of goroutines do.
        (Weight::Strong, _) if cause == Cause::LoadGrowth => Confidence::Medium,
        (Weight::Medium, _) if cause == Cause::LoadGrowth && busier(clues) => Confidence::Medium,
        // Another program in the container, or in another one of the pod.
        _ if cause == Cause::ChildProcess && case.subject.is_none() && !measured(clues) => Confidence::Low,
        (Weight::Strong | Weight::Medium, Some(Weight::Medium | Weight::Strong)) => Confidence::Medium,
        (Weight::Strong, Some(_)) if measured(clues) => Confidence::Medium,
        (Weight::Strong, None) if told_goal(cause, clues).is_some() => by_goal(case, told_goal(cause, clues)),
        // Every collection was traced: it read its data in, and then they ran near the limit.
        (Weight::Strong, None) if measured(clues) && case.outside.trace.is_some_and(|trace| trace.is_loaded()) => {
            Confidence::Medium
        }
        // Nearly all it does is to make large objects and drop them, over many snapshots.
        (Weight::Medium | Weight::Strong, None) if cause == Cause::Spike && only_large(case, clues) => {
            Confidence::Medium
        }
        // With no collector any program fills its container; snapshots that show no collection prove it has none.
        (Weight::Strong, _) if uncollected(clues) => {
            if case.oom_killed() && never_collected(case) {
                Confidence::High
            } else {
                Confidence::Medium
            }
        }
        // A number without its unit is wrong whatever the heap does.
        // But it leaves no garbage: what was killed all the same was full of what is live, and that is not known.
        (Weight::Strong, _) if cause == Cause::GcThrash && clues.iter().any(far_below) => {
            if case.oom_killed() && case.growth.is_none() { Confidence::Low } else { Confidence::Medium }
        }
        (Weight::Strong, None) if cause == Cause::Startup || cause == Cause::GcThrash && busy(clues) => {
            Confidence::Medium
        }
        _ => Confidence::Low,
    }
}

/// How many times the limit the collector's own goal was, where that speaks for the cause.
fn told_goal(cause: Cause, clues: &[Clue]) -> Option<f64> {
    clues.iter().filter(|clue| clue.cause == Some(cause)).find_map(|clue| match clue.evidence.finding {
        Finding::GoalOverLimit { goal, limit, .. } => goal.share_of(limit),
        _ => None,
    })
}

/// A goal that is traced and far above the limit leaves nothing open.
fn by_goal(case: &Case, times: Option<f64>) -> Confidence {
    let far = times.is_some_and(|times| times >= 1.25);
    if far && case.outside.trace.is_some() { Confidence::High } else { Confidence::Medium }
}

/// Whether the program allocates at a higher rate than before, and has more goroutines.
fn busier(clues: &[Clue]) -> bool {
    let rose = |clue: &Clue| matches!(clue.evidence.finding, Finding::LoadRose { .. });
    clues.iter().any(|clue| rose(clue) && clue.evidence.weight >= Weight::Medium)
}

/// Whether all that speaks for a spike is how suddenly the memory came, and nothing how it was allocated.
fn only_sudden(clues: &[Clue]) -> bool {
    let sudden = |finding: &Finding| {
        matches!(
            finding,
            Finding::FilledSuddenly { .. } | Finding::TraceEndedInBurst { .. } | Finding::HeapJumped { .. }
        )
    };
    let telling = |clue: &&Clue| clue.cause == Some(Cause::Spike) && clue.evidence.weight >= Weight::Medium;
    clues.iter().filter(telling).all(|clue| sudden(&clue.evidence.finding))
}

/// Whether the live heap has no level in few points: half as much again in one as in another.
fn swings(case: &Case) -> bool {
    case.growth.as_ref().filter(|growth| growth.points.len() <= 3).is_some_and(|growth| {
        let live = growth.points.iter().map(|point| point.inuse);
        live.clone().max().zip(live.min()).is_some_and(|(high, low)| high.as_f64() >= 1.5 * low.as_f64())
    })
}

/// Share of all allocation from which on large objects are nearly all there is.
const NEARLY_ALL: f64 = 0.8;

/// Whether a killed program made nearly nothing but large objects over many snapshots, none of which it kept.
fn only_large(case: &Case, clues: &[Clue]) -> bool {
    let large = |clue: &Clue| match clue.evidence.finding {
        Finding::LargeObjects { share, .. } => clue.evidence.weight >= Weight::Medium && share.get() >= NEARLY_ALL,
        _ => false,
    };
    let many = case.growth.as_ref().is_some_and(|growth| growth.points.len() >= LONG);
    many && case.oom_killed() && clues.iter().any(large)
}

/// Whether one clue alone shows a heap that fills the limit: two of one that only comes near it are no more than that.
fn fills_by_itself(clues: &[Clue]) -> bool {
    clues.iter().any(|clue| clue.cause == Some(Cause::GcHeadroom) && clue.evidence.weight == Weight::Strong)
}

/// Whether the collector is off and nothing else starts one.
fn uncollected(clues: &[Clue]) -> bool {
    clues.iter().any(|clue| matches!(clue.evidence.finding, Finding::GogcOff { .. }))
}

/// Whether the level of the live heap alone shows that GOMEMLIMIT leaves the collector no room.
fn leaves_no_room(clues: &[Clue]) -> bool {
    let below = |clue: &Clue| matches!(clue.evidence.finding, Finding::GomemlimitBelowLive { .. });
    clues.iter().any(|clue| below(clue) && clue.evidence.weight == Weight::Strong)
}

/// Whether two snapshots or more of one process show no collection between them.
fn never_collected(case: &Case) -> bool {
    case.growth.as_ref().is_some_and(|growth| growth.points.len() == 1 && growth.snapshots > 1)
}

/// Whether the cause is memory that was read off, not concluded from the level of the heap.
fn measured(clues: &[Clue]) -> bool {
    let read = |finding: &Finding| {
        matches!(
            finding,
            Finding::StackMemory { .. }
                | Finding::Fragmented { .. }
                | Finding::OtherProcess { .. }
                | Finding::KernelMemory { .. }
                | Finding::FilesInMemory { .. }
                | Finding::DirtyPages { .. }
                | Finding::TracePeak { .. }
        )
    };
    clues.iter().any(|clue| clue.evidence.weight == Weight::Strong && read(&clue.evidence.finding))
}

/// Whether the collector was measured to take much of the CPU while nothing was seen to grow.
fn busy(clues: &[Clue]) -> bool {
    let busy = |clue: &Clue| matches!(clue.evidence.finding, Finding::CollectorBusy { .. });
    clues.iter().any(|clue| busy(clue) && clue.evidence.weight == Weight::Strong) && !growth_seen(clues)
}

/// Whether the level of the live heap explains a kill at the limit.
fn level_explains(clues: &[Clue]) -> bool {
    let explains =
        |clue: &Clue| matches!(clue.evidence.finding, Finding::PeakNearLimit { .. } | Finding::LiveNearLimit { .. });
    clues.iter().any(explains)
}

/// How well it is shown that the live heap is steady.
fn steadiness(clues: &[Clue]) -> Option<Weight> {
    let steady = clues.iter().filter(|clue| matches!(clue.evidence.finding, Finding::HeapSteady { .. }));
    steady.map(|clue| clue.evidence.weight).max()
}

fn not_oom(case: &Case, cause: Cause, weight: Weight, clues: &[Clue]) -> Confidence {
    if cause != Cause::Healthy {
        // An exit code alone does not say who stopped it, and growth beside it is not explained by it.
        let grew = growth_seen(clues);
        return match weight {
            // The end is named, but what is said of the memory behind it is open.
            Weight::Strong if grew || cause == Cause::ProbeKill && may_thrash(case) => Confidence::Low,
            // A leak or thrash looks like this where nothing shows that memory was steady.
            Weight::Strong if ended_under_pressure(case) && !shown_steady(case, clues) => Confidence::Low,
            Weight::Strong if case.growth.is_some() && steadiness(clues).is_none() => Confidence::Medium,
            Weight::Strong => Confidence::High,
            _ if grew || cause == Cause::Stopped => Confidence::Low,
            _ => Confidence::Medium,
        };
    }
    let found = |wanted: fn(&Finding) -> bool| clues.iter().any(|clue| wanted(&clue.evidence.finding));
    let room = found(|finding| matches!(finding, Finding::RoomUnderLimit { .. }));
    // A steady heap says nothing of the memory beside it, and readings nothing of programs that came and went between them.
    let programs = found(|finding| matches!(finding, Finding::StartsPrograms {}));
    let peak = found(|finding| matches!(finding, Finding::RoomMeasured { peak: true, .. }));
    let measured = peak || !programs && found(|finding| matches!(finding, Finding::RoomMeasured { .. }));
    match steadiness(clues) {
        Some(Weight::Strong) if room && measured && case.subject.is_some() => Confidence::High,
        Some(Weight::Medium | Weight::Strong) if !programs || measured => Confidence::Medium,
        _ => Confidence::Low,
    }
}

/// Whether the heap was seen to be steady until shortly before the end. Room under the limit shows nothing here: a leak is evicted long before it has
/// filled its own limit, and a collector without rest keeps below it.
fn shown_steady(case: &Case, clues: &[Clue]) -> bool {
    let traced = |clue: &Clue| matches!(clue.evidence.finding, Finding::TraceSteady { .. });
    steadiness(clues) >= Some(Weight::Medium) && rules::seen_to_the_end(case) || clues.iter().any(traced)
}

/// Whether the collector may have had so little room under GOMEMLIMIT that a probe got no answer in time.
fn may_thrash(case: &Case) -> bool {
    let share = case.live_high().zip(pacing::gomemlimit(case)).and_then(|(live, limit)| live.share_of(limit));
    share.is_some_and(|share| share >= 0.7)
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
