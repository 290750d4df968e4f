//! What Kubernetes says of a pod: `kubectl describe pod`, YAML and JSON, tables, events, quantities.

mod model;

pub use model::{
    Condition, Container, ContainerState, Emptydir, EnvSource, EnvVar, Event, Located, Pod, Probe, QosClass, Resources,
    Role, Terminated,
};
