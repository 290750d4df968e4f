//! A pod as facts, the same whether it came from describe text, YAML or JSON. What is missing is `None`.

use serde::{Deserialize, Serialize};

use crate::units::{Bytes, UnixNanos};

/// A fact with the line of the input it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The fact.
    pub value: T,
    /// Line of the input as dropped, from 1; `None` for JSON and other sources without useful lines.
    pub line: Option<usize>,
}

impl<T> Located<T> {
    /// A fact read from `line`.
    pub const fn at(value: T, line: usize) -> Self {
        Self { value, line: Some(line) }
    }
}

/// One pod.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pod {
    /// Name.
    pub name: Option<String>,
    /// Namespace.
    pub namespace: Option<String>,
    /// Node, without its address.
    pub node: Option<String>,
    /// `Running`, `Failed`, …; `Terminating` where describe shows only that.
    pub phase: Option<String>,
    /// Pod-level reason, such as `Evicted`.
    pub reason: Option<Located<String>>,
    /// Pod-level message.
    pub message: Option<String>,
    /// Quality of service class.
    pub qos: Option<QosClass>,
    /// Controller, as `ReplicaSet/x-abc`.
    pub owner: Option<String>,
    /// When the kubelet accepted the pod.
    pub started: Option<UnixNanos>,
    /// Limits and requests of the pod as a whole (Kubernetes 1.32 and later).
    pub resources: Resources,
    /// Limits and requests of the pod as a whole that are in force (`status.resources`, Kubernetes 1.35 and later): after
    /// an in-place resize they differ from those of the spec.
    pub actual_resources: Option<Resources>,
    /// Memory the node has set aside for the pod as a whole (`status.allocatedResources`).
    pub allocated_memory: Option<Located<Bytes>>,
    /// Init containers, then main ones, then ephemeral ones, each in print order.
    pub containers: Vec<Container>,
    /// `emptyDir` volumes.
    pub empty_dirs: Vec<Emptydir>,
    /// Conditions, in print order.
    pub conditions: Vec<Condition>,
    /// Tolerations as describe prints them: `node.kubernetes.io/not-ready:NoExecute op=Exists for 300s`.
    pub tolerations: Vec<String>,
    /// Whether the pod is being deleted.
    pub terminating: bool,
    /// `terminationGracePeriodSeconds` (in describe only while terminating).
    pub grace_seconds: Option<u64>,
    /// Events of the pod, in print order.
    pub events: Vec<Event>,
    /// Whether an events section was there at all: an absent or empty one proves nothing.
    pub has_events_section: bool,
    /// Labels.
    pub labels: Vec<(String, String)>,
    /// Line on which this pod starts in the input, from 1.
    pub line: Option<usize>,
}

/// A condition of a pod.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// `Ready`, `DisruptionTarget`, …
    pub kind: String,
    /// `True`, `False` or `Unknown`.
    pub status: String,
    /// `PreemptionByScheduler`, … (YAML and JSON only).
    pub reason: Option<String>,
}

/// Quality of service class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum QosClass {
    /// Every container has requests equal to limits.
    Guaranteed,
    /// Something in between.
    Burstable,
    /// No requests or limits at all.
    BestEffort,
}

/// What a container is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A container of the pod proper.
    #[default]
    Main,
    /// Runs to its end before the main containers start.
    Init,
    /// An init container that keeps running (`restartPolicy: Always`).
    Sidecar,
    /// Added by `kubectl debug`.
    Ephemeral,
}

/// One container.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Container {
    /// Name.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// Image reference.
    pub image: Option<String>,
    /// Container ports: number, protocol, and name where known.
    pub ports: Vec<(u16, String, Option<String>)>,
    /// Current state.
    pub state: Option<Located<ContainerState>>,
    /// The termination before the current state.
    pub last_state: Option<Located<Terminated>>,
    /// Whether it passes its readiness probe.
    pub ready: Option<bool>,
    /// How often it was restarted.
    pub restart_count: Option<Located<u32>>,
    /// Limits and requests of the spec.
    pub resources: Resources,
    /// Limits and requests in force after an in-place resize (`status.containerStatuses[].resources`).
    pub actual_resources: Option<Resources>,
    /// Memory the node has set aside for it, which lags behind the request while a resize is under way
    /// (`status.containerStatuses[].allocatedResources`).
    pub allocated_memory: Option<Located<Bytes>>,
    /// Liveness probe.
    pub liveness: Option<Located<Probe>>,
    /// Readiness probe.
    pub readiness: Option<Located<Probe>>,
    /// Startup probe.
    pub startup: Option<Located<Probe>>,
    /// Environment in order; values of variables other than GOMEMLIMIT, GOGC and GODEBUG are dropped while parsing.
    pub env: Vec<EnvVar>,
    /// Config maps and secrets whose keys become variables: GOMEMLIMIT can hide there.
    pub env_from: Vec<String>,
    /// Mounts: path and volume name.
    pub mounts: Vec<(String, String)>,
    /// Line on which the container starts in the input, from 1.
    pub line: Option<usize>,
}

/// Memory and CPU limits and requests. CPU in thousandths of a core.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resources {
    /// Memory limit.
    pub memory_limit: Option<Located<Bytes>>,
    /// Memory request.
    pub memory_request: Option<Located<Bytes>>,
    /// CPU limit.
    pub cpu_limit_milli: Option<u64>,
    /// CPU request.
    pub cpu_request_milli: Option<u64>,
}

/// The state of a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContainerState {
    /// Running since `started`.
    Running {
        /// Since when.
        started: Option<UnixNanos>,
    },
    /// Waiting, with the kubelet's reason such as `CrashLoopBackOff`.
    Waiting {
        /// Why.
        reason: Option<String>,
        /// More on why (YAML and JSON only).
        message: Option<String>,
    },
    /// Ended.
    Terminated(Terminated),
}

/// How a container ended. Times before the year 2000 are placeholders and read as `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terminated {
    /// `OOMKilled`, `Error`, `Completed`, …
    pub reason: Option<String>,
    /// Termination message: may hold anything the program wrote, so it never leaves the page.
    pub message: Option<String>,
    /// Exit code.
    pub exit_code: Option<i32>,
    /// Signal, where the runtime gives one.
    pub signal: Option<i32>,
    /// Start of this incarnation.
    pub started: Option<UnixNanos>,
    /// Its end.
    pub finished: Option<UnixNanos>,
}

/// A probe.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// `http-get`, `tcp-socket`, `exec`, `grpc` or `unknown`.
    pub handler: String,
    /// Path of an `http-get`.
    pub path: Option<String>,
    /// Port, by number or name.
    pub port: Option<String>,
    /// `initialDelaySeconds`
    pub delay: u32,
    /// `timeoutSeconds`
    pub timeout: u32,
    /// `periodSeconds`
    pub period: u32,
    /// `successThreshold`
    pub success: u32,
    /// `failureThreshold`
    pub failure: u32,
}

/// An environment variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvVar {
    /// Name.
    pub name: String,
    /// Where its value comes from.
    pub source: EnvSource,
    /// Line of the input, from 1.
    pub line: Option<usize>,
}

impl EnvVar {
    /// Whether the value of the variable `name` is kept: only the Go runtime's own settings of memory are, because
    /// any other may be a secret.
    pub fn keeps_value(name: &str) -> bool {
        matches!(name, "GOMEMLIMIT" | "GOGC" | "GODEBUG")
    }
}

/// Where the value of an environment variable comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnvSource {
    /// Written in the spec. The value is kept only where [`EnvVar::keeps_value`] says so: any other may be a secret,
    /// is dropped while parsing and reads as `None`.
    Literal(Option<String>),
    /// A field of the pod, such as `metadata.name`.
    Field {
        /// The path.
        path: String,
    },
    /// A resource of the container, such as `limits.memory`.
    ResourceField {
        /// The resource.
        resource: String,
        /// What kubectl computes for it (describe only): from the spec, not read from the process.
        value: Option<String>,
        /// The divisor (YAML and JSON only; `1` if absent there).
        divisor: Option<String>,
    },
    /// A key of a secret: hidden.
    Secret {
        /// The key.
        key: String,
        /// The secret.
        name: String,
    },
    /// A key of a config map: hidden.
    ConfigMap {
        /// The key.
        key: String,
        /// The config map.
        name: String,
    },
    /// A key of a file in a volume (Kubernetes 1.34 and later; YAML and JSON only): hidden.
    File {
        /// The key.
        key: String,
        /// The file.
        path: String,
    },
}

/// An `emptyDir` volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emptydir {
    /// Name.
    pub name: String,
    /// Whether it is backed by memory (`medium: Memory`): charged to the containers that write it.
    pub in_memory: bool,
    /// Size limit, if any.
    pub size_limit: Option<Bytes>,
}

/// An event. One cell of `kubectl describe`, `kubectl get events` or `kubectl events`, or one `Event` object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Event {
    /// `Normal` or `Warning`.
    pub kind: String,
    /// `Killing`, `BackOff`, …
    pub reason: String,
    /// Age as printed, without the repetition: `5m`. `None` where only absolute times are known.
    pub age: Option<String>,
    /// That age in seconds, where it can be read.
    pub age_seconds: Option<u64>,
    /// How often it was seen: the `x9` of `74m (x9 over 81m)`; 1 if not said.
    pub count: u32,
    /// Over how many seconds: the `81m`.
    pub over_seconds: Option<u64>,
    /// The component that reported it.
    pub from: Option<String>,
    /// The object it is about, as `pod/x` in lower case, where the source names it (describe does not).
    pub object: Option<String>,
    /// The container it is about, where field path or message say so.
    pub container: Option<String>,
    /// Message, without a `spec.containers{…}: ` prefix.
    pub message: String,
    /// Line of the input, from 1.
    pub line: Option<usize>,
}

/// A Deployment or whatever else has a pod template: what a person edits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Workload {
    /// `Deployment`, `StatefulSet`, `DaemonSet`, `Job`, `CronJob`, …
    pub kind: String,
    /// Name.
    pub name: Option<String>,
    /// Namespace, where written.
    pub namespace: Option<String>,
    /// `spec.replicas`, where written.
    pub replicas: Option<u32>,
    /// The pod it makes, as far as a spec tells: no status, no name.
    pub template: Pod,
    /// Line on which it starts in the input, from 1.
    pub line: Option<usize>,
}

/// A node, from `kubectl describe node` or as an object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Node {
    /// Name.
    pub name: Option<String>,
    /// Memory of the machine.
    pub capacity: Option<Bytes>,
    /// Memory for pods.
    pub allocatable: Option<Bytes>,
    /// Conditions, such as `MemoryPressure`.
    pub conditions: Vec<Condition>,
    /// Kernel version.
    pub kernel: Option<String>,
    /// Container runtime and its version: `containerd://1.7.2`.
    pub container_runtime: Option<String>,
    /// Kubelet version.
    pub kubelet: Option<String>,
    /// Memory limits of all its pods together (describe only); may be more than it has.
    pub limits_total: Option<Bytes>,
    /// Memory requests of all its pods together (describe only).
    pub requests_total: Option<Bytes>,
    /// Its pods (describe only).
    pub pods: Vec<NodePod>,
    /// Events: `SystemOOM` and `OOMKilling` are found here, never at the pod.
    pub events: Vec<Event>,
    /// Line on which it starts in the input, from 1.
    pub line: Option<usize>,
}

/// A pod in the list of a described node.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NodePod {
    /// Namespace.
    pub namespace: String,
    /// Name.
    pub name: String,
    /// Memory requests of its containers together; `None` if there are none.
    pub memory_request: Option<Bytes>,
    /// Memory limits of its containers together; `None` if there are none.
    pub memory_limit: Option<Bytes>,
    /// Line of the input, from 1.
    pub line: usize,
}

/// A row of `kubectl get pod`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PodRow {
    /// Namespace (`-A` only).
    pub namespace: Option<String>,
    /// Name.
    pub name: String,
    /// Ready containers and all of them: `1/2`.
    pub ready: Option<(u32, u32)>,
    /// `Running`, `OOMKilled`, `CrashLoopBackOff`, …
    pub status: String,
    /// Restarts of all containers together.
    pub restarts: Option<u32>,
    /// Seconds since the last restart, where shown.
    pub restarted_ago_seconds: Option<u64>,
    /// Age in seconds.
    pub age_seconds: Option<u64>,
    /// Line of the input, from 1.
    pub line: usize,
}

/// A row of `kubectl top pod`: the working set, averaged over 15 seconds or more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TopRow {
    /// Namespace (`-A` only).
    pub namespace: Option<String>,
    /// Pod.
    pub pod: String,
    /// Container (`--containers` only).
    pub container: Option<String>,
    /// CPU in thousandths of a core.
    pub cpu_milli: Option<u64>,
    /// Working set.
    pub memory: Option<Bytes>,
    /// Line of the input, from 1.
    pub line: usize,
}
