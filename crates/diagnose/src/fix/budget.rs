//! Where the memory under the limit goes. The parts and `free` add up to the limit.

use decode::runtime::gogc::Gogc;
use decode::units::Bytes;

use super::pacing;
use crate::case::Case;
use crate::report::{Amount, Budget, How};

/// Splits the limit into what is known. What a killed container used and no input explains is `unexplained`; what a
/// running one leaves is `free`.
pub(crate) fn parts(case: &Case) -> Budget {
    let Some(limit) = case.limit() else { return Budget::default() };
    let known = Budget { limit: Some(measured(limit)), ..Budget::default() };
    let Some(live) = case.series.as_ref().and_then(|series| series.last()).map(|last| last.inuse) else { return known };
    if case.rates_differ || live > limit {
        return known;
    }
    let headroom = headroom(case, live).min(limit - live);
    let rest = limit - live - headroom;
    let killed = case.oom_killed();
    Budget {
        live_heap: Some(measured(live)),
        gc_headroom: Some(derived(headroom)),
        unexplained: killed.then(|| derived(rest)),
        free: Some(derived(if killed { Bytes(0) } else { rest })),
        ..known
    }
}

/// Garbage the collector lets stand before it runs again.
fn headroom(case: &Case, live: Bytes) -> Bytes {
    match case.gogc() {
        Gogc::Percent(gogc) => pacing::peak(live, gogc, pacing::gomemlimit(case)) - live,
        Gogc::Off => pacing::gomemlimit(case).map_or(Bytes(u64::MAX), |limit| limit - live),
    }
}

fn measured(bytes: Bytes) -> Amount {
    Amount { bytes, how: How::Measured }
}

fn derived(bytes: Bytes) -> Amount {
    Amount { bytes, how: How::Derived }
}
