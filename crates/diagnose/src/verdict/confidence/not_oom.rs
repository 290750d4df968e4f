//! How sure it can be that memory is not the trouble.

use super::{ended_under_pressure, growth_seen, steadiness};
use crate::case::Case;
use crate::evidence::Finding;
use crate::fix::pacing;
use crate::report::{Cause, Confidence, Weight};
use crate::rules::{self, Clue};

/// Confidence in a cause of the class `not_oom`.
pub(super) fn not_oom(case: &Case, cause: Cause, weight: Weight, clues: &[Clue]) -> Confidence {
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

/// Whether the heap was seen to be steady until shortly before the end. Room under the limit shows nothing here: a leak is
/// evicted long before it has filled its own limit, and a collector without rest keeps below it.
fn shown_steady(case: &Case, clues: &[Clue]) -> bool {
    let traced = |clue: &Clue| matches!(clue.evidence.finding, Finding::TraceSteady { .. });
    steadiness(clues) >= Some(Weight::Medium) && rules::seen_to_the_end(case) || clues.iter().any(traced)
}

/// Whether the collector may have had so little room under GOMEMLIMIT that a probe got no answer in time.
fn may_thrash(case: &Case) -> bool {
    let share = case.live_high().zip(pacing::gomemlimit(case)).and_then(|(live, limit)| live.share_of(limit));
    share.is_some_and(|share| share >= 0.7)
}
