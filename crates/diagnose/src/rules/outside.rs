//! Memory that no heap profile shows: outside Go, in the kernel, in stacks, in files; and the collector's own work.

use decode::cgroup::files::Cgroup;
use decode::runtime::gctrace::GcCycle;
use decode::runtime::memstats::MemStats;
use decode::units::Bytes;

use super::Clue;
use crate::case::{Case, anon};
use crate::evidence::{Finding, Says};
use crate::report::{Cause, Sig6, Weight};

/// What takes this share of the limit is worth naming.
const NOTABLE: f64 = 0.2;
/// What takes this share is the main thing.
const LARGE: f64 = 0.4;

/// The kernel's own word on the kill.
pub(super) fn kernel_says(case: &Case) -> Option<Clue> {
    let (input, kill) = *case.outside.kills.last()?;
    let finding =
        Finding::KernelKill { task: kill.task.clone(), anon_rss: kill.anon_rss, scope: case.outside.scope()? };
    Some(Clue::new(finding, Says::Neutral, Weight::Strong).read_at(input, Some(kill.line)))
}

/// Memory the Go runtime has mapped and not given back: what GOMEMLIMIT counts. An upper bound of what is resident.
fn go_memory(memstats: &MemStats) -> Bytes {
    memstats.sys - memstats.heap_released
}

/// Anonymous memory beyond what Go has mapped: cgo, mmap, other processes. Read at the first and the last moment for
/// which both numbers are there; the kernel's figure at the kill is later still.
pub(super) fn off_heap(case: &Case) -> Option<Clue> {
    let limit = case.limit()?;
    let (input, cgroup) = case.outside.living().next_back()?;
    let (_, memstats) = *case.outside.memstats.last()?;
    let at_kill = case.outside.kills.last().and_then(|(_, kill)| kill.anon_rss).unwrap_or_default();
    let used = anon(cgroup)?.max(at_kill);
    let beyond = used - go_memory(memstats);
    let share = beyond.share_of(limit)?;
    if share < NOTABLE {
        return None;
    }
    let first = case.outside.living().next().zip(case.outside.memstats.first());
    let before = first.and_then(|((_, cgroup), (_, memstats))| Some(anon(cgroup)? - go_memory(memstats)));
    let grew = before.is_some_and(|before| beyond.as_f64() >= 1.5 * before.as_f64());
    let weight = if share >= LARGE && grew { Weight::Strong } else { Weight::Medium };
    let finding = Finding::OffHeapMemory { beyond, go: go_memory(memstats), limit };
    Some(Clue::new(finding, Says::Leak, weight).for_cause(Cause::OffHeap).read_at(input, Some(cgroup.line)))
}

/// Goroutine stacks.
pub(super) fn stacks(case: &Case) -> Option<Clue> {
    let limit = case.limit()?;
    let (input, last) = *case.outside.memstats.last()?;
    let (_, first) = *case.outside.memstats.first()?;
    let share = last.stack_inuse.share_of(limit)?;
    if share < NOTABLE {
        return None;
    }
    let finding = Finding::StackMemory { from: first.stack_inuse, to: last.stack_inuse, limit };
    let weight = if share >= LARGE { Weight::Strong } else { Weight::Medium };
    let says = if stacks_grow(case) { Says::Leak } else { Says::Tuning };
    Some(Clue::new(finding, says, weight).for_cause(Cause::Stacks).read_at(input, None))
}

/// Whether stack memory at least grew by half between the first and the last reading.
pub(crate) fn stacks_grow(case: &Case) -> bool {
    let ends = case.outside.memstats.first().zip(case.outside.memstats.last());
    ends.is_some_and(|((_, first), (_, last))| last.stack_inuse.as_f64() >= 1.5 * first.stack_inuse.as_f64())
}

/// Kernel memory and socket buffers.
pub(super) fn kernel_memory(case: &Case) -> Option<Clue> {
    let stat = |cgroup: &Cgroup, key: &str| Bytes(cgroup.stat.get(key).copied().unwrap_or(0));
    let amount = |cgroup: &Cgroup| stat(cgroup, "kernel") + stat(cgroup, "sock");
    charged(case, amount, Cause::KernelMemory, |bytes, limit| Finding::KernelMemory { bytes, limit })
}

/// Files in memory: they survive a restart of the container.
pub(super) fn tmpfs(case: &Case) -> Option<Clue> {
    let amount = |cgroup: &Cgroup| Bytes(cgroup.stat.get("shmem").copied().unwrap_or(0));
    charged(case, amount, Cause::Tmpfs, |bytes, limit| Finding::FilesInMemory { bytes, limit })
}

/// Pages on their way to disk: they can't be dropped to make room.
pub(super) fn dirty_pages(case: &Case) -> Option<Clue> {
    let stat = |cgroup: &Cgroup, key: &str| Bytes(cgroup.stat.get(key).copied().unwrap_or(0));
    let amount = |cgroup: &Cgroup| stat(cgroup, "file_dirty") + stat(cgroup, "file_writeback");
    charged(case, amount, Cause::PageCache, |bytes, limit| Finding::DirtyPages { bytes, limit })
}

/// What a cgroup was charged for something, in the last reading while it lived, if that is a notable part of the limit.
fn charged(
    case: &Case,
    amount: impl Fn(&Cgroup) -> Bytes,
    cause: Cause,
    finding: impl Fn(Bytes, Bytes) -> Finding,
) -> Option<Clue> {
    let limit = case.limit()?;
    let (input, cgroup) = case.outside.living().next_back()?;
    let bytes = amount(cgroup);
    let share = bytes.share_of(limit)?;
    if share < NOTABLE {
        return None;
    }
    let weight = if share >= LARGE { Weight::Strong } else { Weight::Medium };
    Some(Clue::new(finding(bytes, limit), Says::Tuning, weight).for_cause(cause).read_at(input, Some(cgroup.line)))
}

/// Share of CPU from which on the collector's work is felt, and from which on it is thrash.
const BUSY: [f64; 2] = [0.15, 0.25];

/// The collector takes much of the CPU: by the last quarter of the traced collections, else by the runtime's average
/// since the start.
pub(super) fn collector_busy(case: &Case) -> Option<Clue> {
    let traced = case.outside.cycles.and_then(|(input, cycles)| Some((input, late_share(cycles)?)));
    let averaged = || case.outside.memstats.last().map(|(input, memstats)| (*input, memstats.gc_cpu_fraction));
    let (input, share) = traced.or_else(averaged)?;
    let weight = match share {
        share if share >= BUSY[1] => Weight::Strong,
        share if share >= BUSY[0] => Weight::Medium,
        _ => return None,
    };
    let clue = Clue::new(Finding::CollectorBusy { share: Sig6::new(share)? }, Says::Tuning, weight);
    Some(clue.for_cause(Cause::GcThrash).read_at(input, None))
}

/// Share of the available CPU that collections took over the last quarter of them, ten at least: CPU milliseconds over
/// elapsed time and processors.
fn late_share(cycles: &[GcCycle]) -> Option<f64> {
    let count = (cycles.len() / 4).max(10);
    let late = cycles.get(cycles.len().checked_sub(count)?..)?;
    let (first, last) = (late.first()?, late.last()?);
    let elapsed = last.at_seconds - first.at_seconds;
    let used: f64 =
        late[1..].iter().map(|cycle| cycle.cpu.stopped_ms + cycle.cpu.assist_ms + cycle.cpu.background_ms).sum();
    (elapsed > 0.0 && last.procs > 0).then(|| used / 1000.0 / elapsed / f64::from(last.procs))
}
