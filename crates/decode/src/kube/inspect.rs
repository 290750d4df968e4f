//! `docker inspect` and `crictl inspect`: the state of one container as its runtime has it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::model::{Container, ContainerState, EnvSource, EnvVar, Located, Pod, Resources, Terminated};
use super::time;
use crate::units::Bytes;

/// Whether the text is the JSON of either command, cheaply.
pub fn recognise(text: &str) -> bool {
    let head: Vec<&str> = text.lines().take(2_000).collect();
    let has = |words: [&str; 2]| words.iter().all(|word| head.iter().any(|line| line.contains(word)));
    text.trim_start().starts_with(['[', '{'])
        && (has(["\"OOMKilled\"", "\"ExitCode\""]) || has(["\"CONTAINER_", "\"exitCode\""]))
}

/// Reads the containers, each as a pod with what the runtime knows of it. `None` if the text is no such JSON.
///
/// Docker has no reason, only the mark `OOMKilled`: it is set once any process of the container was killed, as the
/// reason of that name is. A container that runs on with the mark has it as last state.
pub fn parse(text: &str) -> Option<Vec<Pod>> {
    let text = text.trim();
    if let Ok(inspected) = serde_json::from_str::<Crictl>(text) {
        return Some(vec![inspected.status.into_pod()]);
    }
    let containers =
        serde_json::from_str::<Vec<Docker>>(text).or_else(|_| serde_json::from_str(text).map(|one| vec![one]));
    containers.ok().map(|containers| containers.into_iter().map(Docker::into_pod).collect())
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Docker {
    name: String,
    state: DockerState,
    #[serde(default)]
    restart_count: Option<u32>,
    #[serde(default)]
    config: DockerConfig,
    #[serde(default)]
    host_config: DockerHost,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DockerState {
    #[serde(default)]
    running: bool,
    #[serde(rename = "OOMKilled")]
    oom_killed: bool,
    exit_code: i32,
    #[serde(default)]
    error: String,
    #[serde(default)]
    started_at: String,
    #[serde(default)]
    finished_at: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct DockerConfig {
    image: Option<String>,
    env: Option<Vec<String>>,
    labels: Option<BTreeMap<String, String>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct DockerHost {
    memory: u64,
    memory_reservation: u64,
}

impl Docker {
    fn into_pod(self) -> Pod {
        let mut labels = self.config.labels.unwrap_or_default();
        let container_name = labels.remove(CONTAINER_LABEL);
        let state = self.state;
        let ended = Terminated {
            reason: state.oom_killed.then(|| "OOMKilled".to_owned()),
            message: (!state.error.is_empty()).then_some(state.error),
            exit_code: (!state.running).then_some(state.exit_code),
            signal: None,
            started: instant(&state.started_at),
            finished: instant(&state.finished_at),
        };
        let unlined = |value| Located { value, line: None };
        let marked = state.running && state.oom_killed;
        let last_state = marked.then(|| Terminated { started: None, ..ended.clone() });
        let now = if state.running {
            ContainerState::Running { started: instant(&state.started_at) }
        } else {
            ContainerState::Terminated(ended)
        };
        let container = Container {
            name: container_name.unwrap_or_else(|| self.name.trim_start_matches('/').to_owned()),
            image: self.config.image,
            state: Some(unlined(now)),
            last_state: last_state.map(|value| Located { value, line: None }),
            restart_count: self.restart_count.map(|value| Located { value, line: None }),
            resources: memory(self.host_config.memory, self.host_config.memory_reservation),
            env: self.config.env.unwrap_or_default().iter().filter_map(|variable| env(variable)).collect(),
            ..Container::default()
        };
        pod(labels, container)
    }
}

#[derive(Deserialize)]
struct Crictl {
    status: CriStatus,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CriStatus {
    metadata: CriMetadata,
    state: String,
    #[serde(default)]
    started_at: String,
    #[serde(default)]
    finished_at: String,
    #[serde(default)]
    exit_code: i32,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    message: String,
    #[serde(default)]
    labels: BTreeMap<String, String>,
    #[serde(default)]
    resources: Option<CriResources>,
}

#[derive(Deserialize)]
struct CriMetadata {
    name: String,
    #[serde(default)]
    attempt: Option<u32>,
}

#[derive(Deserialize)]
struct CriResources {
    linux: Option<CriLinux>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CriLinux {
    #[serde(default)]
    memory_limit_in_bytes: serde_json::Value,
}

impl CriStatus {
    fn into_pod(self) -> Pod {
        let state = match self.state.as_str() {
            "CONTAINER_RUNNING" => Some(ContainerState::Running { started: instant(&self.started_at) }),
            "CONTAINER_EXITED" => Some(ContainerState::Terminated(Terminated {
                reason: (!self.reason.is_empty()).then_some(self.reason),
                message: (!self.message.is_empty()).then_some(self.message),
                exit_code: Some(self.exit_code),
                signal: None,
                started: instant(&self.started_at),
                finished: instant(&self.finished_at),
            })),
            _ => None,
        };
        let limit = self.resources.and_then(|resources| resources.linux).map(|linux| linux.memory_limit_in_bytes);
        // A 64-bit number is a string in protobuf's JSON.
        let limit = limit.and_then(|limit| limit.as_u64().or_else(|| limit.as_str()?.parse().ok()));
        let container = Container {
            name: self.metadata.name,
            state: state.map(|value| Located { value, line: None }),
            restart_count: self.metadata.attempt.map(|value| Located { value, line: None }),
            resources: memory(limit.unwrap_or(0), 0),
            ..Container::default()
        };
        pod(self.labels, container)
    }
}

const CONTAINER_LABEL: &str = "io.kubernetes.container.name";

/// The pod a container says it belongs to.
fn pod(mut labels: BTreeMap<String, String>, container: Container) -> Pod {
    Pod {
        name: labels.remove("io.kubernetes.pod.name"),
        namespace: labels.remove("io.kubernetes.pod.namespace"),
        containers: vec![container],
        ..Pod::default()
    }
}

/// Limit and request in bytes; 0 is none.
fn memory(limit: u64, request: u64) -> Resources {
    let bytes = |bytes: u64| (bytes > 0).then_some(Located { value: Bytes(bytes), line: None });
    Resources { memory_limit: bytes(limit), memory_request: bytes(request), ..Resources::default() }
}

/// `GOMEMLIMIT=900MiB`
fn env(variable: &str) -> Option<EnvVar> {
    let (name, value) = variable.split_once('=')?;
    let source = EnvSource::Literal(EnvVar::keeps_value(name).then(|| value.to_owned()));
    Some(EnvVar { name: name.to_owned(), source, line: None })
}

fn instant(text: &str) -> Option<crate::units::UnixNanos> {
    time::instant(text).ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docker_says_whether_anything_was_oom_killed() {
        let text = r#"[{"Id": "a", "Name": "/web", "RestartCount": 2,
            "State": {"Status": "exited", "Running": false, "OOMKilled": true, "ExitCode": 137, "Error": "",
                "StartedAt": "2026-11-20T10:00:00.123456789Z", "FinishedAt": "2026-11-20T10:05:00.5Z"},
            "Config": {"Image": "shop/web:1", "Env": ["GOMEMLIMIT=900MiB", "TOKEN=hunter2"], "Labels": {}},
            "HostConfig": {"Memory": 1073741824, "MemoryReservation": 0}}]"#;
        assert!(recognise(text));
        let pods = parse(text).unwrap();
        let container = &pods[0].containers[0];
        assert!(matches!(&container.state.as_ref().unwrap().value, ContainerState::Terminated(end)
            if end.reason.as_deref() == Some("OOMKilled") && end.exit_code == Some(137) && end.finished.is_some()));
        assert_eq!(container.resources.memory_limit.as_ref().unwrap().value, Bytes::GIB);
        assert_eq!(container.env[0].source, EnvSource::Literal(Some("900MiB".to_owned())));
        assert!(!format!("{pods:?}").contains("hunter2"));
    }

    #[test]
    fn crictl_names_the_pod_too() {
        let text = r#"{"status": {"id": "a", "metadata": {"attempt": 3, "name": "app"}, "state": "CONTAINER_EXITED",
            "startedAt": "2026-11-20T10:00:00Z", "finishedAt": "2026-11-20T10:05:00Z", "exitCode": 137, "reason": "OOMKilled",
            "labels": {"io.kubernetes.pod.name": "web-1", "io.kubernetes.pod.namespace": "shop"},
            "resources": {"linux": {"memoryLimitInBytes": "536870912"}}}, "info": {}}"#;
        assert!(recognise(text));
        let pods = parse(text).unwrap();
        assert_eq!((pods[0].name.as_deref(), pods[0].namespace.as_deref()), (Some("web-1"), Some("shop")));
        let container = &pods[0].containers[0];
        assert_eq!(
            (container.name.as_str(), container.restart_count.as_ref().map(|count| count.value)),
            ("app", Some(3))
        );
        assert_eq!(container.resources.memory_limit.as_ref().unwrap().value, Bytes(512 << 20));
    }

    #[test]
    fn other_json_is_left_alone() {
        assert!(!recognise(r#"{"cmdline": [], "memstats": {}}"#));
        assert_eq!(parse("[1, 2]"), None);
    }
}
