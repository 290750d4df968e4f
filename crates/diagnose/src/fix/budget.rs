//! Where the memory under the limit goes. The parts and `free` add up to the limit.

use decode::cgroup::files::Cgroup;
use decode::runtime::gogc::Gogc;
use decode::units::Bytes;

use super::demand::{Demand, Pacing};
use super::{collector, pacing};
use crate::case::Case;
use crate::report::{Amount, Budget, How};

/// What the program needs, by the parts of `budget` and its highest live heap; `None` without one.
pub(super) fn demand(case: &Case, budget: &Budget) -> Option<Demand> {
    let live = case.live_high().filter(|_| !case.rates_differ)?;
    let mut demand = Demand { live, ..Demand::by_parts(budget) };
    let collector = collector::measured(case);
    if collector.chokes(&demand, now(case)) {
        return Some(demand);
    }
    demand.gc_price = collector.price(&demand, now(case));
    demand.allocation = collector.allocation(&demand, now(case)).or_else(|| collector::allocation(case));
    Some(demand)
}

/// The settings of the collector in force.
pub(super) fn now(case: &Case) -> Pacing {
    Pacing { gogc: case.gogc(), gomemlimit: pacing::gomemlimit(case) }
}

/// Splits the limit into what is known. What a killed container used and no input explains is `unexplained`; what a
/// running one leaves is `free`.
///
/// The numbers are of different moments, and what Go has mapped need not be resident, so together they can be more
/// than the limit: they are taken in the order of how surely they were resident, each up to what is left.
pub(crate) fn parts(case: &Case) -> Budget {
    let Some(limit) = case.limit() else { return Budget::default() };
    let killed = case.oom_killed();
    let mut left = Left(limit);
    let cgroup = case.outside.living().next_back().map(|(_, cgroup)| cgroup);
    let stat = |key: &str, v1: &str| cgroup.and_then(|cgroup| cgroup.size(key, v1));
    let tmpfs = stat("shmem", "total_shmem");
    let mut budget = Budget {
        limit: Some(measured(limit)),
        kernel: left.measured(stat("kernel", "kernel").or_else(|| kernel_parts(cgroup?))),
        sockets: left.measured(stat("sock", "sock")),
        tmpfs: left.measured(tmpfs),
        page_cache: left.measured(stat("file", "total_cache").map(|file| file - tmpfs.unwrap_or_default())),
        ..Budget::default()
    };
    budget.off_heap = left.derived(off_heap(case));
    budget.live_heap = left.measured(live(case).filter(|_| !case.rates_differ));
    if let Some(vitals) = case.outside.vitals.last() {
        budget.stacks = left.measured(Some(vitals.stacks));
        budget.runtime_overhead = left.measured(Some(vitals.overhead));
        budget.fragmentation = left.derived(Some(vitals.spans - vitals.heap));
    } else {
        budget.stacks = left.measured(case.outside.trace.and_then(|trace| trace.stacks()));
    }
    budget.gc_headroom = left.derived(live(case).filter(|_| !case.rates_differ).and_then(|live| headroom(case, live)));
    // Given back on demand: the last to count.
    budget.idle_not_released = left.derived(case.outside.vitals.last().map(|vitals| vitals.idle));
    rest(case, &mut budget, limit, left.0, killed);
    budget
}

/// What no part explains: after a kill all that is left of the limit, else what the cgroup says is used beyond them.
fn rest(case: &Case, budget: &mut Budget, limit: Bytes, left: Bytes, killed: bool) {
    let current = case.outside.read_alive().next_back().and_then(|(_, cgroup)| cgroup.current);
    let known = limit - left;
    let (unexplained, free) = match current {
        _ if killed => (Some(left), Bytes(0)),
        Some(current) => {
            let beyond = (current - known).min(left);
            (Some(beyond), left - beyond)
        }
        None if budget.live_heap.is_none() => return,
        None => (None, left),
    };
    budget.unexplained = unexplained.map(derived);
    budget.free = Some(derived(free));
}

/// What is left of the limit while parts are taken from it.
struct Left(Bytes);

impl Left {
    fn take(&mut self, part: Option<Bytes>) -> Option<Bytes> {
        let part = part?.min(self.0);
        self.0 = self.0 - part;
        Some(part)
    }

    fn measured(&mut self, part: Option<Bytes>) -> Option<Amount> {
        self.take(part).map(measured)
    }

    fn derived(&mut self, part: Option<Bytes>) -> Option<Amount> {
        self.take(part).map(derived)
    }
}

/// Before Linux 5.18 `memory.stat` has no sum of kernel memory.
fn kernel_parts(cgroup: &Cgroup) -> Option<Bytes> {
    let parts = ["kernel_stack", "pagetables", "percpu", "vmalloc", "slab"];
    let known: Vec<Bytes> = parts.iter().filter_map(|key| cgroup.size(key, key)).collect();
    (!known.is_empty()).then(|| known.into_iter().fold(Bytes(0), |sum, part| sum + part))
}

/// The highest live heap: what settings are sized for.
fn live(case: &Case) -> Option<Bytes> {
    case.live_high().or_else(|| case.outside.trace.map(|trace| trace.last_live()))
}

/// Anonymous memory beyond all that Go had mapped, by the container's own files. The kernel's figure at a kill
/// says nothing here: the heap may have grown since the last look at it.
fn off_heap(case: &Case) -> Option<Bytes> {
    let (_, cgroup) = case.read_beside_go()?;
    Some(cgroup.anon()? - case.go_memory()?)
}

/// Garbage the collector lets stand before it runs again; `None` where nothing bounds it.
fn headroom(case: &Case, live: Bytes) -> Option<Bytes> {
    let goal = match case.gogc() {
        Gogc::Percent(gogc) => pacing::peak(live, gogc, pacing::gomemlimit(case)),
        Gogc::Off => pacing::gomemlimit(case)?,
    };
    Some(goal - live)
}

fn measured(bytes: Bytes) -> Amount {
    Amount { bytes, how: How::Measured }
}

fn derived(bytes: Bytes) -> Amount {
    Amount { bytes, how: How::Derived }
}
