//! Which container the verdict is about: the one the evidence points to, unless the person chose.

use decode::kube::Role;

use super::{PodCase, Subject};
use crate::report::{Target, TerminationKind};

/// Chooses the container with the strongest sign of trouble; main containers before others of the same rank, then
/// more restarts, then print order.
pub(super) fn choose<'a>(pods: &[PodCase<'a>], wanted: Option<&Target>) -> Option<Subject<'a>> {
    let subjects: Vec<Subject<'a>> = pods.iter().flat_map(subjects).collect();
    let asked = |subject: &&Subject| wanted.is_some_and(|target| matches(subject, target));
    let chosen = subjects.iter().find(asked);
    // `max_by_key` takes the last of equals: reversed, that is the first in print order.
    chosen.or_else(|| subjects.iter().rev().max_by_key(|subject| rank(subject))).copied()
}

fn subjects<'a>(case: &PodCase<'a>) -> Vec<Subject<'a>> {
    let (input, pod) = (case.input, case.pod);
    let subject = |(container, termination)| Subject { input, pod, container, termination, beside: false };
    pod.containers.iter().zip(case.terminations.iter().copied()).map(subject).collect()
}

fn matches(subject: &Subject, target: &Target) -> bool {
    subject.container.name == target.container && (target.pod.is_none() || subject.pod.name == target.pod)
}

fn rank(subject: &Subject) -> (u8, u8, u32) {
    let trouble = match subject.termination.kind {
        TerminationKind::OomKilled => 5,
        TerminationKind::OomEarlier => 4,
        TerminationKind::None | TerminationKind::Completed => 0,
        TerminationKind::Stopped => 1,
        TerminationKind::Error | TerminationKind::StatusUnknown => 2,
        _ => 3,
    };
    let role = u8::from(subject.role() == Role::Main);
    let restarts = subject.container.restart_count.as_ref().map_or(0, |count| count.value);
    // A main container that is merely fine goes before an init container that merely completed.
    (trouble, role, restarts)
}
