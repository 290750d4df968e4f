//! Goroutines that pile up.

use std::cmp::Reverse;

use super::Clue;
use crate::case::{Case, GoroutineProfile, GoroutineSite};
use crate::evidence::{Finding, Says};
use crate::report::{Cause, Weight};

/// Fewer new goroutines than this are within the swing of a busy server.
const LEAST: u64 = 100;

/// The goroutines that piled up between the first and the last profile, by the function where most stand.
pub(crate) fn leaking<'a>(case: &'a Case) -> Option<(&'a str, u64)> {
    let (first, last) = ends(case)?;
    let growth = |(function, site): (&String, &GoroutineSite)| {
        site.count.saturating_sub(first.sites.get(function).map_or(0, |site| site.count))
    };
    let (function, site) =
        last.sites.iter().max_by_key(|(function, site)| (growth((function, site)), Reverse(*function)))?;
    Some((function, growth((function, site))))
}

/// First and last goroutine profile, if there are two.
pub(crate) fn ends<'a>(case: &'a Case) -> Option<(&'a GoroutineProfile, &'a GoroutineProfile)> {
    match case.goroutines.as_slice() {
        [first, .., last] => Some((first, last)),
        _ => None,
    }
}

/// What a hundred or so goroutines cannot weigh: about 3,000 structures of 480 bytes each, three samples' worth.
const MANY_STRUCTURES: i64 = 3 << 19;

/// The heap profile itself tells of many new goroutines: their structures grew. Asked only where no goroutine
/// profiles are there to tell better.
pub(super) fn structures_grew(case: &Case) -> Option<Clue> {
    let growth = case.growth.as_ref().filter(|growth| growth.points.len() > 2 && case.goroutines.len() < 2)?;
    if growth.goroutine_structures < MANY_STRUCTURES {
        return None;
    }
    let finding = Finding::GoroutineStructuresGrew { growth: u64::try_from(growth.goroutine_structures).ok()? };
    Some(
        Clue::new(finding, Says::Leak, Weight::Medium)
            .for_cause(Cause::GoroutineLeak)
            .read_at(growth.last().input, None),
    )
}

/// Whether the number of goroutines at least doubled between the first and the last profile.
pub(super) fn grew_or_steady(case: &Case) -> Option<Clue> {
    let (first, last) = ends(case)?;
    let (from, to) = (first.total, last.total);
    let added = to.saturating_sub(from);
    if added < LEAST || to < 2 * from {
        let clue = Clue::new(Finding::GoroutinesSteady { from, to }, Says::Neutral, Weight::Weak);
        return Some(clue.read_at(last.input, None));
    }
    let (function, growth) = leaking(case)?;
    let finding = Finding::GoroutinesGrew { from, to, function: Some(function.to_owned()), growth };
    let weight = if added >= 5 * LEAST && to >= 4 * from { Weight::Strong } else { Weight::Medium };
    Some(Clue::new(finding, Says::Leak, weight).for_cause(Cause::GoroutineLeak).read_at(last.input, None))
}
