//! What Kubernetes says of a pod: `kubectl describe pod`, YAML and JSON, tables, events, quantities.
//!
//! Every format has a `recognise`, which is cheap, and a `parse`.

pub mod describe;
pub mod inspect;
pub mod manifest;
mod merge;
mod model;
pub mod node;
pub mod quantity;
mod read;
pub mod table;
mod time;

pub use model::{
    Condition, Container, ContainerState, Emptydir, EnvSource, EnvVar, Event, Located, Node, NodePod, Pod, PodRow,
    Probe, QosClass, Resources, Role, Terminated, TopRow, Workload,
};
pub(crate) use read::read;

/// The start of a text that a warning quotes: at most 40 characters.
fn excerpt(text: &str) -> String {
    text.chars().take(40).collect()
}
