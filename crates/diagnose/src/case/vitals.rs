//! What a Go process says of itself at one moment: `runtime.MemStats` and Prometheus metrics, in one form.

use decode::runtime::memstats::MemStats;
use decode::runtime::metrics::GoMetrics;
use decode::units::Bytes;
use decode::{Facts, Input};

/// The runtime's own numbers at one moment.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vitals {
    /// Index of the input.
    pub input: usize,
    /// Bytes allocated since the start of the process.
    pub allocated: Bytes,
    /// What GOMEMLIMIT bounds: mapped from the system and not given back. An upper bound of what is resident.
    pub mapped: Bytes,
    /// Objects in the heap, with garbage that is not swept yet.
    pub heap: Bytes,
    /// Heap spans with objects in them.
    pub spans: Bytes,
    /// Heap kept from an earlier peak.
    pub idle: Bytes,
    /// Stacks of goroutines.
    pub stacks: Bytes,
    /// The runtime's own structures.
    pub overhead: Bytes,
    /// Heap size at which the next collection starts.
    pub goal: Option<Bytes>,
    /// Share of the CPU spent on collections since the start.
    pub gc_cpu: Option<f64>,
    /// The most memory the process ever had resident.
    pub peak: Option<Bytes>,
    /// Goroutines.
    pub goroutines: Option<u64>,
    /// GOMEMLIMIT as in force.
    pub gomemlimit: Option<Bytes>,
    /// Go's version, as `go1.27.4`.
    pub go_version: Option<String>,
}

/// Reads all of them among `inputs`, in the order of what was allocated: it never falls in one process.
pub(super) fn read(inputs: &[&Input]) -> Vec<Vitals> {
    let mut vitals = Vec::new();
    for (input, decoded) in inputs.iter().enumerate() {
        vitals.extend(decoded.facts.memstats().map(|memstats| of_memstats(input, memstats)));
        // Several processes in one scrape are replicas: none of them is known to be the one in question.
        if let Facts::GoMetrics(metrics) = &decoded.facts
            && let [metrics] = metrics.as_slice()
        {
            vitals.extend(of_metrics(input, metrics));
        }
    }
    vitals.sort_by_key(|vitals| (vitals.allocated, vitals.input));
    vitals
}

fn of_memstats(input: usize, memstats: &MemStats) -> Vitals {
    Vitals {
        input,
        allocated: memstats.total_alloc,
        mapped: memstats.go_mapped(),
        heap: memstats.heap_alloc,
        spans: memstats.heap_inuse,
        idle: memstats.idle_not_released(),
        stacks: memstats.stack_inuse,
        overhead: memstats.overhead() + (memstats.stack_sys - memstats.stack_inuse),
        goal: memstats.next_gc,
        gc_cpu: Some(memstats.gc_cpu_fraction),
        peak: memstats.max_rss,
        ..Vitals::default()
    }
}

fn of_metrics(input: usize, metrics: &GoMetrics) -> Option<Vitals> {
    let bytes = |name: &str| metrics.bytes(name);
    let sum = |names: &[&str]| names.iter().filter_map(|name| bytes(name)).fold(Bytes(0), |sum, bytes| sum + bytes);
    let released = bytes("go_memstats_heap_released_bytes").unwrap_or_default();
    Some(Vitals {
        input,
        allocated: bytes("go_memstats_alloc_bytes_total").unwrap_or_default(),
        mapped: metrics.go_mapped()?,
        heap: bytes("go_memstats_heap_alloc_bytes").or_else(|| bytes("go_memstats_alloc_bytes"))?,
        spans: bytes("go_memstats_heap_inuse_bytes")?,
        idle: bytes("go_memstats_heap_idle_bytes").unwrap_or(released) - released,
        stacks: bytes("go_memstats_stack_inuse_bytes").unwrap_or_default(),
        overhead: sum(&[
            "go_memstats_mspan_sys_bytes",
            "go_memstats_mcache_sys_bytes",
            "go_memstats_buck_hash_sys_bytes",
            "go_memstats_gc_sys_bytes",
            "go_memstats_other_sys_bytes",
        ]),
        goal: bytes("go_memstats_next_gc_bytes"),
        gc_cpu: metrics.values.get("go_memstats_gc_cpu_fraction").copied(),
        peak: None,
        goroutines: metrics.goroutines(),
        gomemlimit: metrics.gomemlimit(),
        go_version: metrics.go_version.clone(),
    })
}
