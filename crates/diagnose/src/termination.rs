//! What ended a container: the table of `domain.md` §B3, first match wins.

pub(crate) mod eviction;

use decode::kube::{Container, ContainerState, EnvSource, Event, Pod, Terminated};
use decode::runtime::gomemlimit;

use crate::report::{Scope, Termination, TerminationKind};

/// Judges how `container` of `pod` last ended. A mask such as `CrashLoopBackOff` is read through to the last state.
pub(crate) fn judge(pod: &Pod, container: &Container) -> Termination {
    let ended = last_end(container);
    let oom_reason = ended.is_some_and(is_oom);
    let kind = kind(pod, container, ended);
    Termination {
        kind,
        oom_happened: oom_reason,
        oom_ended_container: kind == TerminationKind::OomKilled,
        scope: if oom_reason { scope(pod, container) } else { Scope::Unknown },
    }
}

/// The termination to judge: the most recent one the pod tells of, that is the state itself if it has ended, else the last
/// state. A failure right after an OOM kill masks it: a program that can't start again ends with an error of its own.
pub(crate) fn last_end(container: &Container) -> Option<&Terminated> {
    let last = container.last_state.as_ref().map(|last| &last.value);
    match container.state.as_ref().map(|state| &state.value) {
        Some(ContainerState::Terminated(end)) => Some(last.filter(|last| is_oom(last) && failed(end)).unwrap_or(end)),
        _ => last,
    }
}

fn is_oom(end: &Terminated) -> bool {
    end.reason.as_deref() == Some("OOMKilled")
}

/// Whether it ended by itself with an error: a signal from elsewhere is an end of its own.
fn failed(end: &Terminated) -> bool {
    !is_oom(end) && matches!(end.exit_code, Some(1..128))
}

fn kind(pod: &Pod, container: &Container, ended: Option<&Terminated>) -> TerminationKind {
    let pod_reason = pod.reason.as_ref().map_or("", |reason| reason.value.as_str());
    let reason = ended.and_then(|end| end.reason.as_deref()).unwrap_or("");
    let exit_code = ended.and_then(|end| end.exit_code);
    let never_started = waiting_reason(container).is_some_and(|why| START_ERRORS.contains(&why));
    match (pod_reason, reason) {
        (_, "OOMKilled") if killed(ended) => TerminationKind::OomKilled,
        (_, "OOMKilled") => TerminationKind::OomEarlier,
        ("Evicted", _) => TerminationKind::Evicted,
        ("NodeShutdown" | "Shutdown" | "Terminated", _) => TerminationKind::NodeShutdown,
        ("Preempting", _) => TerminationKind::Preempted,
        (admission, _) if admission.starts_with("OutOf") || admission == "UnexpectedAdmissionError" => {
            TerminationKind::Admission
        }
        (_, "StartError" | "ContainerCannotRun") => TerminationKind::StartError,
        (_, "ContainerStatusUnknown") => TerminationKind::StatusUnknown,
        _ if init_killed(pod, container) => TerminationKind::StartError,
        _ if ended.is_some() && disrupted(pod) => TerminationKind::Preempted,
        _ if ended.is_some() && probe_killed(pod, container) => TerminationKind::ProbeKill,
        _ if ended.is_some() && stopping_event(pod, container).is_some() => TerminationKind::Stopped,
        _ if never_started => TerminationKind::StartError,
        _ => by_exit_code(container, ended, exit_code),
    }
}

const START_ERRORS: [&str; 3] = ["RunContainerError", "CreateContainerError", "StartError"];

fn by_exit_code(container: &Container, ended: Option<&Terminated>, exit_code: Option<i32>) -> TerminationKind {
    match exit_code {
        None if ended.is_none() => TerminationKind::None,
        Some(0) => TerminationKind::Completed,
        Some(2) if malformed_gomemlimit(container, ended) => TerminationKind::BadGomemlimit,
        Some(2) => TerminationKind::GoFatal,
        Some(143) => TerminationKind::Stopped,
        _ if killed(ended) => TerminationKind::KilledUnknown,
        _ => TerminationKind::Error,
    }
}

/// Whether SIGKILL ended it: exit code 137, or signal 9 where the runtime tells signals.
fn killed(ended: Option<&Terminated>) -> bool {
    ended.is_some_and(|end| end.exit_code == Some(137) || end.signal == Some(9))
}

/// Whose limit an OOM kill was about, as far as the pod alone can tell. `OOMKilled` with a limit does not prove that
/// this limit was hit: a kill by an ancestor cgroup or the node is marked the same.
fn scope(pod: &Pod, container: &Container) -> Scope {
    match (&container.resources.memory_limit, pod.memory_limit()) {
        (Some(_), _) => Scope::Unknown,
        (None, Some(_)) => Scope::Pod,
        (None, None) => Scope::Node,
    }
}

fn waiting_reason(container: &Container) -> Option<&str> {
    match &container.state.as_ref()?.value {
        ContainerState::Waiting { reason, .. } => reason.as_deref(),
        _ => None,
    }
}

fn events<'a>(pod: &'a Pod, container: &'a Container) -> impl Iterator<Item = &'a Event> {
    pod.events.iter().filter(move |event| match &event.container {
        Some(name) => *name == container.name,
        None => event.message.contains(&container.name) || pod.containers.len() == 1,
    })
}

/// The event by which the kubelet announced a kill for a failed probe.
pub(crate) fn probe_kill_event<'a>(pod: &'a Pod, container: &'a Container) -> Option<&'a Event> {
    events(pod, container).find(|event| {
        event.reason == "Killing"
            && ["liveness probe", "startup probe"].iter().any(|probe| event.message.contains(probe))
    })
}

/// Failed liveness or startup checks of this container, most frequent first.
pub(crate) fn unhealthy_event<'a>(pod: &'a Pod, container: &'a Container) -> Option<&'a Event> {
    events(pod, container)
        .filter(|event| event.reason == "Unhealthy")
        .filter(|event| event.message.starts_with("Liveness") || event.message.starts_with("Startup"))
        .max_by_key(|event| event.count)
}

fn probe_killed(pod: &Pod, container: &Container) -> bool {
    let threshold = container.liveness.as_ref().or(container.startup.as_ref()).map_or(3, |probe| probe.value.failure);
    // A crashing program fails its probes too: failed checks alone count only where a signal ended it.
    let signalled = killed(last_end(container)) || last_end(container).is_some_and(|end| end.exit_code == Some(143));
    let failed_often = unhealthy_event(pod, container).is_some_and(|event| event.count >= threshold.max(1));
    probe_kill_event(pod, container).is_some() || signalled && failed_often
}

/// The event by which the kubelet announced that it stops this container on purpose.
pub(crate) fn stopping_event<'a>(pod: &'a Pod, container: &'a Container) -> Option<&'a Event> {
    events(pod, container).find(|event| event.reason == "Killing" && event.message.starts_with("Stopping container"))
}

/// Whether the runtime says that the first process was killed for memory before the program began.
pub(crate) fn init_killed(pod: &Pod, container: &Container) -> bool {
    events(pod, container).any(|event| event.message.contains("container init was OOM-killed"))
}

fn disrupted(pod: &Pod) -> bool {
    pod.conditions.iter().any(|condition| condition.kind == "DisruptionTarget" && condition.status == "True")
}

/// The value of a GOMEMLIMIT that the Go runtime would refuse.
pub(crate) fn malformed_value(container: &Container) -> Option<&str> {
    container.env.iter().filter(|variable| variable.name == "GOMEMLIMIT").find_map(|variable| match &variable.source {
        EnvSource::Literal(Some(value)) | EnvSource::ResourceField { value: Some(value), .. } => {
            gomemlimit::parse(value).is_err().then_some(value.as_str())
        }
        _ => None,
    })
}

fn malformed_gomemlimit(container: &Container, ended: Option<&Terminated>) -> bool {
    let said =
        ended.and_then(|end| end.message.as_deref()).is_some_and(|message| message.contains("malformed GOMEMLIMIT"));
    said || malformed_value(container).is_some()
}
