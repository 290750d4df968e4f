//! What can and cannot be compared among the snapshots.

use decode::Kind;

use super::Clue;
use crate::case::Case;
use crate::evidence::{Finding, Says};
use crate::report::Weight;

/// Several processes, or one that is not proven to be one.
pub(super) fn processes(case: &Case) -> Option<Clue> {
    let series = case.series.as_ref()?;
    let finding = match (case.processes, series.proven) {
        (2.., _) => Finding::SeveralProcesses { processes: case.processes },
        (_, false) => Finding::ProcessUnproven {},
        (_, true) => return None,
    };
    Some(Clue::new(finding, Says::Neutral, Weight::Weak))
}

/// The sampling rate changed within a process.
pub(super) fn rates_differ(case: &Case) -> Option<Clue> {
    case.rates_differ.then(|| Clue::new(Finding::RatesDiffer {}, Says::Neutral, Weight::Medium))
}

/// Several snapshots that show one state.
pub(super) fn no_collection_between(case: &Case) -> Option<Clue> {
    let growth = case.growth.as_ref().filter(|growth| growth.points.len() == 1 && growth.snapshots > 1)?;
    let finding = Finding::NoCollectionBetween { snapshots: growth.snapshots };
    Some(Clue::new(finding, Says::Neutral, Weight::Medium).read_at(growth.last().input, None))
}

/// Difference profiles are not snapshots.
pub(super) fn deltas(case: &Case) -> Option<Clue> {
    let input = case.inputs.iter().position(|input| input.kind == Kind::HeapDelta)?;
    Some(Clue::new(Finding::DeltaIgnored {}, Says::Neutral, Weight::Weak).read_at(input, None))
}
