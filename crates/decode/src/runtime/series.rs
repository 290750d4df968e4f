//! Memory over time: answers of Prometheus' API (`query_range`, `query`) and CSV as Grafana exports it.

use serde::Deserialize;

use crate::units::UnixNanos;

/// One metric of one pod or process over time.
#[derive(Debug, Clone, PartialEq)]
pub struct MemorySeries {
    /// What it measures.
    pub measure: Measure,
    /// Name of the metric or of the column; may be empty.
    pub name: String,
    /// Its labels, such as pod and container.
    pub labels: Vec<(String, String)>,
    /// Times and values (bytes, or counts for other measures), by time.
    pub points: Vec<(UnixNanos, f64)>,
}

/// What a series measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// `container_memory_working_set_bytes`: what `kubectl top` shows; some of it can be reclaimed.
    WorkingSet,
    /// `container_memory_usage_bytes`: with all page cache.
    Usage,
    /// `container_memory_rss`, `process_resident_memory_bytes`.
    Rss,
    /// A limit or request.
    Limit,
    /// Something else.
    Other,
}

impl Measure {
    /// By the name of a metric or a column.
    fn by_name(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        match () {
            () if has(&["limit", "request", "quota"]) => Self::Limit,
            () if has(&["working_set", "working set", "workingset", "wss"]) => Self::WorkingSet,
            () if has(&["rss", "resident", "anon"]) => Self::Rss,
            () if has(&["memory_usage", "memory usage", "usage_bytes", "memory.usage", "memory_current"]) => {
                Self::Usage
            }
            () => Self::Other,
        }
    }
}

/// Reads the answer of Prometheus' HTTP API. `None` if the JSON is something else.
pub(crate) fn from_prometheus(json: &str) -> Option<Vec<MemorySeries>> {
    #[derive(Deserialize)]
    struct Answer {
        data: Data,
    }
    #[derive(Deserialize)]
    struct Data {
        result: Vec<Series>,
    }
    #[derive(Deserialize)]
    struct Series {
        metric: serde_json::Map<String, serde_json::Value>,
        #[serde(default)]
        values: Vec<(f64, String)>,
        value: Option<(f64, String)>,
    }
    let answer: Answer = serde_json::from_str(json).ok()?;
    let series = answer.data.result.into_iter().map(|Series { metric, values, value }| {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let name = metric.get("__name__").map(text).unwrap_or_default();
        let labels =
            metric.iter().filter(|(label, _)| *label != "__name__").map(|(label, value)| (label.clone(), text(value)));
        let finite = |value: String| value.parse().ok().filter(|value: &f64| value.is_finite());
        let point = |(seconds, value): (f64, String)| Some((UnixNanos((seconds * 1e9) as i64), finite(value)?));
        let points = values.into_iter().chain(value).filter_map(point).collect();
        sorted(MemorySeries { measure: Measure::by_name(&name), name, labels: labels.collect(), points })
    });
    Some(series.collect())
}

/// Reads CSV with a column of times and columns of numbers (`"Time","app"`), as Grafana exports panels. A time without
/// a zone is taken as UTC: differences are right all the same. `None` if the text is something else.
pub(crate) fn from_csv(text: &str) -> Option<Vec<MemorySeries>> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    // Grafana may say `sep=,` for Excel's sake.
    let first = lines.next()?;
    let header = if first.starts_with("sep=") { lines.next()? } else { first };
    let delimiter = [',', ';', '\t'].into_iter().find(|delimiter| header.contains(*delimiter))?;
    let header = cells(header, delimiter);
    let time = header.first()?.trim().to_ascii_lowercase();
    if !matches!(time.as_str(), "time" | "timestamp" | "date" | "datetime" | "_time" | "ts") {
        return None;
    }
    let named = |name: &String| MemorySeries {
        measure: Measure::by_name(name),
        name: name.clone(),
        labels: Vec::new(),
        points: Vec::new(),
    };
    let mut series: Vec<MemorySeries> = header.iter().skip(1).map(named).collect();
    for line in lines {
        let row = cells(line, delimiter);
        let Some(time) = row.first().and_then(|cell| time_of(cell)) else { continue };
        for (series, cell) in series.iter_mut().zip(row.iter().skip(1)) {
            series.points.extend(number(cell).map(|value| (time, value)));
        }
    }
    series.retain(|series| !series.points.is_empty());
    (!series.is_empty()).then(|| series.into_iter().map(sorted).collect())
}

fn sorted(mut series: MemorySeries) -> MemorySeries {
    series.points.sort_by_key(|(time, _)| *time);
    series
}

/// The cells of a row (RFC 4180, without line breaks in quotes).
fn cells(line: &str, delimiter: char) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut characters = line.trim_end().chars().peekable();
    while let Some(c) = characters.next() {
        if c == '"' && quoted && characters.peek() == Some(&'"') {
            characters.next();
            cells.last_mut().into_iter().for_each(|cell| cell.push('"'));
        } else if c == '"' {
            quoted = !quoted;
        } else if c == delimiter && !quoted {
            cells.push(String::new());
        } else {
            cells.last_mut().into_iter().for_each(|cell| cell.push(c));
        }
    }
    cells
}

/// `2026-11-20T10:00:00Z`, `2026-11-20 10:00:00`, seconds or milliseconds since 1970.
fn time_of(cell: &str) -> Option<UnixNanos> {
    let cell = cell.trim();
    if let Ok(number) = cell.parse::<f64>() {
        // Seconds pass this number in the year 5138; milliseconds passed it in 1973.
        let seconds = if number > 1e11 { number / 1e3 } else { number };
        return (seconds > 0.0).then_some(UnixNanos((seconds * 1e9) as i64));
    }
    let zoned = cell.parse::<jiff::Timestamp>().ok();
    let civil =
        || Some(cell.parse::<jiff::civil::DateTime>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp());
    i64::try_from(zoned.or_else(civil)?.as_nanosecond()).ok().map(UnixNanos)
}

/// A number, also with the unit that Grafana's formatted export gives it.
fn number(cell: &str) -> Option<f64> {
    const UNITS: [(&str, f64); 11] = [
        ("", 1.0),
        ("B", 1.0),
        ("bytes", 1.0),
        ("kB", 1e3),
        ("KB", 1e3),
        ("MB", 1e6),
        ("GB", 1e9),
        ("KiB", 1024.0),
        ("MiB", 1_048_576.0),
        ("GiB", 1_073_741_824.0),
        ("TiB", 1_099_511_627_776.0),
    ];
    let cell = cell.trim();
    let digits_end = cell.find(|c: char| c.is_ascii_alphabetic() && !matches!(c, 'e' | 'E')).unwrap_or(cell.len());
    let (number, unit) = cell.split_at(digits_end);
    let (_, factor) = UNITS.into_iter().find(|(name, _)| *name == unit)?;
    number.trim().parse::<f64>().ok().filter(|number| number.is_finite()).map(|number| number * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_query_is_read_with_its_labels() {
        let json = r#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"container_memory_working_set_bytes","pod":"shop-1"},"values":[[1795168830,"200"],[1795168800.5,"100"],[1795168860,"NaN"]]}]}}"#;
        let series = from_prometheus(json).unwrap();
        let expected = MemorySeries {
            measure: Measure::WorkingSet,
            name: "container_memory_working_set_bytes".into(),
            labels: vec![("pod".into(), "shop-1".into())],
            points: vec![(UnixNanos(1_795_168_800_500_000_000), 100.0), (UnixNanos(1_795_168_830_000_000_000), 200.0)],
        };
        assert_eq!(series, [expected]);
        assert_eq!(from_prometheus(r#"{"status":"error","error":"bad"}"#), None);
    }

    #[test]
    fn grafana_csv_is_read_in_its_styles() {
        for (text, measure) in [
            ("\"Time\",\"rss, app\"\n\"2026-11-20 10:00:00\",1048576\n\"2026-11-20 10:00:30\",2 MiB\n", Measure::Rss),
            ("sep=;\ntime;working_set\n1795168800000;1 MiB\n1795168830000;2097152\n", Measure::WorkingSet),
            (
                "timestamp\tmemory usage\n2026-11-20T10:00:00Z\t1.0485760e6\n2026-11-20T10:00:30Z\t2097152\nlost\n",
                Measure::Usage,
            ),
        ] {
            let series = from_csv(text).unwrap();
            assert_eq!(series.len(), 1, "{text}");
            assert_eq!(series[0].measure, measure, "{text}");
            let start = 1_795_168_800_000_000_000;
            assert_eq!(
                series[0].points,
                [(UnixNanos(start), 1_048_576.0), (UnixNanos(start + 30_000_000_000), 2_097_152.0)],
                "{text}"
            );
        }
    }

    #[test]
    fn other_tables_are_refused() {
        for text in ["", "a,b\n1,2\n", "Time,app\nnever,2\n", "NAME READY\napp 1/1\n"] {
            assert_eq!(from_csv(text), None, "{text}");
        }
    }
}
