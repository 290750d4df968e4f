//! Real `kubectl describe pod` output, read field by field.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // helpers of tests

use std::path::PathBuf;

use decode::kube::describe::{parse, recognise};
use decode::kube::{Container, ContainerState, EnvSource, Pod, Role, Terminated};
use decode::units::Bytes;
use decode::warning::WarningKind;

fn fixture(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/describe").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn one(name: &str) -> Pod {
    let text = fixture(name);
    assert!(recognise(&text), "{name} is recognised");
    let (mut pods, _) = parse(&text);
    assert_eq!(pods.len(), 1, "{name}");
    pods.remove(0)
}

fn container<'a>(pod: &'a Pod, name: &str) -> &'a Container {
    pod.containers.iter().find(|container| container.name == name).expect("a container of that name")
}

fn last(container: &Container) -> &Terminated {
    &container.last_state.as_ref().expect("a last state").value
}

fn limit(container: &Container) -> Option<u64> {
    container.resources.memory_limit.as_ref().map(|limit| limit.value.0)
}

#[test]
fn a_real_oom_killed_pod_is_read_whole() {
    let pod = one("incident_leak_map_cache.txt");
    assert_eq!(pod.name.as_deref(), Some("sessionsvc-72bd85b2df-284e3"));
    assert_eq!(pod.namespace.as_deref(), Some("shop"));
    assert_eq!(pod.node.as_deref(), Some("worker-3.corp.example"));
    assert_eq!(pod.owner.as_deref(), Some("ReplicaSet/sessionsvc-72bd85b2df"));
    assert_eq!(pod.phase.as_deref(), Some("Running"));
    assert_eq!(pod.labels.len(), 2);
    assert_eq!(pod.conditions.len(), 5);
    assert_eq!(pod.tolerations.len(), 2);
    assert_eq!(pod.events.len(), 4);
    let event = &pod.events[0];
    assert_eq!((event.count, event.over_seconds, event.container.as_deref()), (9, Some(81 * 60), Some("sessionsvc")));

    let app = container(&pod, "sessionsvc");
    assert_eq!(app.ports[0], (8080, "TCP".to_owned(), Some("http".to_owned())));
    assert_eq!(limit(app), Some(128 << 20));
    assert_eq!(app.resources.cpu_request_milli, Some(250));
    let count = app.restart_count.as_ref().expect("a restart count");
    assert_eq!((count.value, count.line), (4, Some(30)));
    let last_state = last(app);
    assert_eq!((last_state.reason.as_deref(), last_state.exit_code), (Some("OOMKilled"), Some(137)));
    assert_eq!(last_state.finished.map(|at| at.to_string()).as_deref(), Some("2026-11-21T01:25:42Z"));
    let liveness = &app.liveness.as_ref().expect("a liveness probe").value;
    assert_eq!((liveness.delay, liveness.timeout, liveness.port.as_deref()), (5, 2, Some("8080")));
}

/// The one pod made to hold every trap, as seven kubectl versions print it.
#[test]
fn the_adversarial_pod_reads_the_same_in_every_kubectl_version() {
    for minor in 27..=33 {
        let name = format!("traps_1.{minor}.txt");
        let pod = one(&name);
        assert_eq!(pod.containers.len(), 3, "{name}");
        assert_eq!(pod.reason, None, "{name}");
        assert_eq!(pod.conditions.len(), 4);
        assert_eq!(pod.events.len(), 6);
        assert!(pod.empty_dirs.iter().any(|dir| dir.in_memory && dir.size_limit == Some(Bytes(64 << 20))));
        let pod_limit = pod.resources.memory_limit.as_ref().map(|limit| limit.value.0);
        assert_eq!(pod_limit, (minor >= 32).then_some(2 << 30), "{name}");

        let proxy = container(&pod, "proxy");
        assert_eq!((proxy.role, limit(proxy)), (Role::Sidecar, Some(128 << 20)));

        let app = container(&pod, "app");
        let state = app.state.as_ref().map(|state| &state.value);
        let waiting = ContainerState::Waiting { reason: Some("CrashLoopBackOff".to_owned()), message: None };
        assert_eq!(state, Some(&waiting), "{name}");
        let last_state = last(app);
        assert_eq!((last_state.reason.as_deref(), last_state.exit_code), (Some("OOMKilled"), Some(137)));
        assert!(last_state.message.as_deref().is_some_and(|message| {
            message.starts_with("panic: boom\n\ngoroutine 1") && message.ends_with("\nState: Running")
        }));
        assert_eq!(limit(app), Some(512 << 20));
        assert_eq!((app.ready, app.restart_count.as_ref().map(|count| count.value)), (Some(false), Some(7)));
        assert_eq!(app.readiness.as_ref().map(|probe| probe.value.handler.as_str()), Some("grpc"));
        assert_eq!(app.startup.as_ref().map(|probe| probe.value.failure), Some(30));
        assert_eq!(app.env_from, ["cfg", "db"]);
        let names: Vec<&str> = app.env.iter().map(|variable| variable.name.as_str()).collect();
        assert_eq!(names, ["GOMEMLIMIT", "MEM_MI", "GOGC", "EMPTY", "MULTI", "POD_NAME", "TOKEN", "LVL"]);
        assert!(matches!(&app.env[0].source, EnvSource::ResourceField { resource, value: Some(value), .. }
            if resource == "limits.memory" && value == "536870912"));
        assert!(matches!(&app.env[6].source, EnvSource::Secret { key, name } if key == "token" && name == "s"));
        assert_eq!(app.mounts, [("/tmp".to_owned(), "tmp".to_owned())]);

        let sidecar = container(&pod, "sidecar");
        assert!(matches!(&sidecar.env[0].source, EnvSource::ResourceField { value: Some(value), .. }
            if value == "node allocatable"));
    }
}

#[test]
fn pod_level_reason_and_message_are_kept_apart_from_those_of_containers() {
    let pod = one("scn_evicted.txt");
    assert_eq!(pod.reason.as_ref().map(|reason| (reason.value.as_str(), reason.line)), Some(("Evicted", Some(10))));
    assert!(pod.message.as_deref().is_some_and(|message| message.contains("was using 1843Mi")));
    let app = container(&pod, "app");
    assert!(matches!(app.state.as_ref().map(|state| &state.value), Some(ContainerState::Terminated(end))
        if end.reason.as_deref() == Some("Error") && end.exit_code == Some(137)));
    assert_eq!(app.last_state, None);
}

#[test]
fn placeholder_times_are_unknown() {
    let pod = one("scn_status_unknown.txt");
    assert!(
        matches!(container(&pod, "app").state.as_ref().map(|state| &state.value), Some(ContainerState::Terminated(end))
        if end.started.is_none() && end.finished.is_none() && end.exit_code == Some(137))
    );
}

#[test]
fn a_limit_in_thousandths_of_a_byte_is_a_warning_with_its_line() {
    let (_, warnings) = parse(&fixture("scn_limit_fraction_m.txt"));
    let lines: Vec<Option<usize>> = warnings
        .iter()
        .filter(|warning| matches!(warning.kind, WarningKind::MemoryInFractions { .. }))
        .map(|warning| warning.line)
        .collect();
    assert_eq!(lines, [Some(25), Some(27)]);
}

#[test]
fn two_pods_in_one_output_are_two_pods() {
    let (pods, _) = parse(&fixture("two_pods.txt"));
    assert_eq!(pods.iter().map(|pod| pod.line).collect::<Vec<_>>(), [Some(1), Some(41)]);
    assert_eq!(pods[0].containers.len(), 1);
    assert_eq!(pods[0].containers[0].resources.memory_limit.as_ref().map(|limit| limit.value), Some(Bytes(1)));
}

#[test]
fn a_piece_of_a_describe_is_read_and_recognised() {
    let piece = "Last State:     Terminated\n      Reason:       OOMKilled\n      Exit Code:    137\n      Started:      \
                 Sat, 21 Nov 2026 01:25:06 +0000\n      Finished:     Sat, 21 Nov 2026 01:25:42 +0000\n    Ready:          \
                 True\n    Restart Count:  4\n    Limits:\n      memory:  128Mi\n";
    assert!(recognise(piece));
    let (pods, _) = parse(piece);
    assert_eq!(pods.len(), 1);
    let app = &pods[0].containers[0];
    assert_eq!((last(app).reason.as_deref(), last(app).exit_code), (Some("OOMKilled"), Some(137)));
    assert_eq!((app.restart_count.as_ref().map(|count| count.value), limit(app)), (Some(4), Some(128 << 20)));
    assert_eq!((app.state.clone(), pods[0].has_events_section), (None, false));
}

#[test]
fn every_capture_is_read_without_a_strange_line() {
    for entry in
        std::fs::read_dir(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/describe")).unwrap()
    {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.contains(".yaml") || name.contains("events") {
            continue;
        }
        let (pods, warnings) = parse(&fixture(&name));
        assert!(!pods.is_empty(), "{name}");
        assert!(pods.iter().all(|pod| !pod.containers.is_empty()), "{name}");
        let expected = |kind: &WarningKind| {
            matches!(kind, WarningKind::MemoryInFractions { .. } | WarningKind::MessageImitates {})
        };
        assert!(warnings.iter().all(|warning| expected(&warning.kind)), "{name}: {warnings:?}");
    }
}
