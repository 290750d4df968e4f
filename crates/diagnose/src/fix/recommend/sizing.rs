//! Sizes for a healthy program, by its load test: what would fit, not what is to be changed. Every setting is kept, and says
//! which value the load asks for.

use decode::kube::Role;
use decode::units::Bytes;

use super::gomemlimit::{self, Price, price, under};
use super::limit;
use crate::case::{Case, Subject};
use crate::evidence::Finding;
use crate::fix::demand::{Demand, Pacing};
use crate::fix::{budget, tidy};
use crate::report::{Action, Cause, Confidence, Reason, Recommendation, Setting};
use crate::verdict::Verdict;

/// Share of the limit that page cache may have for a program to be sized by what else it has.
const MOST_PAGE_CACHE: f64 = 0.25;
/// A limit is roomy beyond this many times what the load asks for.
const ROOMY: f64 = 2.0;

/// Sizes limit, request and GOMEMLIMIT where the heap was seen to be steady; nothing where it was not, or where the limit is
/// shared.
pub(super) fn size(
    case: &Case,
    subject: &Subject,
    verdict: &Verdict,
    demand: Option<&Demand>,
    advice: &mut Recommendation,
) {
    let mine = subject.role() == Role::Main && !limit::is_shared(subject);
    let sizable = mine && is_steady(case, verdict) && !lives_off_files(case);
    let Some(demand) = demand.filter(|_| sizable) else { return };
    let now = budget::now(case);
    let peak = demand.peak(now).into_iter().chain(limit::used(case)).chain(measured(verdict)).max();
    let wanted = limit_for(demand, now, peak);
    let Some(needed) = wanted.bytes else { return };
    let limit = subject.limit().unwrap_or(needed);
    let reason = match subject.limit() {
        Some(limit) if limit > needed.scale(ROOMY) => Reason::RoomyLimit,
        Some(limit) if limit >= needed => Reason::HoldsPeak,
        Some(_) => Reason::TightLimit,
        None => Reason::LiveHeapNeedsRoom,
    };
    advice.memory_limit = kept(wanted, reason);
    if let Some(peak) = peak {
        let request = super::memory(tidy::up(peak).min(limit), reason, "min(limit, tidy_up(peak))", [("peak", peak)]);
        advice.memory_request = kept(request, Reason::RequestAtPeak);
    }
    let fits = price(demand, now, under(limit, Some(demand))) == Price::Fine;
    if subject.gomemlimit_unset() && fits {
        let setting = gomemlimit::set(subject, limit, Some(demand), Reason::Precaution);
        advice.gomemlimit = kept(setting, Reason::Precaution);
    }
}

/// As for a live heap that a GOMEMLIMIT bounds; without one it has to hold what GOGC lets the heap reach.
fn limit_for(demand: &Demand, now: Pacing, peak: Option<Bytes>) -> Setting {
    let mut wanted = limit::for_live_heap(Bytes(0), demand, now);
    let Some(peak) = peak.filter(|peak| wanted.bytes < Some(tidy::up(*peak))) else { return wanted };
    wanted.inputs.insert("peak".to_owned(), peak.0);
    let (bytes, formula) = (tidy::up(peak), "tidy_up(peak)".to_owned());
    Setting { bytes: Some(bytes), value: Some(tidy::quantity(bytes)), formula: Some(formula), ..wanted }
}

/// A value that would fit, for a setting that is kept: no patch has it.
fn kept(setting: Setting, reason: Reason) -> Setting {
    Setting { action: Action::Keep, reason: Some(reason), env: None, ..setting }
}

/// The most that the container's own files say it had, reclaimable or not: what was had without a kill is not undercut.
fn measured(verdict: &Verdict) -> Option<Bytes> {
    let used = |finding: &Finding| match finding {
        Finding::RoomMeasured { used, .. } => Some(*used),
        _ => None,
    };
    verdict.evidence.iter().filter_map(|evidence| used(&evidence.finding)).max()
}

/// Whether a good part of the limit is page cache: how much of that a program needs to be fast, no input tells.
fn lives_off_files(case: &Case) -> bool {
    let budget = budget::parts(case);
    let share = budget.page_cache.zip(budget.limit).and_then(|(cache, limit)| cache.bytes.share_of(limit.bytes));
    share.is_some_and(|share| share > MOST_PAGE_CACHE)
}

/// Whether the profiles show a heap that stands still under load.
fn is_steady(case: &Case, verdict: &Verdict) -> bool {
    let steady = |finding: &Finding| matches!(finding, Finding::HeapSteady { .. });
    let seen = verdict.evidence.iter().any(|evidence| steady(&evidence.finding));
    verdict.cause == Cause::Healthy && verdict.confidence >= Confidence::Medium && seen && !case.leaking()
}
