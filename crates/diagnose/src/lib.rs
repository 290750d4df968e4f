//! Facts to evidence to verdict to fix.
//!
//! [`diagnose`] is a pure function from decoded inputs to a [`report::Report`]: no clock, no order dependence, no
//! prose. The page and the terminal program make the same call. The way of a fact: [`case`](mod@case) joins the
//! inputs, `rules/` turn facts into [`evidence`], `verdict` weighs it, `fix/` works out what to set.
#![forbid(unsafe_code)]

mod case;
pub mod evidence;
pub mod fix;
mod growth;
mod next;
mod pods;
mod process;
pub mod report;
mod rules;
mod signature;
mod suspects;
mod termination;
mod trend;
mod verdict;

use decode::Input;

pub use next::{Reach, first_captures};

use case::{Case, Views};
use report::{Options, Report};

/// Where each input of the report stands in `inputs`: the report's `inputs[n]` is about `inputs[order(inputs)[n]]`.
pub fn order(inputs: &[Input]) -> Vec<usize> {
    case::order(inputs)
}

/// Judges a set of inputs. The order of `inputs` does not matter; unreadable ones are listed with their error.
///
/// Never fails: without usable facts the verdict is `inconclusive` and names the capture that would help.
pub fn diagnose(inputs: &[Input], options: &Options) -> Report {
    with_groups(inputs, options).0
}

/// The same as [`diagnose`], and a number for each of the report's inputs that is a heap snapshot: those with one number may
/// be of one process; by time, a snapshot gets a new one where it is proven to be of another process than the last of each
/// number before. The report itself tells only which are proven to be of one.
pub fn with_groups(inputs: &[Input], options: &Options) -> (Report, Vec<Option<u32>>) {
    let sorted = case::sorted(inputs);
    let views = Views::join(&sorted);
    let case = Case::new(sorted, &views, options);
    let clues = rules::run(&case);
    let verdict = verdict::weigh(&case, &clues);
    let pods = pods::report(&case);
    let fix = fix::work_out(&case, &verdict, &pods);
    let report = Report {
        schema: 1,
        options: options.clone(),
        inputs: case.input_reports(),
        pods,
        target: case.target(),
        class: verdict.class,
        cause: verdict.cause,
        confidence: verdict.confidence,
        contributing: verdict.contributing.clone(),
        suspects: suspects::name(&case, &verdict),
        next_capture: next::captures(&case, &verdict),
        evidence: verdict.evidence,
        budget: fix.budget,
        forecast: fix.forecast,
        recommendation: fix.recommendation,
        yaml: fix.yaml,
        kubectl: fix.kubectl,
    };
    (report, case.group_numbers)
}
