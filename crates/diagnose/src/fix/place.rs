//! Where the change goes: the container, and the object that a person edits.

use decode::kube::{Probe, QosClass, Role};
use decode::runtime::gogc::{self, Gogc};
use serde::{Deserialize, Serialize};

use crate::report::{ContainerReport, GomemlimitSource, PodReport, Report};

/// Who keeps the pod's spec, and so what a person edits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Keeper {
    /// A workload with a pod template that can be patched.
    Workload(Workload),
    /// A Job: its pod template can't be changed, so it has to be made anew.
    Job(String),
    /// A bare pod: its spec can't be changed, so it has to be made anew.
    Bare,
    /// A static pod: a file on the node.
    Static {
        /// The node.
        node: Option<String>,
    },
    /// Something else, whose controller would undo a patch: its own settings say what the pod gets.
    Operator {
        /// Its kind.
        kind: String,
        /// Its name.
        name: String,
    },
}

/// A workload with a pod template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workload {
    /// `Deployment`, `StatefulSet`, …
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Whether the name is guessed from that of a `ReplicaSet`.
    pub guessed: bool,
}

impl Workload {
    /// The kind as kubectl takes it.
    pub fn resource(&self) -> String {
        self.kind.to_lowercase()
    }
}

impl Keeper {
    /// Reads `Controlled By`. A `ReplicaSet` named `x-<hash>` is a Deployment's, by the way Deployments name them.
    pub fn of(owner: Option<&str>, node: Option<&str>) -> Self {
        let Some((kind, name)) = owner.and_then(|owner| owner.split_once('/')) else { return Self::Bare };
        let workload = |kind: &str, name: &str, guessed| {
            Self::Workload(Workload { kind: kind.to_owned(), name: name.to_owned(), guessed })
        };
        match kind {
            "ReplicaSet" => match name.rsplit_once('-').map(|(stem, _)| stem).filter(|stem| !stem.is_empty()) {
                Some(stem) => workload("Deployment", stem, true),
                None => workload("ReplicaSet", name, false),
            },
            "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicationController" => workload(kind, name, false),
            "Job" => Self::Job(name.to_owned()),
            "Node" => Self::Static { node: node.map(str::to_owned) },
            _ => Self::Operator { kind: kind.to_owned(), name: name.to_owned() },
        }
    }

    /// The workload, if that is what keeps the spec.
    pub fn workload(&self) -> Option<&Workload> {
        match self {
            Self::Workload(workload) => Some(workload),
            _ => None,
        }
    }
}

/// How a variable is written now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// Not at all.
    Not,
    /// Once, as a literal.
    Literal,
    /// From elsewhere, or more than once: what there is has to go before a value is set, as a definition may not have
    /// both and the last one counts.
    Elsewhere,
}

/// Where the change goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Container.
    pub container: String,
    /// Whether it stands under `initContainers`.
    pub init: bool,
    /// Whether the limit is the pod's as a whole.
    pub pod_level: bool,
    /// Pod.
    pub pod: Option<String>,
    /// Namespace.
    pub namespace: Option<String>,
    /// What a person edits.
    pub keeper: Keeper,
    /// How GOMEMLIMIT is written.
    pub gomemlimit: Written,
    /// How GOGC is written.
    pub gogc: Written,
    /// GOGC in force.
    pub gogc_now: Gogc,
    /// The liveness probe there is.
    pub liveness: Option<Probe>,
    /// Whether there is a startup probe: it has a handler of its own.
    pub has_startup: bool,
    /// Quality of service class, if it is known.
    pub qos: Option<QosClass>,
}

impl Place {
    /// The place that a report is about; `None` without a target.
    pub fn of(report: &Report) -> Option<Self> {
        let (pod, container) = super::target(report)?;
        // Only a patch tells of repeated definitions: the report lists one.
        let repeated = report.yaml.as_deref().is_some_and(|yaml| yaml.contains("$patch: delete"));
        let gomemlimit = match &container.gomemlimit {
            None => Written::Not,
            Some(set) if set.source != GomemlimitSource::Literal || repeated => Written::Elsewhere,
            Some(_) => Written::Literal,
        };
        Some(Self { gomemlimit, ..Self::at(pod, container) })
    }

    /// The place of a container, as far as the report's form of it tells.
    pub(super) fn at(pod: &PodReport, container: &ContainerReport) -> Self {
        Self {
            container: container.name.clone(),
            init: matches!(container.role, Role::Init | Role::Sidecar),
            pod_level: false,
            pod: pod.name.clone(),
            namespace: pod.namespace.clone(),
            keeper: Keeper::of(pod.owner.as_deref(), pod.node.as_deref()),
            gomemlimit: if container.gomemlimit.is_some() { Written::Literal } else { Written::Not },
            gogc: if container.gogc.is_some() { Written::Literal } else { Written::Not },
            gogc_now: container.gogc.as_deref().map_or(Gogc::DEFAULT, gogc::parse),
            liveness: container.liveness.clone(),
            has_startup: container.startup.is_some(),
            qos: pod.qos,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replica_set_gives_the_name_of_its_deployment_as_a_guess() {
        let keeper = Keeper::of(Some("ReplicaSet/api-gateway-7d9f8b6c5"), None);
        let expected = Workload { kind: "Deployment".into(), name: "api-gateway".into(), guessed: true };
        assert_eq!(keeper, Keeper::Workload(expected));
    }

    #[test]
    fn pods_that_no_patch_reaches_are_told_apart() {
        assert_eq!(Keeper::of(None, None), Keeper::Bare);
        assert_eq!(Keeper::of(Some("Node/n1"), Some("n1")), Keeper::Static { node: Some("n1".into()) });
        assert_eq!(Keeper::of(Some("Job/load-1"), None), Keeper::Job("load-1".into()));
        let operator = Keeper::Operator { kind: "Cluster".into(), name: "pg".into() };
        assert_eq!(Keeper::of(Some("Cluster/pg"), None), operator);
    }
}
