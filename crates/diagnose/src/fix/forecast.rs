//! What will happen: time to the limit, restarts a day, peaks, what the collector costs.

use decode::runtime::gogc::Gogc;
use decode::units::Bytes;

use super::budget;
use super::demand::{Demand, Pacing};
use crate::case::Case;
use crate::growth::Growth;
use crate::report::{Action, Cause, Class, Forecast, Recommendation, Sig6};
use crate::verdict::Verdict;

/// Share of the limit that the model has to reach for a container that was killed at it.
const EXPLAINS: f64 = 0.75;

/// Forecasts the present course and the one with `advice` in force. Peaks and GC cost are about a steady live heap:
/// those of a leak are not forecast, nor are those of a program whose kill the model does not explain.
pub(super) fn forecast(case: &Case, verdict: &Verdict, demand: Option<&Demand>, advice: &Recommendation) -> Forecast {
    let now = in_force(case, verdict);
    let after = after(now, advice);
    let changes = after != now || advice.memory_limit.action == Action::Set;
    let steady =
        demand.filter(|demand| !case.leaking() && verdict.class != Class::Leak && explains(case, verdict, demand));
    // Where the collector's settings stay, the heap goes on to what it has exceeded before: a lower peak is the model's error.
    let exceeded = case.limit().filter(|_| after == now && case.exceeded_own_limit());
    let peak_after = steady
        .filter(|_| changes)
        .and_then(|demand| demand.peak(after))
        .filter(|peak| exceeded.is_none_or(|limit| *peak >= limit));
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
        alloc_bytes_per_second: super::collector::allocation(case).and_then(Sig6::new),
    }
}

/// Whether what the model has at its peak can have filled the limit that was exceeded: a spike between two snapshots, a
/// child process or files in memory are not in it, and what it says of other settings would be wrong by as much.
fn explains(case: &Case, verdict: &Verdict, demand: &Demand) -> bool {
    let exceeded = case.limit().filter(|_| case.exceeded_own_limit());
    // What is live in a burst is what happened to be in hand: the next may be larger.
    let level = verdict.cause != Cause::Spike || case.growth.as_ref().is_none_or(Growth::has_level);
    let reaches = |limit: Bytes| {
        let peak = demand.peak(in_force(case, verdict));
        level && peak.is_none_or(|peak| peak >= limit.scale(EXPLAINS)) && !super::is_unmeasured(case, verdict.cause)
    };
    exceeded.is_none_or(reaches)
}

/// The settings that the program goes by: a GOMEMLIMIT that it does not obey is none.
fn in_force(case: &Case, verdict: &Verdict) -> Pacing {
    let now = budget::now(case);
    Pacing { gomemlimit: now.gomemlimit.filter(|_| verdict.cause != Cause::GomemlimitIgnored), ..now }
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

/// Share of the room between two collections that has to be allocated between two snapshots that differ, if nobody asked
/// for the collections.
const BY_ITSELF: f64 = 0.5;
/// Share of that room by which a leak is further than its last snapshot shows. Half of it, as a container that is full takes
/// about as long again to die: the kernel reclaims memory first (fits 13 of 15 steady leaks of the lab, `tests/fix_forecast.rs`;
/// all of it fits 9).
const FURTHER: f64 = 0.5;

/// Seconds from the last snapshot until the process reaches its limit at the measured slopes. `None` if nothing leaks, if
/// the limit is not known, or if a good part of the memory is not the heap's.
///
/// First the live heap grows until the collector's goal passes the limit; then the heap fills up to the limit at the speed
/// of all allocation, as no collection comes in time. A program that keeps most of what it allocates takes about as long
/// for the second part as for the first. With a GOMEMLIMIT under the limit only what is live fills it.
pub(crate) fn seconds_to_limit(case: &Case) -> Option<f64> {
    until_limit(case, gained(case.growth.as_ref()?)?)
}

/// The same if only `gained` bytes of the live heap's growth go on.
pub(crate) fn until_limit(case: &Case, gained: i64) -> Option<f64> {
    let growth = case.growth.as_ref().filter(|_| gained > 0)?;
    let budget = budget::parts(case);
    let parts = Demand::by_parts(&budget);
    let whole = case.limit()?;
    // Where the heap has grown since the runtime told its size, what the cgroup has beyond that may be the leak itself.
    let unsure = budget.off_heap.filter(|_| case.allocated_since_told().is_some()).map(|part| part.bytes);
    if (parts.outside - unsure.unwrap_or_default()).share_of(whole)? > OTHER_MEMORY_DECIDES {
        return None;
    }
    let limit = whole - parts.outside - parts.runtime();
    let live = growth.last().inuse;
    let now = budget::now(case);
    let bound = now.gomemlimit.is_some_and(|gomemlimit| gomemlimit < limit);
    let turn = match now.gogc {
        Gogc::Percent(gogc) if !bound => limit.scale(1.0 / (1.0 + f64::from(gogc) / 100.0)),
        Gogc::Off if !bound => Bytes(0),
        _ => limit,
    };
    let Course { allocation, since } = course(case, growth, &parts)?;
    // Growth is counted in bytes allocated, which a late look at a profile does not change.
    let slope = allocation * (gained as f64 / growth.allocated().as_f64()).min(1.0);
    let first = (turn - live).as_f64() / slope;
    let second = (limit - turn.max(live)).as_f64() / allocation;
    Some((first + second - since).max(0.0)).filter(|seconds| seconds.is_finite())
}

/// How a process allocates.
struct Course {
    /// Bytes a second.
    allocation: f64,
    /// Seconds between the collection that the last snapshot shows and the last look at the process.
    since: f64,
}

/// A profile shows the heap as of the collection before the last one (`mprof.go`, `domain.md` §C1): when a snapshot shows
/// something new, as much has been allocated on top as fits between two collections. Of a heap that doubles from one
/// collection to the next that is as much as it shows. Collections that somebody asked for publish at once. The text form
/// tells what is allocated at its own time.
fn course(case: &Case, growth: &Growth, parts: &Demand) -> Option<Course> {
    let (first, last) = (growth.first(), growth.last());
    let end = case.series.as_ref().and_then(|series| series.last()).and_then(|last| last.taken_at).or(last.at)?;
    let room = |live: Bytes| Demand { live, ..*parts }.room(budget::now(case)).min(live.as_f64());
    let before = growth.points.iter().rev().nth(1)?;
    let told = case.inputs.iter().rev().find_map(|input| input.facts.memstats());
    let asked = told.is_some_and(|memstats| memstats.num_forced_gc as usize + 1 >= growth.points.len());
    let by_itself = !asked && (last.alloc - before.alloc).as_f64() >= BY_ITSELF * room(before.inuse);
    let ahead = |live: Bytes| if by_itself { room(live) } else { 0.0 };
    let begun = first.alloc.as_f64() + ahead(first.inuse);
    let vitals = case.outside.vitals.last().filter(|vitals| vitals.allocated >= last.alloc);
    let (allocated, until) = match vitals {
        Some(vitals) => (vitals.allocated.as_f64(), end),
        None => (last.alloc.as_f64() + ahead(last.inuse), last.at?),
    };
    let allocation = (allocated - begun) / until.seconds_since(first.at?);
    let since = match vitals {
        Some(vitals) => (vitals.heap - last.inuse).as_f64() / allocation,
        None => FURTHER * ahead(last.inuse) / allocation + end.seconds_since(last.at?),
    };
    (allocation > 0.0).then_some(Course { allocation, since })
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
