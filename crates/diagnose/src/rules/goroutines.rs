//! Goroutines that pile up.

use std::cmp::Reverse;

use super::heap::{RISEN, loads};
use super::{Clue, outside};
use crate::case::{Case, GoroutineSite};
use crate::evidence::{Finding, Says};
use crate::growth::{Growth, blame};
use crate::report::{Cause, Weight};

/// Fewer new goroutines than this are within the swing of a busy server.
const LEAST: u64 = 100;

/// The goroutines that leak, by the function where most stand: those that piled up between the first and the last
/// profile, else those the collector proved, else those that have waited for long.
pub(crate) fn leaking<'a>(case: &'a Case) -> Option<(&'a str, &'a GoroutineSite, Option<u64>)> {
    let by_growth = || {
        let (first, last) = case.goroutines.ends()?;
        let growth = |(function, site): (&String, &GoroutineSite)| {
            site.count.saturating_sub(first.sites.get(function).map_or(0, |site| site.count))
        };
        let (function, site) =
            last.sites.iter().max_by_key(|(function, site)| (growth((function, site)), Reverse(*function)))?;
        let grown = growth((function, site));
        (grown > 0).then_some((function.as_str(), site, Some(grown)))
    };
    let proven = || {
        let (function, site) = case.goroutines.proven.as_ref()?.largest()?;
        Some((function.as_str(), site, None))
    };
    by_growth().or_else(proven).or_else(|| parked(case).map(|(_, function, site)| (function, site, None)))
}

/// The heap profile itself tells of many new goroutines: their structures grew. Asked only where no goroutine
/// profiles are there to tell better.
pub(super) fn structures_grew(case: &Case) -> Option<Clue> {
    let growth = case.growth.as_ref().filter(|growth| growth.points.len() > 2 && case.goroutines.ends().is_none())?;
    if !growth.more_goroutines() && !growth.goroutines_come_with_it() {
        return None;
    }
    let finding = Finding::GoroutineStructuresGrew {
        growth: u64::try_from(growth.goroutine_structures).ok()?,
        rough: !growth.more_goroutines(),
    };
    // With a heap that keeps nothing they may as well be the load, or a fixed number that was just started.
    let weight = if case.leaking() { Weight::Medium } else { Weight::Weak };
    Some(Clue::new(finding, Says::Leak, weight).for_cause(Cause::GoroutineLeak).read_at(growth.last().input, None))
}

/// Without a profile of goroutines nothing says whether few large objects are held by the heap or by as many goroutines.
pub(super) fn holder_unknown(case: &Case) -> Option<Clue> {
    let growth = case.growth.as_ref().filter(|_| case.goroutines.last().is_none() && !loads(case))?;
    if !growth.goroutines_may_hold() || growth.more_goroutines() || growth.goroutines_come_with_it() {
        return None;
    }
    let site = growth.leaks().next().filter(|site| !blame::comes_with_goroutine(&site.function))?;
    let objects = u64::try_from(site.main_objects).ok().filter(|objects| *objects >= LEAST)?;
    let finding = Finding::HolderUnknown { function: site.function.clone(), objects };
    Some(Clue::new(finding, Says::Neutral, Weight::Weak).read_at(growth.last().input, None))
}

/// Metrics count goroutines, too. Asked only where no profiles are there to tell where they stand.
pub(super) fn counted(case: &Case) -> Option<Clue> {
    if case.goroutines.ends().is_some() {
        return None;
    }
    let mut counts = case.outside.vitals.iter().filter_map(|vitals| Some((vitals.input, vitals.goroutines?)));
    let (_, from) = counts.next()?;
    let (input, to) = counts.next_back()?;
    let added = to.saturating_sub(from);
    if added < 5 * LEAST || to < 4 * from {
        return None;
    }
    let finding = Finding::GoroutinesGrew { from, to, function: None, growth: added };
    Some(Clue::new(finding, Says::Leak, Weight::Medium).for_cause(Cause::GoroutineLeak).read_at(input, None))
}

/// Whether the number of goroutines at least doubled between the first and the last profile.
pub(super) fn grew_or_steady(case: &Case) -> Option<Clue> {
    let (first, last) = case.goroutines.ends()?;
    let (from, to) = (first.total, last.total);
    let added = to.saturating_sub(from);
    if added < LEAST || to < 2 * from {
        let clue = Clue::new(Finding::GoroutinesSteady { from, to }, Says::Neutral, Weight::Weak);
        return Some(clue.read_at(last.input, None));
    }
    let (function, site, growth) = leaking(case)?;
    let growth = growth.unwrap_or_default();
    if waits_for_clients(site) || comes_with_load(case, site) {
        let finding = Finding::ConnectionsGrew { from, to };
        let clue = Clue::new(finding, Says::Tuning, Weight::Medium).for_cause(Cause::LoadGrowth);
        return Some(clue.read_at(last.input, None));
    }
    let finding = Finding::GoroutinesGrew { from, to, function: Some(function.to_owned()), growth };
    let many = added >= 5 * LEAST && to >= 4 * from || added >= 15 * LEAST && to >= 3 * from;
    // Requests that wait may only be many; an order known by names alone may be the wrong way round.
    let sure = many && case.goroutines.ordered && 2 * site.serving < site.count;
    let weight = match sure {
        // Their stacks stopped growing: they were started, and no more came.
        _ if outside::stacks_stopped(case) => Weight::Weak,
        true => Weight::Strong,
        false => Weight::Medium,
    };
    Some(Clue::new(finding, Says::Leak, weight).for_cause(Cause::GoroutineLeak).read_at(last.input, None))
}

/// Whether anything besides two counts says that goroutines pile up: two counts look the same while a fixed number of
/// them is being started, or while the load rises.
pub(crate) fn corroborated(case: &Case) -> bool {
    let heap = case.leaking() || case.growth.as_ref().is_some_and(Growth::rises);
    let proven = case.goroutines.proven.as_ref().is_some_and(|proven| proven.total >= 10);
    let waited = parked(case).and_then(|(_, function, site)| minutes(case, function, site));
    let stacks = outside::stacks_grow(case);
    let stuck = leaking(case).is_some_and(|(_, site, _)| is_stuck(site) || 2 * site.connections > site.count);
    heap || proven || stacks || stuck || waited.is_some_and(|minutes| minutes >= LONG_WAIT)
}

/// Whether goroutines wait for what another should do: a design that parks thousands lets them receive, select, sleep
/// or read, but not queue to send or for a lock.
fn is_stuck(site: &GoroutineSite) -> bool {
    site.state
        .as_deref()
        .is_some_and(|state| ["chan send", "sync.", "semacquire"].iter().any(|start| state.starts_with(start)))
}

/// Minutes that goroutines which have waited are told by.
const LONG_WAIT: u32 = 5;

/// Minutes that most goroutines of a site have waited, where a dump tells.
fn minutes(case: &Case, function: &str, site: &GoroutineSite) -> Option<u32> {
    let dumped = case.goroutines.dump.as_ref().and_then(|dump| dump.sites.get(function));
    dumped.or(Some(site)).and_then(|site| site.minutes).filter(|minutes| *minutes > 0)
}

/// Requests in hand that grew with the rate of allocation, while nothing is kept: load.
fn comes_with_load(case: &Case, site: &GoroutineSite) -> bool {
    let growth = case.growth.as_ref();
    let busier = growth.and_then(Growth::load_change).is_some_and(|change| change >= RISEN);
    2 * site.serving > site.count && busier && !case.leaking()
}

/// Connections that a server holds open for its clients: they come and go with the load.
fn waits_for_clients(site: &GoroutineSite) -> bool {
    2 * site.serving > site.count && site.state.as_deref().is_none_or(|state| state == "IO wait" || state == "running")
}

/// The collector proved that these goroutines can never go on.
pub(super) fn proven(case: &Case) -> Option<Clue> {
    let proven = case.goroutines.proven.as_ref().filter(|proven| proven.total > 0)?;
    let (function, _) = proven.largest()?;
    let finding = Finding::GoroutinesProven { count: proven.total, function: function.clone() };
    // A handful is a bug, but not what fills a container.
    let weight = match proven.total {
        LEAST.. => Weight::Strong,
        10.. => Weight::Medium,
        _ => Weight::Weak,
    };
    Some(Clue::new(finding, Says::Leak, weight).for_cause(Cause::GoroutineLeak).read_at(proven.input, None))
}

/// Goroutines that stand in one place, most of all there are, and wait for other goroutines: the profile, the function
/// and its goroutines.
fn parked<'a>(case: &'a Case) -> Option<(usize, &'a str, &'a GoroutineSite)> {
    let last = case.goroutines.last()?;
    let (function, site) = last.largest()?;
    let blocked = site
        .state
        .as_deref()
        .is_some_and(|state| ["chan", "select", "sync.", "semacquire"].iter().any(|start| state.starts_with(start)));
    let long = minutes(case, function, site).is_some_and(|minutes| minutes >= LONG_WAIT);
    let many = site.count >= if long { LEAST } else { 10 * LEAST };
    (blocked && many && 2 * site.count > last.total && !waits_for_clients(site)).then_some((
        last.input,
        function.as_str(),
        site,
    ))
}

/// One profile cannot show growth, but a thousand goroutines in one place that wait for others are a suspicion, and
/// more than that if most have waited for minutes.
pub(super) fn waiting(case: &Case) -> Option<Clue> {
    let (input, function, site) = parked(case)?;
    let minutes = minutes(case, function, site);
    let finding = Finding::GoroutinesWaiting {
        count: site.count,
        function: function.to_owned(),
        state: site.state.clone().unwrap_or_default(),
        minutes,
    };
    let long = minutes.is_some_and(|minutes| minutes >= LONG_WAIT);
    // A pool of workers waits for long as well, but not to send or for a lock.
    let piled = site.count >= 10 * LEAST || is_stuck(site);
    let weight = if long && piled { Weight::Medium } else { Weight::Weak };
    Some(Clue::new(finding, Says::Leak, weight).for_cause(Cause::GoroutineLeak).read_at(input, None))
}
