//! Two views of one pod, such as its description and its YAML, as one.

use super::model::{Container, ContainerState, EnvSource, EnvVar, Located, Pod, Resources, Role};
use crate::units::Bytes;

impl Pod {
    /// The pod's own memory limit in force: after a resize the actual one.
    pub fn memory_limit(&self) -> Option<Bytes> {
        let actual = self.actual_resources.as_ref().and_then(|resources| resources.memory_limit.as_ref());
        actual.or(self.resources.memory_limit.as_ref()).map(|limit| limit.value)
    }

    /// Calls `change` with the line of every fact that has one.
    pub fn each_line(&mut self, change: &mut impl FnMut(&mut Option<usize>)) {
        change(&mut self.line);
        self.reason.iter_mut().for_each(|reason| change(&mut reason.line));
        self.resources.each_line(change);
        self.actual_resources.iter_mut().for_each(|resources| resources.each_line(change));
        self.allocated_memory.iter_mut().for_each(|memory| change(&mut memory.line));
        self.containers.iter_mut().for_each(|container| container.each_line(change));
        self.events.iter_mut().for_each(|event| change(&mut event.line));
    }

    /// Whether two views are of one pod: both name it, and no namespace contradicts.
    pub fn is_same(&self, other: &Self) -> bool {
        let namespaces_fit = match (&self.namespace, &other.namespace) {
            (Some(ours), Some(theirs)) => ours == theirs,
            _ => true,
        };
        self.name.is_some() && self.name == other.name && namespaces_fit
    }

    /// This view with what only `other` has. Where both have a fact, this one's stays. What a container's state says is
    /// only taken over from the same run of it: counts of restarts that differ mean two moments, starts that differ two
    /// pods of one name, one after the other.
    #[must_use]
    pub fn merged(mut self, other: &Self) -> Self {
        let same_pod = self.started.is_none() || other.started.is_none() || self.started == other.started;
        fill(&mut self.namespace, other.namespace.as_ref());
        fill(&mut self.node, other.node.as_ref());
        fill(&mut self.phase, other.phase.as_ref());
        fill(&mut self.reason, other.reason.as_ref());
        fill(&mut self.message, other.message.as_ref());
        fill(&mut self.qos, other.qos.as_ref());
        fill(&mut self.owner, other.owner.as_ref());
        fill(&mut self.started, other.started.as_ref());
        fill(&mut self.grace_seconds, other.grace_seconds.as_ref());
        self.terminating |= other.terminating;
        self.resources.fill(&other.resources);
        fill(&mut self.actual_resources, other.actual_resources.as_ref());
        fill(&mut self.allocated_memory, other.allocated_memory.as_ref());
        for container in &other.containers {
            match self.containers.iter_mut().find(|ours| ours.name == container.name) {
                Some(ours) => ours.fill(container, same_pod),
                None => self.containers.push(container.clone()),
            }
        }
        for condition in &other.conditions {
            match self.conditions.iter_mut().find(|ours| ours.kind == condition.kind) {
                Some(ours) if ours.status == condition.status => fill(&mut ours.reason, condition.reason.as_ref()),
                Some(_) => {}
                None => self.conditions.push(condition.clone()),
            }
        }
        fill_list(&mut self.empty_dirs, &other.empty_dirs);
        fill_list(&mut self.tolerations, &other.tolerations);
        fill_list(&mut self.labels, &other.labels);
        if !self.has_events_section {
            self.has_events_section = other.has_events_section;
            fill_list(&mut self.events, &other.events);
        }
        self
    }
}

impl Container {
    fn each_line(&mut self, change: &mut impl FnMut(&mut Option<usize>)) {
        change(&mut self.line);
        self.state.iter_mut().for_each(|state| change(&mut state.line));
        self.last_state.iter_mut().for_each(|last| change(&mut last.line));
        self.restart_count.iter_mut().for_each(|count| change(&mut count.line));
        self.resources.each_line(change);
        self.actual_resources.iter_mut().for_each(|resources| resources.each_line(change));
        self.allocated_memory.iter_mut().for_each(|memory| change(&mut memory.line));
        for probe in [&mut self.liveness, &mut self.readiness, &mut self.startup].into_iter().flatten() {
            change(&mut probe.line);
        }
        self.env.iter_mut().for_each(|variable| change(&mut variable.line));
    }

    fn fill(&mut self, other: &Self, same_pod: bool) {
        let count = |container: &Self| container.restart_count.as_ref().map(|count| count.value);
        let counts_fit = count(self).is_none() || count(other).is_none() || count(self) == count(other);
        let same_run = same_pod && counts_fit;
        if same_run {
            fill(&mut self.restart_count, other.restart_count.as_ref());
            fill(&mut self.last_state, other.last_state.as_ref());
            fill(&mut self.ready, other.ready.as_ref());
            fill_state(&mut self.state, other.state.as_ref());
        }
        fill(&mut self.image, other.image.as_ref());
        self.resources.fill(&other.resources);
        fill(&mut self.actual_resources, other.actual_resources.as_ref());
        fill(&mut self.allocated_memory, other.allocated_memory.as_ref());
        fill(&mut self.liveness, other.liveness.as_ref());
        fill(&mut self.readiness, other.readiness.as_ref());
        fill(&mut self.startup, other.startup.as_ref());
        fill_list(&mut self.env_from, &other.env_from);
        fill_list(&mut self.mounts, &other.mounts);
        fill_list(&mut self.ports, &other.ports);
        for port in &mut self.ports {
            let theirs = other.ports.iter().find(|theirs| (theirs.0, &theirs.1) == (port.0, &port.1));
            fill(&mut port.2, theirs.and_then(|theirs| theirs.2.as_ref()));
        }
        for variable in &other.env {
            match self.env.iter_mut().find(|ours| ours.name == variable.name) {
                Some(ours) => fill_variable(ours, variable),
                None => self.env.push(variable.clone()),
            }
        }
        // Describe has no word for what makes an init container a sidecar.
        if (self.role, other.role) == (Role::Init, Role::Sidecar) {
            self.role = Role::Sidecar;
        }
    }
}

impl Resources {
    fn each_line(&mut self, change: &mut impl FnMut(&mut Option<usize>)) {
        self.memory_limit.iter_mut().for_each(|amount| change(&mut amount.line));
        self.memory_request.iter_mut().for_each(|amount| change(&mut amount.line));
    }

    fn fill(&mut self, other: &Self) {
        fill(&mut self.memory_limit, other.memory_limit.as_ref());
        fill(&mut self.memory_request, other.memory_request.as_ref());
        fill(&mut self.cpu_limit_milli, other.cpu_limit_milli.as_ref());
        fill(&mut self.cpu_request_milli, other.cpu_request_milli.as_ref());
    }
}

fn fill<T: Clone>(ours: &mut Option<T>, theirs: Option<&T>) {
    if ours.is_none() {
        *ours = theirs.cloned();
    }
}

fn fill_list<T: Clone>(ours: &mut Vec<T>, theirs: &[T]) {
    if ours.is_empty() {
        *ours = theirs.to_vec();
    }
}

/// Only YAML has the message of a waiting container.
fn fill_state(ours: &mut Option<Located<ContainerState>>, theirs: Option<&Located<ContainerState>>) {
    use ContainerState::Waiting;
    match (ours.as_mut().map(|state| &mut state.value), theirs.map(|state| &state.value)) {
        (Some(Waiting { reason, message }), Some(Waiting { reason: same, message: theirs })) if reason == same => {
            fill(message, theirs.as_ref());
        }
        (None, _) => *ours = theirs.cloned(),
        _ => {}
    }
}

/// Only describe has the value of a resource field, and only YAML its divisor.
fn fill_variable(ours: &mut EnvVar, theirs: &EnvVar) {
    use EnvSource::ResourceField;
    if let (
        ResourceField { resource, value, divisor },
        ResourceField { resource: same, value: their_value, divisor: their_divisor },
    ) = (&mut ours.source, &theirs.source)
        && resource == same
    {
        fill(value, their_value.as_ref());
        fill(divisor, their_divisor.as_ref());
    }
}
