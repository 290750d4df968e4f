//! What speaks of memory besides heap profiles and pods: cgroup files, kernel lines, the runtime's own numbers.

use decode::cgroup::files::{Cgroup, Limit};
use decode::cgroup::kernel::{Constraint, KernelOom};
use decode::runtime::crash::Crash;
use decode::units::Bytes;
use decode::{Facts, Input};

use super::trace::Trace;
use super::vitals::{self, Vitals};
use crate::report::Scope;

/// Something read, with the index of its input.
pub(crate) type Read<'a, T> = (usize, &'a T);

/// Facts besides heap profiles and pods, each list in the order things happened.
#[derive(Debug, Default)]
pub(crate) struct Outside<'a> {
    /// cgroup files, read while the processes lived or after.
    pub cgroups: Vec<Read<'a, Cgroup>>,
    /// The cgroup at the last kill, as the kernel's own lines tell it.
    pub at_kill: Option<(usize, Cgroup)>,
    /// Kills by the kernel.
    pub kills: Vec<Read<'a, KernelOom>>,
    /// The runtime's own numbers.
    pub vitals: Vec<Vitals>,
    /// Collections of the last traced process.
    pub trace: Option<Trace<'a>>,
    /// Whether the live heap of some traced process rose and then stood still.
    pub settled: bool,
    /// How programs ended themselves, by their logs.
    pub crashes: Vec<Read<'a, Crash>>,
}

impl<'a> Outside<'a> {
    /// Gathers them from `inputs`. Names tell no order, so counters that never fall do: page faults of a cgroup,
    /// allocations of a process.
    pub(super) fn read(inputs: &[&'a Input]) -> Self {
        let (trace, settled) = (Trace::read(inputs), Trace::any_settled(inputs));
        let mut outside = Self { vitals: vitals::read(inputs), trace, settled, ..Self::default() };
        for (index, input) in inputs.iter().enumerate() {
            match &input.facts {
                Facts::Cgroup(cgroups) => outside.cgroups.extend(cgroups.iter().map(|cgroup| (index, cgroup))),
                Facts::KernelLog(kills) => outside.kills.extend(kills.iter().map(|kill| (index, kill))),
                Facts::AppLog(log) => outside.crashes.extend(log.crashes.iter().map(|crash| (index, crash))),
                _ => {}
            }
        }
        outside.cgroups.sort_by_key(|(input, cgroup)| (cgroup.stat.get("pgfault").copied(), *input));
        outside.at_kill = outside.kills.last().and_then(|(input, kill)| Some((*input, cgroup_at(kill)?)));
        outside
    }

    /// Readings of the cgroup while something ran in it, the kernel's at the kill last.
    pub(crate) fn living(&self) -> impl DoubleEndedIterator<Item = (usize, &Cgroup)> {
        let read = self.cgroups.iter().map(|(input, cgroup)| (*input, *cgroup));
        let at_kill = self.at_kill.iter().map(|(input, cgroup)| (*input, cgroup));
        read.chain(at_kill).filter(|(_, cgroup)| cgroup.anon().is_some_and(|anon| anon > Bytes::MIB))
    }

    /// Readings of the cgroup's own files while something ran in it.
    pub(crate) fn read_alive(&self) -> impl DoubleEndedIterator<Item = (usize, &Cgroup)> {
        let read = self.cgroups.iter().map(|(input, cgroup)| (*input, *cgroup));
        read.filter(|(_, cgroup)| cgroup.anon().is_some_and(|anon| anon > Bytes::MIB))
    }

    /// The process that the kernel chose to kill last: where it takes the whole cgroup with it, not one of those that
    /// went along.
    pub(crate) fn victim(&self) -> Option<Read<'a, KernelOom>> {
        self.kills.iter().rev().find(|(_, kill)| !kill.whole_group).copied()
    }

    /// Whose limit the kernel says was hit: by its own lines, else by the counters of the container's cgroup.
    pub(crate) fn scope(&self) -> Option<Scope> {
        let by_kernel = self.kills.last().and_then(|(_, kill)| scope_of(kill));
        by_kernel.or_else(|| self.cgroups.iter().filter_map(|(_, cgroup)| scope_by_events(cgroup)).next_back())
    }

    /// The limit of the cgroup itself.
    pub(crate) fn limit(&self) -> Option<Bytes> {
        let of = |cgroup: &Cgroup| match cgroup.max {
            Some(Limit::Bytes(limit)) if limit > Bytes(0) => Some(limit),
            _ => None,
        };
        self.cgroups.iter().rev().find_map(|(_, cgroup)| of(cgroup))
    }

    /// The most memory that Go is known to have had mapped: by its own numbers, else by the peak of its heap and stacks
    /// in a trace.
    pub(super) fn go_memory_told(&self) -> Option<Bytes> {
        let told = self.vitals.iter().map(|vitals| vitals.mapped).max();
        let traced = self.trace.map(|trace| trace.peak() + trace.stacks().unwrap_or_default());
        told.max(traced)
    }

    /// The Go version, where metrics tell it.
    pub(crate) fn go_version(&self) -> Option<(usize, &str)> {
        self.vitals.iter().rev().find_map(|vitals| Some((vitals.input, vitals.go_version.as_deref()?)))
    }
}

/// The cgroup of a kill, where it is the very one that ran out.
fn cgroup_at(kill: &KernelOom) -> Option<Cgroup> {
    let own = kill.oom_memcg == kill.task_memcg && !kill.stat.is_empty();
    own.then(|| Cgroup {
        current: kill.usage,
        max: kill.limit.map(Limit::Bytes),
        stat: kill.stat.clone(),
        line: kill.line,
        ..Cgroup::default()
    })
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
