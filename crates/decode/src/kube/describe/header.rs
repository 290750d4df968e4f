//! The pod's own lines: header, conditions, volumes, tolerations.

use super::lines::Line;
use super::{Reader, is_container_name, some, vocabulary};
use crate::kube::model::{Condition, Emptydir, Located, Pod, QosClass, Role};
use crate::kube::quantity;

impl Reader<'_> {
    /// Reads one line at the indent of the header, with its block. kubectl prints each key once: a second one is
    /// something a message or a person wrote. `anchored` says whether the pod's `Name:` started all this.
    pub(super) fn header_line(&mut self, pod: &mut Pod, anchored: bool) {
        let Some(line) = self.peek() else { return };
        self.at += 1;
        let Some((key, value)) = line.key_value().filter(|_| line.indent == 0) else { return };
        // Events come last: after them only people write.
        if pod.has_events_section {
            return;
        }
        match key {
            "Name" => set(&mut pod.name, some(value)),
            "Namespace" => set(&mut pod.namespace, some(value)),
            "Node" => set(&mut pod.node, some(value.split('/').next().unwrap_or_default())),
            "Controlled By" => set(&mut pod.owner, some(value)),
            "Start Time" if pod.started.is_none() => pod.started = self.instant(key, value, line),
            "Labels" if pod.labels.is_empty() => self.labels(pod, value),
            "Status" if pod.phase.is_none() => read_phase(pod, value),
            "Termination Grace Period" => {
                set(&mut pod.grace_seconds, value.strip_suffix('s').and_then(|seconds| seconds.parse().ok()));
            }
            "Reason" if anchored && pod.containers.is_empty() => {
                set(&mut pod.reason, some(value).map(|reason| Located::at(reason, line.number)));
            }
            "Message" if anchored && pod.containers.is_empty() => self.pod_message(pod, value),
            "Resources" => self.pod_resources(pod),
            "Init Containers" => self.containers(pod, Role::Init),
            "Containers" => self.containers(pod, Role::Main),
            "Ephemeral Containers" => self.containers(pod, Role::Ephemeral),
            "Conditions" if pod.conditions.is_empty() => self.conditions(pod),
            "Volumes" if pod.empty_dirs.is_empty() => self.volumes(pod),
            "QoS Class" => set(&mut pod.qos, qos(value)),
            "Tolerations" if pod.tolerations.is_empty() => self.tolerations(pod, value),
            "Events" => self.events(pod, value),
            _ => self.skip_children(1),
        }
    }

    /// Containers of one role. The section ends where another part of the pod begins; a line that has no place in a
    /// container is stepped over.
    fn containers(&mut self, pod: &mut Pod, role: Role) {
        while let Some(line) = self.peek() {
            let ends = line.indent == 0 && line.key().is_some_and(vocabulary::is_list_or_later);
            if ends || line.is_border() || self.starts_pod(self.at) {
                return;
            }
            if line.indent == 2 && is_container_name(line) {
                self.container(pod, role);
            } else {
                self.at += 1;
            }
        }
    }

    fn labels(&mut self, pod: &mut Pod, first: &str) {
        let label = |text: &str| text.split_once('=').map(|(key, value)| (key.to_owned(), value.to_owned()));
        pod.labels.extend(label(first));
        self.each_child(1, |_, line| pod.labels.extend(label(&line.text)));
    }

    /// The pod's message, up to the next key that kubectl always prints after it.
    fn pod_message(&mut self, pod: &mut Pod, first: &str) {
        if pod.message.is_some() {
            return;
        }
        let ends = |line: &Line<'_>| line.indent == 0 && matches!(line.key(), Some("IP" | "SeccompProfile" | "IPs"));
        let end = (self.at..self.lines.len()).take(200).find(|at| ends(&self.lines[*at]));
        let mut message = first.to_owned();
        for line in &self.lines[self.at..end.unwrap_or(self.at)] {
            message.push('\n');
            message.push_str(&line.text);
        }
        self.at = end.unwrap_or(self.at);
        pod.message = some(&message);
    }

    fn pod_resources(&mut self, pod: &mut Pod) {
        while let Some(line) = self.child(2) {
            self.at += 1;
            match line.key() {
                Some("Limits") => self.limits(&mut pod.resources, 4),
                Some("Requests") => self.requests(&mut pod.resources, 4),
                _ => {}
            }
        }
    }

    fn conditions(&mut self, pod: &mut Pod) {
        self.each_child(1, |_, line| {
            let mut words = line.text.split_ascii_whitespace();
            if let (Some(kind), Some(status @ ("True" | "False" | "Unknown"))) = (words.next(), words.next()) {
                pod.conditions.push(Condition { kind: kind.to_owned(), status: status.to_owned(), reason: None });
            }
        });
    }

    /// Volumes; only `emptyDir`s are kept.
    fn volumes(&mut self, pod: &mut Pod) {
        let mut name = None;
        self.each_child(1, |reader, line| {
            if line.indent <= 2 && is_container_name(line) {
                name = line.text.strip_suffix(':').map(str::to_owned);
                return;
            }
            let Some((key, value)) = line.key_value() else { return };
            match key {
                "Type" if value.starts_with("EmptyDir") => {
                    let name = name.take().unwrap_or_default();
                    pod.empty_dirs.push(Emptydir { name, in_memory: false, size_limit: None });
                }
                "Type" => name = None,
                "Medium" => {
                    if let Some(volume) = pod.empty_dirs.last_mut() {
                        volume.in_memory = value == "Memory";
                    }
                }
                "SizeLimit" if some(value).is_some() => {
                    let (bytes, warning) = quantity::memory(value);
                    if let Some(kind) = warning {
                        reader.warn(kind, line);
                    }
                    if let Some(volume) = pod.empty_dirs.last_mut() {
                        volume.size_limit = bytes;
                    }
                }
                _ => {}
            }
        });
    }

    fn tolerations(&mut self, pod: &mut Pod, first: &str) {
        pod.tolerations.extend(some(first));
        self.each_child(1, |_, line| pod.tolerations.push(line.text.to_string()));
    }
}

/// Sets what is not set yet.
fn set<T>(slot: &mut Option<T>, value: Option<T>) {
    if slot.is_none() {
        *slot = value;
    }
}

/// `Running`, or `Terminating (lasts 5m)`.
fn read_phase(pod: &mut Pod, value: &str) {
    let phase = value.split_whitespace().next().unwrap_or_default();
    pod.terminating = phase == "Terminating";
    pod.phase = some(phase);
}

pub(in crate::kube) fn qos(value: &str) -> Option<QosClass> {
    match value {
        "Guaranteed" => Some(QosClass::Guaranteed),
        "Burstable" => Some(QosClass::Burstable),
        "BestEffort" => Some(QosClass::BestEffort),
        _ => None,
    }
}
