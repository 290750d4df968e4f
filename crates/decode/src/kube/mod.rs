//! What Kubernetes says of a pod: `kubectl describe pod`, YAML and JSON, tables, events, quantities.

pub mod describe;
mod model;
pub mod quantity;
mod time;

pub use model::{
    Condition, Container, ContainerState, Emptydir, EnvSource, EnvVar, Event, Located, Pod, Probe, QosClass, Resources,
    Role, Terminated,
};

/// The start of a text that a warning quotes: at most 40 characters.
fn excerpt(text: &str) -> String {
    text.chars().take(40).collect()
}
