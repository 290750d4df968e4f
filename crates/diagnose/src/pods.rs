//! The `pods` part of the report: facts as the contract names them, without anything that may be secret.

use decode::Facts;
use decode::kube::{Container, ContainerState, EnvSource, Event, Located, Pod, Probe, Terminated, Workload};
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
    let workload = maker(case, pod);
    PodReport {
        name: pod.name.clone(),
        namespace: pod.namespace.clone(),
        phase: pod.phase.clone(),
        reason: pod.reason.as_ref().map(|reason| reason.value.clone()),
        qos: pod.qos,
        node: pod.node.clone(),
        owner: workload.and_then(owner).or_else(|| pod.owner.clone()),
        replicas: workload.and_then(|workload| workload.replicas),
        containers: containers.map(|(of, plain)| container(found, of, end(of, plain))).collect(),
        events: pod.events.iter().map(event).collect(),
    }
}

/// `Deployment/x`
fn owner(workload: &Workload) -> Option<String> {
    Some(format!("{}/{}", workload.kind, workload.name.as_ref()?))
}

/// The workload that makes a pod, where its manifest is among the inputs.
fn maker<'a>(case: &Case<'a>, pod: &Pod) -> Option<&'a Workload> {
    let workloads = case.inputs.iter().filter_map(|input| match &input.facts {
        Facts::Workloads(workloads) => Some(workloads),
        _ => None,
    });
    workloads.flatten().find(|workload| makes(workload, pod))
}

/// Whether a pod is one of `workload`: a Deployment's `ReplicaSet` has its name and a hash; without an owner (a cut
/// paste) the pod's own name and all labels of the template have to match. The containers have to be there in any case.
fn makes(workload: &Workload, pod: &Pod) -> bool {
    let Some(name) = workload.name.as_deref().filter(|name| !name.is_empty()) else { return false };
    let same_place = match (&workload.namespace, &pod.namespace) {
        (Some(written), Some(of_pod)) => written == of_pod,
        _ => true,
    };
    let containers = |pod: &Pod, name: &str| pod.containers.iter().any(|container| container.name == name);
    let template = &workload.template;
    let holds = template.containers.iter().all(|container| containers(pod, &container.name));
    let rest = |whole: &str| whole.strip_prefix(name).and_then(|rest| rest.strip_prefix('-')).map(str::to_owned);
    let named = match pod.owner.as_deref().and_then(|owner| owner.split_once('/')) {
        Some(("ReplicaSet", set)) => {
            workload.kind == "Deployment" && rest(set).is_some_and(|hash| !hash.is_empty() && !hash.contains('-'))
        }
        Some((kind, owner)) => workload.kind == kind && owner == name,
        None => {
            let patched = matches!(workload.kind.as_str(), "Deployment" | "StatefulSet" | "DaemonSet");
            let labelled =
                !template.labels.is_empty() && template.labels.iter().all(|label| pod.labels.contains(label));
            patched && labelled && pod.name.as_deref().is_some_and(|pod| rest(pod).is_some())
        }
    };
    same_place && holds && named && !template.containers.is_empty()
}

fn container(case: &PodCase, found: &Container, termination: Termination) -> ContainerReport {
    let subject = Subject { input: case.input, pod: case.pod, container: found, termination, beside: false };
    let probe = |probe: &Option<Located<Probe>>| probe.as_ref().map(|probe| without_query(&probe.value));
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

/// A probe without the query of its path, which may hold a token; it starts with a `?` or what stands for one.
fn without_query(probe: &Probe) -> Probe {
    let path = probe.path.as_ref().map(|path| path.split(['?', '%', ';']).next().unwrap_or_default().to_owned());
    Probe { path, ..probe.clone() }
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
        message: own_words(event),
    }
}

/// Reasons whose message is made of the cluster's own words, names and amounts (kubelet, scheduler, node-problem-detector).
const PLAIN: [&str; 15] = [
    "Created",
    "Evicted",
    "FailedScheduling",
    "Killing",
    "NodeNotReady",
    "NominatedNode",
    "OOMKilling",
    "Preempted",
    "Preempting",
    "Pulled",
    "Pulling",
    "Scheduled",
    "Started",
    "SystemOOM",
    "TaintManagerEviction",
];

/// The part of an event's message that the cluster wrote itself. What a probe's answer, a hook's output or a failed
/// command printed may hold secrets and is replaced by "…", as the report is exported and shared.
fn own_words(event: &Event) -> String {
    if PLAIN.contains(&event.reason.as_str()) {
        return event.message.clone();
    }
    if event.reason == "BackOff" {
        return back_off(&event.message);
    }
    let probe = ["Liveness probe", "Readiness probe", "Startup probe"];
    let head = probe.into_iter().find(|probe| event.reason == "Unhealthy" && event.message.starts_with(probe));
    head.map_or_else(|| "…".to_owned(), |probe| format!("{probe} failed: {}", ending(&event.message)))
}

/// What is waited with, and the name of the container or image; "…" for what no kubelet says.
fn back_off(message: &str) -> String {
    const HEADS: [&str; 2] = ["Back-off restarting failed container", "Back-off pulling image"];
    let head = HEADS.into_iter().find_map(|head| Some((head, message.strip_prefix(head)?)));
    let Some((head, rest)) = head else { return "…".to_owned() };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let name = words.first().map(|name| format!(" {}", name.trim_end_matches([',', ':']))).unwrap_or_default();
    match words[..] {
        [_, "in", "pod", pod, ..] => format!("{head}{name} in pod {pod}"),
        _ => format!("{head}{name}"),
    }
}

/// What ended a probe, in the kubelet's words: its HTTP status, or the kind of error; "…" for everything else.
fn ending(message: &str) -> String {
    const STATUS: &str = "HTTP probe failed with statuscode: ";
    const KINDS: [&str; 3] = ["context deadline exceeded", "connection refused", "connection reset by peer"];
    let status = message.split_once(STATUS).map(|(_, rest)| rest.split(|c: char| !c.is_ascii_digit()).next());
    if let Some(Some(code)) = status {
        return format!("{STATUS}{code}");
    }
    KINDS.into_iter().find(|kind| message.contains(kind)).unwrap_or("…").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(reason: &str, message: &str) -> String {
        own_words(&Event { reason: reason.to_owned(), message: message.to_owned(), ..Event::default() })
    }

    fn pod(owner: Option<&str>, labels: &[(&str, &str)]) -> Pod {
        let labels = labels.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let containers = vec![Container { name: "api".into(), ..Container::default() }];
        let (owner, name) = (owner.map(str::to_owned), Some("api-gateway-7d9f8b6c5-x2x4z".to_owned()));
        Pod { name, namespace: Some("shop".into()), owner, labels, containers, ..Pod::default() }
    }

    fn deployment(name: &str, namespace: Option<&str>) -> Workload {
        let template = Pod { name: None, namespace: None, ..pod(None, &[("app", "gateway")]) };
        let (name, namespace) = (Some(name.to_owned()), namespace.map(str::to_owned));
        Workload { kind: "Deployment".into(), name, namespace, template, ..Workload::default() }
    }

    #[test]
    fn a_manifest_of_the_deployment_names_it_and_another_one_does_not() {
        let mine = pod(Some("ReplicaSet/api-gateway-7d9f8b6c5"), &[]);
        assert!(makes(&deployment("api-gateway", None), &mine));
        assert!(makes(&deployment("api-gateway", Some("shop")), &mine));
        assert!(!makes(&deployment("api-gateway", Some("test")), &mine), "another namespace");
        assert!(!makes(&deployment("api", None), &mine), "gateway-7d9f8b6c5 is no hash");
        assert!(!makes(&deployment("gateway", None), &mine), "a kustomization may have put a prefix before it");
        let other = Pod { containers: vec![Container { name: "db".into(), ..Container::default() }], ..mine };
        assert!(!makes(&deployment("api-gateway", None), &other), "other containers");
    }

    #[test]
    fn without_an_owner_name_and_labels_tell_whose_pod_it_is() {
        let mine = pod(None, &[("app", "gateway"), ("pod-template-hash", "7d9f8b6c5")]);
        assert!(makes(&deployment("api-gateway", None), &mine));
        assert!(!makes(&deployment("api-gateway", None), &pod(None, &[("app", "other")])));
        assert!(!makes(&deployment("orders", None), &mine));
    }

    #[test]
    fn an_event_keeps_the_clusters_words_and_nothing_a_program_printed() {
        let killing = "Container app failed liveness probe, will be restarted";
        assert_eq!(said("Killing", killing), killing);
        assert_eq!(
            said("Unhealthy", "Liveness probe failed: HTTP probe failed with statuscode: 503"),
            "Liveness probe failed: HTTP probe failed with statuscode: 503"
        );
        assert_eq!(
            said("Unhealthy", "Startup probe failed: dial tcp 10.1.2.3:8080: connect: connection refused"),
            "Startup probe failed: connection refused"
        );
        assert_eq!(said("Unhealthy", "Liveness probe failed: token=sekret"), "Liveness probe failed: …");
        assert_eq!(said("Failed", "Error: exec: \"--token=sekret\": not found"), "…");
        assert_eq!(said("FailedPostStartHook", "sekret"), "…");
        let back_off = "Back-off restarting failed container app in pod orders-6d5f_shop(0b1c-77)";
        assert_eq!(said("BackOff", back_off), back_off);
        assert_eq!(said("BackOff", "Back-off restarting failed container"), "Back-off restarting failed container");
        assert_eq!(
            said("BackOff", "Back-off restarting failed container app, token sekret"),
            "Back-off restarting failed container app"
        );
        assert_eq!(said("BackOff", "sekret"), "…");
    }
}
