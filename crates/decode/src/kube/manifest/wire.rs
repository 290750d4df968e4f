//! The parts of Kubernetes objects that are read, as the API names them. Everything may be missing or null.
#![allow(clippy::struct_field_names)] // the names are the API's

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_saphyr::Spanned;

/// Any object: which fields are there depends on its kind.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Object {
    pub(super) kind: Option<Spanned<String>>,
    pub(super) metadata: Option<Metadata>,
    pub(super) spec: Option<Spec>,
    pub(super) status: Option<Status>,
    pub(super) items: Option<Vec<Object>>,
    // Pieces of a pod pasted without what is around them.
    pub(super) containers: Option<Vec<Container>>,
    pub(super) container_statuses: Option<Vec<ContainerStatus>>,
    // Events.
    #[serde(rename = "type")]
    pub(super) event_type: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) message: Option<String>,
    pub(super) note: Option<String>,
    pub(super) count: Option<u32>,
    pub(super) involved_object: Option<ObjectReference>,
    pub(super) regarding: Option<ObjectReference>,
    pub(super) source: Option<EventSource>,
    pub(super) reporting_component: Option<String>,
    pub(super) reporting_controller: Option<String>,
    pub(super) series: Option<EventSeries>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Metadata {
    pub(super) name: Option<String>,
    pub(super) namespace: Option<String>,
    pub(super) labels: Option<BTreeMap<String, Option<String>>>,
    pub(super) owner_references: Option<Vec<OwnerReference>>,
    pub(super) deletion_timestamp: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct OwnerReference {
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) controller: Option<bool>,
}

/// The spec of a pod, or of something with a pod template.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Spec {
    pub(super) node_name: Option<String>,
    pub(super) termination_grace_period_seconds: Option<u64>,
    pub(super) resources: Option<Resources>,
    pub(super) init_containers: Option<Vec<Container>>,
    pub(super) containers: Option<Vec<Container>>,
    pub(super) ephemeral_containers: Option<Vec<Container>>,
    pub(super) volumes: Option<Vec<Volume>>,
    pub(super) tolerations: Option<Vec<Toleration>>,
    pub(super) replicas: Option<u32>,
    pub(super) template: Option<Box<Object>>,
    pub(super) job_template: Option<Box<Object>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Container {
    pub(super) name: Option<Spanned<String>>,
    pub(super) image: Option<String>,
    pub(super) restart_policy: Option<String>,
    pub(super) ports: Option<Vec<Port>>,
    pub(super) resources: Option<Resources>,
    pub(super) liveness_probe: Option<Spanned<Probe>>,
    pub(super) readiness_probe: Option<Spanned<Probe>>,
    pub(super) startup_probe: Option<Spanned<Probe>>,
    pub(super) env: Option<Vec<EnvVar>>,
    pub(super) env_from: Option<Vec<EnvFrom>>,
    pub(super) volume_mounts: Option<Vec<Mount>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Port {
    pub(super) container_port: Option<u16>,
    pub(super) protocol: Option<String>,
    pub(super) name: Option<String>,
}

/// Amounts by resource: `memory`, `cpu`, …
pub(super) type Amounts = BTreeMap<String, Option<Spanned<String>>>;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Resources {
    pub(super) limits: Option<Amounts>,
    pub(super) requests: Option<Amounts>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Probe {
    pub(super) http_get: Option<HttpGet>,
    pub(super) tcp_socket: Option<PortOnly>,
    pub(super) grpc: Option<PortOnly>,
    pub(super) exec: Option<serde::de::IgnoredAny>,
    pub(super) initial_delay_seconds: Option<u32>,
    pub(super) timeout_seconds: Option<u32>,
    pub(super) period_seconds: Option<u32>,
    pub(super) success_threshold: Option<u32>,
    pub(super) failure_threshold: Option<u32>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct HttpGet {
    pub(super) path: Option<String>,
    pub(super) port: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PortOnly {
    pub(super) port: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct EnvVar {
    pub(super) name: Option<Spanned<String>>,
    pub(super) value: Option<String>,
    pub(super) value_from: Option<ValueFrom>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct ValueFrom {
    pub(super) field_ref: Option<FieldRef>,
    pub(super) resource_field_ref: Option<ResourceFieldRef>,
    pub(super) secret_key_ref: Option<KeyRef>,
    pub(super) config_map_key_ref: Option<KeyRef>,
    pub(super) file_key_ref: Option<FileKeyRef>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct FileKeyRef {
    pub(super) key: String,
    pub(super) path: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct FieldRef {
    pub(super) field_path: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ResourceFieldRef {
    pub(super) resource: String,
    pub(super) divisor: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct KeyRef {
    pub(super) key: String,
    pub(super) name: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct EnvFrom {
    pub(super) config_map_ref: Option<NameRef>,
    pub(super) secret_ref: Option<NameRef>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NameRef {
    pub(super) name: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Mount {
    pub(super) mount_path: Option<String>,
    pub(super) name: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Volume {
    pub(super) name: Option<String>,
    pub(super) empty_dir: Option<EmptyDir>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct EmptyDir {
    pub(super) medium: Option<String>,
    pub(super) size_limit: Option<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Toleration {
    pub(super) key: Option<String>,
    pub(super) operator: Option<String>,
    pub(super) value: Option<String>,
    pub(super) effect: Option<String>,
    pub(super) toleration_seconds: Option<i64>,
}

/// The status of a pod or a node.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Status {
    pub(super) phase: Option<String>,
    pub(super) reason: Option<Spanned<String>>,
    pub(super) message: Option<String>,
    pub(super) qos_class: Option<String>,
    pub(super) start_time: Option<String>,
    pub(super) conditions: Option<Vec<Condition>>,
    pub(super) init_container_statuses: Option<Vec<ContainerStatus>>,
    pub(super) container_statuses: Option<Vec<ContainerStatus>>,
    pub(super) ephemeral_container_statuses: Option<Vec<ContainerStatus>>,
    pub(super) resources: Option<Resources>,
    pub(super) allocated_resources: Option<Amounts>,
    pub(super) capacity: Option<Amounts>,
    pub(super) allocatable: Option<Amounts>,
    pub(super) node_info: Option<NodeInfo>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct NodeInfo {
    pub(super) kernel_version: Option<String>,
    pub(super) container_runtime_version: Option<String>,
    pub(super) kubelet_version: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Condition {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) status: String,
    pub(super) reason: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct ContainerStatus {
    pub(super) name: Option<Spanned<String>>,
    pub(super) image: Option<String>,
    pub(super) ready: Option<bool>,
    pub(super) restart_count: Option<Spanned<u32>>,
    pub(super) state: Option<Spanned<State>>,
    pub(super) last_state: Option<State>,
    pub(super) resources: Option<Resources>,
    pub(super) allocated_resources: Option<Amounts>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct State {
    pub(super) running: Option<Running>,
    pub(super) waiting: Option<Waiting>,
    pub(super) terminated: Option<Spanned<Terminated>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Running {
    pub(super) started_at: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Waiting {
    pub(super) reason: Option<String>,
    pub(super) message: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Terminated {
    pub(super) reason: Option<String>,
    pub(super) message: Option<String>,
    pub(super) exit_code: Option<i32>,
    pub(super) signal: Option<i32>,
    pub(super) started_at: Option<String>,
    pub(super) finished_at: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct ObjectReference {
    pub(super) kind: Option<String>,
    pub(super) name: Option<String>,
    pub(super) field_path: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct EventSource {
    pub(super) component: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct EventSeries {
    pub(super) count: Option<u32>,
}
