//! Stands in for calls of `diagnose`, `text` and `view` until those crates have them.

use decode::units::Bytes;
use decode::{Facts, Input};
use diagnose::report::{
    Budget, Cause, Class, Confidence, Forecast, InputReport, Options, Recommendation, Report, Setting,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub sample: String,
    pub unit: String,
    pub total: i64,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub name: String,
    pub file: String,
    pub line: i64,
    pub flat: i64,
    pub cum: i64,
}

pub fn top(profile: &decode::pprof::Profile, sample: &str) -> Option<Table> {
    let index = profile.type_index(sample)?;
    let mut rows: std::collections::BTreeMap<String, Row> = Default::default();
    for id in profile.samples() {
        let value = profile.value(id, index);
        let mut seen = std::collections::BTreeSet::new();
        for (depth, frame) in profile.stack_frames(id).enumerate() {
            let name = profile.function_name(frame).to_owned();
            let row = rows.entry(name.clone()).or_insert_with(|| Row {
                name: name.clone(),
                file: profile.file_name(frame).to_owned(),
                line: frame.line,
                flat: 0,
                cum: 0,
            });
            if depth == 0 {
                row.flat += value;
            }
            if seen.insert(name) {
                row.cum += value;
            }
        }
    }
    let unit = profile.string(profile.sample_types().get(index)?.unit).to_owned();
    Some(Table { sample: sample.to_owned(), unit, total: profile.total(index), rows: rows.into_values().collect() })
}

pub fn diagnose(inputs: &[Input], options: &Options) -> Report {
    let unknown = Setting::default;
    Report {
        schema: 1,
        options: options.clone(),
        inputs: inputs
            .iter()
            .map(|input| InputReport {
                name: input.name.clone(),
                kind: input.kind,
                taken_at: input.taken_at,
                process: None,
                warnings: input.warnings.clone(),
                error: input.error.clone(),
            })
            .collect(),
        pods: Vec::new(),
        target: None,
        class: Class::Inconclusive,
        cause: Cause::Unknown,
        confidence: Confidence::Low,
        contributing: Vec::new(),
        suspects: Vec::new(),
        evidence: Vec::new(),
        budget: Budget::default(),
        forecast: Forecast::default(),
        recommendation: Recommendation {
            memory_limit: unknown(),
            memory_request: unknown(),
            gomemlimit: unknown(),
            gogc: unknown(),
            liveness: unknown(),
            startup: unknown(),
            stop_gap: false,
        },
        yaml: None,
        kubectl: Vec::new(),
        next_capture: Vec::new(),
    }
}

pub fn document(report: &Report) -> String {
    serde_json::to_string_pretty(report).unwrap_or_default()
}

pub fn live(input: &Input) -> Option<Bytes> {
    match &input.facts {
        Facts::Profile(profile) => profile.inuse_bytes(),
        _ => None,
    }
}

pub fn headline(report: &Report) -> String {
    format!("{:?}: {:?}", report.class, report.cause)
}
pub fn finding(finding: &diagnose::evidence::Finding) -> String {
    format!("{finding:?}")
}
pub fn error(error: &decode::error::DecodeError) -> String {
    format!("{error:?}")
}
pub fn warning(warning: &decode::warning::Warning) -> String {
    format!("{:?}", warning.kind)
}
pub fn reason(reason: diagnose::report::Reason) -> String {
    format!("{reason:?}")
}
pub fn capture_reason(reason: diagnose::report::CaptureReason) -> String {
    format!("{reason:?}")
}
