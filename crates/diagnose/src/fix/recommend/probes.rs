//! Probes, where the evidence says that one of them kills (`domain.md` §D): only then are they touched.

use decode::kube::Probe;

use super::{keep, open};
use crate::case::Subject;
use crate::report::{Action, Cause, Reason, Recommendation, Setting, TerminationKind};
use crate::verdict::Verdict;

/// A liveness probe that gives a slow program a minute: `periodSeconds`, `timeoutSeconds`, `failureThreshold`.
const LIVENESS: [u32; 3] = [10, 5, 6];
/// `periodSeconds` of a startup probe.
const STARTUP_PERIOD: u32 = 5;
/// Failures that a startup probe allows at least: a minute.
const LEAST_STARTUP_FAILURES: u32 = 12;

/// Advises on liveness and startup probe after probe kills, failed probes and GC thrash.
pub(super) fn advise(subject: &Subject, verdict: &Verdict, advice: &mut Recommendation) {
    let Some(liveness) = subject.container.liveness.as_ref().map(|probe| &probe.value) else { return };
    let blamed = |cause: Cause| verdict.cause == cause || verdict.contributing.iter().any(|also| also.cause == cause);
    let killed = subject.termination.kind == TerminationKind::ProbeKill || blamed(Cause::ProbeKill);
    if killed || blamed(Cause::GcThrash) || fails(subject) {
        advice.liveness = relaxed(liveness);
    }
    if killed && subject.container.startup.is_none() && never_ready(subject) {
        advice.startup = startup(subject, liveness);
    }
}

/// Whether the events tell of failed liveness probes of this container.
fn fails(subject: &Subject) -> bool {
    subject.pod.events.iter().any(|event| {
        let mine = event.container.as_deref().is_none_or(|name| name == subject.container.name);
        mine && event.reason == "Unhealthy" && event.message.starts_with("Liveness probe")
    })
}

/// Whether it was killed while it still started: it is not ready, and the run that was killed was short.
fn never_ready(subject: &Subject) -> bool {
    subject.container.ready == Some(false) && boot_seconds(subject).is_some_and(|seconds| seconds <= 600)
}

/// Seconds that the killed run lived: booting takes longer than that.
fn boot_seconds(subject: &Subject) -> Option<u32> {
    let (end, _) = subject.last_end()?;
    let seconds = end.finished?.seconds_since(end.started?);
    (seconds >= 0.0).then_some(seconds as u32)
}

/// Never stricter than the probe there is.
fn relaxed(probe: &Probe) -> Setting {
    let [period, timeout, failures] = LIVENESS;
    let wanted = [probe.period.max(period), probe.timeout.max(timeout), probe.failure.max(failures)];
    if wanted == [probe.period, probe.timeout, probe.failure] {
        return keep(Reason::InForce);
    }
    fields(Reason::ProbeTooStrict, wanted)
}

/// Failures for twice the time that the killed run lived.
fn startup(subject: &Subject, liveness: &Probe) -> Setting {
    let handled = match liveness.handler.as_str() {
        "http-get" => liveness.path.is_some() && liveness.port.is_some(),
        "tcp-socket" | "grpc" => liveness.port.is_some(),
        _ => false,
    };
    if !handled {
        return open(Reason::HandlerUnknown);
    }
    let boot = boot_seconds(subject).unwrap_or(0);
    let failures = (2 * boot).div_ceil(STARTUP_PERIOD).max(LEAST_STARTUP_FAILURES);
    let mut setting = fields(Reason::SlowStart, [STARTUP_PERIOD, LIVENESS[1], failures]);
    setting.formula = Some("failureThreshold = max(12, 2 * boot_seconds / 5)".to_owned());
    setting.inputs = [("boot_seconds".to_owned(), u64::from(boot))].into();
    setting
}

fn fields(reason: Reason, [period, timeout, failures]: [u32; 3]) -> Setting {
    Setting {
        action: Action::Set,
        value: Some(format!("periodSeconds={period} timeoutSeconds={timeout} failureThreshold={failures}")),
        reason: Some(reason),
        ..Setting::default()
    }
}
