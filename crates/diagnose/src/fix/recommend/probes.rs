//! Probes, where the evidence says that one of them kills (`domain.md` §D): only then are they touched.

use decode::kube::Probe;

use super::{blames, keep, open};
use crate::case::Subject;
use crate::report::{Action, Cause, Reason, Recommendation, Setting, TerminationKind};
use crate::termination;
use crate::verdict::Verdict;

/// A liveness probe that gives a slow program a minute: `periodSeconds`, `timeoutSeconds`, `failureThreshold`.
const LIVENESS: [u32; 3] = [10, 5, 6];
/// `periodSeconds` of a startup probe.
const STARTUP_PERIOD: u32 = 5;
/// What a startup probe allows at least.
const LEAST_STARTUP_SECONDS: u32 = 60;
const LEAST_STARTUP_FAILURES: u32 = LEAST_STARTUP_SECONDS / STARTUP_PERIOD;

/// Advises on liveness and startup probe after probe kills, failed probes and GC thrash. As long as a startup probe has not
/// passed, the kubelet does not ask the liveness probe: after a kill by the one the other is not to blame.
pub(super) fn advise(subject: &Subject, verdict: &Verdict, advice: &mut Recommendation) {
    let [liveness, startup] =
        [&subject.container.liveness, &subject.container.startup].map(|probe| probe.as_ref().map(|probe| &probe.value));
    let killed = subject.termination.kind == TerminationKind::ProbeKill || blames(verdict, Cause::ProbeKill);
    let at_start = killed && startup.is_some() && is_by_startup(subject);
    if let Some(startup) = startup.filter(|_| at_start) {
        advice.startup = longer(startup);
    }
    let Some(liveness) = liveness else { return };
    if (killed && !at_start) || blames(verdict, Cause::GcThrash) || fails(subject) {
        advice.liveness = relaxed(liveness);
    }
    if killed && startup.is_none() && never_ready(subject) {
        advice.startup = slow_start(subject, liveness);
    }
}

/// Whether the startup probe is the one that killed: the kubelet says which, in the event of the kill, else in that of the
/// failed checks.
fn is_by_startup(subject: &Subject) -> bool {
    let (pod, container) = (subject.pod, subject.container);
    let event = termination::probe_kill_event(pod, container).or_else(|| termination::unhealthy_event(pod, container));
    event.is_some_and(|event| event.message.to_lowercase().contains("startup probe"))
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

/// Twice the failures: how long the start takes was cut off by the kill.
fn longer(probe: &Probe) -> Setting {
    let least = LEAST_STARTUP_SECONDS.div_ceil(probe.period.max(1));
    let failures = (2 * probe.failure).max(least);
    let mut setting = fields(Reason::StartupTooShort, [probe.period, probe.timeout.max(LIVENESS[1]), failures]);
    setting.formula = Some("failureThreshold = max(60 / periodSeconds, 2 * failureThreshold)".to_owned());
    setting
}

/// Failures for twice the time that the killed run lived.
fn slow_start(subject: &Subject, liveness: &Probe) -> Setting {
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
