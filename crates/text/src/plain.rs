//! The report as plain text, for a terminal.

use std::fmt::Write as _;

use diagnose::evidence::Evidence;
use diagnose::fix;
use diagnose::report::{Action, Report, Setting, Suspect};

use crate::Language;

/// Writes a report as plain text: verdict, evidence, suspects, settings, patch, next captures and unreadable inputs.
pub fn plain(report: &Report, language: Language) -> String {
    let (page, sentences) = (language.page(), language.sentences());
    let mut text = format!("{}\n{}\n", sentences.headline(report), sentences.cause(report.cause));
    section(&mut text, page.also(), report.contributing.iter().map(|also| sentences.cause(also.cause).to_owned()));
    section(&mut text, page.suspects_title(), report.suspects.iter().map(|of| suspect(of, language)));
    section(
        &mut text,
        page.evidence_title(),
        report.evidence.iter().map(|evidence| {
            format!("{}{}", sentences.finding(&evidence.finding), source(report, evidence).unwrap_or_default())
        }),
    );
    section(&mut text, page.fix_title(), settings(report, language));
    if let Some(yaml) = &report.yaml {
        let _ = write!(text, "\n{}\n{yaml}", page.yaml_title());
    }
    section(&mut text, page.commands_title(), report.kubectl.iter().cloned());
    let plan = fix::plan(report);
    for (title, steps) in page.plan_parts().into_iter().zip([&plan.now, &plan.next, &plan.later]) {
        section(&mut text, title, steps.iter().map(|step| to_do(step, language)));
    }
    section(&mut text, page.plan_traps(), plan.traps.iter().map(|trap| sentences.trap(trap)));
    section(
        &mut text,
        page.next_title(),
        report.next_capture.iter().map(|next| format!("{}\n{}", sentences.capture(next.why), next.command)),
    );
    section(
        &mut text,
        page.not_read_title(),
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

/// Where a piece of evidence was read, as compilers write it: ` [pod.txt:31]`.
fn source(report: &Report, evidence: &Evidence) -> Option<String> {
    let input = &report.inputs.get(evidence.input?)?.name;
    Some(evidence.line.map_or_else(|| format!(" [{input}]"), |line| format!(" [{input}:{line}]")))
}

/// A step and the commands that do it.
fn to_do(step: &fix::plan::Step, language: Language) -> String {
    let sentence = language.sentences().step(step);
    std::iter::once(sentence.as_str()).chain(step.commands()).collect::<Vec<_>>().join("\n")
}

fn suspect(suspect: &Suspect, language: Language) -> String {
    let place = match (&suspect.file, suspect.line) {
        (Some(file), Some(line)) => format!(" {file}:{line}"),
        (Some(file), None) => format!(" {file}"),
        _ => String::new(),
    };
    let pattern = suspect.signature.map(|signature| format!("\n{}", language.sentences().signature(signature)));
    format!("{}{place}{}", suspect.function, pattern.unwrap_or_default())
}

fn settings(report: &Report, language: Language) -> [String; 3] {
    let (page, recommendation) = (language.page(), &report.recommendation);
    let row = |name: &str, setting: &Setting| {
        let value = setting.value.as_deref().filter(|_| setting.action == Action::Set);
        let why = setting.reason.map_or("", |reason| language.sentences().reason(reason));
        page.setting(name, setting.action, value, why)
    };
    [
        row(page.memory_limit(), &recommendation.memory_limit),
        row(page.memory_request(), &recommendation.memory_request),
        row("GOMEMLIMIT", &recommendation.gomemlimit),
    ]
}
