//! The subsets of files that people really have.

use crate::Incident;

/// A rule that picks files of an incident.
#[derive(Debug)]
pub struct Subset {
    /// What it is called in the tables.
    pub name: &'static str,
    heaps: Heaps,
    kinds: &'static [&'static str],
}

/// Which of the heap snapshots.
#[derive(Debug)]
enum Heaps {
    All,
    None,
    First(usize),
    Last(usize),
    FirstHalf,
    Ends,
    /// All, and of the other kinds only what there was after this share of the time that the process lived.
    Until(f64),
    /// All, and of the runtime's numbers the first, of the cgroup's files the last: they are of different times.
    BesideOldNumbers,
}

const DESCRIBE: &[&str] = &["describe", "node", "events"];
const PROFILES: &[&str] = &["allocs", "goroutine", "goroutine_debug1", "goroutine_debug2", "goroutineleak"];
const EVERYTHING_ELSE: &[&str] = &["*"];

/// The subsets; the first is everything there is.
pub const SUBSETS: [Subset; 24] = [
    Subset { name: "all files", heaps: Heaps::All, kinds: EVERYTHING_ELSE },
    Subset { name: "heaps, describe", heaps: Heaps::All, kinds: DESCRIBE },
    Subset { name: "heaps", heaps: Heaps::All, kinds: &[] },
    Subset { name: "heaps, pod YAML", heaps: Heaps::All, kinds: &["pod_yaml"] },
    Subset { name: "describe", heaps: Heaps::None, kinds: DESCRIBE },
    Subset { name: "last heap", heaps: Heaps::Last(1), kinds: &[] },
    Subset { name: "last heap, describe", heaps: Heaps::Last(1), kinds: DESCRIBE },
    Subset { name: "first two heaps, describe", heaps: Heaps::First(2), kinds: DESCRIBE },
    Subset { name: "first three heaps, describe", heaps: Heaps::First(3), kinds: DESCRIBE },
    Subset { name: "first half of the heaps, describe", heaps: Heaps::FirstHalf, kinds: DESCRIBE },
    Subset { name: "last two heaps, describe", heaps: Heaps::Last(2), kinds: DESCRIBE },
    Subset { name: "last three heaps, describe", heaps: Heaps::Last(3), kinds: DESCRIBE },
    Subset { name: "first and last heap, describe", heaps: Heaps::Ends, kinds: DESCRIBE },
    Subset { name: "all profiles", heaps: Heaps::All, kinds: PROFILES },
    Subset { name: "heaps as text", heaps: Heaps::None, kinds: &["heap_debug1"] },
    Subset { name: "heaps as text, describe", heaps: Heaps::None, kinds: &["heap_debug1", "describe"] },
    Subset { name: "gctrace, describe", heaps: Heaps::None, kinds: &["stderr_gctrace", "app_log", "describe"] },
    Subset {
        name: "goroutines, describe",
        heaps: Heaps::None,
        kinds: &["goroutine", "goroutine_debug1", "goroutine_debug2", "goroutineleak", "describe"],
    },
    Subset {
        name: "cgroup, kernel log, describe",
        heaps: Heaps::None,
        kinds: &["cgroup_memory_stat", "cgroup_end", "kernel_oom_log", "describe"],
    },
    Subset {
        name: "heaps, describe, goroutines",
        heaps: Heaps::All,
        kinds: &["goroutine", "goroutine_debug1", "goroutine_debug2", "goroutineleak", "describe"],
    },
    Subset { name: "heaps, describe, gctrace", heaps: Heaps::All, kinds: &["stderr_gctrace", "app_log", "describe"] },
    Subset {
        name: "no describe, no YAML",
        heaps: Heaps::All,
        kinds: &[
            "allocs",
            "heap_debug1",
            "goroutine",
            "goroutine_debug1",
            "goroutine_debug2",
            "goroutineleak",
            "stderr_gctrace",
            "cgroup_memory_stat",
            "cgroup_end",
            "kernel_oom_log",
        ],
    },
    Subset { name: OF_DIFFERENT_TIMES[0], heaps: Heaps::Until(0.6), kinds: EVERYTHING_ELSE },
    Subset {
        name: OF_DIFFERENT_TIMES[1],
        heaps: Heaps::BesideOldNumbers,
        kinds: &["heap_debug1", "cgroup_memory_stat", "describe"],
    },
];

/// Subsets whose files are of different times.
pub const OF_DIFFERENT_TIMES: [&str; 2] =
    ["all files after three fifths of the time", "heaps, first heap as text, last cgroup, describe"];

/// The subset most people have, for which the goals are set.
pub const COMMON: &str = SUBSETS[1].name;

impl Subset {
    /// Indices of the files of `incident` it picks.
    pub(super) fn pick(&self, incident: &Incident) -> Vec<usize> {
        let kind = |index: &usize| incident.files[*index].0.as_str();
        let is_heap = |index: &usize| ["heap", "heap_after_gc"].contains(&kind(index));
        let mut heaps: Vec<usize> = (0..incident.files.len()).filter(is_heap).collect();
        heaps.sort_by_key(|index| incident.files[*index].1.taken_at);
        let count = heaps.len();
        let is_there = |index: &usize| match self.heaps {
            Heaps::Until(share) => was_there(incident, *index, share),
            _ => true,
        };
        let heaps: Vec<usize> = match self.heaps {
            Heaps::All | Heaps::Until(_) | Heaps::BesideOldNumbers => heaps,
            Heaps::None => Vec::new(),
            Heaps::First(n) => heaps.into_iter().take(n).collect(),
            Heaps::Last(n) => heaps.split_off(count.saturating_sub(n)),
            Heaps::FirstHalf => heaps.into_iter().take(count.div_ceil(2)).collect(),
            Heaps::Ends => heaps.first().into_iter().chain(heaps.last().filter(|_| count > 1)).copied().collect(),
        };
        let all = self.kinds == EVERYTHING_ELSE;
        let wanted =
            |index: &usize| heaps.contains(index) || !is_heap(index) && (all || self.kinds.contains(&kind(index)));
        let mut picked: Vec<usize> = (0..incident.files.len()).filter(wanted).filter(is_there).collect();
        if matches!(self.heaps, Heaps::BesideOldNumbers) {
            let of = |wanted: &'static str| picked.iter().copied().filter(move |index| kind(index) == wanted);
            let kept = [
                of("heap_debug1").min_by_key(|index| at(incident, *index)),
                of("cgroup_memory_stat").max_by_key(|index| at(incident, *index)),
            ];
            picked.retain(|index| {
                !["heap_debug1", "cgroup_memory_stat"].contains(&kind(index)) || kept.contains(&Some(*index))
            });
        }
        picked
    }
}

/// When a file was written, in milliseconds since the process started; 0 for what is written at the end.
fn at(incident: &Incident, index: usize) -> u64 {
    let name = &incident.files[index].1.name;
    let files = incident.label["files"].as_array().map_or(&[][..], Vec::as_slice);
    let file = files.iter().find(|file| file["path"] == *name);
    file.and_then(|file| file["at_seconds"].as_f64()).map_or(0, |seconds| (seconds * 1e3) as u64)
}

/// Whether a file was there after this share of the time that the process lived. What is described is what then became of it.
fn was_there(incident: &Incident, index: usize, share: f64) -> bool {
    let lived = incident.label["exit"]["ended_at_seconds"].as_f64().unwrap_or(0.0);
    let at = at(incident, index);
    DESCRIBE.contains(&incident.files[index].0.as_str()) || (at > 0 && at as f64 <= share * lived * 1e3)
}
