//! How sure it can be that settings are the trouble.

use super::{growth_seen, steadiness};
use crate::case::Case;
use crate::evidence::Finding;
use crate::growth::LONG;
use crate::report::{Cause, Confidence, Weight};
use crate::rules::{self, Clue};

/// Whether more is live than GOMEMLIMIT allows.
fn below_live(clue: &Clue) -> bool {
    matches!(clue.evidence.finding, Finding::GomemlimitBelowLive { live, gomemlimit } if live > gomemlimit)
}

/// Whether GOMEMLIMIT is so far below what is live that it was not meant: a number without its unit.
fn far_below(clue: &Clue) -> bool {
    match clue.evidence.finding {
        Finding::GomemlimitBelowLive { live, gomemlimit } => {
            gomemlimit < rules::SMALLEST_GOMEMLIMIT || live.0 > 2 * gomemlimit.0
        }
        _ => false,
    }
}

/// Confidence in a cause of the class tuning.
pub(super) fn tuning(case: &Case, cause: Cause, weight: Weight, clues: &[Clue]) -> Confidence {
    let steadiness = steadiness(clues);
    let another_container =
        matches!(cause, Cause::InitContainer | Cause::Sidecar | Cause::NoLimit | Cause::PodLimit | Cause::NodeOom);
    if cause == Cause::GomemlimitTooHigh && steadiness.is_some() && !level_explains(clues) {
        return Confidence::Low;
    }
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
