//! What will happen: time to the limit, restarts a day, peaks.

use decode::runtime::gogc::Gogc;
use decode::units::Bytes;

use super::pacing;
use crate::case::Case;
use crate::report::{Action, Forecast, Recommendation, Sig6};

/// Forecasts the present course and the one with `recommendation` in force.
pub(crate) fn forecast(case: &Case, recommendation: &Recommendation) -> Forecast {
    let leaking = case.growth.as_ref().is_some_and(|growth| growth.leaks().next().is_some());
    let live = case.live_high().filter(|_| !case.rates_differ);
    let gogc = match case.gogc() {
        Gogc::Percent(percent) => Some(percent),
        Gogc::Off => None,
    };
    let peak_now =
        live.zip(gogc).filter(|_| !leaking).map(|(live, gogc)| pacing::peak(live, gogc, pacing::gomemlimit(case)));
    let set = recommendation.gomemlimit.bytes.filter(|_| recommendation.gomemlimit.action == Action::Set);
    let after = |live: Bytes, gogc| pacing::peak(live, gogc, set.or_else(|| pacing::gomemlimit(case)));
    let changes = set.is_some() || recommendation.memory_limit.action == Action::Set;
    let peak_after = live
        .zip(gogc.or(set.map(|_| u32::MAX / 2)))
        .filter(|_| !leaking && changes)
        .map(|(live, gogc)| after(live, gogc));
    Forecast {
        seconds_to_limit: seconds_to_limit(case).and_then(Sig6::new),
        restarts_per_day_now: restarts_per_day(case).and_then(Sig6::new),
        restarts_per_day_after: None,
        peak_bytes_now: peak_now,
        peak_bytes_after: peak_after,
        gc_cpu_fraction_now: None,
        gc_cpu_fraction_after: None,
    }
}

/// Seconds from the last snapshot until the process reaches its limit at the measured slope. The live heap grows at
/// the slope of the functions that keep what they allocate; the process grows by 1 + GOGC/100 of that (`domain.md`
/// §G3). `None` if nothing leaks or the limit is not known; zero if the collector may already pass it.
pub(crate) fn seconds_to_limit(case: &Case) -> Option<f64> {
    let growth = case.growth.as_ref()?;
    let limit = case.limit()?;
    let Gogc::Percent(gogc) = case.gogc() else { return None };
    let gained: i64 = growth.leaks().map(|site| site.growth).sum();
    let slope = gained as f64 / growth.seconds()? * (1.0 + f64::from(gogc) / 100.0);
    let room = limit.as_f64() - pacing::peak(growth.last().inuse, gogc, None).as_f64();
    (slope > 0.0).then(|| (room / slope).max(0.0))
}

/// Restarts a day, from the restart count over the time from the pod's start to the latest start of the container.
fn restarts_per_day(case: &Case) -> Option<f64> {
    let subject = case.subject?;
    let restarts = subject.container.restart_count.as_ref()?.value;
    let latest = subject.incarnations().into_iter().map(|run| run.started).max()?;
    let seconds = latest.seconds_since(subject.pod.started?);
    (restarts > 0 && seconds > 0.0).then(|| f64::from(restarts) / seconds * 86_400.0)
}
