//! The level of the live heap against the limit, under the collector's own pacing (`domain.md` §G1, §G2).

use decode::runtime::gogc::Gogc;
use decode::units::Bytes;

use super::{Clue, ended, heap, outside};
use crate::case::Case;
use crate::evidence::{Finding, Says};
use crate::fix::pacing;
use crate::growth::{Growth, SiteGrowth};
use crate::report::{Cause, Weight};

/// A peak from this share of the limit on explains a kill: stacks, the runtime's own memory and overshoot come on top.
pub(super) const NEAR: f64 = 0.7;
/// From this share on nothing else is needed to explain it.
pub(super) const SURE: f64 = 0.85;
/// A peak below this share of the limit does not.
const FAR: f64 = 0.55;
/// From this share of the limit on, a steady live heap leaves no room for a collector at an acceptable price.
pub(crate) const UNDERSIZED: f64 = 0.7;

/// Live heap and limit of a container whose level says something: a main container with a known limit and no growth.
fn steady_level(case: &Case) -> Option<(Bytes, Bytes)> {
    // What is being loaded is no leak: its level counts.
    let leaking = case.leaking() && !heap::loads(case);
    let main = case.subject.is_some() && case.is_main();
    if leaking || !main || case.rates_differ {
        return None;
    }
    Some((case.live_high()?, case.limit()?))
}

/// How far the collector lets the heap grow at its highest live size; `None` with the collector off for good.
pub(super) fn predicted_peak(case: &Case) -> Option<Bytes> {
    peak_at(case, case.live_high()?)
}

/// How far the collector lets the heap grow where so much is live. With GOGC=off only GOMEMLIMIT starts it.
fn peak_at(case: &Case, live: Bytes) -> Option<Bytes> {
    let gomemlimit = pacing::gomemlimit(case);
    match case.gogc() {
        Gogc::Percent(gogc) => Some(pacing::peak(live, gogc, gomemlimit)),
        Gogc::Off => gomemlimit.map(|limit| limit.max(live)),
    }
}

/// Whether even the predicted peak is far from the limit.
pub(crate) fn far_from_limit(case: &Case) -> bool {
    let share = predicted_peak(case).zip(case.limit()).and_then(|(peak, limit)| peak.share_of(limit));
    share.is_some_and(|share| share < FAR)
}

fn snapshot_input(case: &Case) -> usize {
    case.growth.as_ref().map_or(0, |growth| growth.last().input)
}

/// One snapshot says less than a series about the level, too.
fn weigh(case: &Case, full: Weight) -> Weight {
    // What goes up and up has no level, and nobody knows yet where it would have ended.
    let rises = |growth: &Growth| growth.points.len() > 2 && growth.rises() || growth.jumps_at_end();
    if case.growth.as_ref().is_some_and(rises) {
        return Weight::Weak;
    }
    match case.growth.as_ref().map_or(0, |growth| growth.points.len()) {
        0 | 1 => Weight::Weak,
        2 => full.min(Weight::Medium),
        _ => full,
    }
}

/// The collector lets the heap come near or over the limit.
pub(super) fn peak_near_limit(case: &Case) -> Option<Clue> {
    let (live, limit) = steady_level(case)?;
    let Gogc::Percent(gogc) = case.gogc() else { return None };
    let peak = pacing::peak(live, gogc, pacing::gomemlimit(case));
    let share = peak.share_of(limit)?;
    if share < NEAR || live.share_of(limit)? >= UNDERSIZED || !case.oom_happened() {
        return None;
    }
    let full = if share >= SURE { Weight::Strong } else { Weight::Medium };
    let finding = Finding::PeakNearLimit { live, gogc, peak, limit };
    let clue = Clue::new(finding, Says::Tuning, weigh(case, full)).for_cause(Cause::GcHeadroom);
    Some(clue.read_at(snapshot_input(case), None))
}

/// No collection came between the snapshots nor until the kill, as the next one was to come above the limit: what the
/// last one left fills the container whatever is allocated after it. Told where that was set up at start and did not
/// come with requests.
pub(super) fn goal_over_limit(case: &Case) -> Option<Clue> {
    let (subject, limit) = case.subject.zip(case.limit()).filter(|_| case.is_main())?;
    let growth = case.growth.as_ref().filter(|growth| growth.points.len() == 1 && growth.snapshots > 1)?;
    // With nothing freed yet it is not known what is live.
    if growth.last().inuse == growth.last().alloc {
        return None;
    }
    let snapshots = &case.series.as_ref()?.snapshots;
    let (first, last) = (snapshots.first()?.taken_at?, snapshots.last()?.taken_at?);
    ended::shortly_before_kill(&subject, last, LATE)?;
    if last.seconds_since(first) < LATE * ended::lived_seconds(&subject)? as f64 {
        return None;
    }
    let Gogc::Percent(gogc) = case.gogc() else { return None };
    let (input, goal, least) = next_goal(case, growth, gogc)?;
    let by_main = |site: &&SiteGrowth| site.set_up_by_main();
    let set_up = growth.holders.iter().filter(by_main).map(|site| site.inuse).fold(Bytes(0), |sum, bytes| sum + bytes);
    if goal < limit.scale(least) || set_up.share_of(growth.last().inuse)? < 0.5 {
        return None;
    }
    let live = goal.scale(1.0 / (1.0 + f64::from(gogc) / 100.0));
    let cause = if live.share_of(limit)? >= UNDERSIZED { Cause::Undersized } else { Cause::GcHeadroom };
    let finding = Finding::GoalOverLimit { live, goal, limit };
    Some(Clue::new(finding, Says::Tuning, Weight::Strong).for_cause(cause).read_at(input, None))
}

/// Heap size at which the next collection was to start, with its input, and the share of the limit from which on it
/// explains the kill: as the runtime told last, or what follows from the last one that was traced.
fn next_goal(case: &Case, growth: &Growth, gogc: u32) -> Option<(usize, Bytes, f64)> {
    let twice = |live: Bytes| live.scale(1.0 + f64::from(gogc) / 100.0);
    let traced = || case.outside.trace.map(|trace| (trace.input, twice(trace.last_live()), 1.0));
    let told = || case.outside.vitals.last().and_then(|vitals| Some((vitals.input, vitals.goal?, 1.0)));
    // Profiles tell of a collection late or not at all: what is live in them is the least there is.
    let profiled = || (growth.last().input, twice(growth.last().inuse), SURE);
    traced().or_else(told).or_else(|| Some(profiled())).filter(|_| pacing::gomemlimit(case).is_none())
}

/// The last snapshot before a kill is late in this last part of the run, and a row of them long if it spans as much.
const LATE: f64 = 0.25;

/// GOGC=off without GOMEMLIMIT: no collection ever runs.
pub(super) fn gogc_off(case: &Case) -> Option<Clue> {
    let subject = case.subject?;
    if case.gogc() != Gogc::Off || !subject.gomemlimit_unset() {
        return None;
    }
    let line = subject.env("GOGC").and_then(|(_, line)| line);
    let weight = if case.oom_happened() { Weight::Strong } else { Weight::Medium };
    let clue = Clue::new(Finding::GogcOff { limit: subject.limit()? }, Says::Tuning, weight);
    Some(clue.for_cause(Cause::GcHeadroom).read_at(subject.input, line))
}

/// What is live leaves too little room under the limit.
pub(super) fn live_near_limit(case: &Case) -> Option<Clue> {
    let (live, limit) = steady_level(case)?;
    if live.share_of(limit)? < UNDERSIZED || !case.oom_happened() {
        return None;
    }
    let clue = Clue::new(Finding::LiveNearLimit { live, limit }, Says::Tuning, weigh(case, Weight::Strong));
    Some(clue.for_cause(Cause::Undersized).read_at(snapshot_input(case), None))
}

/// Whether a series of snapshots shows a heap that is too small to explain the kill.
pub(super) fn too_small(case: &Case) -> bool {
    too_small_for_kill(case).is_some() && case.growth.as_ref().is_some_and(|growth| growth.points.len() > 1)
}

/// The heap alone does not explain the kill: a spike between collections, memory outside the heap, another process.
pub(super) fn too_small_for_kill(case: &Case) -> Option<Clue> {
    let (live, limit) = steady_level(case)?;
    let peak = peak_at(case, live)?;
    if peak.share_of(limit)? >= FAR || !case.oom_happened() {
        return None;
    }
    let finding = Finding::HeapTooSmallForKill { live, peak, limit };
    Some(Clue::new(finding, Says::Neutral, Weight::Medium).read_at(snapshot_input(case), None))
}

/// Nobody was killed, and the predicted peak leaves room.
pub(super) fn room_under_limit(case: &Case) -> Option<Clue> {
    let (live, limit) = steady_level(case)?;
    let peak = peak_at(case, live)?;
    if peak.share_of(limit)? >= NEAR || case.oom_happened() {
        return None;
    }
    let finding = Finding::RoomUnderLimit { peak, limit };
    let clue = Clue::new(finding, Says::NotOom, weigh(case, Weight::Medium)).for_cause(Cause::Healthy);
    Some(clue.read_at(snapshot_input(case), None))
}

/// At the kill the container was full of anonymous memory, though every reading of Go's memory before it was far from
/// the limit: it came within moments.
pub(super) fn filled_suddenly(case: &Case) -> Option<Clue> {
    let limit = case.limit().filter(|_| case.is_main() && !case.leaking())?;
    let (input, cgroup) = case.outside.at_kill.as_ref()?;
    let at_kill = cgroup.anon()?;
    // Another program's memory is no burst of this one.
    if outside::child_killed(case).is_some() || outside::other_process(case).is_some() {
        return None;
    }
    let readings = case.outside.read_alive().filter_map(|(_, cgroup)| cgroup.anon());
    let before = readings.chain(case.outside.vitals.iter().map(|vitals| vitals.mapped)).max()?;
    if at_kill.share_of(limit)? < SURE || before.share_of(limit)? >= FAR || case.outside.read_alive().count() < 2 {
        return None;
    }
    let clue = Clue::new(Finding::FilledSuddenly { before, at_kill, limit }, Says::Tuning, Weight::Medium);
    Some(clue.for_cause(Cause::Spike).read_at(*input, Some(cgroup.line)))
}

/// The process has once had much more resident than Go has mapped now: a burst that went by, and the next may not.
pub(super) fn peak_remembered(case: &Case) -> Option<Clue> {
    let limit = case.limit().filter(|_| case.oom_happened() && !case.leaking())?;
    let vitals = case.outside.vitals.last()?;
    let (peak, now) = (vitals.peak?, vitals.mapped);
    if peak.share_of(limit)? < NEAR || peak.as_f64() < 1.5 * now.as_f64() {
        return None;
    }
    let clue = Clue::new(Finding::PeakRemembered { peak, now, limit }, Says::Tuning, Weight::Weak);
    Some(clue.for_cause(Cause::Spike).read_at(vitals.input, None))
}
