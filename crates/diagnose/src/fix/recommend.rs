//! What to set on the target container (`design.md` §5 "Numbers", `domain.md` §G4).

use std::collections::BTreeMap;

use decode::kube::Role;
use decode::runtime::gomemlimit::Gomemlimit;
use decode::units::Bytes;

use super::{pacing, tidy};
use crate::case::{Case, Subject};
use crate::report::{Action, Cause, Class, Reason, Recommendation, Setting};
use crate::rules::UNDERSIZED;
use crate::verdict::Verdict;

/// A GOMEMLIMIT under which less garbage than this fits (as a GOGC, in percent) costs too much CPU: refused.
const LEAST_EFFECTIVE_GOGC: f64 = 25.0;
/// A GOMEMLIMIT that the live heap fills by more than this is refused.
const MOST_LIVE_SHARE: f64 = 0.8;
/// How much room a live heap needs under GOMEMLIMIT.
const ROOM: f64 = 1.5;
/// How far a stop-gap and a rule of thumb raise the limit.
const RAISE: f64 = 1.5;

/// Recommends settings for a verdict. Every setting left open or kept says why.
pub(crate) fn settings(case: &Case, verdict: &Verdict) -> Recommendation {
    let mut recommendation = Recommendation {
        memory_limit: keep(Reason::NoEvidence),
        memory_request: keep(Reason::NoEvidence),
        gomemlimit: keep(Reason::NoEvidence),
        gogc: keep(Reason::NoEvidence),
        liveness: keep(Reason::NoEvidence),
        startup: keep(Reason::NoEvidence),
        stop_gap: false,
    };
    let Some(subject) = case.subject else {
        return Recommendation {
            memory_limit: open(Reason::LimitUnknown),
            gomemlimit: open(Reason::LimitUnknown),
            ..recommendation
        };
    };
    match verdict.class {
        Class::Leak => stop_gap(case, &subject, &mut recommendation),
        Class::Tuning => tune(case, &subject, verdict.cause, &mut recommendation),
        Class::NotOom if verdict.cause == Cause::GomemlimitInvalid => repair(case, &subject, &mut recommendation),
        Class::Inconclusive if case.oom_killed() => rule_of_thumb(&subject, &mut recommendation),
        Class::Inconclusive => recommendation.gomemlimit = open(Reason::LiveHeapUnknown),
        Class::NotOom => {}
    }
    request_follows_limit(&subject, &mut recommendation);
    recommendation
}

/// A leak fills every limit. More room only puts off the next kill, by about as much more time as it is more memory.
fn stop_gap(case: &Case, subject: &Subject, recommendation: &mut Recommendation) {
    recommendation.gomemlimit = keep(Reason::LeakNotCured);
    recommendation.memory_limit = keep(Reason::LeakNotCured);
    if let Some(limit) = subject.limit().filter(|_| case.oom_killed() && own_limit(subject)) {
        recommendation.memory_limit = raise(limit, Reason::StopGap);
        recommendation.stop_gap = true;
    }
}

fn tune(case: &Case, subject: &Subject, cause: Cause, recommendation: &mut Recommendation) {
    let main = subject.role() == Role::Main;
    match (subject.limit(), case.live_high()) {
        (Some(limit), _) if !main || cause == Cause::ChildProcess => {
            if subject.termination.oom_happened {
                recommendation.memory_limit = raise(limit, Reason::RuleOfThumb);
            }
        }
        (Some(limit), Some(live)) if !case.rates_differ => size(limit, live, case.oom_killed(), recommendation),
        // They wanted a GOMEMLIMIT and wrote a wrong one: the right one is what they meant.
        (Some(limit), None) if matches!(cause, Cause::GomemlimitTooHigh | Cause::GcThrash) => {
            recommendation.gomemlimit = set_gomemlimit(limit, gomemlimit_under(limit));
        }
        (Some(_), _) => recommendation.gomemlimit = open(Reason::LiveHeapUnknown),
        (None, Some(live)) => {
            recommendation.memory_limit = grow(Bytes(0), live);
            recommendation.gomemlimit = open(Reason::LimitUnknown);
        }
        (None, None) => {
            recommendation.memory_limit = open(Reason::LiveHeapUnknown);
            recommendation.gomemlimit = open(Reason::LimitUnknown);
        }
    }
    if let (Action::Set, Some(limit), Some(live), true) =
        (recommendation.memory_limit.action, recommendation.memory_limit.bytes, case.live_high(), main)
    {
        let fits = gomemlimit_under(limit);
        recommendation.gomemlimit =
            if accepted(fits, live) { set_gomemlimit(limit, fits) } else { keep(Reason::WouldThrash) };
    }
}

/// Keeps the limit if a GOMEMLIMIT fits under it at an acceptable price, else raises it.
fn size(limit: Bytes, live: Bytes, killed: bool, recommendation: &mut Recommendation) {
    let gomemlimit = gomemlimit_under(limit);
    let roomy = live.share_of(limit).is_some_and(|share| share < UNDERSIZED);
    if roomy && accepted(gomemlimit, live) {
        recommendation.memory_limit = keep(Reason::FitsUnderLimit);
        recommendation.gomemlimit = set_gomemlimit(limit, gomemlimit);
    } else {
        let floor = if killed { limit } else { Bytes(0) };
        recommendation.memory_limit = grow(floor, live);
    }
}

/// The smallest tidy limit under which a GOMEMLIMIT holds one and a half times the live heap, and never less than a
/// limit that was exceeded.
fn grow(floor: Bytes, live: Bytes) -> Setting {
    let wanted = live.scale(ROOM);
    let mut limit = tidy::up(wanted.max(floor));
    while gomemlimit_under(limit) < wanted {
        limit = tidy::up(Bytes(limit.0 + (10 << 20)));
    }
    let formula = "smallest tidy limit with gomemlimit(limit) >= 1.5 * live_heap";
    memory(limit, Reason::LiveHeapNeedsRoom, formula, [("live_heap", live)])
}

fn accepted(gomemlimit: Bytes, live: Bytes) -> bool {
    pacing::effective_gogc(gomemlimit, live) >= LEAST_EFFECTIVE_GOGC
        && live.share_of(gomemlimit).is_some_and(|share| share <= MOST_LIVE_SHARE)
}

/// The tidy GOMEMLIMIT for a limit: 90 % of it, or the limit less a reserve for what GOMEMLIMIT does not count (the
/// binary, kernel memory), whichever is less: 32 MiB or 5 %, below 320 MiB a tenth.
fn gomemlimit_under(limit: Bytes) -> Bytes {
    let reserve = Bytes(32 << 20).min(limit.scale(0.1)).max(limit.scale(0.05));
    tidy::down(limit.scale(0.9).min(limit - reserve))
}

fn set_gomemlimit(limit: Bytes, value: Bytes) -> Setting {
    let text = tidy::gomemlimit(value);
    Setting {
        env: Some(text.clone()),
        value: Some(text),
        ..memory(value, Reason::NinetyPercent, "tidy_down(min(0.9 * limit, limit - reserve))", [("limit", limit)])
    }
}

/// Nothing is known of the live heap: more room is safe, a GOMEMLIMIT is not.
fn rule_of_thumb(subject: &Subject, recommendation: &mut Recommendation) {
    recommendation.gomemlimit = open(Reason::LiveHeapUnknown);
    match subject.limit().filter(|_| own_limit(subject)) {
        Some(limit) => {
            recommendation.memory_limit = raise(limit, Reason::RuleOfThumb);
            recommendation.stop_gap = true;
        }
        None => recommendation.memory_limit = open(Reason::LimitUnknown),
    }
}

/// A value the runtime refuses is replaced by a right one.
fn repair(case: &Case, subject: &Subject, recommendation: &mut Recommendation) {
    match subject.limit() {
        Some(limit) if case.live_high().is_none_or(|live| accepted(gomemlimit_under(limit), live)) => {
            recommendation.gomemlimit = set_gomemlimit(limit, gomemlimit_under(limit));
            recommendation.gomemlimit.reason = Some(Reason::Malformed);
        }
        _ => {
            recommendation.gomemlimit =
                Setting { action: Action::Remove, reason: Some(Reason::Malformed), ..Setting::default() }
        }
    }
}

fn own_limit(subject: &Subject) -> bool {
    subject.container.resources.memory_limit.is_some()
}

/// After a kill the request is set to the limit, so that the node really has that memory.
fn request_follows_limit(subject: &Subject, recommendation: &mut Recommendation) {
    let Some(limit) = recommendation.memory_limit.bytes.filter(|_| recommendation.memory_limit.action == Action::Set)
    else {
        return;
    };
    if subject.request() != Some(limit) {
        recommendation.memory_request = memory(limit, Reason::EqualToLimit, "limit", [("limit", limit)]);
    }
}

fn raise(limit: Bytes, reason: Reason) -> Setting {
    memory(tidy::up(limit.scale(RAISE)), reason, "tidy_up(1.5 * limit)", [("limit", limit)])
}

fn memory<const N: usize>(bytes: Bytes, reason: Reason, formula: &str, inputs: [(&str, Bytes); N]) -> Setting {
    Setting {
        action: Action::Set,
        bytes: Some(bytes),
        value: Some(tidy::quantity(bytes)),
        env: None,
        reason: Some(reason),
        formula: Some(formula.to_owned()),
        inputs: inputs.into_iter().map(|(name, bytes)| (name.to_owned(), bytes.0)).collect::<BTreeMap<_, _>>(),
    }
}

fn keep(reason: Reason) -> Setting {
    Setting { action: Action::Keep, reason: Some(reason), ..Setting::default() }
}

fn open(reason: Reason) -> Setting {
    Setting { action: Action::Unknown, reason: Some(reason), ..Setting::default() }
}

/// Whether GOMEMLIMIT is already what it should be.
pub(crate) fn in_force(subject: &Subject, setting: &Setting) -> bool {
    matches!(subject.gomemlimit(), Some(Gomemlimit::Limit(now)) if Some(now) == setting.bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mib(n: u64) -> Bytes {
        Bytes(n << 20)
    }

    #[test]
    fn gomemlimit_leaves_a_tenth_and_at_least_five_percent() {
        for (limit, gomemlimit) in [(1024, 900), (512, 460), (99, 89), (128, 115), (8192, 7200)] {
            assert_eq!(gomemlimit_under(mib(limit)), mib(gomemlimit), "{limit}");
        }
    }

    #[test]
    fn a_live_heap_near_the_limit_gets_a_bigger_limit_and_no_tight_gomemlimit() {
        assert!(!accepted(gomemlimit_under(mib(128)), mib(109)), "85 % of the limit");
        let grown = grow(mib(128), mib(109));
        assert!(grown.bytes.is_some_and(|limit| gomemlimit_under(limit) >= mib(163)));
    }

    #[test]
    fn a_limit_that_was_exceeded_is_never_undercut() {
        assert!(grow(mib(512), mib(10)).bytes.is_some_and(|limit| limit >= mib(512)));
    }

    #[test]
    fn the_rule_of_thumb_is_one_and_a_half_times() {
        assert_eq!(raise(mib(380), Reason::RuleOfThumb).value.as_deref(), Some("600Mi"));
    }
}
