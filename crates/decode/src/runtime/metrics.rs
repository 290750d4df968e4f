//! Prometheus text (`/metrics`) of a Go process: the collectors of `client_golang` and cAdvisor's memory metrics.

use std::collections::{BTreeMap, HashMap};

use crate::units::{Bytes, UnixNanos};

/// The numbers of one process, or of one container where cAdvisor was asked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GoMetrics {
    /// What tells it from others in the same text (`instance="…"`), as written; empty if nothing does.
    pub labels: String,
    /// Go's version, as `go1.27.4`.
    pub go_version: Option<String>,
    /// Gauges and counters by name, without those in buckets and quantiles.
    pub values: BTreeMap<String, f64>,
    /// When they were read, where the text says so.
    pub taken_at: Option<UnixNanos>,
}

impl GoMetrics {
    /// A number by its metric name, in bytes.
    pub fn bytes(&self, name: &str) -> Option<Bytes> {
        self.values.get(name).filter(|value| **value >= 0.0).map(|value| Bytes(*value as u64))
    }

    /// A count by its metric name.
    pub fn count(&self, name: &str) -> Option<u64> {
        self.bytes(name).map(|Bytes(count)| count)
    }

    /// Resident memory of the process.
    pub fn resident(&self) -> Option<Bytes> {
        self.bytes("process_resident_memory_bytes")
    }

    /// Number of goroutines.
    pub fn goroutines(&self) -> Option<u64> {
        self.count("go_goroutines")
    }

    /// What GOMEMLIMIT bounds: `Sys - HeapReleased`.
    pub fn go_mapped(&self) -> Option<Bytes> {
        Some(self.bytes("go_memstats_sys_bytes")? - self.bytes("go_memstats_heap_released_bytes")?)
    }

    /// GOMEMLIMIT as in force; `None` if unknown or off (`client_golang` 1.20 and later).
    pub fn gomemlimit(&self) -> Option<Bytes> {
        self.bytes("go_gc_gomemlimit_bytes").filter(|limit| limit.as_f64() < i64::MAX as f64)
    }
}

/// Metrics are kept whose names start like this.
const KEPT: [&str; 4] = ["go_", "process_", "container_memory_", "container_spec_memory_"];

/// Reads Prometheus or `OpenMetrics` text, one [`GoMetrics`] for each set of labels, or `None` if it is something else or
/// has no metric of use here.
pub(crate) fn read(text: &str) -> Option<Vec<GoMetrics>> {
    let mut found = Found::default();
    let (mut known, mut strange) = (0_usize, 0_usize);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.starts_with('#') {
            continue;
        }
        let Some(sample) = sample(line) else {
            strange += 1;
            if strange > 5 && strange > known {
                return None;
            }
            continue;
        };
        known += 1;
        if KEPT.iter().any(|start| sample.name.starts_with(start)) {
            found.keep(&sample);
        }
    }
    let says_something = |metrics: &GoMetrics| {
        let names =
            ["go_goroutines", "process_resident_memory_bytes", "go_memstats_sys_bytes", "go_memstats_heap_inuse_bytes"];
        names.iter().any(|name| metrics.values.contains_key(*name))
            || metrics.values.keys().any(|name| name.starts_with("container_memory_"))
    };
    let mut metrics = found.metrics;
    metrics.retain(says_something);
    (known > strange && !metrics.is_empty()).then_some(metrics)
}

/// `name{label="value",…} 1.5e+06 1700000000000`
struct Sample<'a> {
    name: &'a str,
    labels: &'a str,
    value: f64,
    time: Option<UnixNanos>,
}

fn sample(line: &str) -> Option<Sample<'_>> {
    let name_end = line.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | ':')))?;
    let (name, rest) = line.split_at(name_end);
    let (labels, rest) = match rest.strip_prefix('{') {
        Some(rest) => rest.rsplit_once('}')?,
        None => ("", rest),
    };
    let mut words = rest.split_ascii_whitespace();
    let value = words.next()?.parse().ok()?;
    // Milliseconds in Prometheus' format; OpenMetrics' seconds have a point and are passed over.
    let millis = words.next().and_then(|word| word.parse::<i64>().ok());
    let time = millis.and_then(|millis| millis.checked_mul(1_000_000)).map(UnixNanos);
    (!name.is_empty() && rest.starts_with([' ', '\t'])).then_some(Sample { name, labels, value, time })
}

/// Metrics by their labels.
#[derive(Default)]
struct Found {
    metrics: Vec<GoMetrics>,
    by_labels: HashMap<String, usize>,
}

impl Found {
    fn keep(&mut self, sample: &Sample<'_>) {
        let Sample { name, labels, value, time } = *sample;
        if labels.contains("quantile=\"") || labels.contains("le=\"") {
            return;
        }
        let version = (name == "go_info").then(|| labels.split_once("version=\"")?.1.split('"').next()).flatten();
        let labels = if version.is_some() { without_version(labels) } else { labels.to_owned() };
        let next = self.metrics.len();
        let at = *self.by_labels.entry(labels).or_insert_with_key(|labels| {
            self.metrics.push(GoMetrics { labels: labels.clone(), ..GoMetrics::default() });
            next
        });
        let Some(metrics) = self.metrics.get_mut(at) else { return };
        metrics.taken_at = metrics.taken_at.max(time);
        match version {
            Some(version) => metrics.go_version = Some(version.to_owned()),
            None => {
                metrics.values.insert(name.to_owned(), value);
            }
        }
    }
}

/// The labels of `go_info` without the one only it has.
fn without_version(labels: &str) -> String {
    let others = labels.split(',').filter(|label| !label.trim_start().starts_with("version="));
    others.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# HELP go_goroutines Number of goroutines that currently exist.
# TYPE go_goroutines gauge
go_goroutines 8
go_gc_duration_seconds{quantile=\"0.5\"} 3.1e-05
go_gc_duration_seconds_count 557
go_gc_gomemlimit_bytes 9.223372036854776e+18
go_info{version=\"go1.27.4\"} 1
go_memstats_sys_bytes 2.5594136e+07
go_memstats_heap_released_bytes 4.349952e+06
process_resident_memory_bytes 2.4555520e+07 1795168800000
http_requests_total{code=\"200\"} 12
";

    #[test]
    fn numbers_of_one_process_are_read() {
        let found = read(TEXT).unwrap();
        let [metrics] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((metrics.goroutines(), metrics.resident()), (Some(8), Some(Bytes(24_555_520))));
        assert_eq!((metrics.go_mapped(), metrics.gomemlimit()), (Some(Bytes(21_244_184)), None));
        assert_eq!(metrics.go_version.as_deref(), Some("go1.27.4"));
        assert_eq!(metrics.taken_at, Some(UnixNanos(1_795_168_800_000_000_000)));
    }

    #[test]
    fn processes_are_told_apart_by_their_labels() {
        let text = "go_goroutines{instance=\"a\"} 1\ngo_goroutines{instance=\"b\"} 2\ngo_info{instance=\"b\",version=\"go1.25\"} 1\n";
        let found = read(text).unwrap();
        let seen: Vec<_> = found.iter().map(|metrics| (metrics.goroutines(), metrics.go_version.as_deref())).collect();
        assert_eq!(seen, [(Some(1), None), (Some(2), Some("go1.25"))]);
    }

    #[test]
    fn other_metrics_and_other_text_are_refused() {
        for text in ["http_requests_total 12\n", "Name: app\nNamespace: shop\n", "go_goroutines\n", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
