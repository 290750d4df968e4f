//! What the collector does now: what it costs and how often it runs, by the best source there is.

use decode::Facts;
use decode::runtime::gctrace::GcCycle;
use decode::runtime::memstats::MemStats;

use super::demand::{Demand, Pacing};
use crate::case::Case;

/// What the collector does under the present load.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Collector {
    /// Share of the CPU, without marking on idle processors: that takes only what nothing else wanted.
    pub cpu: Option<f64>,
    /// Collections a second.
    pub per_second: Option<f64>,
    /// Bytes allocated between two collections, where an input tells.
    pub room: Option<f64>,
    /// Whether that is an average since the start.
    pub averaged: bool,
}

impl Collector {
    /// Whether the program waits for its collector (see [`Demand::is_choked`]).
    pub(super) fn chokes(self, demand: &Demand, pacing: Pacing) -> bool {
        demand.is_choked(self.room(demand, pacing))
    }

    /// Cost times room (see [`Demand::gc_price`]).
    pub(super) fn price(self, demand: &Demand, pacing: Pacing) -> Option<f64> {
        Some(self.cpu? * self.room(demand, pacing))
    }

    /// Bytes allocated a second (see [`Demand::allocation`]).
    pub(super) fn allocation(self, demand: &Demand, pacing: Pacing) -> Option<f64> {
        Some(self.per_second? * self.room(demand, pacing))
    }

    /// What was measured. An average since the start is less than what fits at the high live heap, but more where
    /// GOMEMLIMIT leaves no room: there the collector lets the heap outgrow it rather than take half of the CPU.
    fn room(self, demand: &Demand, pacing: Pacing) -> f64 {
        let modelled = demand.room(pacing);
        self.room.map_or(modelled, |measured| if self.averaged { measured.max(modelled) } else { measured })
    }
}

/// Traced collections first; the runtime's own average since the start, which hides a late thrash, last.
pub(super) fn measured(case: &Case) -> Collector {
    if let Some(traced) = case.outside.trace.and_then(|trace| traced(trace.cycles())) {
        return traced;
    }
    let cpu = averaged(case).or_else(|| counted(case));
    Collector { cpu, per_second: last_collections(case), room: by_itself(case).and_then(between), averaged: true }
}

/// Bytes allocated between two collections, on average since the start.
fn between(memstats: &MemStats) -> Option<f64> {
    let room = memstats.total_alloc.as_f64() / f64::from(memstats.num_gc);
    (room > 0.0).then_some(room)
}

/// Bytes allocated a second between the first and the last snapshot of one process.
pub(super) fn allocation(case: &Case) -> Option<f64> {
    let growth = case.growth.as_ref()?;
    let rate = growth.allocated().as_f64() / growth.seconds()?;
    (rate > 0.0).then_some(rate)
}

/// Collections that make a part of a trace worth to be looked at by itself.
const PART: usize = 10;

/// The dearest quarter of the trace but the first, in which the program started. Not the last one: a program that is
/// about to be killed waits for memory, and its collector with it (in `tuning_gomemlimit_above_limit` the last quarter
/// costs 4 % and the one before 10 %). Of a short trace the later half.
fn traced(cycles: &[GcCycle]) -> Option<Collector> {
    let quarter = cycles.len() / 4;
    if quarter < PART {
        return part(&cycles[cycles.len() / 2..]);
    }
    let parts = (1..4).filter_map(|at| part(&cycles[at * quarter..(at + 1) * quarter]));
    parts.max_by(|a, b| a.cpu.unwrap_or(0.0).total_cmp(&b.cpu.unwrap_or(0.0)))
}

/// CPU milliseconds over elapsed time and processors. Collections that somebody asked for (`?gc=1`, the two-minute
/// timer) say nothing about the load.
fn part(cycles: &[GcCycle]) -> Option<Collector> {
    let (first, last) = (cycles.first()?, cycles.last()?);
    let elapsed = last.at_seconds - first.at_seconds;
    let own: Vec<_> = cycles.windows(2).filter(|pair| !pair[1].forced).collect();
    if elapsed <= 0.0 || last.procs == 0 || own.is_empty() {
        return None;
    }
    let used: f64 = own.iter().map(|pair| pair[1].cpu_seconds()).sum();
    // Allocated from the end of one collection to that of the next. The trace is in whole MiB: half of one stands for
    // none.
    let rooms = own.iter().map(|pair| (pair[1].heap_end - pair[0].heap_live).as_f64().max(524_288.0));
    let room = rooms.sum::<f64>() / own.len() as f64;
    let cpu = used / elapsed / f64::from(last.procs);
    Some(Collector { cpu: Some(cpu), per_second: Some(own.len() as f64 / elapsed), room: Some(room), averaged: false })
}

/// The last numbers of the runtime, if the program runs its collections by itself: else they say nothing about the load.
fn by_itself<'a>(case: &Case<'a>) -> Option<&'a MemStats> {
    let last = case.inputs.iter().rev().find_map(|input| input.facts.memstats())?;
    (last.num_gc > 2 * last.num_forced_gc).then_some(last)
}

fn averaged(case: &Case) -> Option<f64> {
    let cpu = case.outside.vitals.last()?.gc_cpu?;
    let told = case.inputs.iter().any(|input| input.facts.memstats().is_some());
    (!told || by_itself(case).is_some()).then_some(cpu)
}

/// From the ends of the last 256 collections that the runtime keeps, less those that were asked for.
fn last_collections(case: &Case) -> Option<f64> {
    let memstats = by_itself(case)?;
    let (first, last) = (memstats.pause_end.iter().min()?, memstats.pause_end.iter().max()?);
    let seconds = last.seconds_since(*first);
    let own = 1.0 - f64::from(memstats.num_forced_gc) / f64::from(memstats.num_gc);
    (seconds > 0.0).then(|| (memstats.pause_end.len() - 1) as f64 / seconds * own)
}

/// From counters of `runtime/metrics` as Prometheus has them.
fn counted(case: &Case) -> Option<f64> {
    let metrics = case.inputs.iter().filter_map(|input| match &input.facts {
        Facts::GoMetrics(metrics) => metrics.last(),
        _ => None,
    });
    let share = |values: &std::collections::BTreeMap<String, f64>| {
        let gc = values.get("go_cpu_classes_gc_total_cpu_seconds_total")?;
        let idle = values.get("go_cpu_classes_gc_mark_idle_cpu_seconds_total").unwrap_or(&0.0);
        let all = values.get("go_cpu_classes_total_cpu_seconds_total")?;
        (*all > 0.0).then(|| (gc - idle).max(0.0) / all)
    };
    metrics.rev().find_map(|metrics| share(&metrics.values))
}
