//! What owns the pod, and so what a person edits.

use decode::kube::Pod;

/// The workload a patch is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Owner {
    /// `deployment`, `statefulset`, … as kubectl writes it.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
}

impl Owner {
    /// Reads `Controlled By`. A `ReplicaSet` named `x-<hash>` is a Deployment's, by the way Deployments name them.
    pub(crate) fn of(pod: &Pod) -> Option<Self> {
        let (kind, name) = pod.owner.as_deref()?.split_once('/')?;
        let kind = match kind {
            "ReplicaSet" => {
                let deployment = name.rsplit_once('-').map(|(stem, _)| stem).filter(|stem| !stem.is_empty());
                return Some(match deployment {
                    Some(stem) => Self { kind: "deployment", name: stem.to_owned() },
                    None => Self { kind: "replicaset", name: name.to_owned() },
                });
            }
            "StatefulSet" => "statefulset",
            "DaemonSet" => "daemonset",
            "ReplicationController" => "replicationcontroller",
            _ => return None,
        };
        Some(Self { kind, name: name.to_owned() })
    }
}
