//! How well verdicts fit the labels: every incident, with all its files and with every subset that people really have.

mod markdown;
mod subset;

use std::thread;

use decode::Input;
use diagnose::report::{CaptureReason, Class, Confidence, Options, Report};
use serde_json::Value;

pub use markdown::markdown;
pub use subset::{COMMON, OF_DIFFERENT_TIMES, SUBSETS, Subset};

use crate::Incident;

/// One verdict on one subset of an incident's files, against the label.
#[derive(Debug, Clone)]
pub struct Trial {
    /// Name of the incident.
    pub incident: String,
    /// Which of its files were given.
    pub subset: &'static str,
    /// The label's class and cause, the first of those it allows.
    pub truth: (String, String),
    /// Class and cause of the verdict.
    pub said: (String, String),
    /// How sure it was.
    pub confidence: Confidence,
    /// What it amounts to.
    pub outcome: Outcome,
    /// Whether the first suspect is the function the label blames; `None` where the label names none or the verdict is
    /// not one that names code.
    pub culprit: Option<bool>,
    /// Whether the verdict says what the label forbids, or leaves out a contributing cause the label lists.
    pub complaints: Vec<String>,
    /// For a verdict that is open: whether the capture it asks for first, added, makes it right at medium or better;
    /// `None` where it is not open or the incident has no such capture.
    pub settled: Option<bool>,
    /// The whole report, for the evidence behind it.
    pub report: Report,
}

/// A verdict against the label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Class and cause are right.
    Right,
    /// The class is right, the cause is another of it.
    OtherCause,
    /// It says that these files can't tell.
    Open,
    /// The class is wrong.
    Wrong,
}

impl Trial {
    /// Right in class and cause, and sure enough to act on.
    pub fn right_and_sure(&self) -> bool {
        self.outcome == Outcome::Right && self.confidence >= Confidence::Medium
    }

    /// Wrong in class or cause, at this confidence.
    pub fn wrong_at(&self, confidence: Confidence) -> bool {
        matches!(self.outcome, Outcome::Wrong | Outcome::OtherCause) && self.confidence == confidence
    }
}

/// Judges every subset of every incident. Subsets of one incident that come to the same files count once.
///
/// # Panics
/// If judging does.
pub fn run(incidents: &[Incident]) -> Vec<Trial> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let share = |worker: usize| {
        move || -> Vec<(usize, Vec<Trial>)> {
            let mine = incidents.iter().enumerate().skip(worker).step_by(workers);
            mine.map(|(index, incident)| (index, trials(incident))).collect()
        }
    };
    let mut found: Vec<(usize, Vec<Trial>)> = thread::scope(|scope| {
        let handles: Vec<_> = (0..workers).map(|worker| scope.spawn(share(worker))).collect();
        handles.into_iter().flat_map(|handle| handle.join().unwrap()).collect()
    });
    found.sort_by_key(|(index, _)| *index);
    found.into_iter().flat_map(|(_, trials)| trials).collect()
}

fn trials(incident: &Incident) -> Vec<Trial> {
    let mut seen: Vec<Vec<usize>> = Vec::new();
    let mut trials = Vec::new();
    for subset in &SUBSETS {
        let files = subset.pick(incident);
        if files.is_empty() || seen.contains(&files) {
            continue;
        }
        trials.push(trial(incident, subset, &files));
        seen.push(files);
    }
    trials
}

fn judge(incident: &Incident, files: &[usize]) -> Report {
    let inputs: Vec<Input> = files.iter().map(|index| incident.files[*index].1.clone()).collect();
    diagnose::diagnose(&inputs, &Options::default())
}

fn trial(incident: &Incident, subset: &Subset, files: &[usize]) -> Trial {
    let report = judge(incident, files);
    let outcome = outcome(incident, &report);
    let first = |key: &str| incident.label[key][0].as_str().unwrap_or("?").to_owned();
    Trial {
        incident: incident.name.clone(),
        subset: subset.name,
        truth: (first("classes"), first("causes")),
        said: (id(report.class), id(report.cause)),
        confidence: report.confidence,
        outcome,
        culprit: culprit(incident, &report, outcome),
        complaints: complaints(incident, &report, subset),
        settled: settled(incident, &report, files),
        report,
    }
}

fn outcome(incident: &Incident, report: &Report) -> Outcome {
    let class = incident.allows("classes", &id(report.class));
    match report.class {
        _ if class && incident.allows("causes", &id(report.cause)) => Outcome::Right,
        Class::Inconclusive => Outcome::Open,
        _ if class => Outcome::OtherCause,
        _ => Outcome::Wrong,
    }
}

/// A culprit is asked for only where the verdict claims to know one.
fn culprit(incident: &Incident, report: &Report, outcome: Outcome) -> Option<bool> {
    let wanted = incident.culprit()?;
    if outcome != Outcome::Right || report.class == Class::Inconclusive {
        return None;
    }
    let first = report.suspects.first()?.function.as_str();
    Some(first == wanted || incident.allows("culprit_alternates", first))
}

/// What the label forbids to say (`must_not_say`: classes and causes), where it is said with more than low confidence
/// and, with all files, at all; and, with all files, the contributing causes that are missing.
fn complaints(incident: &Incident, report: &Report, subset: &Subset) -> Vec<String> {
    let forbids = |key: &str, word: &str| {
        incident.label["must_not_say"][key].as_array().is_some_and(|list| list.iter().any(|entry| entry == word))
    };
    let full = subset.name == SUBSETS[0].name;
    let mut complaints = Vec::new();
    if full || report.confidence > Confidence::Low {
        let (class, cause) = (id(report.class), id(report.cause));
        complaints.extend(forbids("classes", &class).then(|| format!("says {class}")));
        complaints.extend(forbids("causes", &cause).then(|| format!("says {cause}")));
    }
    if full {
        let said: Vec<String> =
            report.contributing.iter().map(|also| id(also.cause)).chain([id(report.cause)]).collect();
        let wanted = incident.label["contributing"].as_array().into_iter().flatten().filter_map(Value::as_str);
        complaints.extend(
            wanted.filter(|cause| !said.iter().any(|said| said == cause)).map(|cause| format!("lacks {cause}")),
        );
    }
    complaints
}

/// Adds what the verdict asks for first, if the incident has it.
fn settled(incident: &Incident, report: &Report, files: &[usize]) -> Option<bool> {
    if report.class != Class::Inconclusive && report.confidence > Confidence::Low {
        return None;
    }
    let wanted = kinds_for(report.next_capture.first()?.why);
    let more = |index: &usize| wanted.contains(&incident.files[*index].0.as_str()) && !files.contains(index);
    let added: Vec<usize> = (0..incident.files.len()).filter(more).collect();
    if added.is_empty() {
        return None;
    }
    let mut files = files.to_vec();
    files.extend(added);
    let after = judge(incident, &files);
    Some(outcome(incident, &after) == Outcome::Right && after.confidence >= Confidence::Medium)
}

/// The kinds of file that answer a capture, as the labels name them.
fn kinds_for(why: CaptureReason) -> &'static [&'static str] {
    match why {
        CaptureReason::DescribePod => &["describe", "pod_yaml"],
        CaptureReason::MemStats => {
            &["heap_debug1", "goroutine", "goroutine_debug1", "goroutine_debug2", "cgroup_memory_stat", "cgroup_end"]
        }
        CaptureReason::Cgroup | CaptureReason::CgroupFromBeside => &["cgroup_memory_stat", "cgroup_end"],
        CaptureReason::NoPprof => &[],
        CaptureReason::BeforeNextKill => &["heap", "heap_after_gc", "goroutine", "describe"],
        CaptureReason::Goroutines => &["goroutine", "goroutine_debug1", "goroutine_debug2"],
        CaptureReason::NodeEvents => &["kernel_oom_log", "node"],
        CaptureReason::PreviousLog => &["stderr_gctrace", "app_log"],
        CaptureReason::HeapProfile
        | CaptureReason::SecondSnapshot
        | CaptureReason::ThirdSnapshot
        | CaptureReason::LaterSnapshot
        | CaptureReason::SameProcess
        | CaptureReason::AfterCollection => &["heap", "heap_after_gc"],
    }
}

/// The id of an enum of the report, as the document writes it.
fn id(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
