//! What the collector costs now, by the best source there is.

use decode::Facts;
use decode::runtime::gctrace::GcCycle;

use super::demand::{Demand, Pacing};
use crate::case::Case;

/// What the collector costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Collector {
    /// Share of the CPU.
    pub cpu: f64,
    /// Bytes allocated between two collections, where a trace tells.
    pub room: Option<f64>,
}

impl Collector {
    /// Cost times room (see [`Demand::gc_price`]).
    pub(super) fn price(self, demand: &Demand, pacing: Pacing) -> f64 {
        self.cpu * self.room.unwrap_or_else(|| demand.room(pacing))
    }
}

/// Traced collections first; the runtime's own average since the start, which hides a late thrash, last.
pub(super) fn measured(case: &Case) -> Option<Collector> {
    case.outside.trace.and_then(|trace| traced(trace.cycles())).or_else(|| averaged(case)).or_else(|| counted(case))
}

/// Over the later half of the trace: CPU milliseconds over elapsed time and processors. Collections that somebody asked
/// for (`?gc=1`, the two-minute timer) say nothing about the load.
fn traced(cycles: &[GcCycle]) -> Option<Collector> {
    let late = &cycles[cycles.len() / 2..];
    let (first, last) = (late.first()?, late.last()?);
    let elapsed = last.at_seconds - first.at_seconds;
    let own: Vec<_> = late.windows(2).filter(|pair| !pair[1].forced).collect();
    if elapsed <= 0.0 || last.procs == 0 || own.is_empty() {
        return None;
    }
    let used: f64 = own.iter().map(|pair| pair[1].cpu_seconds()).sum();
    // Allocated from the end of one collection to that of the next. The trace is in whole MiB: half of one stands for
    // none.
    let rooms = own.iter().map(|pair| (pair[1].heap_end - pair[0].heap_live).as_f64().max(524_288.0));
    let room = rooms.sum::<f64>() / own.len() as f64;
    Some(Collector { cpu: used / elapsed / f64::from(last.procs), room: Some(room) })
}

fn averaged(case: &Case) -> Option<Collector> {
    let cpu = case.outside.vitals.last()?.gc_cpu?;
    // A program whose collections somebody asked for says nothing about the load.
    let forced = case.inputs.iter().rev().find_map(|input| input.facts.memstats());
    let by_itself = forced.is_none_or(|memstats| memstats.num_gc > 2 * memstats.num_forced_gc);
    by_itself.then_some(Collector { cpu, room: None })
}

/// From counters of `runtime/metrics` as Prometheus has them.
fn counted(case: &Case) -> Option<Collector> {
    let metrics = case.inputs.iter().filter_map(|input| match &input.facts {
        Facts::GoMetrics(metrics) => metrics.last(),
        _ => None,
    });
    let share = |values: &std::collections::BTreeMap<String, f64>| {
        let gc = values.get("go_cpu_classes_gc_total_cpu_seconds_total")?;
        let all = values.get("go_cpu_classes_total_cpu_seconds_total")?;
        (*all > 0.0).then(|| gc / all)
    };
    let told = metrics.rev().find_map(|metrics| share(&metrics.values));
    told.map(|cpu| Collector { cpu, room: None })
}
