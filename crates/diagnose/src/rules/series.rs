//! What can and cannot be compared among the snapshots.

use decode::Kind;
use decode::runtime::series::{Measure, MemorySeries};
use decode::units::{Bytes, UnixNanos};

use super::Clue;
use crate::case::Case;
use crate::evidence::{Finding, Says};
use crate::report::{Cause, Weight};
use crate::trend::trend;

/// Several processes, or one that is not proven to be one.
pub(super) fn processes(case: &Case) -> Option<Clue> {
    let series = case.series.as_ref()?;
    let finding = match (case.processes, series.proven) {
        (2.., _) => Finding::SeveralProcesses { processes: case.processes, programs: case.programs.max(1) },
        (_, false) => Finding::ProcessUnproven {},
        (_, true) => return None,
    };
    Some(Clue::new(finding, Says::Neutral, Weight::Weak))
}

/// The profiles are of another container's program than the one that was killed.
pub(super) fn of_another(case: &Case) -> Option<Clue> {
    let (program, container) = case.program.zip(case.profiled)?;
    let finding = Finding::ProfilesOfAnother { program: program.to_owned(), container: container.name.clone() };
    Some(Clue::new(finding, Says::Neutral, Weight::Medium))
}

/// Nothing shows that the profiles are of the container that is judged.
pub(super) fn unlinked(case: &Case) -> Option<Clue> {
    let (program, subject) = case.program.zip(case.subject).filter(|_| case.unlinked)?;
    let finding = Finding::ProgramUnproven { program: program.to_owned(), container: subject.container.name.clone() };
    Some(Clue::new(finding, Says::Neutral, Weight::Medium))
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

/// Memory of the container over time, as its metrics have it: it rose between restarts, or stayed.
pub(super) fn container_rose(case: &Case) -> Option<Clue> {
    let wanted = [Measure::WorkingSet, Measure::Rss];
    let (input, longest) = case
        .memory_series
        .iter()
        .filter(|(_, series)| wanted.contains(&series.measure) && about_subject(case, series))
        .map(|(input, series)| (*input, last_run(&series.points)))
        .max_by_key(|(input, run)| (run.len(), usize::MAX - input))?;
    let trend = trend(&longest.iter().map(|(at, bytes)| (at.0 as f64, *bytes)).collect::<Vec<_>>())?;
    let (from, to) = (longest.first()?.1, longest.last()?.1);
    if longest.len() < 6 || trend.chance > 0.01 || to < 1.5 * from || trend.lasting.is_some_and(|lasting| lasting < 0.2)
    {
        return None;
    }
    let finding = Finding::ContainerRose { from: Bytes(from as u64), to: Bytes(to as u64), readings: longest.len() };
    Some(Clue::new(finding, Says::Leak, Weight::Weak).for_cause(Cause::HeapGrowth).read_at(input, None))
}

fn about_subject(case: &Case, series: &MemorySeries) -> bool {
    let label = |key: &str| series.labels.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
    let Some(subject) = case.subject else { return true };
    label("container").is_none_or(|name| name == subject.container.name)
        && label("pod").is_none_or(|name| subject.pod.name.as_deref().is_none_or(|pod| pod == name))
}

/// The readings since the last restart: memory that falls by half within one step was that of another process.
fn last_run(points: &[(UnixNanos, f64)]) -> Vec<(UnixNanos, f64)> {
    let fell = (1..points.len()).rev().find(|index| points[*index].1 < 0.5 * points[index - 1].1);
    points[fell.unwrap_or(0)..].to_vec()
}
