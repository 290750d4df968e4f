//! The program is fine, its settings are not.

use decode::kube::Role;
use decode::runtime::gogc::Gogc;
use decode::units::Bytes;

use super::gomemlimit::{self, Price, price, under};
use super::{keep, limit, open, remove, rule_of_thumb, unsettled, volumes};
use crate::case::{Case, Subject};
use crate::fix::budget;
use crate::fix::demand::Demand;
use crate::report::{Action, Cause, Reason, Recommendation, Setting};
use crate::rules::UNDERSIZED;

/// GOGC=off is right under a GOMEMLIMIT of which the live heap takes no more than this (`domain.md` §G4).
const GOGC_OFF_LIVE_SHARE: f64 = 0.5;

/// Settings for a cause of the class tuning.
pub(super) fn tune(case: &Case, subject: &Subject, cause: Cause, demand: Option<&Demand>, advice: &mut Recommendation) {
    let limit = subject.limit();
    let is_main = subject.role() == Role::Main;
    if is_main && cause == Cause::Tmpfs && volumes::advise(case, subject, advice) {
        return;
    }
    if !is_main || crate::fix::is_unmeasured(case, cause) {
        if let Some(limit) = limit.filter(|_| subject.termination.oom_happened) {
            advice.memory_limit = if is_main { limit::beyond_cut(limit) } else { limit::raise(limit) };
            // The kill cut off how much it would have taken.
            advice.stop_gap = true;
        }
        return;
    }
    match (limit, demand) {
        (Some(limit), _) if cause == Cause::NodeOom => {
            advice.memory_limit = keep(Reason::NodeFull);
            let bounds = demand.filter(|_| !limit::is_shared(subject));
            advice.gomemlimit = bounds
                .map_or_else(|| keep(Reason::NoEvidence), |demand| gomemlimit::offer(case, subject, limit, demand));
        }
        (Some(pod), Some(demand)) if limit::is_shared(subject) => share(case, subject, pod, demand, advice),
        // Where the live heap would have settled is not known: only more room is safe.
        (Some(limit), Some(_)) if cause == Cause::Startup && case.leaking() && case.exceeded_own_limit() => {
            advice.memory_limit = limit::beyond_cut(limit);
            advice.gomemlimit = open(unsettled(case));
            advice.stop_gap = true;
        }
        (Some(_), Some(_)) if cause == Cause::Startup && case.leaking() => rule_of_thumb(case, subject, advice),
        (Some(limit), Some(demand)) if cause == Cause::GomemlimitIgnored => without(case, limit, demand, advice),
        (Some(limit), Some(demand)) => size(case, subject, limit, demand, cause, advice),
        // They wanted a GOMEMLIMIT and wrote a wrong one: the right one is what they meant.
        (Some(limit), None) if matches!(cause, Cause::GomemlimitTooHigh | Cause::GcThrash) => {
            advice.gomemlimit = gomemlimit::set(subject, limit, None, Reason::NinetyPercent);
        }
        (_, None) => rule_of_thumb(case, subject, advice),
        (None, Some(demand)) => {
            let wanted = limit::for_live_heap(Bytes(0), demand, budget::now(case));
            advice.gomemlimit = match wanted.bytes {
                Some(limit) => gomemlimit::offer(case, subject, limit, demand),
                None => open(Reason::LimitUnknown),
            };
            advice.memory_limit = wanted;
        }
    }
    if let Some(demand) = demand {
        advice.gogc = gogc(case, demand, &advice.gomemlimit);
    }
}

/// Keeps the limit if a GOMEMLIMIT fits under it at an acceptable price, else raises it. A spike between two
/// collections wants more than the limit that it hit, whatever is live in quiet times.
fn size(case: &Case, subject: &Subject, limit: Bytes, demand: &Demand, cause: Cause, advice: &mut Recommendation) {
    let now = budget::now(case);
    let roomy = demand.live.share_of(limit).is_some_and(|share| share < UNDERSIZED);
    let affordable = price(demand, now, under(limit, Some(demand))) != Price::Refused;
    let floor = if case.exceeded_own_limit() { limit } else { Bytes(0) };
    advice.memory_limit = match cause {
        Cause::Spike if floor > Bytes(0) => limit::beyond_cut(limit),
        Cause::Undersized => limit::for_live_heap(floor, demand, now),
        _ if roomy && affordable => keep(Reason::FitsUnderLimit),
        _ => limit::for_live_heap(floor, demand, now),
    };
    // The kill cut off how high the spike would have been.
    advice.stop_gap = advice.memory_limit.reason == Some(Reason::CutOff);
    let limit = advice.memory_limit.bytes.unwrap_or(limit);
    // And with it what sockets hold of the requests in hand, for which GOMEMLIMIT has to leave room.
    let outside = if advice.stop_gap { demand.outside.scale(limit::CUT_OFF) } else { demand.outside };
    advice.gomemlimit = gomemlimit::offer(case, subject, limit, &Demand { outside, ..*demand });
}

/// Where GOMEMLIMIT is not obeyed, only the limit helps: it has to hold what GOGC lets the heap grow to.
fn without(case: &Case, limit: Bytes, demand: &Demand, advice: &mut Recommendation) {
    advice.gomemlimit = keep(Reason::NotObeyed);
    let floor = if case.exceeded_own_limit() { limit } else { Bytes(0) };
    let wanted = limit::for_heap_goal(floor, demand, case.gogc());
    advice.memory_limit = match wanted {
        Some(wanted) if wanted.bytes > Some(limit) => wanted,
        Some(_) => keep(Reason::HoldsHeapGoal),
        None if floor > Bytes(0) => limit::beyond_cut(limit),
        None => limit::raise(limit),
    };
    advice.stop_gap = advice.memory_limit.reason == Some(Reason::CutOff);
}

/// Under a limit of the whole pod: what the others may take is not the program's.
fn share(case: &Case, subject: &Subject, pod: Bytes, demand: &Demand, advice: &mut Recommendation) {
    let Some(others) = limit::others(subject) else {
        (advice.memory_limit, advice.gomemlimit) = (open(Reason::OthersUnknown), open(Reason::OthersUnknown));
        return;
    };
    let mine = Demand { outside: demand.outside + others, outside_known: demand.outside_known, ..*demand };
    size(case, subject, pod, &mine, Cause::PodLimit, advice);
    if advice.memory_limit.action == Action::Set {
        advice.memory_limit.reason = Some(Reason::SharedLimit);
    }
}

/// GOGC=off needs a GOMEMLIMIT with room under it.
fn gogc(case: &Case, demand: &Demand, gomemlimit: &Setting) -> Setting {
    if case.gogc() != Gogc::Off {
        return keep(Reason::NoEvidence);
    }
    let bound = gomemlimit.bytes.or_else(|| budget::now(case).gomemlimit);
    let roomy =
        bound.is_some_and(|bound| demand.live.share_of(bound).is_some_and(|share| share <= GOGC_OFF_LIVE_SHARE));
    if roomy { keep(Reason::InForce) } else { remove(Reason::GogcOff) }
}
