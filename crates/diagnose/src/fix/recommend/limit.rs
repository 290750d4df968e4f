//! The memory limit (`design.md` §5 "Numbers").

use decode::kube::Role;
use decode::runtime::gogc::Gogc;
use decode::units::Bytes;

use super::gomemlimit::{Price, price, under};
use super::memory;
use crate::case::{Case, Subject};
use crate::fix::demand::{Demand, Pacing};
use crate::fix::{peak, tidy};
use crate::report::{Reason, Setting};

/// How far a rule of thumb raises a peak (`design.md` §5 "Numbers").
pub(super) const RULE_OF_THUMB: f64 = 1.5;
/// How far a limit is raised that a kill enforced, where the inputs tell what filled it but not how much that wanted. Of
/// the six that were replayed (`tests/incidents/REPLAY.md`) half as much again was enough for two, twice for four, this for
/// five.
pub(super) const CUT_OFF: f64 = 2.5;
/// How far the limit of a leak is raised at most: more only hides it.
pub(super) const OF_A_LEAK: f64 = 2.0;
/// How much room a live heap gets under GOMEMLIMIT.
const ROOM: f64 = 1.5;
/// A step of the search for a limit, and where it ends.
const STEP: Bytes = Bytes(10 << 20);
const MOST_STEPS: usize = 100_000;

/// The smallest tidy limit under which a GOMEMLIMIT, less the runtime's own memory, holds one and a half times the
/// high live heap at a price that is not refused; never less than `floor`, a limit that was exceeded.
pub(super) fn for_live_heap(floor: Bytes, demand: &Demand, now: Pacing) -> Setting {
    let wanted = demand.live.scale(ROOM) + demand.runtime();
    let fits = |limit: Bytes| {
        let gomemlimit = under(limit, Some(demand));
        gomemlimit >= wanted && price(demand, now, gomemlimit) != Price::Refused
    };
    let mut limit = tidy::up(wanted.max(floor));
    for _ in 0..MOST_STEPS {
        if fits(limit) {
            break;
        }
        limit = tidy::up(limit + STEP);
    }
    let formula = "smallest tidy limit with gomemlimit(limit) - runtime >= 1.5 * live_heap";
    let inputs = [("live_heap", demand.live), ("runtime", demand.runtime()), ("not_go", demand.outside)];
    memory(limit, Reason::LiveHeapNeedsRoom, formula, inputs)
}

/// What a limit has beyond the peak that the model has, where no GOMEMLIMIT bounds the heap (`domain.md` §G4).
const BEYOND_PEAK: f64 = 1.1;

/// The tidy limit for a program that no GOMEMLIMIT bounds; never less than `floor`. `None` if GOGC is off: then nothing
/// bounds it.
pub(super) fn for_heap_goal(floor: Bytes, demand: &Demand, gogc: Gogc) -> Option<Setting> {
    let peak = demand.scaled(ROOM).peak(Pacing { gogc, gomemlimit: None })?;
    let formula = "tidy_up(1.1 * (1.5 * live_heap * (1 + GOGC / 100) + runtime + not_go))";
    let inputs = [("live_heap", demand.live), ("runtime", demand.runtime()), ("not_go", demand.outside)];
    Some(memory(tidy::up(peak.scale(BEYOND_PEAK).max(floor)), Reason::HoldsHeapGoal, formula, inputs))
}

/// One and a half times the highest memory seen, a rule of thumb: `None` if none was seen. What a kill cut off counts
/// as what it was cut off at.
pub(super) fn by_peak(case: &Case) -> Option<Setting> {
    peak::of(case).map(|peak| of_peak(peak.bytes, peak.at_least))
}

fn of_peak(peak: Bytes, at_least: bool) -> Setting {
    let name = if at_least { "peak_at_least" } else { "peak" };
    memory(tidy::up(peak.scale(RULE_OF_THUMB)), Reason::RuleOfThumb, "tidy_up(1.5 * peak)", [(name, peak)])
}

/// Raises a limit by half: nothing tells how much would be used.
pub(super) fn raise(limit: Bytes) -> Setting {
    memory(tidy::up(limit.scale(RULE_OF_THUMB)), Reason::RuleOfThumb, "tidy_up(1.5 * limit)", [("limit", limit)])
}

/// Raises a limit that was exceeded: how much more was wanted is not known.
pub(super) fn beyond_cut(limit: Bytes) -> Setting {
    memory(tidy::up(limit.scale(CUT_OFF)), Reason::CutOff, "tidy_up(2.5 * limit)", [("limit", limit)])
}

/// What the container's runtime and a small Go program start in.
const LEAST_TO_START: Bytes = Bytes(32 << 20);

/// Raises a limit under which nothing started: what the program itself needs shows once it runs.
pub(super) fn to_start(limit: Bytes) -> Setting {
    let wanted = tidy::up(limit.scale(CUT_OFF).max(LEAST_TO_START));
    memory(wanted, Reason::TooLowToStart, "tidy_up(max(2.5 * limit, 32Mi))", [("limit", limit)])
}

/// The most memory that the container was seen to use.
pub(super) fn used(case: &Case) -> Option<Bytes> {
    peak::of(case).map(|peak| peak.bytes)
}

/// Doubles the limit that a leak exceeded.
pub(super) fn double(limit: Bytes) -> Setting {
    memory(tidy::up(limit.scale(OF_A_LEAK)), Reason::StopGap, "tidy_up(2 * limit)", [("limit", limit)])
}

/// Whether the limit in force is the pod's, shared by its containers.
pub(crate) fn is_shared(subject: &Subject) -> bool {
    subject.container.resources.memory_limit.is_none() && subject.pod.memory_limit().is_some()
}

/// What the other containers of the pod may take of a limit they share: their own limit, else their request. `None` if
/// one of them has neither.
pub(super) fn others(subject: &Subject) -> Option<Bytes> {
    let running = |role: Role| matches!(role, Role::Main | Role::Sidecar);
    let others =
        subject.pod.containers.iter().filter(|other| running(other.role) && !std::ptr::eq(*other, subject.container));
    others
        .map(|other| {
            let resources = &other.resources;
            resources.memory_limit.as_ref().or(resources.memory_request.as_ref()).map(|amount| amount.value)
        })
        .try_fold(Bytes(0), |sum, amount| Some(sum + amount?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_live_heap_near_the_limit_gets_a_bigger_limit() {
        let demand = Demand { live: Bytes::mib(109), ..Demand::default() };
        assert_eq!(
            price(&demand, Pacing::DEFAULT, under(Bytes::mib(128), Some(&demand))),
            Price::Refused,
            "85 % of 128 MiB"
        );
        let grown = for_live_heap(Bytes::mib(128), &demand, Pacing::DEFAULT);
        assert!(grown.bytes.is_some_and(|limit| under(limit, Some(&demand)) >= Bytes::mib(163)), "{grown:?}");
    }

    #[test]
    fn a_limit_that_was_exceeded_is_never_undercut() {
        let demand = Demand { live: Bytes::mib(10), ..Demand::default() };
        assert!(
            for_live_heap(Bytes::mib(512), &demand, Pacing::DEFAULT)
                .bytes
                .is_some_and(|limit| limit >= Bytes::mib(512))
        );
    }

    #[test]
    fn memory_outside_go_makes_the_limit_larger() {
        let of = |outside| {
            let demand = Demand {
                live: Bytes::mib(200),
                outside: Bytes::mib(outside),
                outside_known: true,
                ..Demand::default()
            };
            for_live_heap(Bytes(0), &demand, Pacing::DEFAULT).bytes
        };
        assert!(of(150) >= of(0).map(|limit| limit + Bytes::mib(100)));
    }

    #[test]
    fn a_peak_without_a_profile_gives_one_and_a_half_times_of_it() {
        assert_eq!(of_peak(Bytes::mib(380), false).value.as_deref(), Some("600Mi"));
    }

    #[test]
    fn a_limit_that_cut_off_what_was_wanted_is_more_than_doubled() {
        assert_eq!(beyond_cut(Bytes::mib(96)).value.as_deref(), Some("240Mi"));
        assert_eq!(double(Bytes::mib(96)).value.as_deref(), Some("200Mi"));
    }
}
