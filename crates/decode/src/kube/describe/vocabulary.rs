//! The words of `kubectl describe pod`, in print order (kubectl 1.14 to 1.37).

/// Keys of a pod.
pub(super) const HEADER: [&str; 33] = [
    "Name",
    "Namespace",
    "Priority",
    "Priority Class Name",
    "PriorityClassName",
    "Runtime Class Name",
    "Service Account",
    "Node",
    "Start Time",
    "Labels",
    "Annotations",
    "Status",
    "Termination Grace Period",
    "Reason",
    "Message",
    "SeccompProfile",
    "IP",
    "IPs",
    "Controlled By",
    "NominatedNodeName",
    "Resources",
    "Init Containers",
    "Containers",
    "Ephemeral Containers",
    "Readiness Gates",
    "Conditions",
    "Volumes",
    "QoS Class",
    "Node-Selectors",
    "Tolerations",
    "Topology Spread Constraints",
    "SchedulingGroup",
    "Events",
];

/// Keys of a container.
pub(super) const CONTAINER: [&str; 23] = [
    "Container ID",
    "Image",
    "Image ID",
    "Port",
    "Ports",
    "Host Port",
    "Host Ports",
    "SeccompProfile",
    "Command",
    "Args",
    "State",
    "Last State",
    "Ready",
    "Restart Count",
    "Limits",
    "Requests",
    "Liveness",
    "Readiness",
    "Startup",
    "Environment Variables from",
    "Environment",
    "Mounts",
    "Devices",
];

/// Keys of a state.
pub(super) const STATE: [&str; 6] = ["Reason", "Message", "Exit Code", "Signal", "Started", "Finished"];

/// Whether `key` begins a part of a pod at or after its containers.
pub(super) fn is_list_or_later(key: &str) -> bool {
    HEADER.iter().skip_while(|known| **known != "Init Containers").any(|known| *known == key)
}

/// Whether `key` is one of those that come after the states of a container.
pub(super) fn follows_state(key: &str) -> bool {
    container_rank(key) > container_rank("Last State")
}

/// Where `key` stands in the print order of a container.
pub(super) fn container_rank(key: &str) -> Option<usize> {
    CONTAINER.iter().position(|known| *known == key)
}

/// The indent kubectl prints `key` at, for keys that occur at one indent only.
pub(super) fn indent_of(key: &str) -> Option<usize> {
    const SEVERAL: [&str; 5] = ["Reason", "Message", "SeccompProfile", "IP", "Resources"];
    // Words of everyday prose prove nothing about the indent of a paste.
    const EVERYDAY: [&str; 7] = ["Name", "Status", "Node", "Labels", "Image", "Command", "Events"];
    // Pod-level resources have these two at another indent than containers.
    const RESOURCES: [&str; 2] = ["Limits", "Requests"];
    if SEVERAL.contains(&key) || EVERYDAY.contains(&key) || RESOURCES.contains(&key) {
        None
    } else if HEADER.contains(&key) {
        Some(0)
    } else if CONTAINER.contains(&key) {
        Some(4)
    } else {
        STATE.contains(&key).then_some(6)
    }
}
