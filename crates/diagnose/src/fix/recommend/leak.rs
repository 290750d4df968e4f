//! A leak fills every limit: settings only put off the next kill.

use decode::runtime::gomemlimit::Gomemlimit;
use decode::units::Bytes;

use super::gomemlimit::{MOST_LIVE_SHARE, set, under};
use super::{keep, limit, memory, remove};
use crate::case::{Case, Subject};
use crate::fix::demand::Demand;
use crate::fix::{forecast, pacing, tidy};
use crate::report::{Action, Reason, Recommendation, Setting};
use crate::rules;
use crate::termination;

/// What a stop-gap aims at: a day until the next kill.
const AIM_SECONDS: f64 = 86_400.0;
/// It raises the limit by a quarter at least, else it is not worth a rollout, and to twice at most.
const LEAST: f64 = 1.25;
const MOST: f64 = limit::OF_A_LEAK;
/// A GOMEMLIMIT above this share of the limit leaves too little for what it does not count.
const MOST_OF_LIMIT: f64 = 0.9;

/// More room after a kill at the container's own limit, sized by how fast the leak fills it. No GOMEMLIMIT where there is
/// none: near the limit it only adds GC work.
pub(super) fn stop_gap(case: &Case, subject: &Subject, demand: Option<&Demand>, advice: &mut Recommendation) {
    advice.memory_limit = match subject.limit().filter(|_| case.exceeded_own_limit()) {
        Some(now) => raised(case, now),
        None => keep(Reason::LeakNotCured),
    };
    advice.gomemlimit = gomemlimit(subject, demand, &advice.memory_limit);
    advice.stop_gap = [&advice.memory_limit, &advice.gomemlimit].iter().any(|setting| setting.action == Action::Set);
}

fn raised(case: &Case, now: Bytes) -> Setting {
    let Some(slope) = forecast::growth_per_second(case) else { return limit::double(now) };
    let day = Bytes((slope * AIM_SECONDS) as u64);
    let wanted = (now + day).max(now.scale(LEAST)).min(now.scale(MOST));
    let formula = "tidy_up(min(2 * limit, max(1.25 * limit, limit + growth_a_day)))";
    memory(tidy::up(wanted), Reason::StopGap, formula, [("limit", now), ("growth_a_day", day)])
}

/// One that is there is put right where it is malformed, lacks its unit or would not act in time. One that the leak has
/// nearly filled is kept: with it the collector runs without rest, and the program leaks less a second, so that
/// `leak_slow_gomemlimit` lived twice as long as with one that followed the stop-gap (`tests/incidents/REPLAY.md`).
fn gomemlimit(subject: &Subject, demand: Option<&Demand>, memory_limit: &Setting) -> Setting {
    let malformed = termination::malformed_value(subject.container).is_some();
    let whole = memory_limit.bytes.or(subject.limit()).filter(|_| !limit::is_shared(subject));
    let Some(limit) = whole else {
        return if malformed { remove(Reason::Malformed) } else { keep(Reason::LeakNotCured) };
    };
    let right = under(limit, demand);
    let fills = |gomemlimit: Bytes| {
        let live = demand.map(|demand| demand.live).unwrap_or_default().max(pacing::SMALLEST_GOAL);
        live > gomemlimit.scale(MOST_LIVE_SHARE)
    };
    match subject.gomemlimit() {
        None if malformed && fills(right) => remove(Reason::Malformed),
        None if malformed => set(subject, limit, demand, Reason::Malformed),
        Some(Gomemlimit::Limit(now)) if now > limit.scale(MOST_OF_LIMIT) && !fills(right) => {
            set(subject, limit, demand, Reason::NinetyPercent)
        }
        Some(Gomemlimit::Limit(now)) if now < rules::SMALLEST_GOMEMLIMIT && !fills(right) => {
            set(subject, limit, demand, Reason::LacksUnit)
        }
        _ => keep(Reason::LeakNotCured),
    }
}
