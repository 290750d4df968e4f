//! A pod: spec and status of each container joined by name.

use super::convert::{Reader, condition};
use super::wire;
use crate::kube::describe::qos;
use crate::kube::model::{
    Container, ContainerState, Emptydir, EnvSource, EnvVar, Located, Pod, Probe, Resources, Role, Terminated,
};
use crate::kube::quantity;
use crate::units::Bytes;
use serde_saphyr::Spanned;

/// A pod from an object of kind `Pod`, from a pod template, or from a piece of either.
pub(super) fn convert(reader: &mut Reader<'_>, object: wire::Object, line: Option<usize>) -> Pod {
    let metadata = object.metadata.unwrap_or_default();
    let spec = object.spec.unwrap_or_default();
    let status = object.status.unwrap_or_default();
    let owner = metadata.owner_references.unwrap_or_default().into_iter().find(|owner| owner.controller == Some(true));
    let mut containers = Vec::new();
    let main = (spec.containers.or(object.containers), status.container_statuses.or(object.container_statuses));
    for (role, (specs, statuses)) in [
        (Role::Init, (spec.init_containers, status.init_container_statuses)),
        (Role::Main, main),
        (Role::Ephemeral, (spec.ephemeral_containers, status.ephemeral_container_statuses)),
    ] {
        join(reader, &mut containers, role, specs.unwrap_or_default(), statuses.unwrap_or_default());
    }
    let ended = matches!(status.phase.as_deref(), Some("Failed" | "Succeeded"));
    Pod {
        name: metadata.name,
        namespace: metadata.namespace,
        node: spec.node_name,
        phase: status.phase,
        reason: status.reason.map(|reason| reader.located(reason)),
        message: status.message.filter(|message| !message.is_empty()),
        qos: status.qos_class.as_deref().and_then(qos),
        owner: owner.map(|owner| format!("{}/{}", owner.kind, owner.name)),
        started: reader.instant("startTime", status.start_time.as_ref(), None),
        resources: spec.resources.map(|resources| convert_resources(reader, resources)).unwrap_or_default(),
        actual_resources: status.resources.map(|resources| convert_resources(reader, resources)),
        allocated_memory: allocated(reader, status.allocated_resources),
        containers,
        empty_dirs: empty_dirs(reader, spec.volumes.unwrap_or_default()),
        conditions: status.conditions.unwrap_or_default().into_iter().map(condition).collect(),
        tolerations: tolerations(spec.tolerations.unwrap_or_default()),
        terminating: metadata.deletion_timestamp.is_some() && !ended,
        grace_seconds: spec.termination_grace_period_seconds,
        events: Vec::new(),
        has_events_section: false,
        labels: metadata
            .labels
            .unwrap_or_default()
            .into_iter()
            .map(|(key, value)| (key, value.unwrap_or_default()))
            .collect(),
        line,
    }
}

/// Adds the containers of one role. A status without a spec (a pasted `status:`) is a container too.
fn join(
    reader: &mut Reader<'_>,
    containers: &mut Vec<Container>,
    role: Role,
    specs: Vec<wire::Container>,
    mut statuses: Vec<wire::ContainerStatus>,
) {
    let name_of = |name: Option<&Spanned<String>>| name.map(|name| name.value.clone()).unwrap_or_default();
    for spec in specs {
        let name = name_of(spec.name.as_ref());
        let status = statuses.iter().position(|status| name_of(status.name.as_ref()) == name);
        let status = status.map(|at| statuses.remove(at)).unwrap_or_default();
        containers.push(container(reader, role, spec, status));
    }
    for mut status in statuses {
        let spec =
            wire::Container { name: status.name.take(), image: status.image.take(), ..wire::Container::default() };
        containers.push(container(reader, role, spec, status));
    }
}

fn container(reader: &mut Reader<'_>, role: Role, spec: wire::Container, status: wire::ContainerStatus) -> Container {
    let restarts_always = spec.restart_policy.as_deref() == Some("Always");
    let terminated = status.last_state.and_then(|state| state.terminated);
    Container {
        line: spec.name.as_ref().and_then(|name| reader.line(name)),
        name: spec.name.map(|name| name.value).unwrap_or_default(),
        role: if role == Role::Init && restarts_always { Role::Sidecar } else { role },
        image: spec.image,
        ports: spec.ports.unwrap_or_default().into_iter().filter_map(port).collect(),
        state: status.state.and_then(|state| convert_state(reader, state)),
        last_state: terminated.map(|end| located_end(reader, end)),
        ready: status.ready,
        restart_count: status.restart_count.map(|count| reader.located(count)),
        resources: spec.resources.map(|resources| convert_resources(reader, resources)).unwrap_or_default(),
        actual_resources: status.resources.map(|resources| convert_resources(reader, resources)),
        allocated_memory: allocated(reader, status.allocated_resources),
        liveness: spec.liveness_probe.map(|probe| convert_probe(reader, probe)),
        readiness: spec.readiness_probe.map(|probe| convert_probe(reader, probe)),
        startup: spec.startup_probe.map(|probe| convert_probe(reader, probe)),
        env: spec.env.unwrap_or_default().into_iter().map(|variable| convert_env(reader, variable)).collect(),
        env_from: spec.env_from.unwrap_or_default().into_iter().filter_map(env_from).collect(),
        mounts: spec
            .volume_mounts
            .unwrap_or_default()
            .into_iter()
            .filter_map(|mount| Some((mount.mount_path?, mount.name?)))
            .collect(),
    }
}

fn port(port: wire::Port) -> Option<(u16, String, Option<String>)> {
    Some((port.container_port?, port.protocol.unwrap_or_else(|| "TCP".to_owned()), port.name))
}

fn convert_state(reader: &mut Reader<'_>, state: Spanned<wire::State>) -> Option<Located<ContainerState>> {
    let line = reader.line(&state);
    let state = state.value;
    let value = if let Some(end) = state.terminated {
        ContainerState::Terminated(located_end(reader, end).value)
    } else if let Some(running) = state.running {
        ContainerState::Running { started: reader.instant("startedAt", running.started_at.as_ref(), line) }
    } else {
        let waiting = state.waiting?;
        ContainerState::Waiting { reason: waiting.reason, message: waiting.message }
    };
    Some(Located { value, line })
}

fn located_end(reader: &mut Reader<'_>, end: Spanned<wire::Terminated>) -> Located<Terminated> {
    let line = reader.line(&end);
    let end = end.value;
    let value = Terminated {
        started: reader.instant("startedAt", end.started_at.as_ref(), line),
        finished: reader.instant("finishedAt", end.finished_at.as_ref(), line),
        reason: end.reason.filter(|reason| !reason.is_empty()),
        message: end.message.filter(|message| !message.is_empty()),
        exit_code: end.exit_code,
        signal: end.signal.filter(|signal| *signal > 0),
    };
    Located { value, line }
}

fn convert_resources(reader: &mut Reader<'_>, resources: wire::Resources) -> Resources {
    let mut limits = resources.limits.unwrap_or_default();
    let mut requests = resources.requests.unwrap_or_default();
    let cpu = |text: Option<Option<Spanned<String>>>| quantity::cpu_milli(&text??.value);
    Resources {
        memory_limit: limits.remove("memory").flatten().and_then(|text| reader.memory(&text)),
        memory_request: requests.remove("memory").flatten().and_then(|text| reader.memory(&text)),
        cpu_limit_milli: cpu(limits.remove("cpu")),
        cpu_request_milli: cpu(requests.remove("cpu")),
    }
}

fn allocated(reader: &mut Reader<'_>, amounts: Option<wire::Amounts>) -> Option<Located<Bytes>> {
    amounts?.remove("memory").flatten().and_then(|text| reader.memory(&text))
}

/// A probe with what the API server puts where a manifest says nothing (`SetDefaults_Probe`).
fn convert_probe(reader: &Reader<'_>, probe: Spanned<wire::Probe>) -> Located<Probe> {
    let line = reader.line(&probe);
    let probe = probe.value;
    let (handler, path, port) = if let Some(http) = probe.http_get {
        ("http-get", http.path.filter(|path| !path.is_empty()), http.port)
    } else if let Some(tcp) = probe.tcp_socket {
        ("tcp-socket", None, tcp.port)
    } else if let Some(grpc) = probe.grpc {
        ("grpc", None, grpc.port)
    } else {
        (if probe.exec.is_some() { "exec" } else { "unknown" }, None, None)
    };
    let value = Probe {
        handler: handler.to_owned(),
        path,
        port,
        delay: probe.initial_delay_seconds.unwrap_or(0),
        timeout: probe.timeout_seconds.unwrap_or(1),
        period: probe.period_seconds.unwrap_or(10),
        success: probe.success_threshold.unwrap_or(1),
        failure: probe.failure_threshold.unwrap_or(3),
    };
    Located { value, line }
}

fn convert_env(reader: &Reader<'_>, variable: wire::EnvVar) -> EnvVar {
    let line = variable.name.as_ref().and_then(|name| reader.line(name));
    let name = variable.name.map(|name| name.value).unwrap_or_default();
    let is_literal = variable.value_from.is_none();
    let from = variable.value_from.unwrap_or_default();
    let source = if let Some(field) = from.field_ref {
        EnvSource::Field { path: field.field_path }
    } else if let Some(resource) = from.resource_field_ref {
        EnvSource::ResourceField { resource: resource.resource, value: None, divisor: resource.divisor }
    } else if let Some(secret) = from.secret_key_ref {
        EnvSource::Secret { key: secret.key, name: secret.name.unwrap_or_default() }
    } else if let Some(map) = from.config_map_key_ref {
        EnvSource::ConfigMap { key: map.key, name: map.name.unwrap_or_default() }
    } else if let Some(file) = from.file_key_ref {
        EnvSource::File { key: file.key, path: file.path }
    } else {
        // A source of a kind that is not known here is no empty value.
        EnvSource::Literal((is_literal && EnvVar::keeps_value(&name)).then(|| variable.value.unwrap_or_default()))
    };
    EnvVar { name, source, line }
}

fn env_from(from: wire::EnvFrom) -> Option<String> {
    from.config_map_ref.or(from.secret_ref)?.name
}

fn empty_dirs(reader: &mut Reader<'_>, volumes: Vec<wire::Volume>) -> Vec<Emptydir> {
    let empty_dir = |volume: wire::Volume| {
        let dir = volume.empty_dir?;
        let size_limit = dir.size_limit.and_then(|limit| reader.memory(&limit)).map(|limit| limit.value);
        Some(Emptydir {
            name: volume.name.unwrap_or_default(),
            in_memory: dir.medium.as_deref() == Some("Memory"),
            size_limit,
        })
    };
    volumes.into_iter().filter_map(empty_dir).collect()
}

/// Tolerations as describe prints them, sorted by key as there.
fn tolerations(mut tolerations: Vec<wire::Toleration>) -> Vec<String> {
    tolerations.sort_by(|a, b| a.key.cmp(&b.key));
    let part = |before: &str, text: Option<String>| text.map(|text| format!("{before}{text}")).unwrap_or_default();
    let print = |toleration: wire::Toleration| {
        let exists = toleration.operator.as_deref() == Some("Exists") && toleration.value.is_none();
        let mut text = toleration.key.unwrap_or_default();
        text += &part("=", toleration.value.filter(|value| !value.is_empty()));
        text += &part(":", toleration.effect);
        if exists {
            text += if text.is_empty() { "op=Exists" } else { " op=Exists" };
        }
        text + &toleration.toleration_seconds.map(|seconds| format!(" for {seconds}s")).unwrap_or_default()
    };
    tolerations.into_iter().map(print).collect()
}
