//! English.

mod cause;
mod finding;
mod headline;
mod left;
mod numbers;
mod plan;
mod problem;
mod signature;

use decode::error::DecodeError;
use decode::warning::WarningKind;
use diagnose::evidence::Finding;
use diagnose::fix::plan::{Step, Trap};
use diagnose::report::{CaptureReason, Cause, Left, Reason, Report, Signature};

use super::{Fixed, Sentences};
use crate::English;

impl Sentences for English {
    fn headline(&self, report: &Report) -> String {
        headline::headline(report)
    }

    fn cause(&self, cause: Cause) -> &'static str {
        cause::cause(cause)
    }

    fn left(&self, left: &Left, fixed: Fixed) -> String {
        left::left(left, fixed)
    }

    fn finding(&self, finding: &Finding) -> String {
        finding::finding(finding)
    }

    fn reason(&self, reason: Reason) -> &'static str {
        cause::reason(reason)
    }

    fn capture(&self, why: CaptureReason) -> String {
        cause::capture(why).to_owned()
    }

    fn signature(&self, signature: Signature) -> &'static str {
        signature::signature(signature)
    }

    fn step(&self, step: &Step) -> String {
        plan::step(step)
    }

    fn trap(&self, trap: &Trap) -> String {
        plan::trap(trap)
    }

    fn error(&self, error: &DecodeError) -> String {
        problem::error(error)
    }

    fn warning(&self, warning: &WarningKind) -> String {
        problem::warning(warning)
    }
}
