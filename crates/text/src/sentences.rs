//! The sentences of the report.

mod en;
mod numbers;

use decode::error::DecodeError;
use decode::warning::WarningKind;
use diagnose::evidence::Finding;
use diagnose::report::{CaptureReason, Cause, Reason, Report};

/// The sentences of the report in one language: short, concrete, with the number.
pub trait Sentences {
    /// The verdict in one sentence: class, container, numbers, confidence.
    fn headline(&self, report: &Report) -> String;
    /// What a cause means and what to do about it, in one sentence.
    fn cause(&self, cause: Cause) -> &'static str;
    /// What a rule found.
    fn finding(&self, finding: &Finding) -> String;
    /// Why a setting is recommended, kept or left open.
    fn reason(&self, reason: Reason) -> &'static str;
    /// What a capture would settle.
    fn capture(&self, why: CaptureReason) -> String;
    /// Why an input could not be read: what it is, what is wrong and where, what to do.
    fn error(&self, error: &DecodeError) -> String;
    /// What looks wrong in an input.
    fn warning(&self, warning: &WarningKind) -> String;
}
