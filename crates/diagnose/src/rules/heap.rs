//! Growth and steadiness of the live heap (`domain.md` §G3).

use decode::units::Bytes;

use super::{Clue, ended, level};
use crate::case::Case;
use crate::evidence::{Finding, Says};
use crate::fix;
use crate::growth::{Growth, LONG, Shape, SiteGrowth, blame};
use crate::report::{Cause, Sig6, Signature, Weight};
use crate::signature;

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

/// Whether what grows is data that is read in before the program serves: the main goroutine sets it up while little else
/// goes on, or the program's own goroutines do in a container that never came to serve.
pub(crate) fn loads(case: &Case) -> bool {
    let before_it_serves = |growth: &Growth| growth.in_background() && ended::never_served(case).is_some();
    let loaded = case.outside.trace.is_some_and(|trace| trace.is_loaded());
    case.growth.as_ref().is_some_and(|growth| growth.loading() && !loaded || before_it_serves(growth))
}

/// Functions that keep what they allocate, and those that stopped growing; at most three of each.
pub(super) fn sites(case: &Case) -> Vec<Clue> {
    let Some(growth) = &case.growth else { return Vec::new() };
    let stopped = growth.sites.iter().filter(|site| site.shape == Shape::Plateau);
    let kept = growth.leaks().take(3).filter_map(|site| retains(case, growth, site));
    kept.chain(stopped.take(3).map(|site| plateaued(case, growth, site))).collect()
}

fn retains(case: &Case, growth: &Growth, site: &SiteGrowth) -> Option<Clue> {
    let finding = Finding::SiteRetains {
        function: site.function.clone(),
        growth: u64::try_from(site.growth).ok()?,
        retention: Sig6::new(site.retention()?)?,
        deviations: Sig6::new(site.z())?,
        snapshots: growth.points.len(),
    };
    let cause = if blame::comes_with_goroutine(&site.function) { Cause::GoroutineLeak } else { Cause::HeapGrowth };
    let clue = Clue::new(finding, Says::Leak, weight(case, growth, site));
    Some(clue.for_cause(cause).read_at(growth.last().input, None))
}

/// Growth over two points is a suspicion, over three likely, over four hard to explain otherwise; a process that is
/// not proven to be one takes a step away, and so does growth that slows. Data that is being loaded is no leak.
fn weight(case: &Case, growth: &Growth, site: &SiteGrowth) -> Weight {
    if loads(case) {
        return Weight::Weak;
    }
    let slows = site.shape == Shape::Slowing;
    // Much churn beside what is kept does not matter to a rise that goes on and on.
    let keeps = site.retention().is_some_and(|share| share >= 0.6) || site.rises && growth.points.len() >= LONG;
    let steep = site.z() >= 4.0 && keeps && !slows;
    let few = site.objects.max(site.enlarged) < HANDFUL;
    match (growth.points.len(), growth.proven && steep) {
        (0..=2, _) => Weight::Weak,
        // A handful of objects is work in hand until it has gone on for long.
        (3..=5, _) if few => Weight::Weak,
        _ if few => Weight::Medium,
        (3, _) if slows => Weight::Weak,
        (3, _) | (_, false) => Weight::Medium,
        (_, true) => Weight::Strong,
    }
}

/// Fewer objects than this are a handful.
const HANDFUL: i64 = 16;

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
    if to.as_f64() < 1.05 * from.as_f64() || growth.leaks().next().is_none() && !growth.rises() {
        return None;
    }
    let finding = Finding::HeapGrew { from, to, snapshots: growth.points.len() };
    let clue = Clue::new(finding, Says::Leak, Weight::Weak).read_at(growth.last().input, None);
    // Without a function that keeps it, it is only said.
    if case.leaking() { Some(clue.for_cause(Cause::HeapGrowth)) } else { Some(clue) }
}

/// Times the live heap was allocated anew from which on even two snapshots show that it stays.
const MANY_TIMES: f64 = 8.0;

/// A live heap that ends at no more than this share of where it began has not risen, however little was allocated.
const FLAT: f64 = 1.03;

/// Three points that end so much above where they began may be of a leak, however much was allocated in between: what
/// it keeps is little of that.
const LITTLE: f64 = 1.1;

/// No function keeps what it allocates: what made memory run out was not a leak of the Go heap.
pub(super) fn steady(case: &Case) -> Option<Clue> {
    let rescaled = case.series.as_ref().is_some_and(|series| series.rescaled);
    let growth = case.growth.as_ref().filter(|growth| growth.points.len() > 1 && !rescaled)?;
    if growth.leaks().next().is_some() || growth.rises() {
        return None;
    }
    let live = growth.points.iter().map(|point| point.inuse);
    let (low, high) = (live.clone().min()?, live.max()?);
    let finding = Finding::HeapSteady { low, high, allocated: growth.allocated(), snapshots: growth.points.len() };
    let erratic = growth.sites.iter().any(|site| site.shape == Shape::Erratic);
    let turnover = growth.turnover();
    let rising =
        !growth.undecided.is_empty() || growth.points.len() < LONG && turnover < MANY_TIMES && growth.ends_higher();
    let flat = growth.last().inuse.as_f64() <= FLAT * growth.first().inuse.as_f64();
    let killed = case.subject.is_some_and(|subject| subject.termination.oom_happened);
    let weight = match growth.points.len() {
        2 if turnover < MANY_TIMES || rising => Weight::Weak,
        3 if turnover < 1.0 && !flat || rising || growth.ends_higher_by(LITTLE) => Weight::Weak,
        3.. if growth.lower_edge_rises() => Weight::Weak,
        // Nothing has ended it, and it was highest at the end: a leak that will fill it some day begins like this.
        3..LONG if !killed && growth.ends_higher() => Weight::Weak,
        4.. if growth.proven && !erratic && !rising => Weight::Strong,
        _ => Weight::Medium,
    };
    let (says, cause) = if killed { (Says::Tuning, None) } else { (Says::NotOom, Some(Cause::Healthy)) };
    let clue = Clue::new(finding, says, weight).read_at(growth.last().input, None);
    Some(Clue { cause, ..clue })
}

/// Seconds from the start of the container's run to the limit at the measured slope, and how long it lived.
fn predicted(case: &Case) -> Option<(f64, u64)> {
    let subject = case.subject.filter(|subject| subject.termination.oom_ended_container)?;
    let growth = case.growth.as_ref().filter(|growth| growth.leaks().next().is_some())?;
    let lived = ended::lived_seconds(&subject)?;
    // The forecast counts from the last snapshot, whether or not that shows a new collection.
    let at = case.series.as_ref().and_then(|series| series.last()?.taken_at).or(growth.last().at)?;
    let run = subject.incarnations().into_iter().find(|run| run.covers(at))?;
    let predicted = at.seconds_since(run.started) + fix::forecast::seconds_to_limit(case)?;
    Some((predicted, lived))
}

/// The measured slope reaches the limit within a factor of two of when the container was killed. Two snapshots may only
/// have seen it fill up, or the load rise.
pub(super) fn growth_meets_kill(case: &Case) -> Option<Clue> {
    let (predicted, lived) = predicted(case)?;
    let growth = case.growth.as_ref()?;
    let ratio = predicted / (lived as f64).max(1.0);
    if !(0.5..=2.0).contains(&ratio) {
        return None;
    }
    let weight = if growth.points.len() > 2 && !loads(case) { Weight::Medium } else { Weight::Weak };
    let finding = Finding::GrowthMeetsKill { predicted_seconds: predicted as u64, lived_seconds: lived };
    Some(Clue::new(finding, Says::Leak, weight).for_cause(Cause::HeapGrowth).read_at(growth.last().input, None))
}

/// At the measured slope it would have been killed long before it was: the growth stopped, or was not always there.
pub(super) fn growth_misses_kill(case: &Case) -> Option<Clue> {
    let (predicted, lived) = predicted(case)?;
    if predicted * 4.0 > lived as f64 {
        return None;
    }
    let finding = Finding::GrowthMissesKill { predicted_seconds: predicted as u64, lived_seconds: lived };
    let input = case.growth.as_ref()?.last().input;
    Some(Clue::new(finding, Says::Tuning, Weight::Medium).read_at(input, None))
}

/// From this many times the life of the container on, its growth is far too slow to have filled it.
const TOO_SLOW: f64 = 4.0;

/// At the measured slope the limit would have been reached long after the kill: something else filled it, or the growth
/// became quicker than any snapshot shows.
pub(super) fn growth_too_slow(case: &Case) -> Option<Clue> {
    let (predicted, lived) = predicted(case)?;
    if predicted < TOO_SLOW * lived as f64 || !level::far_from_limit(case) {
        return None;
    }
    let finding = Finding::GrowthTooSlow { predicted_seconds: predicted as u64, lived_seconds: lived };
    let input = case.growth.as_ref()?.last().input;
    Some(Clue::new(finding, Says::Tuning, Weight::Medium).read_at(input, None))
}

/// All growth so far is data that is being set up: it died, or was captured, while it was loading.
pub(super) fn loading(case: &Case) -> Option<Clue> {
    let growth = case.growth.as_ref().filter(|growth| growth.points.len() > 1 && loads(case))?;
    let gained = u64::try_from(growth.leaks().map(|site| site.growth).sum::<i64>()).ok()?;
    let finding = Finding::Loading { gained };
    let clue = Clue::new(finding, Says::Tuning, Weight::Medium).read_at(growth.last().input, None);
    if case.oom_killed() { Some(clue.for_cause(Cause::Startup)) } else { Some(clue) }
}

/// A kill in this last part of the run followed at once.
const SHORTLY: f64 = 0.15;

/// The live heap was low all the time and high in the last snapshot, and the kill followed at once: what came then came
/// in one go. A leak that began just then looks the same, so that this only adds to what else tells of bursts.
pub(super) fn jumped_at_end(case: &Case) -> Option<Clue> {
    let growth = case.growth.as_ref().filter(|growth| growth.proven && growth.jumps_at_end() && !case.leaking())?;
    let subject = case.subject.filter(|_| case.is_main())?;
    let (last, calm) = growth.points.split_last()?;
    let before = calm.iter().map(|point| point.inuse).max()?;
    let seconds = ended::shortly_before_kill(&subject, last.at?, SHORTLY)?;
    let large = large_share(case).is_some() || whole_reads(case).is_some();
    let weight = if large { Weight::Medium } else { Weight::Weak };
    let finding = Finding::HeapJumped { before, after: last.inuse, seconds: seconds as u64 };
    Some(Clue::new(finding, Says::Tuning, weight).for_cause(Cause::Spike).read_at(last.input, None))
}

/// The same function keeps what it allocates in another process, too: no accident of one run.
pub(super) fn repeated(case: &Case) -> Option<Clue> {
    let growth = case.growth.as_ref()?;
    let other = case.other_growth.iter().find_map(|other| {
        let shared = |site: &&SiteGrowth| other.leaks().any(|there| there.function == site.function);
        Some((other, growth.leaks().find(shared)?))
    });
    let (other, site) = other.filter(|_| !loads(case))?;
    let finding = Finding::RepeatedGrowth { function: site.function.clone() };
    let weight = if growth.points.len() > 2 && other.points.len() > 2 { Weight::Medium } else { Weight::Weak };
    Some(Clue::new(finding, Says::Leak, weight).for_cause(Cause::HeapGrowth).read_at(other.last().input, None))
}

/// The load that a later rate of allocation stands for, as a share of the earlier one, from which on it rose.
pub(super) const RISEN: f64 = 1.5;

/// More is allocated in a second than before, and the live heap rose with it: load, not leak.
pub(super) fn load_rose(case: &Case) -> Option<Clue> {
    let growth = case.growth.as_ref()?;
    let change = growth.load_change().filter(|change| *change >= RISEN)?;
    let (first, last) = (growth.first(), growth.last());
    // Only a heap that the collector lets come near the limit explains a kill.
    let near = level::predicted_peak(case).zip(case.limit()).and_then(|(peak, limit)| peak.share_of(limit));
    let near = near.is_some_and(|share| share >= level::NEAR);
    if growth.leaks().next().is_some() || last.inuse.as_f64() < 1.3 * first.inuse.as_f64() || !near {
        return None;
    }
    // A program that allocates faster may only do more with each request: more load is more goroutines, too.
    let counted = case.goroutines.ends().map(|(first, last)| last.total >= (2 * first.total).max(first.total + 50));
    let more = counted.unwrap_or(growth.more_goroutines());
    let weight = if case.oom_killed() && more { Weight::Medium } else { Weight::Weak };
    let finding = Finding::LoadRose { change: Sig6::new(change)?, from: first.inuse, to: last.inuse };
    let clue = Clue::new(finding, Says::Tuning, weight).read_at(last.input, None);
    if case.oom_happened() { Some(clue.for_cause(Cause::LoadGrowth)) } else { Some(clue) }
}

/// Share of all allocation in objects of half a MiB and more from which on they are what the program does.
const MUCH_LARGE: f64 = 0.3;

/// Share of what was allocated between the snapshots that went into large objects, where that is much and would have
/// filled the container.
pub(super) fn large_share(case: &Case) -> Option<f64> {
    let growth = case.growth.as_ref()?;
    let large = Bytes(u64::try_from(growth.large).ok()?);
    let share = large.share_of(growth.allocated())?;
    (share >= MUCH_LARGE && large >= case.limit()?).then_some(share)
}

/// Large objects are made all the time and not kept: whole bodies, files, documents.
pub(super) fn large_objects(case: &Case) -> Option<Clue> {
    let (growth, share) = (case.growth.as_ref()?, large_share(case)?);
    if !case.oom_happened() || !case.is_main() {
        return None;
    }
    let site = growth.churners.iter().max_by_key(|site| site.large).filter(|site| site.large > 0)?;
    let finding = Finding::LargeObjects { function: site.function.clone(), share: Sig6::new(share)? };
    // Where what is live explains the kill already, they only add to it.
    let level = |clue: Option<Clue>| clue.is_some_and(|clue| clue.evidence.weight >= Weight::Medium);
    let explained = level(level::peak_near_limit(case)) || level(level::live_near_limit(case));
    let weight = if growth.points.len() > 1 && !explained { Weight::Medium } else { Weight::Weak };
    Some(Clue::new(finding, Says::Tuning, weight).for_cause(Cause::Spike).read_at(growth.last().input, None))
}

/// Most of the garbage comes from one function that reads whole bodies or lets buffers grow, and the live heap does not
/// explain the kill: how much is in hand at once depends on what comes in.
pub(super) fn whole_reads(case: &Case) -> Option<Clue> {
    let growth = case.growth.as_ref().filter(|_| level::too_small(case) && case.is_main())?;
    let site = growth.churners.first()?;
    let bursts = matches!(signature::of_site(site), Some(Signature::WholeBodyRead | Signature::BufferGrown));
    let share = Bytes(u64::try_from(site.allocated).ok()?).share_of(growth.allocated())?;
    let fills = case.limit().is_some_and(|limit| site.allocated as f64 >= limit.as_f64());
    if !bursts || share < 0.5 || !fills {
        return None;
    }
    let finding = Finding::WholeReads { function: site.function.clone(), share: Sig6::new(share)? };
    let clue = Clue::new(finding, Says::Tuning, Weight::Medium).for_cause(Cause::Spike);
    Some(clue.read_at(growth.last().input, None))
}
