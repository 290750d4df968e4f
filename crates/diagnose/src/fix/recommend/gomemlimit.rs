//! GOMEMLIMIT: how much, and whether it is worth its price.

use decode::runtime::gogc::Gogc;
use decode::runtime::gomemlimit::Gomemlimit;
use decode::units::Bytes;

use super::{keep, memory, remove};
use crate::case::{Case, Subject};
use crate::fix::demand::{Demand, Pacing};
use crate::fix::tidy;
use crate::report::{Reason, Recommendation, Setting};

/// Forecast GC CPU up to which a GOMEMLIMIT is fine, and up to which it is set with a warning.
const FINE_CPU: f64 = 0.10;
const MOST_CPU: f64 = 0.25;
/// The same as effective GOGC, where no input tells what the collector costs.
const FINE_GOGC: f64 = 50.0;
const LEAST_GOGC: f64 = 25.0;
/// A GOMEMLIMIT that the high live heap fills by more than this is refused.
pub(super) const MOST_LIVE_SHARE: f64 = 0.8;

/// The tidy GOMEMLIMIT for a limit: 90 % of it, or the limit less memory that isn't Go's and a reserve, whichever is
/// less. The reserve is 5 %; where no input tells of memory outside Go it is 32 MiB, and at most a tenth.
pub(super) fn under(limit: Bytes, demand: Option<&Demand>) -> Bytes {
    let known = demand.is_some_and(|demand| demand.outside_known);
    let outside = demand.map(|demand| demand.outside).unwrap_or_default();
    let unknown = if known { Bytes(0) } else { Bytes(32 << 20).min(limit.scale(0.1)) };
    let reserve = unknown.max(limit.scale(0.05));
    tidy::down(limit.scale(0.9).min(limit - outside - reserve))
}

/// What a GOMEMLIMIT would cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Price {
    /// Up to a tenth of the CPU, or no more than now.
    Fine,
    /// Up to a quarter.
    Warned,
    /// More, or too close to what is live: it would trade the kill for GC thrash.
    Refused,
}

/// Judges `gomemlimit` by forecast GC CPU where the cost of the collector was measured, else by the effective GOGC.
pub(in crate::fix) fn price(demand: &Demand, now: Pacing, gomemlimit: Bytes) -> Price {
    let after = Pacing { gomemlimit: Some(gomemlimit), gogc: now.gogc };
    if demand.live.share_of(gomemlimit).is_none_or(|share| share > MOST_LIVE_SHARE) {
        return Price::Refused;
    }
    let effective = demand.effective_gogc(after);
    let (fine, warned) = match demand.gc_cpu(now).zip(demand.gc_cpu(after)) {
        // What costs no more than now is no reason to refuse it.
        Some((before, cpu)) => (cpu <= FINE_CPU || cpu <= before, cpu <= MOST_CPU),
        None => (effective >= FINE_GOGC || is_inert(demand, now, after), effective >= LEAST_GOGC),
    };
    match (fine, warned) {
        (true, _) => Price::Fine,
        (false, true) => Price::Warned,
        (false, false) => Price::Refused,
    }
}

/// Whether the new limit leaves the collector as much room as GOGC gives it anyway.
fn is_inert(demand: &Demand, now: Pacing, after: Pacing) -> bool {
    matches!(now.gogc, Gogc::Percent(_)) && demand.room(after) >= demand.room(Pacing { gomemlimit: None, ..now })
}

/// Sets GOMEMLIMIT for a limit, or keeps it where it is that already.
pub(super) fn set(subject: &Subject, limit: Bytes, demand: Option<&Demand>, reason: Reason) -> Setting {
    let value = under(limit, demand);
    if matches!(subject.gomemlimit(), Some(Gomemlimit::Limit(now)) if now == value) {
        return Setting { bytes: Some(value), ..keep(Reason::InForce) };
    }
    let text = tidy::gomemlimit(value);
    let outside = demand.map(|demand| demand.outside).unwrap_or_default();
    let reserve = limit - outside - value;
    let formula = "tidy_down(min(0.9 * limit, limit - not_go - reserve))";
    let inputs = [("limit", limit), ("not_go", outside), ("left_free", reserve)];
    Setting { env: Some(text.clone()), value: Some(text), ..memory(value, reason, formula, inputs) }
}

/// Sets GOMEMLIMIT for `limit` if its price is right; says so if it is not.
pub(super) fn offer(case: &Case, subject: &Subject, limit: Bytes, demand: &Demand) -> Setting {
    match price(demand, crate::fix::budget::now(case), under(limit, Some(demand))) {
        Price::Fine => set(subject, limit, Some(demand), Reason::NinetyPercent),
        Price::Warned => set(subject, limit, Some(demand), Reason::CostsCpu),
        Price::Refused => keep(Reason::WouldThrash),
    }
}

/// A value the runtime refuses is replaced by a right one, or taken away.
pub(super) fn repair(case: &Case, subject: &Subject, demand: Option<&Demand>, advice: &mut Recommendation) {
    let affordable = |limit| {
        demand.is_none_or(|demand| {
            price(demand, crate::fix::budget::now(case), under(limit, Some(demand))) != Price::Refused
        })
    };
    advice.gomemlimit = match subject.limit() {
        Some(limit) if affordable(limit) => set(subject, limit, demand, Reason::Malformed),
        _ => remove(Reason::Malformed),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_leaves_a_tenth_of_the_limit() {
        for (limit, gomemlimit) in [(1024, 900), (512, 460), (99, 89), (128, 115), (8192, 7200)] {
            assert_eq!(under(Bytes::mib(limit), None), Bytes::mib(gomemlimit), "{limit}");
        }
    }

    #[test]
    fn memory_of_the_container_that_is_not_go_is_taken_off() {
        let demand =
            Demand { live: Bytes::mib(100), outside: Bytes::mib(300), outside_known: true, ..Demand::default() };
        assert_eq!(under(Bytes::mib(1024), Some(&demand)), Bytes::mib(650), "1024 - 300 - 51, rounded down");
    }

    #[test]
    fn a_live_heap_over_four_fifths_of_it_is_refused() {
        let demand = Demand { live: Bytes::mib(85), ..Demand::default() };
        assert_eq!(price(&demand, Pacing::DEFAULT, Bytes::mib(100)), Price::Refused);
    }

    #[test]
    fn without_measured_cost_the_effective_gogc_decides() {
        let with =
            |live| price(&Demand { live: Bytes::mib(live), ..Demand::default() }, Pacing::DEFAULT, Bytes::mib(100));
        assert_eq!([with(50), with(68), with(78)], [Price::Fine, Price::Warned, Price::Refused]);
    }

    #[test]
    fn with_measured_cost_the_forecast_decides() {
        let mut demand = Demand { live: Bytes::mib(68), ..Demand::default() };
        let mut with = |share: f64| {
            demand.gc_price = Some(share * demand.room(Pacing::DEFAULT));
            price(&demand, Pacing::DEFAULT, Bytes::mib(100))
        };
        assert_eq!([with(0.01), with(0.05), with(0.2)], [Price::Fine, Price::Warned, Price::Refused]);
    }
}
