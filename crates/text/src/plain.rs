//! The report as plain text, for a terminal.

use std::fmt::Write as _;

use diagnose::evidence::Evidence;
use diagnose::fix;
use diagnose::fix::compare::{Comparison, Row};
use diagnose::report::{Action, Amount, How, Part, Report, Setting, Sig6, Suspect, VolumeSettings};

use crate::{Language, left_by};

/// Writes a report as plain text: verdict, evidence, suspects, memory budget, settings, patch, next captures and unreadable inputs.
pub fn plain(report: &Report, language: Language) -> String {
    let (page, sentences) = (language.page(), language.sentences());
    let mut text = format!("{}\n{}\n", sentences.headline(report), sentences.cause(report.cause));
    section(
        &mut text,
        page.also(),
        report.contributing.iter().map(|also| {
            let left = left_by(sentences, also).into_iter().map(|left| format!(" {left}"));
            format!("{}{}", sentences.cause(also.cause), left.collect::<String>())
        }),
    );
    section(&mut text, page.suspects_title(), report.suspects.iter().map(|of| suspect(of, language)));
    section(
        &mut text,
        page.evidence_title(),
        report.evidence.iter().map(|evidence| {
            format!("{}{}", sentences.finding(&evidence.finding), source(report, evidence).unwrap_or_default())
        }),
    );
    let limit = report.budget.limit.map(|amount| amount.bytes);
    section(&mut text, &page.budget_title(limit), report.budget.parts().into_iter().map(|row| amount(row, language)));
    section(&mut text, page.fix_title(), settings(report, language));
    let forecast = crate::forecast(&report.forecast, language);
    section(
        &mut text,
        page.forecast_title(),
        forecast.into_iter().map(|(row, value)| format!("{}: {value}", row.name(language))),
    );
    if let Some(yaml) = &report.yaml {
        let _ = write!(text, "\n{}\n{yaml}", page.yaml_title());
    }
    section(&mut text, page.commands_title(report.recommendation.sets_probes()), report.kubectl.iter().cloned());
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

/// Writes a comparison of captures from before and after a change: what it amounts to, and a row for each measure.
pub fn comparison(comparison: &Comparison, language: Language) -> String {
    let page = language.page();
    let show = |measure, value: Option<Sig6>| {
        value.map_or_else(|| "–".to_owned(), |value| page.measured(measure, value.get()))
    };
    let row = |row: &Row| {
        let (before, after) = (show(row.measure, row.before), show(row.measure, row.after));
        format!("{}: {before} → {after}", page.measure(row.measure))
    };
    let mut text = format!("{}: {}\n", page.compare_title(), page.outcome(comparison.outcome));
    for row in comparison.rows.iter().map(row) {
        let _ = writeln!(text, "  {row}");
    }
    text.push('\n');
    text
}

/// Writes a person's own manifest with the change of a report in it, as a difference with three lines around it; nothing
/// where it has these values already.
pub fn manifest(name: &str, text: &str, report: &Report, language: Language) -> String {
    let page = language.page();
    match fix::manifest::with_change(text, report) {
        Ok(None) => String::new(),
        Ok(Some(edited)) => {
            let lines = fix::manifest::hunks(&fix::manifest::diff(text, &edited));
            let rows: String = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
            format!("\n{}\n{rows}", page.manifest_title(name))
        }
        Err(error) => format!("\n{}\n", page.manifest_error(name, &error)),
    }
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

fn amount((part, amount): (Part, Amount), language: Language) -> String {
    let page = language.page();
    let derived = if amount.how == How::Derived { format!(" ({})", page.derived()) } else { String::new() };
    format!("{}: {}{derived}", page.budget_part(part), amount.bytes)
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

/// Why a setting is set, kept or left open; of one that is kept, what would fit.
pub fn why(setting: &Setting, language: Language) -> String {
    let fits = setting.value.as_deref().filter(|_| setting.action == Action::Keep);
    let fits = fits.map(|value| language.page().sized(value)).unwrap_or_default();
    fits + setting.reason.map_or("", |reason| language.sentences().reason(reason))
}

/// The other way than the disk, in one line: `sizeLimit: 84Mi`, and what it does.
pub fn instead_of_disk(volume: &VolumeSettings, language: Language) -> Option<String> {
    let (value, reason) = volume.size_limit.value.as_deref().zip(volume.size_limit.reason)?;
    Some(format!("sizeLimit: {value}. {}", language.sentences().reason(reason)))
}

fn settings(report: &Report, language: Language) -> Vec<String> {
    let (page, recommendation) = (language.page(), &report.recommendation);
    let row = |name: &str, setting: &Setting| {
        let value = setting.value.as_deref().filter(|_| setting.action == Action::Set);
        page.setting(name, setting.action, value, &why(setting, language))
    };
    let mut rows = vec![
        row(page.term(crate::Term::MemoryLimit), &recommendation.memory_limit),
        row(page.memory_request(), &recommendation.memory_request),
        row("GOMEMLIMIT", &recommendation.gomemlimit),
    ];
    // These are rarely touched: only what is to be done with them is worth a row.
    let others = [
        ("GOGC", &recommendation.gogc),
        (page.liveness(), &recommendation.liveness),
        (page.startup(), &recommendation.startup),
    ];
    let touched = |(_, setting): &(&str, &Setting)| setting.action != Action::Keep && setting.reason.is_some();
    rows.extend(others.into_iter().filter(touched).map(|(name, setting)| row(name, setting)));
    for volume in &recommendation.volumes {
        rows.push(row(&page.medium_of(&volume.name), &volume.medium));
        rows.extend(instead_of_disk(volume, language));
    }
    rows
}
