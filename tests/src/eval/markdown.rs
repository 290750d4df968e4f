//! The tables of an evaluation, as Markdown.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use diagnose::report::Confidence;

use super::{Outcome, SUBSETS, Trial};

/// Writes every table: what came of each subset, confusion of classes and causes, calibration, culprits, captures
/// asked for, and each verdict that is not right.
pub fn markdown(trials: &[Trial]) -> String {
    let mut text = String::new();
    let incidents = distinct(trials.iter().map(|trial| trial.incident.as_str()));
    let _ = writeln!(text, "{} incidents, {} verdicts.\n", incidents.len(), trials.len());
    by_subset(&mut text, trials);
    confusion(&mut text, "Class, all files", trials, |trial| (&trial.truth.0, &trial.said.0));
    confusion(&mut text, "Cause, all files", trials, |trial| (&trial.truth.1, &trial.said.1));
    calibration(&mut text, trials);
    culprits(&mut text, trials);
    captures(&mut text, trials);
    faults(&mut text, trials);
    text
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn percent(part: usize, whole: usize) -> String {
    if whole == 0 { "–".to_owned() } else { format!("{:.0} %", 100.0 * part as f64 / whole as f64) }
}

fn by_subset(text: &mut String, trials: &[Trial]) {
    text.push_str("## Files given\n\n");
    text.push_str("| files | verdicts | right, high | right, medium | right, low | can't tell | other cause | wrong, low | wrong, medium | wrong, high |\n");
    text.push_str("|---|---|---|---|---|---|---|---|---|---|\n");
    for subset in &SUBSETS {
        let mine: Vec<&Trial> = trials.iter().filter(|trial| trial.subset == subset.name).collect();
        if mine.is_empty() {
            continue;
        }
        let count = |outcome: Outcome, confidence: Option<Confidence>| {
            let fits = |trial: &&&Trial| {
                trial.outcome == outcome && confidence.is_none_or(|confidence| trial.confidence == confidence)
            };
            mine.iter().filter(fits).count()
        };
        let right = |confidence| count(Outcome::Right, Some(confidence));
        let wrong = |confidence| count(Outcome::Wrong, Some(confidence));
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            subset.name,
            mine.len(),
            right(Confidence::High),
            right(Confidence::Medium),
            right(Confidence::Low),
            count(Outcome::Open, None),
            count(Outcome::OtherCause, None),
            wrong(Confidence::Low),
            wrong(Confidence::Medium),
            wrong(Confidence::High),
        );
    }
    text.push('\n');
}

/// Rows are the labels, columns what was said.
fn confusion<'a>(
    text: &mut String,
    title: &str,
    trials: &'a [Trial],
    of: impl Fn(&'a Trial) -> (&'a String, &'a String),
) {
    let full = trials.iter().filter(|trial| trial.subset == SUBSETS[0].name);
    let mut cells: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for trial in full {
        let (truth, said) = of(trial);
        // A label may allow several: what it allows counts as what it says.
        let truth = if trial.outcome == Outcome::Right { said } else { truth };
        *cells.entry((truth, said)).or_default() += 1;
    }
    let rows = distinct(cells.keys().map(|(truth, _)| *truth));
    let columns = distinct(cells.keys().map(|(_, said)| *said));
    let _ = writeln!(text, "## {title}\n\nRows: the label. Columns: the verdict.\n");
    let _ = writeln!(text, "| | {} |", columns.join(" | "));
    let _ = writeln!(text, "|---|{}", "---|".repeat(columns.len()));
    for row in rows {
        let cell = |column: &&str| cells.get(&(row, *column)).map_or(String::new(), ToString::to_string);
        let _ = writeln!(text, "| {row} | {} |", columns.iter().map(cell).collect::<Vec<_>>().join(" | "));
    }
    text.push('\n');
}

fn calibration(text: &mut String, trials: &[Trial]) {
    text.push_str("## Right by confidence, every subset\n\nVerdicts that say they can't tell are left out.\n\n");
    text.push_str("| confidence | verdicts | right in class and cause | right in class |\n|---|---|---|---|\n");
    for (name, confidence) in [("high", Confidence::High), ("medium", Confidence::Medium), ("low", Confidence::Low)] {
        let said = trials.iter().filter(|trial| trial.confidence == confidence && trial.outcome != Outcome::Open);
        let said: Vec<&Trial> = said.collect();
        let right = said.iter().filter(|trial| trial.outcome == Outcome::Right).count();
        let class = said.iter().filter(|trial| trial.outcome != Outcome::Wrong).count();
        let (right, class) = (percent(right, said.len()), percent(class, said.len()));
        let _ = writeln!(text, "| {name} | {} | {right} | {class} |", said.len());
    }
    text.push('\n');
}

fn culprits(text: &mut String, trials: &[Trial]) {
    let asked: Vec<&Trial> = trials.iter().filter(|trial| trial.culprit.is_some()).collect();
    let right = |trials: &[&Trial]| trials.iter().filter(|trial| trial.culprit == Some(true)).count();
    let full: Vec<&Trial> = asked.iter().copied().filter(|trial| trial.subset == SUBSETS[0].name).collect();
    let _ = writeln!(
        text,
        "## Culprit named first\n\nAll files: {} of {}. Every subset whose verdict is right: {} of {}.\n",
        right(&full),
        full.len(),
        right(&asked),
        asked.len()
    );
}

fn captures(text: &mut String, trials: &[Trial]) {
    let asked: Vec<&Trial> = trials.iter().filter(|trial| trial.settled.is_some()).collect();
    let settled = asked.iter().filter(|trial| trial.settled == Some(true)).count();
    let _ = writeln!(
        text,
        "## The capture asked for\n\nOf {} open verdicts whose first `next_capture` the incident has, adding it makes {} ({}) right at medium or better.\n",
        asked.len(),
        settled,
        percent(settled, asked.len())
    );
}

fn faults(text: &mut String, trials: &[Trial]) {
    text.push_str("## Every verdict that is wrong or another cause, and every complaint\n\n");
    text.push_str("| incident | files | label | verdict | confidence | |\n|---|---|---|---|---|---|\n");
    for trial in trials {
        let wrong = matches!(trial.outcome, Outcome::Wrong | Outcome::OtherCause);
        let culprit = if trial.culprit == Some(false) { "another culprit " } else { "" };
        if !wrong && trial.complaints.is_empty() && culprit.is_empty() {
            continue;
        }
        let _ = writeln!(
            text,
            "| {} | {} | {} {} | {} {} | {} | {culprit}{} |",
            trial.incident,
            trial.subset,
            trial.truth.0,
            trial.truth.1,
            trial.said.0,
            trial.said.1,
            super::id(trial.confidence),
            trial.complaints.join(", ")
        );
    }
    text.push('\n');
}
