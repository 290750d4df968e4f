//! The report as a postmortem: Markdown that GitHub, GitLab and Confluence show alike, and three lines for a chat.

use std::fmt::Write as _;

use diagnose::report::{Action, Report, Setting, Suspect};

use crate::{Heading, Language, left_by};

/// What a postmortem is made of.
#[derive(Debug, Clone, Copy)]
pub struct Postmortem<'a> {
    /// The report.
    pub report: &'a Report,
    /// A title by the person; empty for none.
    pub title: &'a str,
    /// A note by the person; empty for none.
    pub note: &'a str,
    /// A link that opens the incident.
    pub link: Option<&'a str>,
}

impl<'a> Postmortem<'a> {
    /// That of a report, without title, note and link.
    pub const fn of(report: &'a Report) -> Self {
        Self { report, title: "", note: "", link: None }
    }
}

/// Width of a bar of the picture, in characters.
const BAR: usize = 40;

/// Writes Markdown: summary, memory as an ASCII picture, code, evidence, patch, commands, forecast, link. The same input gives the
/// same bytes. Only headings, tables, lists, fences and escapes are used, which all three readers know.
pub fn markdown(postmortem: &Postmortem<'_>, language: Language) -> String {
    let report = postmortem.report;
    let title = match postmortem.title.trim() {
        "" => language.sentences().headline(report),
        title => title.to_owned(),
    };
    let mut text = format!("# {}\n", escaped(&title));
    if !postmortem.note.trim().is_empty() {
        let _ = write!(text, "\n{}\n", escaped(postmortem.note.trim()));
    }
    section(&mut text, language.page().heading(Heading::Summary), &summary(report, language));
    section(&mut text, language.page().heading(Heading::Memory), &picture(report, language));
    section(&mut text, language.page().heading(Heading::Code), &code(report, language));
    section(&mut text, language.page().heading(Heading::Evidence), &evidence(report, language));
    let patch = report.yaml.as_deref().map(|yaml| fenced("yaml", yaml)).unwrap_or_default();
    section(&mut text, language.page().heading(Heading::Patch), &patch);
    let commands = if report.kubectl.is_empty() { String::new() } else { fenced("sh", &report.kubectl.join("\n")) };
    section(&mut text, language.page().heading(Heading::Commands), &commands);
    section(&mut text, language.page().forecast_title(), &forecast(report, language));
    section(&mut text, language.page().heading(Heading::Next), &next(report, language));
    let link = postmortem.link.map(|link| format!("<{link}>\n")).unwrap_or_default();
    section(&mut text, language.page().heading(Heading::Link), &link);
    let _ = write!(text, "\n---\n\n{}\n", escaped(language.page().made_by()));
    text
}

/// Three lines for a chat: what happened, what to do, the link. Without a link there are two.
pub fn chat(postmortem: &Postmortem<'_>, language: Language) -> String {
    let report = postmortem.report;
    let function = report.suspects.first().map(place);
    let fix = language.page().chat_fix(function.as_deref(), &settings(report));
    let mut text = format!("{}\n{fix}\n", language.sentences().headline(report));
    if let Some(link) = postmortem.link {
        let _ = writeln!(text, "{link}");
    }
    text
}

fn section(text: &mut String, heading: &str, body: &str) {
    if !body.is_empty() {
        let _ = write!(text, "\n## {heading}\n\n{body}");
    }
}

fn summary(report: &Report, language: Language) -> String {
    let mut text = format!(
        "**{}: {}** ({})\n\n{}\n\n{}\n",
        escaped(language.page().class(report.class)),
        escaped(language.page().cause(report.cause)),
        escaped(language.page().confidence(report.confidence)),
        escaped(&language.sentences().headline(report)),
        escaped(language.sentences().cause(report.cause)),
    );
    let also = report.contributing.iter();
    let also: Vec<String> = also
        .map(|also| {
            let left = left_by(language.sentences(), also).into_iter().map(|left| format!("  - {}\n", escaped(&left)));
            format!("- {}\n{}", escaped(language.page().cause(also.cause)), left.collect::<String>())
        })
        .collect();
    if !also.is_empty() {
        let _ = write!(text, "\n{}\n\n{}", escaped(language.page().also()), also.concat());
    }
    text
}

/// The parts of the memory under the limit as bars.
fn picture(report: &Report, language: Language) -> String {
    let budget = &report.budget;
    let Some(limit) = budget.limit.filter(|limit| limit.bytes.0 > 0) else { return String::new() };
    let mut rows = vec![(language.page().term(crate::Term::MemoryLimit), limit.bytes)];
    rows.extend(budget.parts().into_iter().map(|(part, amount)| (language.page().budget_part(part), amount.bytes)));
    let names: Vec<usize> = rows.iter().map(|(name, _)| width(name)).collect();
    let widest = names.iter().copied().max().unwrap_or(0);
    let mut text = String::new();
    for ((name, bytes), taken) in rows.iter().zip(names) {
        let share = bytes.as_f64() / limit.bytes.as_f64();
        let filled = ((share * BAR as f64).round() as usize).min(BAR);
        let bar = format!("{}{}", "#".repeat(filled), " ".repeat(BAR - filled));
        let _ = writeln!(text, "{name}{} |{bar}| {bytes}", " ".repeat(widest - taken));
    }
    fenced("text", &text)
}

/// Columns of a terminal that a text takes: Chinese characters take two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if ('\u{1100}'..='\u{ffe6}').contains(&c) { 2 } else { 1 }).sum()
}

fn code(report: &Report, language: Language) -> String {
    let mut text = String::new();
    for suspect in &report.suspects {
        let holds = suspect.inuse_bytes.map(|bytes| {
            format!(
                ": {} {}",
                language.page().holds(),
                language.page().holds_value(bytes, suspect.share.map(diagnose::report::Sig6::get))
            )
        });
        let _ = writeln!(text, "- {}{}", code_span(&place(suspect)), escaped(&holds.unwrap_or_default()));
    }
    text
}

/// Function, file and line.
fn place(suspect: &Suspect) -> String {
    match (&suspect.file, suspect.line) {
        (Some(file), Some(line)) => format!("{} ({file}:{line})", suspect.function),
        _ => suspect.function.clone(),
    }
}

fn evidence(report: &Report, language: Language) -> String {
    if report.evidence.is_empty() {
        return String::new();
    }
    let titles = [Heading::Finding, Heading::SpeaksFor, Heading::Weight, Heading::Source];
    let titles: Vec<&str> = titles.iter().map(|title| language.page().heading(*title)).collect();
    let mut text = format!("| {} |\n|---|---|---|---|\n", titles.join(" | "));
    for evidence in &report.evidence {
        let input = evidence.input.and_then(|index| report.inputs.get(index));
        let source = match (input, evidence.line) {
            (Some(input), Some(line)) => format!("{}:{line}", input.name),
            (Some(input), None) => input.name.clone(),
            (None, _) => String::new(),
        };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} |",
            escaped(&language.sentences().finding(&evidence.finding)),
            escaped(language.page().says(evidence.says)),
            escaped(language.page().weight(evidence.weight)),
            escaped(&source),
        );
    }
    text
}

/// What will happen, now and with the change.
fn forecast(report: &Report, language: Language) -> String {
    let rows = crate::forecast(&report.forecast, language).into_iter();
    let rows: Vec<String> =
        rows.map(|(row, value)| format!("- {}: {}\n", escaped(row.name(language)), escaped(&value))).collect();
    rows.concat()
}

fn next(report: &Report, language: Language) -> String {
    let captures = report.next_capture.iter();
    let capture = |next: &diagnose::report::NextCapture| {
        format!("{}\n\n{}", escaped(&language.sentences().capture(next.why)), fenced("sh", &next.command))
    };
    captures.map(capture).collect::<Vec<_>>().join("\n")
}

/// The settings to change, as one would write them.
fn settings(report: &Report) -> Vec<String> {
    let recommendation = &report.recommendation;
    let set = |name: &str, setting: &Setting| {
        let value = setting.value.as_ref().filter(|_| setting.action == Action::Set)?;
        Some(format!("{name}={value}"))
    };
    let named = [
        set("GOMEMLIMIT", &recommendation.gomemlimit),
        set("GOGC", &recommendation.gogc),
        set("limits.memory", &recommendation.memory_limit),
    ];
    let volumes = recommendation.to_disk().map(|name| format!("volumes[{name}].emptyDir.medium=\"\""));
    named.into_iter().flatten().chain(volumes).collect()
}

/// Text that means what it says in Markdown, also in a cell of a table.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '|' | '#' | '~' => {
                escaped.extend(['\\', character]);
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Text as code: between more backticks than it holds in a row.
fn code_span(text: &str) -> String {
    let ticks = "`".repeat(longest_run(text, '`') + 1);
    format!("{ticks}{}{ticks}", text.replace('\n', " "))
}

/// A block of code, fenced by more backticks than it holds in a row.
fn fenced(language: &str, code: &str) -> String {
    let fence = "`".repeat(longest_run(code, '`').max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}\n", code.trim_end())
}

fn longest_run(text: &str, wanted: char) -> usize {
    text.split(|c| c != wanted).map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn go_names_stand_as_they_are() {
        assert_eq!(escaped("main.(*a_b).put|x"), r"main.(\*a\_b).put\|x");
        assert_eq!(code_span("a`b"), "``a`b``");
        assert_eq!(fenced("yaml", "a\n```\nb\n"), "````yaml\na\n```\nb\n````\n");
    }

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!((width("live"), width("上限")), (4, 4));
    }
}
