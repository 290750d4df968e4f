//! The most memory the container is known to have needed, for sizing without a heap profile.

use decode::Facts;
use decode::cgroup::files::Cgroup;
use decode::runtime::series::Measure;
use decode::units::Bytes;

use crate::case::Case;

/// A peak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Peak {
    /// How much.
    pub bytes: Bytes,
    /// Whether a kill cut it off: it wanted more.
    pub at_least: bool,
}

/// The highest memory that can't be reclaimed, over everything that speaks of it: cgroup files, the kernel's lines,
/// metrics, `kubectl top` (whose working set is an upper bound). Never page cache, never `MaxRSS` alone. After a kill
/// at the container's own limit it is at least that limit.
pub(super) fn of(case: &Case) -> Option<Peak> {
    let seen = seen(case);
    let exceeded = case.limit().filter(|_| case.exceeded_own_limit());
    let bytes = seen.into_iter().chain(exceeded).max()?;
    Some(Peak { bytes, at_least: case.oom_killed() })
}

fn seen(case: &Case) -> Option<Bytes> {
    let cgroups = case.outside.cgroups.iter().filter_map(|(_, cgroup)| unreclaimable(cgroup));
    let kills = case.outside.kills.iter().filter_map(|(_, kill)| kill.anon_rss);
    let others = case.inputs.iter().filter_map(|input| told_by(case, &input.facts));
    cgroups.chain(kills).chain(others).max()
}

fn unreclaimable(cgroup: &Cgroup) -> Option<Bytes> {
    let stat = |key: &str| Bytes(cgroup.stat.get(key).copied().unwrap_or(0));
    Some(cgroup.anon()? + stat("shmem") + stat("kernel") + stat("sock") + stat("file_dirty") + stat("file_writeback"))
}

fn told_by(case: &Case, facts: &Facts) -> Option<Bytes> {
    let subject = case.subject?;
    match facts {
        Facts::TopTable(rows) => {
            let mine = rows.iter().filter(|row| {
                Some(&row.pod) == subject.pod.name.as_ref()
                    && row.container.as_ref().is_none_or(|name| *name == subject.container.name)
            });
            mine.filter_map(|row| row.memory).max()
        }
        Facts::GoMetrics(metrics) => metrics.iter().filter_map(decode::runtime::metrics::GoMetrics::resident).max(),
        Facts::MemorySeries(series) => {
            let kinds = [Measure::Rss, Measure::WorkingSet];
            let is = |label: &str, name: Option<&str>, (key, value): &(String, String)| {
                key != label || name.is_none_or(|name| value == name)
            };
            let (pod, container) = (subject.pod.name.as_deref(), Some(subject.container.name.as_str()));
            let mine = series.iter().filter(|series| kinds.contains(&series.measure)).filter(|series| {
                series.labels.iter().all(|label| is("pod", pod, label) && is("container", container, label))
            });
            let values = mine.flat_map(|series| series.points.iter().map(|(_, value)| Bytes(value.max(0.0) as u64)));
            values.max()
        }
        _ => None,
    }
}
