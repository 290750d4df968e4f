//! The sentences of the report.

mod en;
mod numbers;
mod zh;

use decode::error::DecodeError;
use decode::warning::WarningKind;
use diagnose::evidence::{Evidence, Finding, Says};
use diagnose::fix::plan::{Step, Trap};
use diagnose::report::{
    CaptureReason, Cause, Confidence, Contribution, Left, Reason, Report, Signature, TerminationKind, Weight,
};

/// Which of two causes is fixed and which stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fixed {
    /// Only the main cause is fixed.
    Main,
    /// Only the contributing one is.
    Other,
}

/// What each contributing cause leaves, and what the main one leaves beside it, in sentences.
pub fn left_by(sentences: &dyn Sentences, contribution: &Contribution) -> Vec<String> {
    let both = [(&contribution.left, Fixed::Main), (&contribution.main_left, Fixed::Other)];
    both.into_iter().filter_map(|(left, fixed)| Some(sentences.left(left.as_ref()?, fixed))).collect()
}

/// The sentences of the report in one language: short, concrete, with the number.
pub trait Sentences {
    /// The verdict in one sentence: class, container, numbers, confidence.
    fn headline(&self, report: &Report) -> String;
    /// What a cause means and what to do about it, in one sentence.
    fn cause(&self, cause: Cause) -> &'static str;
    /// What goes on while a cause stays: after "with only the main cause fixed", or after "with only this one fixed".
    fn left(&self, left: &Left, fixed: Fixed) -> String;
    /// What a rule found.
    fn finding(&self, finding: &Finding) -> String;
    /// Why a setting is recommended, kept or left open.
    fn reason(&self, reason: Reason) -> &'static str;
    /// What a capture would settle.
    fn capture(&self, why: CaptureReason) -> String;
    /// What a known pattern is and how it is usually mended.
    fn signature(&self, signature: Signature) -> &'static str;
    /// One thing to do. Its command, if it has one, is not part of the sentence.
    fn step(&self, step: &Step) -> String;
    /// What to mind on the way.
    fn trap(&self, trap: &Trap) -> String;
    /// Why an input could not be read: what it is, what is wrong and where, what to do.
    fn error(&self, error: &DecodeError) -> String;
    /// What looks wrong in an input.
    fn warning(&self, warning: &WarningKind) -> String;
}

/// Whether the end is named and certain, but what memory had to do with it is not.
fn is_open_end(report: &Report) -> bool {
    report.confidence == Confidence::Low && matches!(report.cause, Cause::ProbeKill | Cause::Eviction)
}

/// Whether the live heap was seen to be steady, by more than a hint.
fn shows_no_leak(report: &Report) -> bool {
    report.evidence.iter().any(|evidence| evidence.weight >= Weight::Medium && evidence.finding.shows_level())
}

/// Whether it ended with an error of its own, and nothing speaks of memory.
fn failed_by_itself(report: &Report) -> bool {
    let failed = |finding: &Finding| matches!(finding, Finding::EndedOtherwise { kind: TerminationKind::Error, .. });
    report.evidence.iter().any(|evidence| failed(&evidence.finding))
        && !report.evidence.iter().any(|evidence| evidence.says == Says::Leak)
}

/// Whether all that is known is a pod that runs and was never restarted.
fn tells_of_no_trouble(report: &Report) -> bool {
    let runs = |evidence: &Evidence| matches!(evidence.finding, Finding::StillRunning { restarts: Some(0), .. });
    report.evidence.iter().any(runs) && !report.evidence.iter().any(|evidence| evidence.says == Says::Leak)
}

/// Whether an OOM kill ended the container the report is about.
fn oom_ended(report: &Report) -> bool {
    let Some(target) = &report.target else { return false };
    let pods = report.pods.iter().filter(|pod| target.pod.is_none() || pod.name == target.pod);
    let mut containers = pods.flat_map(|pod| &pod.containers);
    containers
        .find(|container| container.name == target.container)
        .is_some_and(|container| container.termination.oom_ended_container)
}
