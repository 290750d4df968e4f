//! GOMEMLIMIT against the limit and the live heap (`domain.md` §C4).

use decode::kube::EnvSource;
use decode::runtime::gomemlimit::Gomemlimit;
use decode::units::Bytes;

use super::Clue;
use crate::case::Case;
use crate::evidence::{Finding, Says};
use crate::report::{Cause, Weight};
use crate::termination;

/// The runtime would refuse the value.
pub(super) fn malformed(case: &Case) -> Option<Clue> {
    let subject = case.subject?;
    let raw = termination::malformed_value(subject.container)?.to_owned();
    let line = subject.env("GOMEMLIMIT").and_then(|(_, line)| line);
    let clue = Clue::new(Finding::GomemlimitMalformed { raw }, Says::NotOom, Weight::Strong);
    Some(clue.for_cause(Cause::GomemlimitInvalid).read_at(subject.input, line))
}

/// It is not set. Weak: most services run well without it.
pub(super) fn unset(case: &Case) -> Option<Clue> {
    let subject = case.subject.filter(|subject| subject.gomemlimit_unset() && subject.termination.oom_happened)?;
    let finding = Finding::GomemlimitUnset { limit: subject.limit()? };
    Some(
        Clue::new(finding, Says::Tuning, Weight::Weak)
            .for_cause(Cause::GcHeadroom)
            .read_at(subject.input, subject.container.line),
    )
}

/// At or above the limit it does nothing before the kernel does.
pub(super) fn too_high(case: &Case) -> Option<Clue> {
    let subject = case.subject?;
    let (source, line) = subject.env("GOMEMLIMIT")?;
    let (Gomemlimit::Limit(gomemlimit), limit) = (subject.gomemlimit()?, subject.limit()?) else { return None };
    if gomemlimit < limit {
        return None;
    }
    let weight = if subject.termination.oom_happened { Weight::Strong } else { Weight::Medium };
    let resource_field = matches!(source, EnvSource::ResourceField { .. });
    let finding = Finding::GomemlimitTooHigh { gomemlimit, limit, resource_field };
    Some(Clue::new(finding, Says::Tuning, weight).for_cause(Cause::GomemlimitTooHigh).read_at(subject.input, line))
}

/// From this share of GOMEMLIMIT on, what is live leaves the collector so little that it hardly rests: its goal is the
/// limit less the runtime's own memory and a headroom of 3 %, and never below what is live.
const THRASH_SHARE: f64 = 0.9;
/// No Go program lives in less: such a value is a number without its unit (a `divisor: 1Mi`, say).
const SMALLEST: Bytes = Bytes(4 << 20);

/// Below or close to the live heap it makes the collector run without pause.
pub(super) fn below_live(case: &Case) -> Option<Clue> {
    let subject = case.subject?;
    let Gomemlimit::Limit(gomemlimit) = subject.gomemlimit()? else { return None };
    let live = case.live_high().unwrap_or_default();
    if live.as_f64() < THRASH_SHARE * gomemlimit.as_f64() && gomemlimit >= SMALLEST {
        return None;
    }
    let line = subject.env("GOMEMLIMIT").and_then(|(_, line)| line);
    let clue = Clue::new(Finding::GomemlimitBelowLive { gomemlimit, live }, Says::Tuning, Weight::Strong);
    Some(clue.for_cause(Cause::GcThrash).read_at(subject.input, line))
}

/// It may be set where the pod does not show it.
pub(super) fn hidden(case: &Case) -> Option<Clue> {
    let subject = case.subject.filter(|subject| subject.gomemlimit().is_none() && !subject.gomemlimit_unset())?;
    let (place, line) = match subject.env("GOMEMLIMIT") {
        Some((EnvSource::Secret { name, .. } | EnvSource::ConfigMap { name, .. }, line)) => (name.clone(), line),
        Some(_) => return None,
        None => (subject.container.env_from.join(", "), None),
    };
    Some(Clue::new(Finding::GomemlimitHidden { place }, Says::Neutral, Weight::Weak).read_at(subject.input, line))
}
