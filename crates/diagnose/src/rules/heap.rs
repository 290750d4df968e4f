//! Growth and steadiness of the live heap (`domain.md` §G3).

use super::{Clue, ended};
use crate::case::Case;
use crate::evidence::{Finding, Says};
use crate::fix;
use crate::growth::{Growth, Shape, SiteGrowth, blame};
use crate::report::{Cause, Sig6, Weight};

/// One snapshot, or several of one state, cannot show growth.
pub(super) fn one_snapshot(case: &Case) -> Option<Clue> {
    let growth = case.growth.as_ref().filter(|growth| growth.points.len() == 1)?;
    let point = growth.last();
    let holder = growth.holders.first();
    let finding = Finding::OneSnapshot {
        live: point.inuse,
        function: holder.map(|site| site.function.clone()),
        share: holder.and_then(|site| site.inuse.share_of(point.inuse)).and_then(Sig6::new),
    };
    Some(Clue::new(finding, Says::Neutral, Weight::Weak).read_at(point.input, None))
}

/// Functions that keep what they allocate, and those that stopped growing; at most three of each.
pub(super) fn sites(case: &Case) -> Vec<Clue> {
    let Some(growth) = &case.growth else { return Vec::new() };
    let stopped = growth.sites.iter().filter(|site| site.shape == Shape::Plateau);
    let kept = growth.leaks().take(3).filter_map(|site| retains(growth, site));
    kept.chain(stopped.take(3).map(|site| plateaued(case, growth, site))).collect()
}

fn retains(growth: &Growth, site: &SiteGrowth) -> Option<Clue> {
    let finding = Finding::SiteRetains {
        function: site.function.clone(),
        growth: u64::try_from(site.growth).ok()?,
        retention: Sig6::new(site.retention()?)?,
        deviations: Sig6::new(site.z())?,
        snapshots: growth.points.len(),
    };
    let cause = if blame::is_connection(&site.function) { Cause::GoroutineLeak } else { Cause::HeapGrowth };
    let clue = Clue::new(finding, Says::Leak, weight(growth, site));
    Some(clue.for_cause(cause).read_at(growth.last().input, None))
}

/// Growth over two points is a suspicion, over three likely, over four hard to explain otherwise; a process that is
/// not proven to be one takes a step away.
fn weight(growth: &Growth, site: &SiteGrowth) -> Weight {
    let steep = site.z() >= 4.0 && site.retention().is_some_and(|share| share >= 0.6);
    match (growth.points.len(), growth.proven && steep) {
        (0..=2, _) => Weight::Weak,
        (3, _) | (_, false) => Weight::Medium,
        (_, true) => Weight::Strong,
    }
}

/// A function that filled up and stopped. Where nobody was killed, that is a healthy cache; else only context.
fn plateaued(case: &Case, growth: &Growth, site: &SiteGrowth) -> Clue {
    let finding = Finding::SitePlateaued { function: site.function.clone(), inuse: site.inuse };
    let killed = case.subject.is_some_and(|subject| subject.termination.oom_happened);
    let clue = if killed {
        Clue::new(finding, Says::Neutral, Weight::Weak)
    } else {
        Clue::new(finding, Says::NotOom, Weight::Medium).for_cause(Cause::Healthy)
    };
    clue.read_at(growth.last().input, None)
}

/// The live heap as a whole went up: the weakest sign of a leak, as a warm-up looks the same.
pub(super) fn grew(case: &Case) -> Option<Clue> {
    let growth = case.growth.as_ref().filter(|growth| growth.points.len() > 1)?;
    let (from, to) = (growth.first().inuse, growth.last().inuse);
    if to.as_f64() < 1.05 * from.as_f64() || growth.leaks().next().is_none() {
        return None;
    }
    let finding = Finding::HeapGrew { from, to, snapshots: growth.points.len() };
    Some(Clue::new(finding, Says::Leak, Weight::Weak).for_cause(Cause::HeapGrowth).read_at(growth.last().input, None))
}

/// No function keeps what it allocates: what made memory run out was not a leak of the Go heap.
pub(super) fn steady(case: &Case) -> Option<Clue> {
    let growth = case.growth.as_ref().filter(|growth| growth.points.len() > 1)?;
    if growth.leaks().next().is_some() {
        return None;
    }
    let live = growth.points.iter().map(|point| point.inuse);
    let (low, high) = (live.clone().min()?, live.max()?);
    let finding = Finding::HeapSteady { low, high, allocated: growth.allocated(), snapshots: growth.points.len() };
    let weight = match growth.points.len() {
        2 => Weight::Weak,
        3 => Weight::Medium,
        _ if growth.proven => Weight::Strong,
        _ => Weight::Medium,
    };
    let killed = case.subject.is_some_and(|subject| subject.termination.oom_happened);
    let (says, cause) = if killed { (Says::Tuning, None) } else { (Says::NotOom, Some(Cause::Healthy)) };
    let clue = Clue::new(finding, says, weight).read_at(growth.last().input, None);
    Some(Clue { cause, ..clue })
}

/// The measured slope reaches the limit within a factor of two of when the container was killed.
pub(super) fn growth_meets_kill(case: &Case) -> Option<Clue> {
    let subject = case.subject.filter(|subject| subject.termination.oom_ended_container)?;
    let growth = case.growth.as_ref().filter(|growth| growth.leaks().next().is_some())?;
    let lived = ended::lived_seconds(&subject)?;
    let at = growth.last().at?;
    let run = subject.incarnations().into_iter().find(|run| run.covers(at))?;
    let predicted = at.seconds_since(run.started) + fix::forecast::seconds_to_limit(case)?;
    let ratio = predicted / (lived as f64).max(1.0);
    if !(0.5..=2.0).contains(&ratio) {
        return None;
    }
    let finding = Finding::GrowthMeetsKill { predicted_seconds: predicted as u64, lived_seconds: lived };
    Some(Clue::new(finding, Says::Leak, Weight::Medium).for_cause(Cause::HeapGrowth).read_at(growth.last().input, None))
}
