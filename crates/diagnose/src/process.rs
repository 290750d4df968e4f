//! Which snapshots come from one process: proven, disproven or open (`domain.md` §C2).

use std::hash::{Hash, Hasher};

use decode::pprof::{LabelValue, Profile, SampleId};
use decode::runtime::memstats::MemStats;
use decode::units::UnixNanos;
use rustc_hash::{FxHashMap, FxHasher};

/// Whether two snapshots come from one process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// Proven: one process.
    Same,
    /// Nothing speaks against it, nothing proves it.
    Open,
    /// Proven: two processes.
    Different,
}

/// One run of a container, from a pod's evidence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Incarnation {
    /// When it started.
    pub started: UnixNanos,
    /// When it ended; `None` while it runs.
    pub finished: Option<UnixNanos>,
}

impl Incarnation {
    /// Whether `at` lies in this run. Pod times are whole seconds, so a second of slack is given at both ends.
    pub(crate) fn covers(&self, at: UnixNanos) -> bool {
        const SLACK: i64 = 1_000_000_000;
        at.0 >= self.started.0.saturating_sub(SLACK)
            && self.finished.is_none_or(|finished| at.0 <= finished.0.saturating_add(SLACK))
    }
}

/// What identifies the process a heap profile came from.
#[derive(Debug)]
pub(crate) struct Identity {
    vdso: Option<u64>,
    build_id: Option<String>,
    taken_at: Option<UnixNanos>,
    buckets: FxHashMap<u64, Bucket>,
    /// Ends of its last collections, where the runtime's own numbers come with the profile.
    collections: Vec<UnixNanos>,
}

/// Allocation count of one stack and object size, as the profiler really counted it.
#[derive(Debug, Clone, Copy, Default)]
struct Bucket {
    /// Objects sampled since the start of the process; never falls.
    counted: f64,
    /// Whether each of these objects was sampled by chance (small against the sampling rate).
    by_chance: bool,
}

/// How many buckets drawn by chance must stand unchanged for a proof: in another process each would show the very
/// same count with a probability of about 0.4 (a Poisson draw of mean 1), so five leave one chance in a hundred.
const UNCHANGED_FOR_PROOF: usize = 5;

/// Collections that the runtime remembers the end of.
const RING: usize = 256;

impl Identity {
    /// Reads what identifies the process of a heap profile, and of the runtime's own numbers that come with it.
    pub(crate) fn of(profile: &Profile, memstats: Option<&MemStats>) -> Self {
        let file = |name: &str| profile.mappings().iter().find(|mapping| profile.string(mapping.file) == name);
        let build_id = profile.mappings().first().map(|mapping| profile.string(mapping.build_id).to_owned());
        Self {
            vdso: file("[vdso]").map(|mapping| mapping.start),
            build_id: build_id.filter(|id| !id.is_empty()),
            taken_at: profile.taken_at().or_else(|| memstats?.last_gc),
            buckets: buckets(profile),
            collections: memstats.map_or_else(Vec::new, |memstats| memstats.pause_end.clone()),
        }
    }

    /// Whether `self` (earlier) and `later` come from one process. `runs` are the runs of the container they are
    /// thought to be of.
    pub(crate) fn relation(&self, later: &Self, runs: &[Incarnation]) -> Relation {
        let differ = |a: &Option<String>, b: &Option<String>| matches!((a, b), (Some(a), Some(b)) if a != b);
        if differ(&self.build_id, &later.build_id) || self.vdso.zip(later.vdso).is_some_and(|(a, b)| a != b) {
            return Relation::Different;
        }
        let (unchanged, fell) = self.compare_buckets(later);
        let shared = self.share_collections(later);
        if fell || shared == Some(false) || separated(self.taken_at, later.taken_at, runs) {
            return Relation::Different;
        }
        let same_vdso = self.vdso.is_some_and(|start| randomised(start) && later.vdso == Some(start));
        let one_run = self
            .taken_at
            .zip(later.taken_at)
            .is_some_and(|(a, b)| runs.iter().any(|run| run.covers(a) && run.covers(b)));
        if shared == Some(true) || same_vdso || unchanged >= UNCHANGED_FOR_PROOF || one_run {
            Relation::Same
        } else {
            Relation::Open
        }
    }

    /// Whether they remember a collection that ended at the same nanosecond. The runtime keeps the last 256: where all
    /// of the later ones are younger, nothing is known.
    fn share_collections(&self, later: &Self) -> Option<bool> {
        let (last, oldest) = (self.collections.last()?, later.collections.first()?);
        if later.collections.contains(last) {
            return Some(true);
        }
        // A ring that is not full holds every collection there was.
        (later.collections.len() < RING || oldest < last).then_some(false)
    }

    /// How many buckets drawn by chance stand unchanged in `later`, and whether any count fell.
    fn compare_buckets(&self, later: &Self) -> (usize, bool) {
        let mut unchanged = 0;
        for (key, bucket) in &self.buckets {
            let now = later.buckets.get(key).map_or(0.0, |bucket| bucket.counted);
            // Counts are rebuilt from scaled integers: half a sample of slack absorbs the rounding.
            if now + 0.5 < bucket.counted {
                return (unchanged, true);
            }
            if bucket.by_chance && now - bucket.counted < 0.5 {
                unchanged += 1;
            }
        }
        (unchanged, false)
    }
}

/// Whether a restart lies between two instants.
fn separated(a: Option<UnixNanos>, b: Option<UnixNanos>, runs: &[Incarnation]) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    runs.iter().any(|run| run.started > a && run.started < b)
}

/// Whether a vdso address can be the outcome of address randomisation. Without it Linux puts the vdso at the same
/// place in every process: `0x7ffff7fxx000` on x86-64, the top of the address space under user-mode Linux.
fn randomised(vdso: u64) -> bool {
    const FIXED: [std::ops::Range<u64>; 2] = [0x7fff_f7f0_0000..0x7fff_f800_0000, 0x7f7f_ffff_0000..0x7f80_0000_0000];
    vdso != 0 && !FIXED.iter().any(|range| range.contains(&vdso))
}

fn buckets(profile: &Profile) -> FxHashMap<u64, Bucket> {
    let mut buckets: FxHashMap<u64, Bucket> = FxHashMap::default();
    let Some(alloc_objects) = profile.type_index("alloc_objects") else { return buckets };
    for sample in profile.samples() {
        let objects = profile.value(sample, alloc_objects);
        if objects <= 0 {
            continue;
        }
        let size = object_size(profile, sample);
        let probability = sampling_probability(size, profile.period());
        let bucket = buckets.entry(bucket_key(profile, sample, size)).or_default();
        bucket.counted += objects as f64 * probability;
        bucket.by_chance = probability < 0.9;
    }
    buckets
}

/// Probability that one object of `size` bytes is sampled at `rate` bytes: 1 - e^(-size/rate) (Go's `mprof.go`).
/// With a rate of 1 or less every object is; objects of unknown size count as certain.
pub(crate) fn sampling_probability(size: i64, rate: i64) -> f64 {
    if rate <= 1 || size <= 0 { 1.0 } else { 1.0 - libm::exp(-(size as f64) / rate as f64) }
}

/// Size in bytes of the objects of a heap sample: its numeric label `bytes`; 0 if it has none.
pub(crate) fn object_size(profile: &Profile, sample: SampleId) -> i64 {
    let number = |value| if let LabelValue::Number(number, _) = value { number } else { 0 };
    profile
        .labels(sample)
        .iter()
        .find(|label| profile.string(label.key) == "bytes")
        .map_or(0, |label| number(label.value))
}

fn bucket_key(profile: &Profile, sample: SampleId, size: i64) -> u64 {
    let mut hasher = FxHasher::default();
    for frame in profile.stack_frames(sample) {
        profile.function_name(frame).hash(&mut hasher);
        frame.line.hash(&mut hasher);
    }
    size.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_vdso_address_proves_nothing() {
        assert!(!randomised(0x7fff_f7fc_1000));
        assert!(!randomised(0x7f7f_ffff_f000));
        assert!(randomised(0x7ffd_1a3b_c000));
    }

    #[test]
    fn a_run_covers_its_own_seconds_only() {
        let run = Incarnation { started: UnixNanos(10_000_000_000), finished: Some(UnixNanos(20_000_000_000)) };
        assert!(run.covers(UnixNanos(10_500_000_000)) && run.covers(UnixNanos(20_900_000_000)));
        assert!(!run.covers(UnixNanos(8_000_000_000)) && !run.covers(UnixNanos(22_000_000_000)));
    }
}
