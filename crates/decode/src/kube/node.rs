//! `kubectl describe node`: where the events about memory of the whole machine are.

use super::describe::{EventTable, Line, clean, split};
use super::model::{Condition, Node, NodePod};
use super::quantity;
use crate::units::Bytes;

/// Whether the text is `kubectl describe node` output, cheaply.
pub fn recognise(text: &str) -> bool {
    const KEYS: [&str; 5] =
        ["Capacity:", "Allocatable:", "System Info:", "Non-terminated Pods:", "Allocated resources:"];
    let starts = |line: &&str| KEYS.iter().any(|key| line.starts_with(key));
    text.lines().take(2_000).filter(starts).count() >= 2
}

/// Reads one or many nodes.
pub fn parse(text: &str) -> Vec<Node> {
    let clean = clean(text);
    let mut nodes: Vec<Node> = Vec::new();
    let mut section = String::new();
    let mut events = EventTable::default();
    for line in &split(&clean) {
        let starts = line.indent == 0 && line.key() == Some("Name");
        if starts || line.is_border() {
            finish(&mut nodes, &mut events);
        }
        if starts {
            section.clear();
            let name = line.key_value().map(|(_, name)| name.to_owned());
            nodes.push(Node { name, line: Some(line.number), ..Node::default() });
        } else if line.indent == 0 && section != "Events" {
            line.key().unwrap_or_default().clone_into(&mut section);
        } else if section == "Events" {
            events.line(line);
        } else if let Some(node) = nodes.last_mut() {
            in_section(node, &section, line);
        }
    }
    finish(&mut nodes, &mut events);
    nodes
}

/// Gives the events read so far to the node they stand under.
fn finish(nodes: &mut [Node], events: &mut EventTable) {
    if let Some(node) = nodes.last_mut() {
        node.events.append(&mut std::mem::take(events).events);
    }
}

fn in_section(node: &mut Node, section: &str, line: &Line<'_>) {
    let memory = |text: &str| quantity::memory(text).0;
    match (section, line.key_value()) {
        ("Capacity", Some(("memory", value))) => node.capacity = memory(value),
        ("Allocatable", Some(("memory", value))) => node.allocatable = memory(value),
        ("System Info", Some(("Kernel Version", value))) => node.kernel = Some(value.to_owned()),
        ("System Info", Some(("Container Runtime Version", value))) => node.container_runtime = Some(value.to_owned()),
        ("System Info", Some(("Kubelet Version", value))) => node.kubelet = Some(value.to_owned()),
        ("Non-terminated Pods", _) => node.pods.extend(pod(line)),
        ("Conditions", _) => node.conditions.extend(condition(&line.text)),
        // `memory  140Mi (0%)  340Mi (2%)`
        ("Allocated resources", _) => {
            let mut words = line.text.split_whitespace().filter(|word| !word.starts_with('('));
            if words.next() == Some("memory") {
                node.requests_total = words.next().and_then(memory);
                node.limits_total = words.next().and_then(memory);
            }
        }
        _ => {}
    }
}

/// `shop  web-1  250m (6%)  0 (0%)  256Mi (1%)  512Mi (3%)  2d`: requests and limits of CPU, then of memory.
fn pod(line: &Line<'_>) -> Option<NodePod> {
    let words: Vec<_> = line.text.split_whitespace().filter(|word| !word.starts_with('(')).collect();
    let [namespace, name, cpu_request, _, request, limit, ..] = *words.as_slice() else { return None };
    quantity::cpu_milli(cpu_request)?;
    let memory = |text: &str| quantity::memory(text).0;
    let (request, limit) = (memory(request)?, memory(limit)?);
    let amount = |bytes: Bytes| (bytes.0 > 0).then_some(bytes);
    Some(NodePod {
        namespace: namespace.to_owned(),
        name: name.to_owned(),
        memory_request: amount(request),
        memory_limit: amount(limit),
        line: line.number,
    })
}

/// `MemoryPressure  False  <times>  KubeletHasSufficientMemory  …`
fn condition(row: &str) -> Option<Condition> {
    let mut cells = row.split("  ").map(str::trim).filter(|cell| !cell.is_empty());
    let (kind, status) = (cells.next()?, cells.next()?);
    let reason = cells.find(|cell| !cell.contains([' ', ':'])).map(str::to_owned);
    matches!(status, "True" | "False" | "Unknown").then(|| Condition {
        kind: kind.to_owned(),
        status: status.to_owned(),
        reason,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NODE: &str = "\
Name:               node-1
Roles:              worker
Labels:             kubernetes.io/hostname=node-1
Conditions:
  Type             Status  LastHeartbeatTime                 LastTransitionTime                Reason                       Message
  ----             ------  -----------------                 ------------------                ------                       -------
  MemoryPressure   True    Fri, 20 Nov 2026 10:00:00 +0000   Fri, 20 Nov 2026 09:00:00 +0000   KubeletHasInsufficientMemory kubelet has
  Ready            True    Fri, 20 Nov 2026 10:00:00 +0000   Fri, 20 Nov 2026 09:00:00 +0000   KubeletReady                 kubelet is posting
Capacity:
  cpu:                4
  memory:             16393244Ki
Allocatable:
  memory:             15Gi
System Info:
  Kernel Version:             6.8.0
  Container Runtime Version:  containerd://1.7.2
  Kubelet Version:            v1.33.1
Non-terminated Pods:          (1 in total)
  Namespace                   Name     CPU Requests  CPU Limits  Memory Requests  Memory Limits  Age
  shop                        web-1    250m (6%)     0 (0%)      256Mi (1%)       512Mi (3%)     2d
Allocated resources:
  (Total limits may be over 100 percent, i.e., overcommitted.)
  Resource           Requests    Limits
  cpu                250m (6%)   0 (0%)
  memory             256Mi (1%)  20Gi (133%)
Events:
  Type     Reason     Age                From     Message
  ----     ------     ----               ----     -------
  Warning  SystemOOM  3m (x4 over 81m)   kubelet  System OOM encountered, victim process: app, pid: 42
";

    #[test]
    fn a_node_is_read_with_its_memory_and_events() {
        assert!(recognise(NODE));
        let nodes = parse(NODE);
        let [node] = nodes.as_slice() else { panic!("{nodes:?}") };
        assert_eq!((node.name.as_deref(), node.line), (Some("node-1"), Some(1)));
        assert_eq!((node.capacity, node.allocatable), (Some(Bytes(16_393_244 << 10)), Some(Bytes(15 << 30))));
        assert_eq!((node.requests_total, node.limits_total), (Some(Bytes(256 << 20)), Some(Bytes(20 << 30))));
        assert_eq!(node.container_runtime.as_deref(), Some("containerd://1.7.2"));
        assert_eq!((node.kernel.as_deref(), node.kubelet.as_deref()), (Some("6.8.0"), Some("v1.33.1")));
        assert_eq!((node.conditions[0].kind.as_str(), node.conditions[0].status.as_str()), ("MemoryPressure", "True"));
        let [pod] = node.pods.as_slice() else { panic!("{:?}", node.pods) };
        assert_eq!((pod.namespace.as_str(), pod.name.as_str(), pod.line), ("shop", "web-1", 20));
        assert_eq!((pod.memory_request, pod.memory_limit), (Some(Bytes(256 << 20)), Some(Bytes(512 << 20))));
        assert_eq!((node.events[0].reason.as_str(), node.events[0].count), ("SystemOOM", 4));
    }

    #[test]
    fn several_nodes_are_told_apart() {
        let text = format!("{NODE}\n\n{}", NODE.replace("node-1", "node-2"));
        let nodes = parse(&text);
        assert_eq!(nodes.iter().map(|node| node.events.len()).collect::<Vec<_>>(), [1, 1]);
        assert_eq!(nodes[1].name.as_deref(), Some("node-2"));
    }
}
