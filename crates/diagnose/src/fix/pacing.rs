//! How far the collector lets the heap grow (`domain.md` §C4, §G1).

use decode::runtime::gomemlimit::Gomemlimit;
use decode::units::Bytes;

use crate::case::Case;

/// Heap spans are never quite full: what the heap takes of memory is more than what is allocated in it, by this
/// share. Between 0.05 and 0.15 in real processes (`domain.md` §G1).
pub(super) const FRAGMENTATION: f64 = 0.05;

/// Smallest heap goal at GOGC=100: the collector does not bother below it.
pub(super) const SMALLEST_GOAL: Bytes = Bytes(4 << 20);

/// GOMEMLIMIT in force on the container, if it is known to be one.
pub(crate) fn gomemlimit(case: &Case) -> Option<Bytes> {
    match case.subject?.gomemlimit()? {
        Gomemlimit::Limit(limit) => Some(limit),
        Gomemlimit::Off => None,
    }
}

/// Memory the Go heap reaches at its peak: live·(1 + GOGC/100), at least 4 MiB·GOGC/100, with the fragmentation of
/// spans on top; GOMEMLIMIT bounds it, but never below what is live.
pub(crate) fn peak(live: Bytes, gogc: u32, gomemlimit: Option<Bytes>) -> Bytes {
    let factor = f64::from(gogc) / 100.0;
    let goal = live.scale(1.0 + factor).max(SMALLEST_GOAL.scale(factor));
    let peak = goal.scale(1.0 + FRAGMENTATION);
    gomemlimit.map_or(peak, |limit| peak.min(limit.max(live)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_twice_the_live_heap_by_default_and_bounded_by_gomemlimit() {
        let mib = |n: u64| Bytes(n << 20);
        assert_eq!(peak(mib(100), 100, None), mib(210));
        assert_eq!(peak(mib(100), 100, Some(mib(150))), mib(150));
        assert_eq!(peak(mib(100), 100, Some(mib(50))), mib(100), "never below what is live");
        assert_eq!(peak(mib(20), 400, None), mib(105));
    }
}
