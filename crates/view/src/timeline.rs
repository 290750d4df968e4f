//! Memory over time, from everything that was given and says when it was taken.

use decode::pprof::Profile;
use decode::runtime::series::Measure;
use decode::units::{Bytes, UnixNanos};
use decode::{Facts, Input};
use serde::{Deserialize, Serialize};

/// Lines over time. Times are nanoseconds since the Unix epoch, amounts bytes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// The lines that have at least one point, in the order of [`Quantity`].
    pub lines: Vec<Line>,
    /// Amounts whose time nobody wrote down: cgroup files have none.
    pub levels: Vec<Level>,
    /// Collections that are dated.
    pub collections: Vec<Collection>,
    /// Whether they are dated by when the container started, not by themselves.
    pub placed_by_start: bool,
    /// Inputs that hold collections or memory without saying when: they can't be placed.
    pub undated: usize,
}

/// One quantity over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// What it is.
    pub quantity: Quantity,
    /// Its points, by time.
    pub points: Vec<Point>,
}

/// What a line shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// Live heap, from heap snapshots.
    Inuse,
    /// Resident memory of the process.
    Rss,
    /// What `kubectl top` shows.
    WorkingSet,
    /// All that counts against the limit, page cache included.
    Usage,
    /// The size at which the collector runs.
    HeapGoal,
}

/// An amount at a time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// When.
    pub at: UnixNanos,
    /// How many bytes.
    pub bytes: f64,
    /// Index of the input it is from, in the order they were given.
    pub input: usize,
}

/// An amount without a time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Level {
    /// What it is.
    pub quantity: Quantity,
    /// How many bytes.
    pub bytes: f64,
    /// Index of the input it is from.
    pub input: usize,
}

/// A collection.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Collection {
    /// When it was logged.
    pub at: UnixNanos,
    /// Live heap after it, in bytes.
    pub live: f64,
    /// Whether the program asked for it.
    pub forced: bool,
    /// Index of the input it is from.
    pub input: usize,
}

/// Gathers what the inputs say of memory over time. Nothing is placed that has no date of its own, but for one thing:
/// collections of a single process, logged in seconds since its start, are placed by `started`, when its container
/// started.
pub fn timeline(inputs: &[Input], started: Option<UnixNanos>) -> Timeline {
    let mut gathering = Gathering { timeline: Timeline::default(), started };
    for (index, input) in inputs.iter().enumerate() {
        gathering.input(index, input);
    }
    let mut timeline = gathering.timeline;
    for line in &mut timeline.lines {
        line.points.sort_by_key(|point| (point.at, point.input));
    }
    timeline.lines.sort_by_key(|line| line.quantity);
    timeline.collections.sort_by_key(|collection| collection.at);
    timeline
}

struct Gathering {
    timeline: Timeline,
    started: Option<UnixNanos>,
}

impl Gathering {
    fn add(&mut self, quantity: Quantity, at: UnixNanos, bytes: f64, input: usize) {
        let lines = &mut self.timeline.lines;
        let index = lines.iter().position(|line| line.quantity == quantity).unwrap_or_else(|| {
            lines.push(Line { quantity, points: Vec::new() });
            lines.len() - 1
        });
        lines[index].points.push(Point { at, bytes, input });
    }

    /// Adds an amount, if it is known, where it belongs: to its line, or without a time to the levels.
    fn place(&mut self, quantity: Quantity, at: Option<UnixNanos>, bytes: Option<Bytes>, input: usize) {
        match (at, bytes.map(Bytes::as_f64)) {
            (Some(at), Some(bytes)) => self.add(quantity, at, bytes, input),
            (None, Some(bytes)) => self.timeline.levels.push(Level { quantity, bytes, input }),
            (_, None) => {}
        }
    }

    fn input(&mut self, index: usize, input: &Input) {
        match &input.facts {
            Facts::Profile(profile) | Facts::HeapText { profile, .. } => self.profile(index, profile, input.taken_at),
            Facts::GoMetrics(all) => {
                for metrics in all {
                    let at = metrics.taken_at.or(input.taken_at);
                    if let Some((at, resident)) = at.zip(metrics.resident()) {
                        self.add(Quantity::Rss, at, resident.as_f64(), index);
                    }
                    if let Some((at, goal)) = at.zip(metrics.bytes("go_memstats_next_gc_bytes")) {
                        self.add(Quantity::HeapGoal, at, goal.as_f64(), index);
                    }
                }
            }
            Facts::MemorySeries(all) => {
                for series in all {
                    let quantity = match series.measure {
                        Measure::WorkingSet => Quantity::WorkingSet,
                        Measure::Rss => Quantity::Rss,
                        Measure::Usage => Quantity::Usage,
                        Measure::Limit | Measure::Other => continue,
                    };
                    for (at, bytes) in &series.points {
                        self.add(quantity, *at, *bytes, index);
                    }
                }
            }
            Facts::Cgroup(all) => {
                for read in all {
                    self.place(Quantity::Rss, input.taken_at, read.vm_rss.or(read.anon()), index);
                    self.place(Quantity::WorkingSet, input.taken_at, read.working_set(), index);
                    self.place(Quantity::Usage, input.taken_at, read.current, index);
                }
            }
            Facts::KernelLog(kills) => {
                for kill in kills.iter().filter(|kill| kill.time.is_some()) {
                    let parts = [kill.anon_rss, kill.file_rss, kill.shmem_rss].into_iter().flatten();
                    let resident = kill.anon_rss.map(|_| Bytes(parts.map(|part| part.0).sum()));
                    self.place(Quantity::Rss, kill.time, resident, index);
                    self.place(Quantity::Usage, kill.time, kill.usage, index);
                }
            }
            _ => {}
        }
        if let Some((memstats, at)) = input.facts.memstats().zip(input.taken_at)
            && let Some(goal) = memstats.next_gc
        {
            self.add(Quantity::HeapGoal, at, goal.as_f64(), index);
        }
        self.collections(index, input);
    }

    fn profile(&mut self, index: usize, profile: &Profile, taken_at: Option<UnixNanos>) {
        if profile.duration_nanos() != 0 {
            return;
        }
        match (profile.inuse_bytes(), profile.taken_at().or(taken_at)) {
            (Some(inuse), Some(at)) => self.add(Quantity::Inuse, at, inuse.as_f64(), index),
            (Some(_), None) => self.timeline.undated += 1,
            (None, _) => {}
        }
    }

    fn collections(&mut self, index: usize, input: &Input) {
        let Some(trace) = input.facts.gctrace() else { return };
        let is_dated = trace.processes.iter().flatten().any(|cycle| cycle.logged_at.is_some());
        let started = self.started.filter(|_| !is_dated && trace.processes.len() == 1);
        if !is_dated && started.is_none() {
            self.timeline.undated += 1;
        }
        self.timeline.placed_by_start |= started.is_some();
        for cycle in trace.processes.iter().flatten() {
            let after_start = started.map(|start| start.0.saturating_add((cycle.at_seconds * 1e9) as i64));
            let Some(at) = cycle.logged_at.or(after_start.map(UnixNanos)) else { continue };
            let (live, forced) = (cycle.heap_live.as_f64(), cycle.forced);
            self.timeline.collections.push(Collection { at, live, forced, input: index });
            self.add(Quantity::HeapGoal, at, cycle.goal.as_f64(), index);
        }
    }
}

#[cfg(test)]
mod tests {
    use decode::{Limits, Source, unwatched};

    use super::*;

    const CGROUP: &str = include_str!("../../../tests/fixtures/incidents/leak_two_sites/leak_two_sites.cgroup.11.txt");
    const DMESG: &str = include_str!("../../../tests/fixtures/incidents/leak_two_sites/leak_two_sites.dmesg.txt");

    const LOG: &str = "\
gc 1 @1.000s 0%: 0.21+17+0.26 ms clock, 0.21+0.85/4.1/0+0.26 ms cpu, 3->3->3 MB, 4 MB goal, 0 MB stacks, 0 MB globals, 1 P
gc 2 @2.500s 0%: 0.21+4.1+0.17 ms clock, 0.21+0.22/0.75/1.5+0.17 ms cpu, 6->6->5 MB, 6 MB goal, 0 MB stacks, 0 MB globals, 1 P (forced)
";

    fn read(name: &str, bytes: &[u8]) -> Vec<Input> {
        decode::decode(Source { name, bytes }, &Limits::default(), &mut unwatched)
    }

    #[test]
    fn snapshots_are_placed_by_their_own_time_and_differences_not_at_all() {
        let heap = |bytes: i64| testkit::ProfileText::heap(&format!("main 1 {bytes} 1 {bytes}")).taken_at(bytes);
        let mut inputs = read("b", &heap(2_000).encode());
        inputs.extend(read("a", &heap(1_000).encode()));
        inputs.extend(read("delta", &heap(3_000).duration(9).encode()));
        let timeline = timeline(&inputs, None);
        let points: Vec<_> =
            timeline.lines[0].points.iter().map(|point| (point.at.0, point.bytes, point.input)).collect();
        assert_eq!((timeline.lines.len(), timeline.lines[0].quantity), (1, Quantity::Inuse));
        assert_eq!(points, [(1_000, 1_000.0, 1), (2_000, 2_000.0, 0)]);
    }

    #[test]
    fn what_cgroup_files_say_has_no_time_and_what_the_kernel_logged_has_one() {
        let mut inputs = read("cgroup.txt", CGROUP.as_bytes());
        let without = timeline(&inputs, None);
        let levels: Vec<_> = without.levels.iter().map(|level| (level.quantity, level.bytes)).collect();
        let working_set = 167_743_488.0 - 2_068_480.0;
        let read_once =
            [(Quantity::Rss, 167_501_824.0), (Quantity::WorkingSet, working_set), (Quantity::Usage, 167_743_488.0)];
        assert_eq!((without.lines.len(), levels), (0, read_once.to_vec()));
        let dated: String = DMESG.lines().flat_map(|line| ["2026-11-21T01:36:03Z node kernel: ", line, "\n"]).collect();
        inputs.extend(read("dmesg.txt", dated.as_bytes()));
        let with = timeline(&inputs, None);
        let rss: Vec<f64> = with.lines[0].points.iter().map(|point| point.bytes).collect();
        assert_eq!((with.lines[0].quantity, rss), (Quantity::Rss, vec![(162_924.0 + 1_328.0) * 1024.0]));
    }

    #[test]
    fn collections_without_a_date_are_placed_only_by_a_known_start() {
        let inputs = read("app.log", LOG.as_bytes());
        let without = timeline(&inputs, None);
        assert_eq!((without.collections.len(), without.undated), (0, 1));
        let start = 1_795_168_800_000_000_000;
        let with = timeline(&inputs, Some(UnixNanos(start)));
        let placed: Vec<_> = with.collections.iter().map(|gc| (gc.at.0 - start, gc.live, gc.forced)).collect();
        assert_eq!(placed, [(1_000_000_000, 3.0 * 1_048_576.0, false), (2_500_000_000, 5.0 * 1_048_576.0, true)]);
        assert!(with.placed_by_start && with.undated == 0);
        assert_eq!(with.lines[0].quantity, Quantity::HeapGoal);
    }
}
