//! What the kubelet says of an eviction. Its sentences are those of `pkg/kubelet/eviction/helpers.go` in Kubernetes:
//! "The node was low on resource: R.", then "Container C was using U, request is Q, has larger consumption of R." for
//! each container above its request.

use decode::kube::Pod;
use decode::kube::quantity::Quantity;
use decode::units::Bytes;

/// Why the pod was evicted, in the kubelet's words: the pod's message, else that of the event.
fn message(pod: &Pod) -> Option<&str> {
    let event = || pod.events.iter().find(|event| event.reason == "Evicted").map(|event| event.message.as_str());
    pod.message.as_deref().or_else(event)
}

/// Whether it was for something else than memory: disk, inodes, process ids, a volume or a quota of local storage.
/// Where nothing is said, memory is possible.
pub(crate) fn spares_memory(pod: &Pod) -> bool {
    let Some(message) = message(pod) else { return false };
    match message.split_once("low on resource: ") {
        Some((_, resource)) => !resource.starts_with("memory"),
        None => message.contains("ephemeral") || message.contains("EmptyDir"),
    }
}

/// The memory that `container` used when the pod was evicted for it, and what it had requested.
pub(crate) fn usage(pod: &Pod, container: &str) -> Option<(Bytes, Bytes)> {
    // One container's name may begin with another's.
    let mut parts = message(pod)?.split("Container ");
    let told = parts.find_map(|part| part.strip_prefix(container)?.strip_prefix(" was using "))?;
    let (used, rest) = told.split_once(", request is ")?;
    let (request, rest) = rest.split_once(", has larger consumption of ")?;
    let bytes = |text: &str| Quantity::parse(text)?.bytes();
    rest.starts_with("memory").then_some((bytes(used)?, bytes(request)?))
}

/// Whether `container` used more memory than it had requested when the pod was evicted, as far as the kubelet tells: it
/// names those that did. `None` where it names none.
pub(crate) fn over_request(pod: &Pod, container: &str) -> Option<bool> {
    if let Some((used, request)) = usage(pod, container) {
        return Some(used > request);
    }
    message(pod)?.contains(", has larger consumption of memory").then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evicted(message: &str) -> Pod {
        Pod { message: Some(message.to_owned()), ..Pod::default() }
    }

    #[test]
    fn the_kubelets_message_tells_what_each_container_used() {
        let pod = evicted(
            "The node was low on resource: memory. Threshold quantity: 100Mi, available: 80Mi. Container app was using 1843Mi, request is 512Mi, has larger consumption of memory. Container app-proxy was using 90Mi, request is 0, has larger consumption of memory. ",
        );
        assert_eq!(usage(&pod, "app"), Some((Bytes::mib(1843), Bytes::mib(512))));
        assert_eq!(usage(&pod, "app-proxy"), Some((Bytes::mib(90), Bytes(0))));
        assert_eq!(usage(&pod, "pp"), None);
        assert_eq!(
            ["app", "app-proxy", "pp"].map(|name| over_request(&pod, name)),
            [Some(true), Some(true), Some(false)]
        );
        assert!(!spares_memory(&pod));
        let other_way = evicted(
            "The node was low on resource: memory. Container app-proxy was using 90Mi, request is 0, has larger consumption of memory. Container app was using 1843Mi, request is 512Mi, has larger consumption of memory. ",
        );
        assert_eq!(usage(&other_way, "app"), Some((Bytes::mib(1843), Bytes::mib(512))));
    }

    #[test]
    fn what_is_evicted_for_its_disk_is_not_short_of_memory() {
        let disk = "The node was low on resource: ephemeral-storage. Threshold quantity: 1Gi, available: 800Mi. Container app was using 9Gi, request is 0, has larger consumption of ephemeral-storage. ";
        assert!(spares_memory(&evicted(disk)) && usage(&evicted(disk), "app").is_none());
        assert!(spares_memory(&evicted("Usage of EmptyDir volume \"cache\" exceeds the limit \"1Gi\". ")));
        assert!(!spares_memory(&evicted("The node had condition: [MemoryPressure]. ")));
        assert_eq!(over_request(&evicted("The node had condition: [MemoryPressure]. "), "app"), None);
        assert!(!spares_memory(&Pod::default()));
    }
}
