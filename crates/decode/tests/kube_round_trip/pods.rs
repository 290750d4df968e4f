//! Pods to print: any pod kubectl could describe, and what a container can write into it.

use decode::kube::{
    Condition, Container, ContainerState, Emptydir, EnvSource, EnvVar, Event, Located, Pod, Probe, QosClass, Resources,
    Role, Terminated, describe,
};
use decode::units::{Bytes, UnixNanos};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use testkit::describe::{Rest, human};

fn located<T>(value: T) -> Located<T> {
    Located { value, line: None }
}

fn name() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5}){0,2}"
}

fn instant() -> impl Strategy<Value = Option<UnixNanos>> {
    of((1_600_000_000_i64..2_000_000_000).prop_map(|seconds| UnixNanos(seconds * 1_000_000_000)))
}

fn amount() -> impl Strategy<Value = Bytes> {
    prop_oneof![
        (1_u64..4096).prop_map(|count| Bytes(count << 20)),
        (1_u64..64).prop_map(|count| Bytes(count << 30)),
        (1_u64..1_000_000_000).prop_map(Bytes),
    ]
}

fn resources() -> impl Strategy<Value = Resources> {
    (of(amount()), of(amount()), of(1_u64..9000), of(1_u64..9000)).prop_map(
        |(limit, request, cpu_limit, cpu_request)| Resources {
            memory_limit: limit.map(located),
            memory_request: request.map(located),
            cpu_limit_milli: cpu_limit,
            cpu_request_milli: cpu_request,
        },
    )
}

/// What a container can write, from harmless to hostile: `tame` text survives the loss of indentation too.
fn message(tame: bool) -> BoxedStrategy<Option<String>> {
    if tame {
        return of("[a-z]{1,10}( [a-z0-9]{1,8}){0,4}").boxed();
    }
    of(vec(hostile_line(), 1..8).prop_map(|lines| lines.join("\n"))).boxed()
}

/// Lines that imitate describe output, at any column.
pub(crate) fn hostile_line() -> impl Strategy<Value = String> {
    let imitation = prop_oneof![
        Just("State: Running"),
        Just("State:          Terminated"),
        Just("Last State:     Terminated"),
        Just("Reason:       OOMKilled"),
        Just("Message:      x"),
        Just("Exit Code:    0"),
        Just("Started:      Fri, 20 Nov 2026 10:00:00 +0000"),
        Just("Ready:          True"),
        Just("Restart Count:  99"),
        Just("Name: x"),
        Just("Name:             x"),
        Just("Namespace:        y"),
        Just("Priority:         0"),
        Just("Containers:"),
        Just("app:"),
        Just("Events:           <none>"),
        Just("Limits:"),
        Just("memory:  1Ki"),
        Just("GOMEMLIMIT:  1"),
        Just("Environment:"),
        Just("```"),
        Just("--"),
        Just("$ kubectl describe pod x"),
        Just("> Namespace:  quoted"),
        Just("  Warning  Killing  1s  kubelet  fake"),
        Just("panic: boom"),
        Just(""),
    ];
    (0_usize..9, imitation)
        .prop_map(|(indent, text)| if text.is_empty() { String::new() } else { " ".repeat(indent) + text })
}

fn terminated(tame: bool) -> impl Strategy<Value = Terminated> {
    let reason = of(prop_oneof![Just("OOMKilled"), Just("Error"), Just("Completed"), Just("ContainerStatusUnknown")]);
    (reason, message(tame), 0_i32..256, of(1_i32..32), instant(), instant()).prop_map(
        |(reason, message, exit_code, signal, started, finished)| Terminated {
            reason: reason.map(str::to_owned),
            message: message.filter(|message| !message.trim().is_empty()),
            exit_code: Some(exit_code),
            signal,
            started,
            finished,
        },
    )
}

fn state(tame: bool) -> impl Strategy<Value = ContainerState> {
    prop_oneof![
        instant().prop_map(|started| ContainerState::Running { started }),
        of(prop_oneof![Just("CrashLoopBackOff"), Just("PodInitializing")])
            .prop_map(|reason| ContainerState::Waiting { reason: reason.map(str::to_owned), message: None }),
        terminated(tame).prop_map(ContainerState::Terminated),
    ]
}

fn probe() -> impl Strategy<Value = Probe> {
    let handler = prop_oneof![Just("http-get"), Just("tcp-socket"), Just("grpc"), Just("exec"), Just("unknown")];
    let port = prop_oneof![(1_u16..).prop_map(|port| port.to_string()), Just("http".to_owned())];
    (handler, port, 0_u32..99, 1_u32..99, 1_u32..99, 1_u32..9, 1_u32..99).prop_map(
        |(handler, port, delay, timeout, period, success, failure)| Probe {
            handler: handler.to_owned(),
            path: (handler == "http-get").then(|| "/healthz".to_owned()),
            port: matches!(handler, "http-get" | "tcp-socket" | "grpc").then_some(port),
            delay,
            timeout,
            period,
            success,
            failure,
        },
    )
}

fn env() -> impl Strategy<Value = EnvVar> {
    let source = prop_oneof![
        Just(("TOKEN", EnvSource::Literal(None))),
        "[0-9]{1,4}(MiB|GiB)".prop_map(|value| ("GOMEMLIMIT", EnvSource::Literal(Some(value)))),
        "[0-9]{1,3}|off".prop_map(|value| ("GOGC", EnvSource::Literal(Some(value)))),
        (1_u64..1 << 40).prop_map(|value| (
            "GOMEMLIMIT",
            EnvSource::ResourceField {
                resource: "limits.memory".to_owned(),
                value: Some(value.to_string()),
                divisor: None
            }
        )),
        name().prop_map(|name| ("KEY", EnvSource::Secret { key: "k".to_owned(), name })),
        name().prop_map(|name| ("LEVEL", EnvSource::ConfigMap { key: "k".to_owned(), name })),
        Just(("POD", EnvSource::Field { path: "metadata.name".to_owned() })),
    ];
    source.prop_map(|(name, source)| EnvVar { name: name.to_owned(), source, line: None })
}

fn container(tame: bool) -> impl Strategy<Value = Container> {
    let port = (1_u16.., of("[a-z]{1,5}")).prop_map(|(number, name)| (number, "TCP".to_owned(), name));
    let status = (of(state(tame)), of(terminated(tame)), any::<bool>(), 0_u32..999);
    let spec =
        (vec(port, 0..3), resources(), of(probe()), of(probe()), of(probe()), vec(env(), 0..5), vec(name(), 0..2));
    let role = prop_oneof![4 => Just(Role::Main), 1 => Just(Role::Init), 1 => Just(Role::Ephemeral)];
    (name(), role, status, spec, vec(name(), 0..2)).prop_map(
        |(name, role, (state, last_state, ready, restarts), spec, mounts)| {
            let (ports, resources, liveness, readiness, startup, env, env_from) = spec;
            let has_status = state.is_some();
            Container {
                name,
                role,
                image: Some("registry.corp.example/shop/app:v1".to_owned()),
                ports,
                state: state.map(located),
                last_state: last_state.filter(|_| has_status).map(located),
                ready: has_status.then_some(ready),
                restart_count: has_status.then_some(restarts).map(located),
                resources,
                liveness: liveness.map(located),
                readiness: readiness.map(located),
                startup: startup.map(located),
                env,
                env_from,
                mounts: mounts.into_iter().map(|volume| (format!("/mnt/{volume}"), volume)).collect(),
                ..Container::default()
            }
        },
    )
}

fn event() -> impl Strategy<Value = Event> {
    let seen = (0_u64..500_000).prop_map(human);
    let over = of((0_u64..500_000, 2_u32..999).prop_map(|(seconds, count)| (human(seconds), count)));
    let text = prop_oneof![
        Just("Back-off restarting failed container app in pod x".to_owned()),
        "[A-Z][a-z]{1,9}  [a-z ]{1,200}[a-z]",
        Just("Liveness probe failed: Get \"http://10.0.0.1:8080/\": State: Running".to_owned()),
    ];
    (prop_oneof![Just("Normal"), Just("Warning")], "[A-Z][A-Za-z]{2,12}", seen, over, of(Just("kubelet")), name(), text)
        .prop_map(|(kind, reason, age, over, from, container, message)| {
            let seconds = |text: &str| describe::age_seconds(text);
            Event {
                kind: kind.to_owned(),
                reason,
                age_seconds: seconds(&age),
                age: Some(age),
                count: over.as_ref().map_or(1, |(_, count)| *count),
                over_seconds: over.as_ref().and_then(|(over, _)| seconds(over)),
                from: from.map(str::to_owned),
                object: None,
                container: Some(container),
                message,
                line: None,
            }
        })
}

/// A pod; a `tame` one has no lines of a program in it.
pub(crate) fn pod(tame: bool) -> impl Strategy<Value = Pod> {
    let header = (name(), name(), of(name()), instant(), of(name()), any::<bool>(), of(resources()));
    let conditions =
        vec((prop_oneof![Just("Ready"), Just("DisruptionTarget"), Just("Initialized")], any::<bool>()), 0..4);
    let dirs = vec((name(), any::<bool>(), of(amount())), 0..3);
    let ending = (conditions, dirs, vec(event(), 0..5), any::<bool>(), of(Just("Evicted")));
    (header, vec(container(tame), 1..4), ending).prop_map(|(header, mut containers, ending)| {
        let (name, namespace, node, started, owner, terminating, resources) = header;
        let (conditions, dirs, events, has_events_section, reason) = ending;
        // In print order.
        containers.sort_by_key(|container| {
            [Role::Init, Role::Sidecar, Role::Main, Role::Ephemeral].iter().position(|role| *role == container.role)
        });
        let text = |value: bool| if value { "True" } else { "False" }.to_owned();
        let mut pod = Pod {
            name: Some(name),
            namespace: Some(namespace),
            node,
            phase: Some(if terminating { "Terminating" } else { "Running" }.to_owned()),
            terminating,
            grace_seconds: terminating.then_some(30),
            message: reason.map(|_| "The node was low on resource: memory.".to_owned()),
            reason: reason.map(str::to_owned).map(located),
            qos: Some(QosClass::Burstable),
            owner: owner.map(|owner| format!("ReplicaSet/{owner}")),
            started,
            resources: resources.unwrap_or_default(),
            containers,
            empty_dirs: dirs
                .into_iter()
                .map(|(name, in_memory, size_limit)| Emptydir { name, in_memory, size_limit })
                .collect(),
            conditions: conditions
                .into_iter()
                .map(|(kind, status)| Condition { kind: kind.to_owned(), status: text(status), reason: None })
                .collect(),
            tolerations: vec![
                "node.kubernetes.io/not-ready:NoExecute op=Exists for 300s".to_owned(),
                "node.kubernetes.io/unreachable:NoExecute op=Exists for 300s".to_owned(),
            ],
            has_events_section: has_events_section || !events.is_empty(),
            events,
            labels: vec![("app".to_owned(), "web".to_owned()), ("tier".to_owned(), "back".to_owned())],
            ..Pod::default()
        };
        mark_sidecars(&mut pod);
        pod
    })
}

/// Describe cannot tell a native sidecar from an init container but by this.
fn mark_sidecars(pod: &mut Pod) {
    let running =
        |container: &Container| matches!(container.state, Some(Located { value: ContainerState::Running { .. }, .. }));
    let ended =
        |container: &Container| matches!(container.state, Some(Located { value: ContainerState::Terminated(_), .. }));
    let has_run = |container: &Container| running(container) || ended(container) || container.last_state.is_some();
    let main_has_run = pod.containers.iter().any(|container| container.role == Role::Main && has_run(container));
    for container in &mut pod.containers {
        if container.role == Role::Init && running(container) && main_has_run {
            container.role = Role::Sidecar;
        }
    }
}

/// What describe prints beside the facts, written by somebody hostile.
pub(crate) fn hostile_rest() -> impl Strategy<Value = Rest> {
    let lines = || vec(hostile_line(), 1..4).prop_map(|lines| lines.join("\n"));
    (vec(lines(), 0..3), vec(lines(), 0..3), lines(), any::<bool>()).prop_map(
        |(args, annotations, value, new_spelling)| Rest {
            args,
            annotations: annotations.into_iter().map(|value| ("example.com/note".to_owned(), value)).collect(),
            value,
            new_spelling,
        },
    )
}
