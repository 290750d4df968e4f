//! What a program needs of memory whatever its settings, and what settings make of it.
//!
//! Heap pacing after `mgcpacer.go` and the Go GC guide: the collector starts again when the heap has grown by GOGC
//! percent of what is live, or when what the runtime has mapped nears GOMEMLIMIT, whichever comes first. One
//! collection costs about the same whenever it runs, so its share of the CPU is inverse to the garbage allowed between
//! two collections.

use decode::runtime::gogc::{self, Gogc};
use decode::units::Bytes;
use serde::{Deserialize, Serialize};

use super::pacing::{FRAGMENTATION, SMALLEST_GOAL};
use crate::report::{Action, Amount, Budget, Cause, Report, Sig6};

/// Share of GOMEMLIMIT that the runtime keeps free of heap (`memoryLimitHeapGoal`: 3 %).
const KEPT_FREE: f64 = 0.03;
/// The collector is held to about this share of the CPU (`gcCPULimiter`).
const MOST_CPU: f64 = 0.5;
/// Some garbage always fits: a collection cannot start before the last has ended.
const LEAST_ROOM: f64 = 0.01;
/// Share of the live heap that has to fit between two collections for a program to allocate at its own pace: a GOGC under ten
/// is pathological (`domain.md` §C4).
const CHOKES: f64 = 0.1;

/// Settings of the collector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pacing {
    /// GOGC.
    pub gogc: Gogc,
    /// GOMEMLIMIT; `None` if it is not in force.
    pub gomemlimit: Option<Bytes>,
}

/// What the program needs, from the parts of the memory budget.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Demand {
    /// Highest live heap.
    pub live: Bytes,
    /// Goroutine stacks.
    pub stacks: Bytes,
    /// The runtime's own structures, and the part of its spans that is empty where that is more than usual.
    pub overhead: Bytes,
    /// Memory of the same container that is not Go's and cannot be given back: cgo, mmap, kernel, sockets, tmpfs.
    pub outside: Bytes,
    /// Whether an input tells of the memory that is not Go's; else more is kept in reserve for it.
    pub outside_known: bool,
    /// GC CPU share times the bytes allocated between two collections: constant for a load. `None` if not measured.
    pub gc_price: Option<f64>,
    /// Bytes allocated a second. `None` if not measured.
    pub allocation: Option<f64>,
}

impl Demand {
    /// Garbage that fits before the next collection, in bytes.
    pub fn room(&self, pacing: Pacing) -> f64 {
        let (live, roots) = (self.live.as_f64(), self.stacks.as_f64());
        let by_gogc = match pacing.gogc {
            Gogc::Off => f64::INFINITY,
            Gogc::Percent(percent) => {
                let factor = f64::from(percent) / 100.0;
                ((live + roots) * factor).max(SMALLEST_GOAL.as_f64() * factor - live)
            }
        };
        let by_limit = pacing.gomemlimit.map_or(f64::INFINITY, |limit| {
            limit.as_f64() * (1.0 - KEPT_FREE) - self.runtime().as_f64() - live * (1.0 + FRAGMENTATION)
        });
        by_gogc.min(by_limit).max(live * LEAST_ROOM).max(1.0)
    }

    /// Whether a program waits for its collector that may allocate `room` bytes between two collections: what it allocates
    /// is a small part then of what it would, so neither that nor what it costs says anything about other settings. In the
    /// lab `tuning_gomemlimit_too_low` allocates 3 MB a second, and 90 once it has room.
    pub(super) fn is_choked(&self, room: f64) -> bool {
        room < CHOKES * self.live.as_f64()
    }

    /// The GOGC that the settings amount to, in percent (`domain.md` §G2: under 25 a GOMEMLIMIT is refused).
    pub fn effective_gogc(&self, pacing: Pacing) -> f64 {
        self.room(pacing) / (self.live + self.stacks).as_f64().max(1.0) * 100.0
    }

    /// Share of the CPU that the collector takes under `pacing`; `None` if its cost was never measured.
    pub fn gc_cpu(&self, pacing: Pacing) -> Option<f64> {
        self.gc_price.map(|price| (price / self.room(pacing)).min(MOST_CPU))
    }

    /// Collections a second under `pacing`: allocation rate over the garbage that fits between two (Go GC guide). `None`
    /// if the rate was never measured.
    pub fn gc_per_second(&self, pacing: Pacing) -> Option<f64> {
        self.allocation.map(|rate| rate / self.room(pacing))
    }

    /// Memory of the container at its peak: what the collector lets the heap reach, stacks, the runtime's own, and
    /// what is not Go's. GOMEMLIMIT bounds the Go part, but never below what is live. `None` if nothing bounds it.
    pub fn peak(&self, pacing: Pacing) -> Option<Bytes> {
        let heap = match pacing.gogc {
            Gogc::Off => None,
            Gogc::Percent(_) => {
                let room = self.room(Pacing { gomemlimit: None, ..pacing });
                Some(Bytes((self.live.as_f64() + room) as u64).scale(1.0 + FRAGMENTATION) + self.runtime())
            }
        };
        let bound = pacing.gomemlimit.map(|limit| limit.max(self.live + self.runtime()));
        let go = match (heap, bound) {
            (Some(heap), Some(bound)) => heap.min(bound),
            (heap, bound) => heap.or(bound)?,
        };
        Some(go + self.outside)
    }

    /// Stacks and the runtime's own structures: GOMEMLIMIT counts them.
    pub fn runtime(&self) -> Bytes {
        self.stacks + self.overhead
    }

    /// The same program with a live heap `factor` times as large: a busier day.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        // Twice the live heap costs twice as much to mark.
        Self { live: self.live.scale(factor), gc_price: self.gc_price.map(|price| price * factor), ..self }
    }

    /// What the parts of a budget say; the live heap is the budget's.
    pub(super) fn by_parts(budget: &Budget) -> Self {
        let bytes = |amount: Option<Amount>| amount.map(|amount| amount.bytes).unwrap_or_default();
        Self {
            live: bytes(budget.live_heap),
            stacks: bytes(budget.stacks),
            // GOMEMLIMIT counts spans as a whole (`memoryLimitHeapGoal`: mappedReady - heapFree - heapAlloc).
            overhead: bytes(budget.runtime_overhead)
                + (bytes(budget.fragmentation) - bytes(budget.live_heap).scale(FRAGMENTATION)),
            outside: bytes(budget.off_heap) + bytes(budget.kernel) + bytes(budget.sockets) + bytes(budget.tmpfs),
            outside_known: budget.kernel.is_some(),
            gc_price: None,
            allocation: None,
        }
    }

    /// What a report says of it; `None` without a live heap.
    pub fn of(report: &Report) -> Option<Self> {
        report.budget.live_heap?;
        let demand = Self::by_parts(&report.budget);
        let forecast = &report.forecast;
        let times_room = |after: Option<Sig6>, now: Option<Sig6>| match (after, now) {
            (Some(after), _) => Some(after.get() * demand.room(Pacing::after(report))),
            (None, now) => {
                let room = demand.room(Pacing::now(report));
                now.filter(|_| !demand.is_choked(room)).map(|now| now.get() * room)
            }
        };
        Some(Self {
            gc_price: times_room(forecast.gc_cpu_fraction_after, forecast.gc_cpu_fraction_now),
            allocation: times_room(forecast.gc_per_second_after, forecast.gc_per_second_now),
            ..demand
        })
    }
}

impl Pacing {
    /// What holds where nothing is set: GOGC=100, no GOMEMLIMIT.
    pub const DEFAULT: Self = Self { gogc: Gogc::DEFAULT, gomemlimit: None };

    /// The settings in force on the container a report is about.
    pub fn now(report: &Report) -> Self {
        let container = super::container(report);
        let gogc = container.and_then(|container| container.gogc.as_deref()).map_or(Gogc::DEFAULT, gogc::parse);
        let obeyed = report.cause != Cause::GomemlimitIgnored;
        let gomemlimit = container.and_then(|container| container.gomemlimit.as_ref()?.bytes).filter(|_| obeyed);
        Self { gogc, gomemlimit }
    }

    /// The settings that a report recommends.
    pub fn after(report: &Report) -> Self {
        let now = Self::now(report);
        let recommendation = &report.recommendation;
        let gomemlimit = match recommendation.gomemlimit.action {
            Action::Set => recommendation.gomemlimit.bytes,
            Action::Remove => None,
            Action::Keep | Action::Unknown => now.gomemlimit,
        };
        let gogc = match (recommendation.gogc.action, &recommendation.gogc.value) {
            (Action::Set, Some(value)) => gogc::parse(value),
            (Action::Remove, _) => Gogc::DEFAULT,
            _ => now.gogc,
        };
        Self { gogc, gomemlimit }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limited(n: u64) -> Pacing {
        Pacing { gomemlimit: Some(Bytes::mib(n)), ..Pacing::DEFAULT }
    }

    #[test]
    fn a_gomemlimit_bounds_the_peak_but_never_below_what_is_live() {
        let demand = Demand { live: Bytes::mib(100), outside: Bytes::mib(8), ..Demand::default() };
        assert_eq!(demand.peak(Pacing::DEFAULT), Some(Bytes::mib(218)));
        assert_eq!(demand.peak(limited(150)), Some(Bytes::mib(158)));
        assert_eq!(demand.peak(limited(50)), Some(Bytes::mib(108)));
        assert_eq!(demand.peak(Pacing { gogc: Gogc::Off, gomemlimit: None }), None);
    }

    #[test]
    fn half_the_room_doubles_the_price() {
        let demand = Demand { live: Bytes::mib(100), gc_price: Some(0.04 * 100.0 * 1_048_576.0), ..Demand::default() };
        let (now, after) = (demand.gc_cpu(Pacing::DEFAULT).unwrap(), demand.gc_cpu(limited(160)).unwrap());
        assert!((now - 0.04).abs() < 1e-9);
        assert!((0.07..0.09).contains(&after), "{after}");
    }

    #[test]
    fn collections_a_second_are_allocation_over_room() {
        let demand = Demand { live: Bytes::mib(100), allocation: Some(50.0 * 1_048_576.0), ..Demand::default() };
        let now = demand.gc_per_second(Pacing::DEFAULT).unwrap();
        assert!((now - 0.5).abs() < 1e-9, "50 MiB a second into 100 MiB of room: {now}");
        let tight = demand.gc_per_second(limited(160)).unwrap();
        assert!((0.9..1.1).contains(&tight), "{tight}");
        assert_eq!(Demand { allocation: None, ..demand }.gc_per_second(Pacing::DEFAULT), None);
    }

    #[test]
    fn without_room_the_collector_takes_half_of_the_cpu_and_no_more() {
        let demand = Demand { live: Bytes::mib(100), gc_price: Some(0.04 * 100.0 * 1_048_576.0), ..Demand::default() };
        assert_eq!(demand.gc_cpu(limited(80)), Some(MOST_CPU));
    }
}
