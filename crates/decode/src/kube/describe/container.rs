//! A container's lines: image, ports, states, resources, probes.

use super::lines::Line;
use super::{Reader, message, some, vocabulary};
use crate::kube::model::{Container, ContainerState, Located, Pod, Resources, Role, Terminated};
use crate::kube::quantity;
use crate::units::Bytes;

impl<'a> Reader<'a> {
    /// A container from its `name:` line to its last field.
    pub(super) fn container(&mut self, pod: &mut Pod, role: Role) {
        let Some(line) = self.peek() else { return };
        self.at += 1;
        let name = line.text.trim_end_matches(':').to_owned();
        let mut container = Container { name, role, line: Some(line.number), ..Container::default() };
        self.fields(&mut container, false);
        pod.containers.push(container);
    }

    /// The fields of one container. In a `fragment` its name may be missing, so that only the print order tells where
    /// the next one begins.
    pub(super) fn fields(&mut self, container: &mut Container, fragment: bool) {
        let mut last_rank = None;
        let mut seen = [false; vocabulary::CONTAINER.len()];
        while let Some(line) = self.peek() {
            let rank = line.key().filter(|_| line.indent == 4).and_then(vocabulary::container_rank);
            let another = fragment && rank.is_some() && rank <= last_rank;
            let outside = line.indent < 4 && !(fragment && line.is_grep_separator());
            if outside || another || self.starts_pod(self.at) {
                return;
            }
            self.at += 1;
            // Old versions print limits before states; no version prints a key twice.
            if let (Some(rank), Some((key, value))) = (rank, line.key_value())
                && !std::mem::replace(&mut seen[rank], true)
            {
                last_rank = Some(rank);
                self.field(container, key, value, line);
            }
        }
    }

    fn field(&mut self, container: &mut Container, key: &str, value: &str, line: &'a Line<'a>) {
        match key {
            "Image" => container.image = some(value),
            "Port" | "Ports" => container.ports = ports(value),
            "State" => container.state = self.state(value).map(|state| Located::at(state, line.number)),
            "Last State" => {
                if value == "Terminated" {
                    container.last_state = Some(Located::at(self.terminated(), line.number));
                }
            }
            "Ready" => container.ready = self.number(key, &value.to_ascii_lowercase(), line),
            "Restart Count" => {
                container.restart_count = self.number(key, value, line).map(|count| Located::at(count, line.number));
            }
            "Limits" => self.limits(&mut container.resources, 6),
            "Requests" => self.requests(&mut container.resources, 6),
            "Liveness" => container.liveness = self.probe(key, value, line),
            "Readiness" => container.readiness = self.probe(key, value, line),
            "Startup" => container.startup = self.probe(key, value, line),
            "Environment Variables from" => self.env_from(container),
            "Environment" => self.env(container),
            "Mounts" => self.mounts(container),
            _ => self.skip_children(6),
        }
    }

    fn state(&mut self, value: &str) -> Option<ContainerState> {
        match value {
            "Running" => Some(ContainerState::Running { started: self.terminated().started }),
            "Waiting" => Some(ContainerState::Waiting { reason: self.terminated().reason, message: None }),
            "Terminated" => Some(ContainerState::Terminated(self.terminated())),
            _ => None,
        }
    }

    /// The lines of a state, of which running and waiting ones have a part.
    pub(super) fn terminated(&mut self) -> Terminated {
        let mut state = Terminated::default();
        let mut last_rank = None;
        while let Some(line) = self.child(6) {
            let Some((key, value)) = line.key_value().filter(|_| line.indent == 6) else { return state };
            let rank = vocabulary::STATE.iter().position(|known| *known == key);
            if rank.is_none() || rank <= last_rank {
                return state;
            }
            last_rank = rank;
            self.at += 1;
            match key {
                "Reason" => state.reason = some(value),
                "Message" => state.message = self.message(value, line),
                "Exit Code" => state.exit_code = self.number(key, value, line),
                "Signal" => state.signal = self.number(key, value, line),
                "Started" => state.started = self.instant(key, value, line),
                _ => state.finished = self.instant(key, value, line),
            }
        }
        state
    }

    /// The lines of a termination whose `State:` or `Last State:` line is missing.
    pub(super) fn orphan_state(&mut self, pod: &mut Pod) {
        let Some(line) = self.peek() else { return };
        let start = self.at;
        let terminated = self.terminated();
        self.at = self.at.max(start + 1);
        if terminated.reason.is_none() && terminated.exit_code.is_none() {
            return;
        }
        let last_state = Some(Located::at(terminated, line.number));
        match pod.containers.last_mut() {
            Some(container) if container.last_state.is_none() => container.last_state = last_state,
            _ => pod.containers.push(Container { last_state, line: Some(line.number), ..Container::default() }),
        }
    }

    /// A termination message: everything up to the line that only kubectl prints after it.
    fn message(&mut self, first: &str, line: &Line<'_>) -> Option<String> {
        let end = self.ends.after(self.at).unwrap_or(self.lines.len());
        let mut text = first.to_owned();
        for inner in &self.lines[self.at..end] {
            text.push('\n');
            text.extend(std::iter::repeat_n(' ', inner.indent));
            text.push_str(&inner.text);
        }
        if self.lines[self.at..end].iter().any(message::imitates) {
            self.warn(crate::warning::WarningKind::MessageImitates {}, line);
        }
        self.at = end;
        some(&text)
    }

    pub(super) fn limits(&mut self, resources: &mut Resources, indent: usize) {
        let (memory, cpu) = self.amounts(indent);
        resources.memory_limit = memory;
        resources.cpu_limit_milli = cpu;
    }

    pub(super) fn requests(&mut self, resources: &mut Resources, indent: usize) {
        let (memory, cpu) = self.amounts(indent);
        resources.memory_request = memory;
        resources.cpu_request_milli = cpu;
    }

    fn amounts(&mut self, indent: usize) -> (Option<Located<Bytes>>, Option<u64>) {
        let (mut memory, mut cpu) = (None, None);
        self.each_child(indent, |reader, line| match line.key_value() {
            Some(("memory", value)) => {
                let (bytes, warning) = quantity::memory(value);
                if let Some(kind) = warning {
                    reader.warn(kind, line);
                }
                memory = bytes.map(|bytes| Located::at(bytes, line.number));
            }
            Some(("cpu", value)) => cpu = quantity::cpu_milli(value),
            _ => {}
        });
        (memory, cpu)
    }

    /// `/tmp from tmp (rw)`
    fn mounts(&mut self, container: &mut Container) {
        self.each_child(6, |_, line| {
            if let Some((path, volume)) = line.text.rsplit_once(" from ") {
                let volume = volume.split_whitespace().next().unwrap_or_default();
                container.mounts.push((path.trim_end().to_owned(), volume.to_owned()));
            }
        });
    }
}

/// `8080/TCP, 6060/TCP`; with names since kubectl 1.34: `8080/TCP (http)`.
fn ports(value: &str) -> Vec<(u16, String, Option<String>)> {
    let port = |text: &str| {
        let (number, rest) = text.trim().split_once('/')?;
        let (protocol, name) = rest.split_once(' ').unwrap_or((rest, ""));
        let name = name.trim().strip_prefix('(').and_then(|name| name.strip_suffix(')'));
        Some((number.parse().ok()?, protocol.to_owned(), name.map(str::to_owned)))
    };
    value.split(',').filter_map(port).collect()
}
