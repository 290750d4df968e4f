//! What the page says of a verdict: its class and cause, the memory it found, the code it blames, the evidence.

mod en;
mod zh;

use decode::units::Bytes;
use diagnose::evidence::Says;
use diagnose::report::{Cause, Class, Confidence, LastState, Part, SuspectRole, Target, Weight};

use crate::Numbers;

/// The strings around a verdict in one language: what it is, what it stands on, whom it blames.
pub trait Judgement: Numbers {
    /// A class.
    fn class(&self, class: Class) -> &'static str;
    /// A cause.
    fn cause(&self, cause: Cause) -> &'static str;
    /// A confidence.
    fn confidence(&self, confidence: Confidence) -> &'static str;
    /// What a confidence means.
    fn confidence_means(&self, confidence: Confidence) -> &'static str;
    /// A weight.
    fn weight(&self, weight: Weight) -> &'static str;
    /// Before the contributing causes.
    fn also(&self) -> &'static str;
    /// Label of the choice of a container.
    fn choose_container(&self) -> &'static str;
    /// A container of a pod.
    fn container(&self, target: &Target) -> String {
        match &target.pod {
            Some(pod) => format!("{} ({pod})", target.container),
            None => target.container.clone(),
        }
    }
    /// How it ended: `OOMKilled, exit code 137`.
    fn ended(&self, last: &LastState) -> String;
    /// Fact: memory request.
    fn memory_request(&self) -> &'static str;
    /// Value of a setting that isn't set.
    fn not_set(&self) -> &'static str;
    /// Value of a setting that a description which was cut off does not come to.
    fn not_told(&self) -> &'static str;
    /// Value of a setting in a secret or config map.
    fn hidden(&self) -> &'static str;
    /// Fact: number of restarts.
    fn restarts(&self) -> &'static str;
    /// Title of the budget bar; `limit` if it is known.
    fn budget_title(&self, limit: Option<Bytes>) -> String;
    /// A part of the budget, by its name in the report.
    fn budget_part(&self, part: Part) -> &'static str;
    /// Title of the growth picture.
    fn growth_title(&self) -> &'static str;
    /// What it shows, in words: from, to, in how many seconds, in how many snapshots.
    fn growth_means(&self, from: Bytes, to: Bytes, seconds: f64, snapshots: usize) -> String;
    /// The same of the time left until the limit.
    fn growth_ahead(&self, limit: Bytes, seconds: f64) -> String;
    /// Beside an amount that was computed, not read.
    fn derived(&self) -> &'static str;
    /// Title of the suspects.
    fn suspects_title(&self) -> &'static str;
    /// What a suspect does.
    fn role(&self, role: SuspectRole) -> &'static str;
    /// Fact of a suspect: what it holds.
    fn holds(&self) -> &'static str;
    /// The amount, and its share of the live heap.
    fn holds_value(&self, bytes: Bytes, share: Option<f64>) -> String;
    /// Fact of a suspect: how it grew.
    fn grew(&self) -> &'static str;
    /// Growth in bytes, and per second.
    fn growth(&self, bytes: i64, per_second: Option<f64>) -> String;
    /// Fact of a suspect: what it allocates.
    fn allocates(&self) -> &'static str;
    /// Fact of a suspect: goroutines.
    fn goroutines(&self) -> &'static str;
    /// How many, how many more, and what they wait for.
    fn goroutines_value(&self, count: u64, growth: Option<i64>, state: Option<&str>) -> String;
    /// Title of the evidence.
    fn evidence_title(&self) -> &'static str;
    /// Title of the evidence for the verdict.
    fn evidence_for(&self) -> &'static str;
    /// Title of the evidence against it.
    fn evidence_against(&self) -> &'static str;
    /// Title of the evidence that is neither.
    fn evidence_context(&self) -> &'static str;
    /// What a piece of evidence speaks for.
    fn says(&self, says: Says) -> &'static str;
    /// Where it was read.
    fn source(&self, input: &str, line: Option<usize>) -> String;
    /// While the text is read again.
    fn source_loading(&self) -> &'static str;
    /// Where there is no text to show.
    fn source_gone(&self) -> &'static str;
    /// Which lines are shown of how many.
    fn source_lines(&self, first: usize, last: usize, total: usize) -> String;
}
