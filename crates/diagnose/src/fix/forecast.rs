//! What will happen: time to the limit, restarts a day, peaks, what the collector costs.

use decode::runtime::gogc::Gogc;
use decode::units::Bytes;

use super::budget;
use super::demand::{Demand, Pacing};
use crate::case::Case;
use crate::growth::Growth;
use crate::report::{Action, Class, Forecast, Recommendation, Sig6};
use crate::verdict::Verdict;

/// Forecasts the present course and the one with `advice` in force. Peaks and GC cost are about a steady live heap:
/// those of a leak are not forecast.
pub(super) fn forecast(case: &Case, verdict: &Verdict, demand: Option<&Demand>, advice: &Recommendation) -> Forecast {
    let now = budget::now(case);
    let after = after(now, advice);
    let changes = after != now || advice.memory_limit.action == Action::Set;
    let steady = demand.filter(|_| !case.leaking() && verdict.class != Class::Leak);
    let peak_after = steady.filter(|_| changes).and_then(|demand| demand.peak(after));
    let cost = |pacing| steady.and_then(|demand| demand.gc_cpu(pacing)).and_then(Sig6::new);
    let often = |pacing| steady.and_then(|demand| demand.gc_per_second(pacing)).and_then(Sig6::new);
    let collector = super::collector::measured(case);
    let restarts = restarts_per_day(case);
    Forecast {
        seconds_to_limit: seconds_to_limit(case).and_then(Sig6::new),
        restarts_per_day_now: restarts.and_then(Sig6::new),
        restarts_per_day_after: restarts
            .and_then(|now| restarts_after(case, verdict, advice, now, peak_after))
            .and_then(Sig6::new),
        peak_bytes_now: steady.and_then(|demand| demand.peak(now)),
        peak_bytes_after: peak_after,
        gc_cpu_fraction_now: collector.cpu.and_then(Sig6::new),
        gc_cpu_fraction_after: cost(after).filter(|_| changes),
        gc_per_second_now: collector.per_second.and_then(Sig6::new).or_else(|| often(now)),
        gc_per_second_after: often(after).filter(|_| changes),
    }
}

/// The settings with `advice` in force.
fn after(now: Pacing, advice: &Recommendation) -> Pacing {
    let gomemlimit = match advice.gomemlimit.action {
        Action::Set => advice.gomemlimit.bytes,
        Action::Remove => None,
        Action::Keep | Action::Unknown => now.gomemlimit,
    };
    let gogc = if advice.gogc.action == Action::Remove { Gogc::DEFAULT } else { now.gogc };
    Pacing { gogc, gomemlimit }
}

/// Bytes a second by which the live heap grows: what the functions gain that keep what they allocate.
pub(super) fn growth_per_second(case: &Case) -> Option<f64> {
    let growth = case.growth.as_ref()?;
    let slope = gained(growth)? as f64 / growth.seconds()?;
    (slope > 0.0).then_some(slope)
}

/// Live bytes gained by the functions that leak.
fn gained(growth: &Growth) -> Option<i64> {
    growth.leaks().map(|site| site.growth).reduce(|sum, more| sum + more)
}

/// Share of the limit from which on memory outside the Go heap decides when it is reached.
const OTHER_MEMORY_DECIDES: f64 = 0.2;

/// Seconds from the last snapshot until the process reaches its limit at the measured slopes. `None` if nothing leaks, if
/// the limit is not known, or if a good part of the memory is not the heap's.
///
/// A profile shows the heap as of the last collection. From then on, first the live heap grows until the collector's
/// goal passes the limit; then the heap fills up to the limit at the speed of all allocation, as no collection comes in
/// time. A program that keeps most of what it allocates takes about as long for the second part as for the first. With a
/// GOMEMLIMIT under the limit only what is live fills it. What was allocated since the collection is taken off, where
/// the text form tells.
pub(crate) fn seconds_to_limit(case: &Case) -> Option<f64> {
    until_limit(case, gained(case.growth.as_ref()?)?)
}

/// The same if only `gained` bytes of the live heap's growth go on.
pub(crate) fn until_limit(case: &Case, gained: i64) -> Option<f64> {
    let growth = case.growth.as_ref().filter(|_| gained > 0)?;
    let vitals = case.outside.vitals.last();
    let parts = Demand::by_parts(&budget::parts(case));
    let whole = case.limit()?;
    if parts.outside.share_of(whole)? > OTHER_MEMORY_DECIDES {
        return None;
    }
    let limit = whole - parts.outside - parts.runtime();
    let live = growth.last().inuse;
    let Pacing { gogc, gomemlimit } = budget::now(case);
    let bound = gomemlimit.is_some_and(|gomemlimit| gomemlimit < limit);
    let turn = match gogc {
        Gogc::Percent(gogc) if !bound => limit.scale(1.0 / (1.0 + f64::from(gogc) / 100.0)),
        Gogc::Off if !bound => Bytes(0),
        _ => limit,
    };
    // Snapshots that show no new collection tell the time, too.
    let (begin, last) = (growth.first().at?, growth.last().at?);
    let end = case.series.as_ref().and_then(|series| series.last()).and_then(|last| last.taken_at).unwrap_or(last);
    let (allocated, until) = match vitals.filter(|vitals| vitals.allocated >= growth.last().alloc) {
        Some(vitals) => (vitals.allocated, end),
        None => (growth.last().alloc, last),
    };
    let allocation = (allocated - growth.first().alloc).as_f64() / until.seconds_since(begin);
    // Growth is counted in bytes allocated, which a late look at a profile does not change.
    let slope = allocation * (gained as f64 / growth.allocated().as_f64()).min(1.0);
    let first = (turn - live).as_f64() / slope;
    let second = (limit - turn.max(live)).as_f64() / allocation;
    let since = vitals.map_or_else(|| end.seconds_since(last), |vitals| (vitals.heap - live).as_f64() / allocation);
    Some((first + second - since).max(0.0)).filter(|seconds| seconds.is_finite())
}

/// Restarts a day, from the restart count over the time from the pod's start to the latest start of the container.
fn restarts_per_day(case: &Case) -> Option<f64> {
    let subject = case.subject?;
    let restarts = subject.container.restart_count.as_ref()?.value;
    let latest = subject.incarnations().into_iter().map(|run| run.started).max()?;
    let seconds = latest.seconds_since(subject.pod.started?);
    (restarts > 0 && seconds > 0.0).then(|| f64::from(restarts) / seconds * 86_400.0)
}

/// A leak needs as much longer as there is more memory. Settings that keep the peak under the limit end the kills.
fn restarts_after(
    case: &Case,
    verdict: &Verdict,
    advice: &Recommendation,
    now: f64,
    peak_after: Option<Bytes>,
) -> Option<f64> {
    let limit = case.limit()?;
    let after = advice.memory_limit.bytes.filter(|_| advice.memory_limit.action == Action::Set).unwrap_or(limit);
    match verdict.class {
        Class::Leak => Some(now * limit.share_of(after)?),
        Class::Tuning if case.oom_killed() => peak_after.filter(|peak| *peak <= after).map(|_| 0.0),
        _ => None,
    }
}
