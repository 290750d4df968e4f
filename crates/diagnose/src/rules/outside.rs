//! Memory that no heap profile shows: outside Go, in the kernel, in stacks, in files; and the collector's own work.

use decode::cgroup::files::Cgroup;
use decode::runtime::gogc::Gogc;
use decode::units::Bytes;

use super::{Clue, heap, level, trace};
use crate::case::{Case, Snapshot, Vitals};
use crate::evidence::{Finding, Says};
use crate::fix::pacing;
use crate::report::{Cause, Sig6, Weight};
use crate::trend::stopped;

/// What takes this share of the limit is worth naming.
const NOTABLE: f64 = 0.2;
/// What takes this share is the main thing.
const LARGE: f64 = 0.4;

/// The kernel's own word on the kill.
pub(super) fn kernel_says(case: &Case) -> Option<Clue> {
    let (input, kill) = case.outside.victim()?;
    let finding =
        Finding::KernelKill { task: kill.task.clone(), anon_rss: kill.anon_rss, scope: case.outside.scope()? };
    Some(Clue::new(finding, Says::Neutral, Weight::Strong).read_at(input, Some(kill.line)))
}

/// Anonymous memory beyond what Go has mapped: cgo, mmap. Only readings of the container's own files count, which
/// were made beside those of the runtime; at a kill the heap may have grown since, so the kernel's figure counts only
/// where the readings already show it.
pub(super) fn off_heap(case: &Case) -> Option<Clue> {
    let (limit, go) = (case.limit()?, case.go_memory()?);
    let (input, cgroup) = case.read_beside_go()?;
    let beyond = own_anon(cgroup)? - go;
    if beyond.share_of(limit)? < NOTABLE {
        return None;
    }
    let first = case.outside.read_alive().next().zip(case.outside.vitals.first());
    let before = first.and_then(|((_, cgroup), vitals)| Some(own_anon(cgroup)? - vitals.mapped));
    let grew = before.is_some_and(|before| beyond.as_f64() >= 1.5 * before.as_f64());
    let at_kill = case.outside.at_kill.as_ref().and_then(|(_, cgroup)| own_anon(cgroup)).unwrap_or_default();
    let beyond = beyond.max(at_kill - go);
    let large = beyond.share_of(limit)? >= LARGE && grew;
    // Numbers of the runtime that are older than the last snapshot, or than the last reading of the cgroup, don't tell this
    // from stacks that grew, nor from a heap that did, where the collector lets it grow so far; and without a collector a
    // heap grows that no snapshot shows.
    let since = case.allocated_since_told();
    let is_older = since.is_some() || case.outside.read_alive().count() > case.outside.vitals.len();
    let weight = match (large, since) {
        _ if case.gogc() == Gogc::Off && pacing::gomemlimit(case).is_none() => Weight::Weak,
        _ if is_older && heap_may_reach(case, cgroup) => Weight::Weak,
        (true, None) => Weight::Strong,
        (false, None) | (true, Some(_)) => Weight::Medium,
        (false, Some(_)) => Weight::Weak,
    };
    let finding = Finding::OffHeapMemory { beyond, go, limit };
    Some(Clue::new(finding, Says::Leak, weight).for_cause(Cause::OffHeap).read_at(input, Some(cgroup.line)))
}

/// Whether what is live in the profiles lets the collector fill all the anonymous memory that was read.
fn heap_may_reach(case: &Case, cgroup: &Cgroup) -> bool {
    let (Some(peak), Some(vitals)) = (level::predicted_peak(case), case.outside.vitals.last()) else { return false };
    own_anon(cgroup).is_some_and(|anon| peak + vitals.stacks + vitals.overhead >= anon)
}

/// Anonymous memory of the program: where the process's own resident memory was read too, not more than that.
fn own_anon(cgroup: &Cgroup) -> Option<Bytes> {
    let anon = cgroup.anon()?;
    Some(cgroup.vm_rss.map_or(anon, |resident| resident.min(anon)))
}

/// Memory of other processes in the container.
pub(super) fn other_process(case: &Case) -> Option<Clue> {
    let limit = case.limit()?;
    let (input, cgroup) = case.outside.read_alive().next_back()?;
    let bytes = cgroup.anon()? - cgroup.vm_rss?;
    let share = bytes.share_of(limit)?;
    if share < NOTABLE {
        return None;
    }
    let weight = if share >= LARGE { Weight::Strong } else { Weight::Medium };
    let clue = Clue::new(Finding::OtherProcess { bytes, limit }, Says::Tuning, weight).for_cause(Cause::ChildProcess);
    Some(clue.read_at(input, Some(cgroup.line)))
}

/// The kernel killed another program than the one that the profiles are of.
pub(super) fn child_killed(case: &Case) -> Option<Clue> {
    let (input, kill) = case.outside.victim()?;
    let (task, program) = (kill.task.as_deref()?, case.program.filter(|_| case.profiled.is_none())?);
    // The kernel keeps 15 bytes of a name.
    let same = program.as_bytes().starts_with(task.as_bytes()) || task.as_bytes().starts_with(program.as_bytes());
    if same {
        return None;
    }
    let finding = Finding::ChildKilled { task: task.to_owned(), program: program.to_owned() };
    let weight = if case.oom_killed() { Weight::Medium } else { Weight::Strong };
    Some(Clue::new(finding, Says::Tuning, weight).for_cause(Cause::ChildProcess).read_at(input, Some(kill.line)))
}

/// Functions that start other programs.
const STARTERS: [&str; 3] = ["os/exec.(*Cmd)", "os.StartProcess", "syscall.forkExec"];

/// The program starts other programs. Where the heap does not explain a kill, they may.
pub(super) fn starts_programs(case: &Case) -> Option<Clue> {
    let series = case.series.as_ref();
    let in_heap = series.and_then(|series| {
        let starts = |snapshot: &&Snapshot| {
            let mut names = snapshot.profile.functions().iter().map(|function| snapshot.profile.string(function.name));
            names.any(|name| STARTERS.iter().any(|start| name.starts_with(start)))
        };
        series.snapshots.iter().rev().find(starts).map(|snapshot| snapshot.input)
    });
    let in_goroutines = || {
        let last = case.goroutines.last()?;
        let starts = |name: &String| STARTERS.iter().any(|start| name.starts_with(start));
        last.sites.values().any(|site| site.functions.iter().any(starts)).then_some(last.input)
    };
    let input = in_heap.or_else(in_goroutines)?;
    let clue = Clue::new(Finding::StartsPrograms {}, Says::Neutral, Weight::Weak).read_at(input, None);
    // Once their memory is measured, that speaks for itself.
    let measured = case.outside.living().next().is_some();
    let burst = heap::large_share(case).is_some() || heap::whole_reads(case).is_some();
    if !level::too_small(case) || measured || burst {
        return Some(clue);
    }
    let mut clue = clue.for_cause(Cause::ChildProcess);
    (clue.evidence.says, clue.evidence.weight) = (Says::Tuning, Weight::Medium);
    Some(clue)
}

/// What all processes of the container used at most, or when that was read, where nobody was killed.
pub(super) fn room_measured(case: &Case) -> Option<Clue> {
    let limit = case.limit().filter(|_| !case.oom_happened() && case.outside.scope().is_none())?;
    let read = || case.outside.cgroups.iter();
    let most = |(input, used): &(usize, Bytes)| (*used, usize::MAX - input);
    let kept = read().filter_map(|(input, cgroup)| Some((*input, cgroup.peak?))).max_by_key(most);
    let seen = read().filter_map(|(input, cgroup)| Some((*input, cgroup.current?))).max_by_key(most);
    let ((input, used), peak) = match (kept, seen) {
        (Some(kept), seen) if seen.is_none_or(|seen| seen.1 <= kept.1) => (kept, true),
        (_, seen) => (seen?, false),
    };
    if used.share_of(limit)? >= level::SURE {
        return None;
    }
    let clue =
        Clue::new(Finding::RoomMeasured { used, limit, peak }, Says::NotOom, Weight::Weak).for_cause(Cause::Healthy);
    Some(clue.read_at(input, None))
}

/// First and last numbers of the runtime.
fn vitals<'a>(case: &'a Case) -> Option<(&'a Vitals, &'a Vitals)> {
    case.outside.vitals.first().zip(case.outside.vitals.last())
}

/// Goroutine stacks, by the runtime's numbers, else by traced collections.
pub(super) fn stacks(case: &Case) -> Option<Clue> {
    let limit = case.limit()?;
    let (input, from, to) = stack_readings(case)?;
    let share = to.share_of(limit)?;
    if share < NOTABLE {
        return None;
    }
    let finding = Finding::StackMemory { from, to, limit };
    let weight = if share >= LARGE { Weight::Strong } else { Weight::Medium };
    let says = if stacks_grow(case) { Says::Leak } else { Says::Tuning };
    Some(Clue::new(finding, says, weight).for_cause(Cause::Stacks).read_at(input, None))
}

fn stack_readings(case: &Case) -> Option<(usize, Bytes, Bytes)> {
    let told = vitals(case).map(|(first, last)| (last.input, first.stacks, last.stacks));
    let traced = || case.outside.trace.and_then(|trace| Some((trace.input, trace.first_stacks()?, trace.stacks()?)));
    match (told, traced()) {
        (Some(told), Some(traced)) if traced.2 > told.2 => Some(traced),
        (told, traced) => told.or(traced),
    }
}

/// Stack memory at the first, the middle and the last of three readings or more.
fn stacks_over_time(case: &Case) -> Option<[f64; 3]> {
    let vitals = &case.outside.vitals;
    let at = |index: usize| vitals.get(index).map(|vitals| vitals.stacks.as_f64());
    if vitals.len() < 3 {
        return None;
    }
    Some([at(0)?, at(vitals.len() / 2)?, at(vitals.len() - 1)?])
}

/// Whether stack memory grew by half between the first and the last reading, and was still growing: two readings
/// cannot tell that from goroutines that were all started at the beginning.
pub(crate) fn stacks_grow(case: &Case) -> bool {
    stacks_over_time(case).is_some_and(|[first, middle, last]| last >= 1.5 * first && last >= 1.2 * middle)
        || traced_stacks_rise(case).is_some()
}

/// Whether stack memory is known to have stopped growing. The runtime's numbers alone may stand still while it goes on:
/// a goroutine's stack doubles when it is full (`newstack` in `runtime/stack.go`), and traces tell what is full.
pub(crate) fn stacks_stopped(case: &Case) -> bool {
    let told = || stacks_over_time(case).is_some_and(|[_, middle, last]| middle > 0.0 && last < 1.1 * middle);
    traced_stacks_stopped(case) || (told() && traced_stacks_rise(case).is_none())
}

fn traced_stacks_stopped(case: &Case) -> bool {
    let traced: Vec<(f64, f64)> = traced_stacks(case).iter().map(|(at, bytes)| (*at, bytes.as_f64())).collect();
    let rise = traced.first().zip(traced.last()).map_or(0.0, |(first, last)| last.1 - first.1);
    rise >= LEAST_TOLD.as_f64() && stopped(&traced)
}

fn traced_stacks(case: &Case) -> Vec<(f64, Bytes)> {
    case.outside.trace.map_or_else(Vec::new, |trace| trace.stacks_over_time())
}

/// Stacks are traced in whole MiB: from this many on a rise is one.
const LEAST_STACKS: Bytes = Bytes(2 << 20);

/// A rise of less than this, in whole MiB, may go on unseen in the last fifth of the time.
const LEAST_TOLD: Bytes = Bytes(5 << 20);

/// First and last size of traced stacks that more than doubled since the middle of the trace and were never larger
/// than at its end.
fn traced_stacks_rise(case: &Case) -> Option<(Bytes, Bytes)> {
    let stacks = traced_stacks(case);
    let (first, last) = (stacks.first()?, stacks.last()?);
    let middle = stacks.get(stacks.len() / 2)?;
    let highest = stacks.iter().map(|(_, bytes)| *bytes).max()?;
    let rises = stacks.len() > 4 && last.1 >= LEAST_STACKS && last.1 == highest;
    (rises && last.1.0 >= middle.1.0 * 3 / 2 && last.1.0 >= 2 * first.1.0 && !traced_stacks_stopped(case))
        .then_some((first.1, last.1))
}

/// The stacks that every collection has to look at grow with the live heap: goroutines pile up, and hold it.
pub(super) fn stacks_traced(case: &Case) -> Option<Clue> {
    let (from, to) = traced_stacks_rise(case).filter(|_| case.goroutines.ends().is_none())?;
    let trace = case.outside.trace?;
    let heap_too = case.leaking() || trace::rises(case);
    let weight = if heap_too { Weight::Medium } else { Weight::Weak };
    let finding = Finding::TraceStacksGrew { from, to, collections: trace.len() };
    Some(Clue::new(finding, Says::Leak, weight).for_cause(Cause::GoroutineLeak).read_at(trace.input, None))
}

/// Heap spans with room in them that nothing fits into.
pub(super) fn fragmentation(case: &Case) -> Option<Clue> {
    let (limit, (_, last)) = (case.limit()?, vitals(case)?);
    let bytes = last.spans - last.heap;
    // A quarter of the spans (`domain.md` §G5 27), and enough of the limit to matter.
    if bytes.share_of(last.spans)? < 0.25 || bytes.share_of(limit)? < NOTABLE {
        return None;
    }
    let weight = if bytes.share_of(limit)? >= LARGE { Weight::Strong } else { Weight::Medium };
    let finding = Finding::Fragmented { bytes, spans: last.spans, limit };
    Some(Clue::new(finding, Says::Tuning, weight).for_cause(Cause::Fragmentation).read_at(last.input, None))
}

/// Versions whose memory is known to be worse (`domain.md` §C7): huge pages in 1.21.1 to 1.21.5, large pointerful
/// allocations made resident in 1.24.0 and 1.24.1.
const WORSE: [(&str, std::ops::RangeInclusive<u32>); 2] = [("go1.21.", 1..=5), ("go1.24.", 0..=1)];

/// The Go version is one that is known to use more memory, and more is resident than Go accounts for.
pub(super) fn old_runtime(case: &Case) -> Option<Clue> {
    let (input, version) = case.outside.go_version()?;
    let version = if version == "go1.24" { "go1.24.0" } else { version };
    let worse = WORSE.iter().any(|(start, patches)| {
        version.strip_prefix(start).and_then(|patch| patch.parse().ok()).is_some_and(|patch| patches.contains(&patch))
    });
    if !worse {
        return None;
    }
    let (_, last) = vitals(case)?;
    let resident = case.outside.read_alive().filter_map(|(_, cgroup)| own_anon(cgroup)).max();
    let beyond = resident.map(|resident| resident - (last.heap + last.stacks + last.overhead));
    let notable = beyond
        .zip(case.limit())
        .and_then(|(beyond, limit)| beyond.share_of(limit))
        .is_some_and(|share| share >= NOTABLE);
    let weight = if notable && case.oom_happened() { Weight::Medium } else { Weight::Weak };
    let finding = Finding::OldRuntime { version: version.to_owned() };
    Some(Clue::new(finding, Says::Tuning, weight).for_cause(Cause::RuntimeRegression).read_at(input, None))
}

fn stat(cgroup: &Cgroup, key: &str) -> Bytes {
    Bytes(cgroup.stat.get(key).copied().unwrap_or(0))
}

/// Kernel memory and socket buffers.
pub(super) fn kernel_memory(case: &Case) -> Option<Clue> {
    let amount = |cgroup: &Cgroup| stat(cgroup, "kernel") + stat(cgroup, "sock");
    charged(case, amount, Cause::KernelMemory, |bytes, limit| Finding::KernelMemory { bytes, limit })
}

/// Files in memory: they survive a restart of the container.
pub(super) fn tmpfs(case: &Case) -> Option<Clue> {
    let amount = |cgroup: &Cgroup| cgroup.size("shmem", "total_shmem").unwrap_or_default();
    charged(case, amount, Cause::Tmpfs, |bytes, limit| Finding::FilesInMemory { bytes, limit })
}

/// The container keeps files in memory (an `emptyDir` with medium `Memory`), and the heap does not explain the kill.
pub(super) fn tmpfs_mounted(case: &Case) -> Option<Clue> {
    let subject = case.subject.filter(|subject| subject.termination.oom_happened)?;
    if !level::too_small(case) || case.outside.living().next().is_some() {
        return None;
    }
    let mounted = |name: &str| subject.container.mounts.iter().any(|(_, from)| from == name);
    let volume = subject.pod.empty_dirs.iter().find(|volume| volume.in_memory && mounted(&volume.name))?;
    let burst = heap::large_share(case).is_some() || heap::whole_reads(case).is_some();
    let weight = if burst { Weight::Weak } else { Weight::Medium };
    let finding = Finding::MemoryVolume { volume: volume.name.clone(), limit: volume.size_limit };
    let clue = Clue::new(finding, Says::Tuning, weight).for_cause(Cause::Tmpfs);
    Some(clue.read_at(subject.input, subject.container.line))
}

/// Pages on their way to disk: they can't be dropped to make room.
pub(super) fn dirty_pages(case: &Case) -> Option<Clue> {
    let amount = |cgroup: &Cgroup| {
        let dirty = cgroup.size("file_dirty", "total_dirty").unwrap_or_default();
        dirty + cgroup.size("file_writeback", "total_writeback").unwrap_or_default()
    };
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
/// since the start. Without a GOMEMLIMIT that is the price of much allocation, and no thrash.
pub(super) fn collector_busy(case: &Case) -> Option<Clue> {
    let traced = case.outside.trace.and_then(|trace| Some((trace.input, trace.late_cpu_share()?)));
    let averaged = || case.outside.vitals.last().and_then(|vitals| Some((vitals.input, vitals.gc_cpu?)));
    let (input, share) = traced.or_else(averaged)?;
    let weight = match share {
        share if share >= BUSY[1] => Weight::Strong,
        share if share >= BUSY[0] => Weight::Medium,
        _ => return None,
    };
    let finding = Finding::CollectorBusy { share: Sig6::new(share)? };
    if case.subject.is_some_and(|subject| subject.gomemlimit_unset()) {
        return Some(Clue::new(finding, Says::Neutral, Weight::Weak).read_at(input, None));
    }
    Some(Clue::new(finding, Says::Tuning, weight).for_cause(Cause::GcThrash).read_at(input, None))
}
