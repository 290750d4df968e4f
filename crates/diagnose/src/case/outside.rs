//! What speaks of memory besides heap profiles and pods: cgroup files, kernel lines, the runtime's own numbers.

use decode::cgroup::files::{Cgroup, Limit};
use decode::cgroup::kernel::{Constraint, KernelOom};
use decode::runtime::gctrace::GcCycle;
use decode::runtime::memstats::MemStats;
use decode::units::Bytes;
use decode::{Facts, Input};

use crate::report::Scope;

/// Something read, with the index of its input.
pub(crate) type Read<'a, T> = (usize, &'a T);

/// Facts besides heap profiles and pods, each list in the order things happened.
#[derive(Debug, Default)]
pub(crate) struct Outside<'a> {
    /// cgroup files, read while the processes lived or after.
    pub cgroups: Vec<Read<'a, Cgroup>>,
    /// Kills by the kernel.
    pub kills: Vec<Read<'a, KernelOom>>,
    /// The runtime's own numbers.
    pub memstats: Vec<Read<'a, MemStats>>,
    /// Collections of the last traced process.
    pub cycles: Option<(usize, &'a [GcCycle])>,
}

impl<'a> Outside<'a> {
    /// Gathers them from `inputs`. Names tell no order, so counters that never fall do: page faults of a cgroup,
    /// allocations of a process.
    pub(super) fn read(inputs: &[&'a Input]) -> Self {
        let mut outside = Self::default();
        for (index, input) in inputs.iter().enumerate() {
            match &input.facts {
                Facts::Cgroup(cgroups) => outside.cgroups.extend(cgroups.iter().map(|cgroup| (index, cgroup))),
                Facts::KernelLog(kills) => outside.kills.extend(kills.iter().map(|kill| (index, kill))),
                _ => {}
            }
            outside.memstats.extend(input.facts.memstats().map(|memstats| (index, memstats)));
            let traced = input.facts.gctrace().and_then(|trace| trace.processes.last());
            outside.cycles = outside.cycles.or(traced.map(|cycles| (index, cycles.as_slice())));
        }
        outside.cgroups.sort_by_key(|(input, cgroup)| (cgroup.stat.get("pgfault").copied(), *input));
        outside.memstats.sort_by_key(|(input, memstats)| (memstats.total_alloc, *input));
        outside
    }

    /// Readings of the cgroup while something ran in it.
    pub(crate) fn living(&self) -> impl DoubleEndedIterator<Item = Read<'a, Cgroup>> {
        self.cgroups.iter().copied().filter(|(_, cgroup)| anon(cgroup).is_some_and(|anon| anon > Bytes::MIB))
    }

    /// Whose limit the kernel says was hit: by its own lines, else by the counters of the container's cgroup.
    pub(crate) fn scope(&self) -> Option<Scope> {
        let by_kernel = self.kills.last().and_then(|(_, kill)| scope_of(kill));
        by_kernel.or_else(|| self.cgroups.iter().filter_map(|(_, cgroup)| scope_by_events(cgroup)).next_back())
    }

    /// The limit of the cgroup itself.
    pub(crate) fn limit(&self) -> Option<Bytes> {
        let of = |cgroup: &Cgroup| match cgroup.max {
            Some(Limit::Bytes(limit)) => Some(limit),
            _ => None,
        };
        self.cgroups.iter().rev().find_map(|(_, cgroup)| of(cgroup))
    }
}

/// Anonymous memory of a cgroup: heap, stacks and mapped memory of its processes.
pub(crate) fn anon(cgroup: &Cgroup) -> Option<Bytes> {
    cgroup.stat.get("anon").or_else(|| cgroup.stat.get("total_rss")).map(|anon| Bytes(*anon))
}

fn scope_of(kill: &KernelOom) -> Option<Scope> {
    match kill.constraint? {
        Constraint::Memcg if kill.oom_memcg == kill.task_memcg => Some(Scope::Container),
        Constraint::Memcg => Some(Scope::Pod),
        Constraint::Node | Constraint::NodeSet => Some(Scope::Node),
    }
}

/// `oom` counts allocations that failed at this very limit; a kill without one came from a cgroup above.
fn scope_by_events(cgroup: &Cgroup) -> Option<Scope> {
    let events = cgroup.events_local.or(cgroup.events)?;
    match (events.oom, cgroup.events.unwrap_or(events).oom_kill) {
        (1.., 1..) => Some(Scope::Container),
        (0, 1..) => Some(Scope::Pod),
        _ => None,
    }
}
