//! `runtime.MemStats`: exact numbers of one moment, from the end of `heap?debug=1` or from `/debug/vars`.

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::units::{Bytes, UnixNanos};

/// The runtime's own numbers, under its own names. Read before the profile that comes with them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct MemStats {
    /// Bytes allocated since the start of the process.
    pub total_alloc: Bytes,
    /// Address space taken from the system: the sum of the `Sys` fields.
    pub sys: Bytes,
    /// Objects allocated since the start.
    pub mallocs: u64,
    /// Objects freed since the start.
    pub frees: u64,
    /// Objects in the heap, with the garbage that is not swept yet: not the live heap.
    pub heap_alloc: Bytes,
    /// Address space of the heap: `HeapInuse + HeapIdle`.
    pub heap_sys: Bytes,
    /// Spans without objects.
    pub heap_idle: Bytes,
    /// Spans with objects.
    pub heap_inuse: Bytes,
    /// The part of `HeapIdle` given back to the system.
    pub heap_released: Bytes,
    /// Number of objects in the heap.
    pub heap_objects: u64,
    /// Stacks of goroutines.
    pub stack_inuse: Bytes,
    /// The same with the stacks of threads.
    pub stack_sys: Bytes,
    /// Span descriptors in use.
    #[serde(rename = "MSpanInuse")]
    pub mspan_inuse: Bytes,
    /// Span descriptors.
    #[serde(rename = "MSpanSys")]
    pub mspan_sys: Bytes,
    /// Allocation caches in use.
    #[serde(rename = "MCacheInuse")]
    pub mcache_inuse: Bytes,
    /// Allocation caches.
    #[serde(rename = "MCacheSys")]
    pub mcache_sys: Bytes,
    /// Tables of the profiler.
    pub buck_hash_sys: Bytes,
    /// Metadata of the collector.
    #[serde(rename = "GCSys")]
    pub gc_sys: Bytes,
    /// The rest of the runtime.
    pub other_sys: Bytes,
    /// The heap goal of the next collection; `None` if collections are off (GOGC=off without a GOMEMLIMIT).
    #[serde(rename = "NextGC", deserialize_with = "goal")]
    pub next_gc: Option<Bytes>,
    /// End of the last collection; `None` before the first.
    #[serde(rename = "LastGC", deserialize_with = "instant")]
    pub last_gc: Option<UnixNanos>,
    /// Ends of the last 256 collections, oldest first. Two snapshots that share one come from one process.
    #[serde(deserialize_with = "instants")]
    pub pause_end: Vec<UnixNanos>,
    /// Collections since the start.
    #[serde(rename = "NumGC")]
    pub num_gc: u32,
    /// Those that the program asked for (`runtime.GC()`).
    #[serde(rename = "NumForcedGC")]
    pub num_forced_gc: u32,
    /// Share of the CPU spent on collections since the start: it hides a late thrash.
    #[serde(rename = "GCCPUFraction")]
    pub gc_cpu_fraction: f64,
    /// The most memory the process ever had resident; `None` from `/debug/vars`, on Windows and before Go 1.19.
    #[serde(rename = "MaxRSS", default)]
    pub max_rss: Option<Bytes>,
}

impl MemStats {
    /// What GOMEMLIMIT bounds: `Sys - HeapReleased`.
    pub fn go_mapped(&self) -> Bytes {
        self.sys - self.heap_released
    }

    /// Heap kept from an earlier peak and not given back yet: `HeapIdle - HeapReleased`.
    pub fn idle_not_released(&self) -> Bytes {
        self.heap_idle - self.heap_released
    }

    /// Room lost inside spans, size-class slack included: `HeapInuse - HeapAlloc`, an upper bound.
    pub fn fragmentation(&self) -> Bytes {
        self.heap_inuse - self.heap_alloc
    }

    /// What the runtime needs for itself, without stacks: spans, caches, profiler, collector and the rest.
    pub fn overhead(&self) -> Bytes {
        self.mspan_sys + self.mcache_sys + self.buck_hash_sys + self.gc_sys + self.other_sys
    }
}

fn goal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Bytes>, D::Error> {
    let bytes = u64::deserialize(deserializer)?;
    // The runtime writes "never" as the largest number: 2^64-1, since Go 1.19 2^63-1.
    Ok((bytes < i64::MAX as u64).then_some(Bytes(bytes)))
}

fn instant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<UnixNanos>, D::Error> {
    let nanos = u64::deserialize(deserializer)?;
    Ok(i64::try_from(nanos).ok().filter(|nanos| *nanos > 0).map(UnixNanos))
}

fn instants<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<UnixNanos>, D::Error> {
    let ring = Vec::<u64>::deserialize(deserializer)?;
    let mut ends: Vec<_> =
        ring.into_iter().filter_map(|nanos| i64::try_from(nanos).ok()).filter(|nanos| *nanos > 0).collect();
    ends.sort_unstable();
    Ok(ends.into_iter().map(UnixNanos).collect())
}

/// The line before the numbers in `heap?debug=1`.
const TRAILER: &str = "# runtime.MemStats";

/// Reads the `# runtime.MemStats` trailer of a `heap?debug=1` text. `None` if it isn't there or not whole.
pub fn from_heap_text(text: &str) -> Option<MemStats> {
    let trailer = &text[text.rfind(TRAILER)? + TRAILER.len()..];
    let mut fields = Map::new();
    for line in trailer.lines() {
        let Some((name, value)) = line.trim_start_matches('#').split_once('=') else { continue };
        let (name, value) = (name.trim(), value.trim());
        if let Some((inuse, sys)) = value.split_once(" / ") {
            fields.insert(format!("{name}Inuse"), number(inuse));
            fields.insert(format!("{name}Sys"), number(sys));
        } else if let Some(items) = value.strip_prefix('[').and_then(|items| items.strip_suffix(']')) {
            fields.insert(name.to_owned(), items.split_ascii_whitespace().map(number).collect());
        } else {
            fields.insert(name.to_owned(), number(value));
        }
    }
    MemStats::deserialize(Value::Object(fields)).ok()
}

fn number(text: &str) -> Value {
    text.parse::<u64>().map(Value::from).or_else(|_| text.parse::<f64>().map(Value::from)).unwrap_or(Value::Null)
}

/// Reads the `memstats` of a `/debug/vars` document. `None` if it is another JSON document.
pub fn from_expvar(json: &str) -> Option<MemStats> {
    #[derive(Deserialize)]
    struct Vars {
        memstats: MemStats,
    }
    serde_json::from_str::<Vars>(json).ok().map(|vars| vars.memstats)
}
