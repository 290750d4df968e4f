//! A leak fills every limit: settings only put off the next kill.

use decode::units::Bytes;

use super::{keep, limit, memory};
use crate::case::{Case, Subject};
use crate::fix::{forecast, tidy};
use crate::report::{Reason, Recommendation};

/// What a stop-gap aims at: a day until the next kill.
const AIM_SECONDS: f64 = 86_400.0;
/// It raises the limit by a quarter at least, else it is not worth a rollout, and to twice at most.
const LEAST: f64 = 1.25;
const MOST: f64 = limit::OF_A_LEAK;

/// More room after a kill at the container's own limit, sized by how fast the leak fills it. No GOMEMLIMIT: near the
/// limit it only adds GC work.
pub(super) fn stop_gap(case: &Case, subject: &Subject, advice: &mut Recommendation) {
    advice.gomemlimit = keep(Reason::LeakNotCured);
    advice.memory_limit = keep(Reason::LeakNotCured);
    let Some(now) = subject.limit().filter(|_| case.exceeded_own_limit()) else { return };
    advice.memory_limit = match forecast::growth_per_second(case) {
        Some(slope) => {
            let day = Bytes((slope * AIM_SECONDS) as u64);
            let wanted = (now + day).max(now.scale(LEAST)).min(now.scale(MOST));
            let formula = "tidy_up(min(2 * limit, max(1.25 * limit, limit + growth_a_day)))";
            memory(tidy::up(wanted), Reason::StopGap, formula, [("limit", now), ("growth_a_day", day)])
        }
        None => limit::double(now),
    };
    advice.stop_gap = true;
}
