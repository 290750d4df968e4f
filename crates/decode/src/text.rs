//! Which format of text is this? Every format has one recogniser, asked in an order in which the stricter come first.

use crate::cgroup::{files, kernel};
use crate::error::{DecodeError, LookAlike};
use crate::input::Found;
use crate::kube;
use crate::link;
use crate::pprof::{self, TextProfile};
use crate::runtime::log::{self, Content};
use crate::runtime::{memstats, metrics, series};
use crate::warning::{Warning, WarningKind};
use crate::{Facts, Kind, Limits, Watch, lines, lookalike, saved, sniff};

/// Decodes text of any known format. `name` is asked only where the text itself can't tell.
pub(crate) fn read(name: &str, text: &str, limits: &Limits, watch: &mut Watch<'_>) -> Result<Found, DecodeError> {
    if let Some((kind, link)) = link::read(text) {
        return Ok(own(Found::new(kind, Facts::Shared(link))));
    }
    if let Some(what) = lookalike::text(text) {
        return Err(DecodeError::LookAlike { what });
    }
    if let Some(found) = profile(text, limits, watch) {
        return found;
    }
    if let Some(found) = kube::read(text) {
        return found;
    }
    if text.trim_start().starts_with(['{', '['])
        && let Some(found) = json(text)
    {
        return found;
    }
    if let Some((cgroups, warnings)) = files::parse(name, text) {
        return Ok(Found { warnings, ..Found::new(Kind::Cgroup, Facts::Cgroup(cgroups)) });
    }
    if let Some(metrics) = metrics::read(text) {
        let taken_at = metrics.iter().filter_map(|process| process.taken_at).max();
        return Ok(Found { taken_at, ..Found::new(Kind::GoMetrics, Facts::GoMetrics(metrics)) });
    }
    if let Some(series) = series::from_csv(text) {
        return Ok(Found::new(Kind::MetricsSeries, Facts::MemorySeries(series)));
    }
    if let Some(found) = log(text, limits, watch)? {
        return Ok(found);
    }
    Err(DecodeError::Unrecognised { head: sniff::printable_head(text.as_bytes()) })
}

/// A profile in text form.
fn profile(text: &str, limits: &Limits, watch: &mut Watch<'_>) -> Option<Result<Found, DecodeError>> {
    let decoded = pprof::decode_text(text, limits, watch)?;
    Some(decoded.map(|TextProfile { kind, profile, warnings }| {
        let profile = Box::new(profile);
        let facts = match kind {
            Kind::HeapText => Facts::HeapText { profile, memstats: memstats::from_heap_text(text).map(Box::new) },
            _ => Facts::Profile(profile),
        };
        Found { warnings, ..Found::new(kind, facts) }
    }))
}

/// A whole JSON document; `None` for JSON lines and for text in brackets.
fn json(text: &str) -> Option<Result<Found, DecodeError>> {
    serde_json::from_str::<serde::de::IgnoredAny>(text).ok()?;
    Some(if let Some(memstats) = memstats::from_expvar(text) {
        Ok(Found::new(Kind::Expvar, Facts::MemStats(Box::new(memstats))))
    } else if let Some(report) = saved::report(text) {
        Ok(own(Found::new(Kind::SavedReport, Facts::SavedReport(report))))
    } else if let Some(series) = series::from_prometheus(text) {
        Ok(Found::new(Kind::MetricsSeries, Facts::MemorySeries(series)))
    } else {
        Err(DecodeError::LookAlike { what: LookAlike::Json })
    })
}

/// What oomscope has made itself: it is no evidence, and the person who dropped it should know.
fn own(found: Found) -> Found {
    Found { warnings: vec![Warning { kind: WarningKind::OwnOutput {}, line: None }], ..found }
}

/// Line-oriented text that may begin with anything: goroutine dumps, kernel logs, gctrace, logs.
fn log(text: &str, limits: &Limits, watch: &mut Watch<'_>) -> Result<Option<Found>, DecodeError> {
    let mut log = log::Collector::default();
    let mut kernel = kernel::Collector::default();
    lines::for_each(text, limits, watch, |number, line| {
        log.line(number, line);
        kernel.line(number, line);
    })?;
    let (kind, facts) = match log.finish() {
        Content::Dump(dump) => (Kind::GoroutineDump, Facts::Goroutines(dump)),
        Content::Log(log) if kernel.is_empty() || !log.crashes.is_empty() => {
            (Kind::AppLog, Facts::AppLog(Box::new(log)))
        }
        Content::Gctrace(trace) if kernel.is_empty() => (Kind::Gctrace, Facts::Gctrace(trace)),
        _ if !kernel.is_empty() => (Kind::KernelLog, Facts::KernelLog(kernel.finish())),
        _ => return Ok(None),
    };
    let is_cut = facts.goroutine_dump().is_some_and(|dump| dump.truncated);
    let warnings = is_cut.then_some(Warning { kind: WarningKind::Truncated {}, line: None }).into_iter().collect();
    Ok(Some(Found { warnings, ..Found::new(kind, facts) }))
}
