//! The report as plain text, for a terminal.

use std::fmt::Write as _;

use diagnose::report::{Action, Report, Setting, Suspect};

use crate::Sentences;

/// Writes a report as plain text in the language of `sentences`: verdict, evidence, suspects, settings, patch, next
/// captures and unreadable inputs.
pub fn plain(report: &Report, sentences: &dyn Sentences) -> String {
    let mut text = format!("{}\n{}\n", sentences.headline(report), sentences.cause(report.cause));
    section(&mut text, "Also", report.contributing.iter().map(|also| sentences.cause(also.cause).to_owned()));
    section(&mut text, "Code", report.suspects.iter().map(|of| suspect(of, sentences)));
    section(
        &mut text,
        "Evidence",
        report.evidence.iter().map(|evidence| {
            let input = evidence.input.and_then(|index| report.inputs.get(index)).map(|input| input.name.as_str());
            let place = match (input, evidence.line) {
                (Some(input), Some(line)) => format!(" [{input}:{line}]"),
                (Some(input), None) => format!(" [{input}]"),
                _ => String::new(),
            };
            format!("{}{place}", sentences.finding(&evidence.finding))
        }),
    );
    section(&mut text, "Settings", settings(report, sentences));
    if let Some(yaml) = &report.yaml {
        let _ = write!(text, "\nPatch\n{yaml}");
    }
    section(&mut text, "Commands", report.kubectl.iter().cloned());
    section(
        &mut text,
        "Next capture",
        report.next_capture.iter().map(|next| format!("{}\n{}", sentences.capture(next.why), next.command)),
    );
    section(
        &mut text,
        "Not read",
        report
            .inputs
            .iter()
            .filter_map(|input| Some(format!("{}: {}", input.name, sentences.error(input.error.as_ref()?)))),
    );
    text
}

fn section(text: &mut String, title: &str, rows: impl IntoIterator<Item = String>) {
    let rows: Vec<String> = rows.into_iter().collect();
    if rows.is_empty() {
        return;
    }
    let _ = write!(text, "\n{title}\n");
    for row in rows {
        let _ = writeln!(text, "  {}", row.replace('\n', "\n    "));
    }
}

fn suspect(suspect: &Suspect, sentences: &dyn Sentences) -> String {
    let place = match (&suspect.file, suspect.line) {
        (Some(file), Some(line)) => format!(" {file}:{line}"),
        (Some(file), None) => format!(" {file}"),
        _ => String::new(),
    };
    let fix = suspect.signature.map_or(String::new(), |signature| format!("\n{}", sentences.signature(signature)));
    format!("{}{place}{fix}", suspect.function)
}

fn settings(report: &Report, sentences: &dyn Sentences) -> Vec<String> {
    let recommendation = &report.recommendation;
    let row = |name: &str, setting: &Setting| {
        let what = match setting.action {
            Action::Set => setting.value.clone().unwrap_or_default(),
            Action::Keep => "keep".to_owned(),
            Action::Remove => "remove".to_owned(),
            Action::Unknown => "unknown".to_owned(),
        };
        let why = setting.reason.map_or("", |reason| sentences.reason(reason));
        format!("{name}: {what}. {why}")
    };
    vec![
        row("memory limit", &recommendation.memory_limit),
        row("memory request", &recommendation.memory_request),
        row("GOMEMLIMIT", &recommendation.gomemlimit),
    ]
}
