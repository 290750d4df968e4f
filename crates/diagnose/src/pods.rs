//! The `pods` part of the report: facts as the contract names them, without anything that may be secret.

use decode::kube::{Container, ContainerState, EnvSource, Event, Terminated};
use decode::runtime::gomemlimit::{self, Gomemlimit};

use crate::case::{Case, PodCase, Subject};
use crate::report::{
    ContainerReport, EventReport, GomemlimitReport, GomemlimitSource, LastState, PodReport, Port, StateReport,
    Termination,
};

/// Every pod of the case.
pub(crate) fn report(case: &Case) -> Vec<PodReport> {
    case.pods.iter().map(|found| pod(case, found)).collect()
}

fn pod(case: &Case, found: &PodCase) -> PodReport {
    let pod = found.pod;
    let containers = pod.containers.iter().zip(&found.terminations);
    // What the kernel says is known of the container the verdict is about.
    let refined = |container: &Container| case.subject.filter(|subject| std::ptr::eq(subject.container, container));
    let end = |container, plain: &Termination| refined(container).map_or(*plain, |subject| subject.termination);
    PodReport {
        name: pod.name.clone(),
        namespace: pod.namespace.clone(),
        phase: pod.phase.clone(),
        reason: pod.reason.as_ref().map(|reason| reason.value.clone()),
        qos: pod.qos,
        node: pod.node.clone(),
        owner: pod.owner.clone(),
        containers: containers.map(|(of, plain)| container(found, of, end(of, plain))).collect(),
        events: pod.events.iter().map(event).collect(),
    }
}

fn container(case: &PodCase, found: &Container, termination: Termination) -> ContainerReport {
    let subject = Subject { input: case.input, pod: case.pod, container: found, termination, beside: false };
    let probe =
        |probe: &Option<decode::kube::Located<decode::kube::Probe>>| probe.as_ref().map(|probe| probe.value.clone());
    ContainerReport {
        name: found.name.clone(),
        role: found.role,
        ports: found.ports.iter().map(|(number, _, name)| Port { number: *number, name: name.clone() }).collect(),
        memory_limit_bytes: container_limit(&subject),
        memory_request_bytes: subject.request(),
        gomemlimit: gomemlimit(&subject),
        gogc: subject.literal("GOGC").map(str::to_owned),
        restart_count: found.restart_count.as_ref().map(|count| count.value),
        state: found.state.as_ref().map(|state| state_report(&state.value)),
        last_state: found.last_state.as_ref().map(|last| last_state(&last.value)),
        liveness: probe(&found.liveness),
        readiness: probe(&found.readiness),
        startup: probe(&found.startup),
        termination,
    }
}

/// The container's own limit: a pod-level one belongs to the pod.
fn container_limit(subject: &Subject) -> Option<decode::units::Bytes> {
    let actual = subject.container.actual_resources.as_ref().and_then(|resources| resources.memory_limit.as_ref());
    actual.or(subject.container.resources.memory_limit.as_ref()).map(|limit| limit.value)
}

fn gomemlimit(subject: &Subject) -> Option<GomemlimitReport> {
    let (source, _) = subject.env("GOMEMLIMIT")?;
    let (raw, kind) = match source {
        EnvSource::Literal(value) => (value.clone(), GomemlimitSource::Literal),
        EnvSource::ResourceField { value, .. } => (value.clone(), GomemlimitSource::ResourceField),
        _ => (None, GomemlimitSource::Hidden),
    };
    let bytes = match subject.gomemlimit() {
        Some(Gomemlimit::Limit(bytes)) => Some(bytes),
        Some(Gomemlimit::Off) | None => None,
    };
    let valid = raw.as_deref().map(|raw| gomemlimit::parse(raw).is_ok());
    Some(GomemlimitReport { raw, bytes, source: kind, valid })
}

fn state_report(state: &ContainerState) -> StateReport {
    let (state, reason, started) = match state {
        ContainerState::Running { started } => ("Running", None, *started),
        ContainerState::Waiting { reason, .. } => ("Waiting", reason.clone(), None),
        ContainerState::Terminated(end) => ("Terminated", end.reason.clone(), end.started),
    };
    StateReport { state: state.to_owned(), reason, started }
}

fn last_state(end: &Terminated) -> LastState {
    LastState {
        reason: end.reason.clone(),
        exit_code: end.exit_code,
        signal: end.signal,
        message: None,
        started: end.started,
        finished: end.finished,
    }
}

fn event(event: &Event) -> EventReport {
    EventReport {
        r#type: event.kind.clone(),
        reason: event.reason.clone(),
        age: event.age.clone(),
        count: event.count,
        from: event.from.clone(),
        message: event.message.clone(),
    }
}
