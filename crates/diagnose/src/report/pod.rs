//! Pods as they were, and how their containers ended.

use decode::kube::{Probe, QosClass, Role};
use decode::units::{Bytes, UnixNanos};
use serde::{Deserialize, Serialize};

/// One pod.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PodReport {
    /// Name.
    pub name: Option<String>,
    /// Namespace.
    pub namespace: Option<String>,
    /// `Running`, `Failed`, …
    pub phase: Option<String>,
    /// Pod-level reason such as `Evicted`.
    pub reason: Option<String>,
    /// Quality of service class.
    pub qos: Option<QosClass>,
    /// Node.
    pub node: Option<String>,
    /// `ReplicaSet/x-abc`; `Deployment/x` where a manifest among the inputs says so.
    pub owner: Option<String>,
    /// How many pods like it there are to be, where a manifest among the inputs says so.
    pub replicas: Option<u32>,
    /// Containers of all roles.
    pub containers: Vec<ContainerReport>,
    /// Events.
    pub events: Vec<EventReport>,
}

/// One container.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContainerReport {
    /// Name.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// Ports.
    pub ports: Vec<Port>,
    /// Memory limit in force.
    pub memory_limit_bytes: Option<Bytes>,
    /// Memory request.
    pub memory_request_bytes: Option<Bytes>,
    /// The GOMEMLIMIT variable, if it is set.
    pub gomemlimit: Option<GomemlimitReport>,
    /// The GOGC variable as written.
    pub gogc: Option<String>,
    /// Restarts.
    pub restart_count: Option<u32>,
    /// Current state.
    pub state: Option<StateReport>,
    /// The termination before it.
    pub last_state: Option<LastState>,
    /// Liveness probe.
    pub liveness: Option<Probe>,
    /// Readiness probe.
    pub readiness: Option<Probe>,
    /// Startup probe.
    pub startup: Option<Probe>,
    /// How it ended.
    pub termination: Termination,
}

/// A container port.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Port {
    /// Number.
    pub number: u16,
    /// Name.
    pub name: Option<String>,
}

/// The GOMEMLIMIT variable of a container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GomemlimitReport {
    /// As written; `None` where hidden.
    pub raw: Option<String>,
    /// In bytes, as the Go runtime reads it; `None` for `off`, hidden and malformed values.
    pub bytes: Option<Bytes>,
    /// Where it comes from.
    pub source: GomemlimitSource,
    /// Whether the Go runtime accepts it; `None` where hidden.
    pub valid: Option<bool>,
}

/// Where GOMEMLIMIT comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GomemlimitSource {
    /// Written in the spec.
    Literal,
    /// `resourceFieldRef`: 100 % of the limit.
    ResourceField,
    /// A secret, config map or field.
    Hidden,
}

/// The current state of a container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateReport {
    /// `Running`, `Waiting` or `Terminated`.
    pub state: String,
    /// Why.
    pub reason: Option<String>,
    /// Since when it runs, or when the ended one started.
    pub started: Option<UnixNanos>,
}

/// A termination. The message is never copied: it may hold secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastState {
    /// `OOMKilled`, `Error`, …
    pub reason: Option<String>,
    /// Exit code.
    pub exit_code: Option<i32>,
    /// Signal.
    pub signal: Option<i32>,
    /// Always `None`: what a program wrote never enters a report.
    pub message: Option<String>,
    /// Start.
    pub started: Option<UnixNanos>,
    /// End.
    pub finished: Option<UnixNanos>,
}

/// How a container ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Termination {
    /// What ended it.
    pub kind: TerminationKind,
    /// Whether an OOM kill happened in it.
    pub oom_happened: bool,
    /// Whether that is what ended it.
    pub oom_ended_container: bool,
    /// Whose limit it was.
    pub scope: Scope,
}

/// What ended a container (`domain.md` §B3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TerminationKind {
    /// The kernel killed it for memory.
    OomKilled,
    /// Some process in it was OOM-killed earlier; it ended for another reason.
    OomEarlier,
    /// Killed after a failed liveness or startup probe.
    ProbeKill,
    /// Evicted by the kubelet.
    Evicted,
    /// Preempted by the scheduler.
    Preempted,
    /// The node shut down.
    NodeShutdown,
    /// It never started.
    StartError,
    /// The node refused the pod.
    Admission,
    /// The kubelet lost track of it.
    StatusUnknown,
    /// A Go panic or fatal error.
    GoFatal,
    /// GOMEMLIMIT is malformed: the program ends at start.
    BadGomemlimit,
    /// Exit 137 without a reason: SIGKILL from somewhere.
    KilledUnknown,
    /// Stopped on purpose: deletion, rollout.
    Stopped,
    /// It finished.
    Completed,
    /// It failed by itself.
    Error,
    /// It has not ended.
    None,
}

/// Whose memory limit an OOM kill was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The container's own.
    Container,
    /// The pod's.
    Pod,
    /// The node ran out.
    Node,
    /// Not known, or there was no OOM kill.
    Unknown,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventReport {
    /// `Normal` or `Warning`.
    pub r#type: String,
    /// `Killing`, …
    pub reason: String,
    /// Age as printed.
    pub age: Option<String>,
    /// How often.
    pub count: u32,
    /// Reported by.
    pub from: Option<String>,
    /// What it says in the cluster's own words; "…" stands for what a program, a probe or a command printed, as that may
    /// hold secrets.
    pub message: String,
}
