//! Traced collections (`GODEBUG=gctrace=1`): what was live after each, and what they cost.

use decode::Input;
use decode::runtime::gctrace::GcCycle;
use decode::units::Bytes;

use crate::growth::LEAST_RETENTION;
use crate::trend::{Trend, stopped, trend};

/// The collections of one process.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trace<'a> {
    /// Index of the input.
    pub input: usize,
    /// They, in order; at least one.
    cycles: &'a [GcCycle],
}

/// A steep rise of the live heap at the end of a trace.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Burst {
    /// Highest live heap before.
    pub before: Bytes,
    /// The last one.
    pub after: Bytes,
    /// Seconds that it took.
    pub seconds: f64,
    /// Collections before.
    pub calm: usize,
}

/// Parts of equal allocation that a trace is cut into: the live heap swings with the work in hand, and its lowest level
/// in each part is the line to judge.
const PARTS: usize = 12;
/// Of what is allocated to serve requests less than this share is still live at the next collection.
const CHURN: f64 = 0.2;
/// So many collections are a row to judge one by one: a heap that is large beside what is allocated has few.
const FEWEST: usize = 5;

impl<'a> Trace<'a> {
    /// The last process traced among `inputs` (of several traces: the one with most collections).
    pub(super) fn read(inputs: &[&'a Input]) -> Option<Self> {
        let of = |(input, decoded): (usize, &&'a Input)| {
            let cycles = decoded.facts.gctrace()?.processes.last()?.as_slice();
            (!cycles.is_empty()).then_some(Self { input, cycles })
        };
        inputs.iter().enumerate().filter_map(of).max_by_key(|trace| (trace.cycles.len(), usize::MAX - trace.input))
    }

    /// Whether the live heap of any process traced among `inputs` rose and then stood still.
    pub(super) fn any_settled(inputs: &[&'a Input]) -> bool {
        let settled = |trace: &Self| {
            let floor: Vec<(f64, f64)> = trace.floor().iter().map(|(at, live)| (at.as_f64(), live.as_f64())).collect();
            !trace.is_short() && stopped(&floor)
        };
        let processes = |(input, decoded): (usize, &&'a Input)| {
            let traced = decoded.facts.gctrace().map_or(&[][..], |trace| trace.processes.as_slice());
            traced.iter().any(|cycles| settled(&Self { input, cycles }))
        };
        inputs.iter().enumerate().any(processes)
    }

    /// They, in order.
    pub(crate) fn cycles(&self) -> &'a [GcCycle] {
        self.cycles
    }

    /// How many collections.
    pub(crate) fn len(&self) -> usize {
        self.cycles.len()
    }

    /// The most the heap reached, live and garbage, at the end of a collection's marking.
    pub(crate) fn peak(&self) -> Bytes {
        self.cycles.iter().map(|cycle| cycle.heap_end).max().unwrap_or_default()
    }

    /// The most that goroutine stacks took (Go 1.18 and later).
    pub(crate) fn stacks(&self) -> Option<Bytes> {
        self.cycles.iter().filter_map(|cycle| cycle.stacks).max()
    }

    /// What goroutine stacks took at the first collection (Go 1.18 and later).
    pub(crate) fn first_stacks(&self) -> Option<Bytes> {
        self.cycles.first()?.stacks
    }

    /// What goroutine stacks took at each collection, by the second (Go 1.18 and later).
    pub(crate) fn stacks_over_time(&self) -> Vec<(f64, Bytes)> {
        self.cycles.iter().filter_map(|cycle| Some((cycle.at_seconds, cycle.stacks?))).collect()
    }

    /// The highest goal: where the collector meant to let the heap grow to.
    pub(crate) fn highest_goal(&self) -> Bytes {
        self.cycles.iter().map(|cycle| cycle.goal).max().unwrap_or_default()
    }

    /// The most by which the heap outgrew a goal, as a share of it: allocation ran ahead of the collector. Goals below
    /// 16 MiB are passed over: whole MiB are too coarse for them.
    pub(crate) fn overshoot(&self) -> f64 {
        let large = self.cycles.iter().filter(|cycle| cycle.goal >= Bytes(16 << 20));
        large.filter_map(|cycle| cycle.heap_end.share_of(cycle.goal)).fold(0.0, f64::max)
    }

    /// The largest jump of what is live from one collection to the next, with the live heap before it.
    pub(crate) fn largest_jump(&self) -> Option<(Bytes, Bytes)> {
        let jumps = self.cycles.windows(2).map(|pair| (pair[0].heap_live, pair[1].heap_live));
        jumps.max_by_key(|(before, after)| after.0.saturating_sub(before.0))
    }

    /// The burst that ended it: at least three quarters of the last live heap came within the last tenth of the time,
    /// after many collections that all showed little.
    pub(crate) fn last_burst(&self) -> Option<Burst> {
        let (first, last) = (self.cycles.first()?, self.cycles.last()?);
        let low = |cycle: &GcCycle| 4 * cycle.heap_live.0 <= last.heap_live.0;
        let calm = self.cycles.iter().take_while(|cycle| low(cycle)).count();
        let before = &self.cycles[calm.checked_sub(1)?];
        let sudden = last.at_seconds - before.at_seconds <= 0.1 * (last.at_seconds - first.at_seconds);
        let high = self.cycles[..calm].iter().map(|cycle| cycle.heap_live).max()?;
        let seconds = last.at_seconds - before.at_seconds;
        (calm >= PARTS && sudden).then_some(Burst { before: high, after: last.heap_live, seconds, calm })
    }

    /// Whether the live heap was low, and at its end went up in each of several collections, to many times what it was: it
    /// did not stay, and nothing tells whether it would have.
    pub(crate) fn rises_at_end(&self) -> bool {
        let rising = self.cycles.windows(2).rev().take_while(|pair| pair[1].heap_live > pair[0].heap_live).count();
        let Some((before, last)) = self.cycles.iter().rev().nth(rising).zip(self.cycles.last()) else { return false };
        rising >= 4 && self.cycles.len() > 2 * rising && last.heap_live.0 >= 4 * before.heap_live.0.max(1 << 20)
    }

    /// Whether more was live after the last collection than after any before it.
    pub(crate) fn ends_highest(&self) -> bool {
        self.cycles.split_last().is_some_and(|(last, before)| before.iter().all(|one| one.heap_live < last.heap_live))
    }

    /// Whether there are so few collections that each counts.
    pub(crate) fn is_short(&self) -> bool {
        self.cycles.len() < PARTS
    }

    /// Whether it kept most of what it allocated until it had all, and next to nothing of what came between the last two
    /// collections: a program that read its data in and then began to serve.
    pub(crate) fn is_loaded(&self) -> bool {
        let [.., before, last] = self.cycles else { return false };
        let kept = (last.heap_live - before.heap_live).share_of(last.heap_start - before.heap_live);
        self.kept_of_all().is_some_and(|kept| kept >= LEAST_RETENTION) && kept.is_some_and(|kept| kept < CHURN)
    }

    /// Seconds from the start of the process to the last collection.
    pub(crate) fn until(&self) -> f64 {
        self.cycles.last().map_or(0.0, |cycle| cycle.at_seconds)
    }

    /// Live heap after the last collection.
    pub(crate) fn last_live(&self) -> Bytes {
        self.cycles.last().map_or(Bytes(0), |cycle| cycle.heap_live)
    }

    /// Highest live heap.
    pub(crate) fn live_high(&self) -> Bytes {
        self.cycles.iter().map(|cycle| cycle.heap_live).max().unwrap_or_default()
    }

    /// Lowest live heap of each part of the trace, against the bytes allocated up to there.
    pub(crate) fn floor(&self) -> Vec<(Bytes, Bytes)> {
        let mut allocated = Bytes(0);
        let mut points: Vec<(Bytes, Bytes)> = Vec::with_capacity(self.cycles.len());
        let mut before = Bytes(0);
        for cycle in self.cycles {
            allocated = allocated + (cycle.heap_start - before);
            before = cycle.heap_live;
            points.push((allocated, cycle.heap_live));
        }
        let (first, last) = match (points.first(), points.last()) {
            (Some(first), Some(last)) if points.len() >= PARTS => (first.0.0, last.0.0),
            _ if points.len() >= FEWEST => return points,
            _ => return Vec::new(),
        };
        let part = |allocated: Bytes| {
            (u128::from(allocated.0 - first) * PARTS as u128 / u128::from(last - first + 1)) as usize
        };
        let mut floor: Vec<Option<(Bytes, Bytes)>> = vec![None; PARTS];
        for (allocated, live) in points {
            let cell = &mut floor[part(allocated)];
            *cell = Some((allocated, cell.map_or(live, |(_, lowest)| lowest.min(live))));
        }
        floor.into_iter().flatten().collect()
    }

    /// Share of what was allocated between the first and the last part that is still live.
    pub(crate) fn kept_share(&self) -> Option<f64> {
        let floor = self.floor();
        let (first, last) = (floor.first()?, floor.last()?);
        (last.1 - first.1).share_of(last.0 - first.0)
    }

    /// Bytes allocated in a second over the last third of the time, as a share of that over the first: what the live
    /// heap follows where it follows the load. `None` if the trace is too short.
    pub(crate) fn load_change(&self) -> Option<f64> {
        let (first, last) = (self.cycles.first()?, self.cycles.last()?);
        let third = (last.at_seconds - first.at_seconds) / 3.0;
        let mut sums = [0.0_f64; 3];
        for pair in self.cycles.windows(2) {
            let part = ((pair[1].at_seconds - first.at_seconds) / third.max(f64::MIN_POSITIVE)) as usize;
            sums[part.min(2)] += (pair[1].heap_start - pair[0].heap_live).as_f64();
        }
        if self.cycles.len() < PARTS {
            return self.load_change_of_few();
        }
        (third > 0.0 && sums[0] > 0.0).then(|| sums[2] / sums[0])
    }

    /// The same of few collections, the later half of them against the earlier one: thirds of the time would hold one
    /// collection more or less.
    fn load_change_of_few(&self) -> Option<f64> {
        let rate = |cycles: &[GcCycle]| {
            let (first, last) = (cycles.first()?, cycles.last()?);
            let seconds = last.at_seconds - first.at_seconds;
            let made: f64 = cycles.windows(2).map(|pair| (pair[1].heap_start - pair[0].heap_live).as_f64()).sum();
            (seconds > 0.0 && made > 0.0).then(|| made / seconds)
        };
        let middle = self.cycles.len() / 2;
        let told = self.cycles.len() >= FEWEST;
        told.then(|| Some(rate(&self.cycles[middle..])? / rate(&self.cycles[..=middle])?)).flatten()
    }

    /// Share of all that was allocated up to the last collection that is still live.
    pub(crate) fn kept_of_all(&self) -> Option<f64> {
        let before = std::iter::once(Bytes(0)).chain(self.cycles.iter().map(|cycle| cycle.heap_live));
        let allocated = self.cycles.iter().zip(before).map(|(cycle, before)| cycle.heap_start - before);
        self.last_live().share_of(allocated.fold(Bytes(0), |sum, part| sum + part))
    }

    /// How the floor of the live heap went, per byte allocated.
    pub(crate) fn trend(&self) -> Option<Trend> {
        let floor = self.floor();
        trend(&floor.iter().map(|(allocated, live)| (allocated.as_f64(), live.as_f64())).collect::<Vec<_>>())
    }

    /// Share of the available CPU that collections took over the last quarter of them, ten at least: CPU seconds over
    /// elapsed time and processors.
    pub(crate) fn late_cpu_share(&self) -> Option<f64> {
        let count = (self.cycles.len() / 4).max(10);
        let late = self.cycles.get(self.cycles.len().checked_sub(count)?..)?;
        let (first, last) = (late.first()?, late.last()?);
        let elapsed = last.at_seconds - first.at_seconds;
        let used: f64 = late[1..].iter().map(GcCycle::cpu_seconds).sum();
        (elapsed > 0.0 && last.procs > 0).then(|| used / elapsed / f64::from(last.procs))
    }
}
