//! How well verdicts fit the labels of the incidents: the goals, held.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::sync::LazyLock;

use diagnose::report::Confidence;
use tests::eval::{self, COMMON, Outcome, SUBSETS, Trial};
use tests::incidents;

static TRIALS: LazyLock<Vec<Trial>> = LazyLock::new(|| eval::run(incidents()));

fn of_subset(name: &str) -> Vec<&'static Trial> {
    TRIALS.iter().filter(|trial| trial.subset == name).collect()
}

fn shown(trials: impl Iterator<Item = &'static Trial>) -> Vec<String> {
    trials.map(|trial| format!("{} {:?} {:?}", trial.incident, trial.said, trial.confidence)).collect()
}

#[test]
fn with_all_files_class_cause_and_culprit_are_right() {
    let wrong = of_subset(SUBSETS[0].name).into_iter().filter(|trial| {
        trial.outcome != Outcome::Right || trial.culprit == Some(false) || !trial.complaints.is_empty()
    });
    assert_eq!(shown(wrong), [""; 0]);
}

#[test]
fn no_subset_of_files_gives_a_wrong_class_at_high_confidence() {
    let wrong = TRIALS.iter().filter(|trial| trial.outcome == Outcome::Wrong && trial.confidence == Confidence::High);
    assert_eq!(shown(wrong), [""; 0]);
}

#[test]
fn heaps_and_describe_are_wrong_at_medium_in_at_most_two_percent() {
    let trials = of_subset(COMMON);
    let wrong = trials.iter().filter(|trial| trial.wrong_at(Confidence::Medium));
    assert!(wrong.clone().count() * 50 <= trials.len(), "{:?}", shown(wrong.copied()));
}

#[test]
fn heaps_and_describe_are_never_wrong_at_high() {
    let wrong = of_subset(COMMON).into_iter().filter(|trial| trial.wrong_at(Confidence::High));
    assert_eq!(shown(wrong), [""; 0]);
}
