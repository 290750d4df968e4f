//! `kubectl describe pod`, from kubectl 1.14 to 1.37, as people paste it.
//!
//! The text is not a format. Columns move inside one container (kubectl aligns runs of lines), messages of several
//! lines break out to column 0, and whatever a program wrote can look like the text around it. Three rules follow:
//!
//! 1. Only indentation and the print order of the keys say what a line is; columns further right never do.
//! 2. What a container can write (arguments, environment, messages, probe scripts) is skipped as a block whose end
//!    only kubectl can print; nothing inside it is looked at.
//! 3. What is missing stays unknown.
//!
//! The reader is one pass over lines whose indentation [`layout`] has restored, without backtracking.

mod container;
mod env;
mod events;
mod flat;
mod header;
mod layout;
mod lines;
mod message;
mod paste;
mod probe;
mod vocabulary;
mod wrap;

use self::message::MessageEnds;
use super::model::{Container, Pod, Role};
use super::{excerpt, time};
use crate::units::UnixNanos;
use crate::warning::{Warning, WarningKind};

pub(in crate::kube) use self::events::{EventTable, repetition, subject};
pub(in crate::kube) use self::header::qos;
pub(in crate::kube) use self::lines::{Line, split};
pub(in crate::kube) use self::paste::around;
pub(in crate::kube) use self::paste::clean;
pub use self::paste::{has_header, is_template, recognise};
pub use super::time::age_seconds;

/// Reads one or many pods. Never fails: text that holds no pod gives none, and lines that look wrong are warnings.
///
/// Takes a whole output or a piece of one (a `Last State:` block, `grep` output). A piece without a header gives a pod
/// without a name, a container without its `name:` line one with an empty name. A termination whose `State:` or
/// `Last State:` line is missing is taken as the last state. Time and memory are linear in the text.
pub fn parse(text: &str) -> (Vec<Pod>, Vec<Warning>) {
    let clean = paste::clean(text);
    let mut lines = wrap::undo(lines::split(&clean));
    let starts = layout::settle(&mut lines);
    let mut reader = Reader::new(&lines, starts);
    reader.read();
    (reader.pods, reader.warnings)
}

/// A cursor over the lines and what was read so far.
struct Reader<'a> {
    lines: &'a [Line<'a>],
    /// Index of the line to read next.
    at: usize,
    /// Indices of the first lines of pods, ascending.
    starts: Vec<usize>,
    ends: MessageEnds,
    /// Indices of lines that end like a probe, ascending.
    probe_ends: Vec<usize>,
    pods: Vec<Pod>,
    warnings: Vec<Warning>,
}

impl<'a> Reader<'a> {
    fn new(lines: &'a [Line<'a>], starts: Vec<usize>) -> Self {
        let ends = MessageEnds::find(lines, !starts.is_empty());
        let probe_ends = (0..lines.len()).filter(|at| probe::has_numbers(&lines[*at].text)).collect();
        Self { lines, at: 0, starts, ends, probe_ends, pods: Vec::new(), warnings: Vec::new() }
    }

    fn read(&mut self) {
        while let Some(line) = self.lines.get(self.at) {
            if self.starts_pod(self.at) {
                let pod = self.pod();
                self.pods.push(pod);
            } else if line.is_blank() || line.is_border() {
                self.at += 1;
            } else {
                let pod = self.fragment();
                let says_something = pod.containers.iter().any(has_facts) || !pod.events.is_empty();
                if says_something {
                    self.pods.push(pod);
                }
            }
        }
    }

    /// A pod from its `Name:` line to the next pod or the end of the paste.
    fn pod(&mut self) -> Pod {
        let mut pod = Pod { line: self.lines.get(self.at).map(|line| line.number), ..Pod::default() };
        let mut last_number = None;
        let start = self.at;
        while let Some(line) = self.peek() {
            if self.at > start && (self.starts_pod(self.at) || line.is_border()) {
                break;
            }
            last_number = Some(line.number);
            self.header_line(&mut pod, true);
        }
        mark_sidecars(&mut pod);
        if pod.qos.is_none() && !pod.has_events_section {
            self.warnings.push(Warning { kind: WarningKind::Truncated {}, line: last_number });
        }
        pod
    }

    /// Whatever there is before the next pod, border or end, without the header of a pod.
    fn fragment(&mut self) -> Pod {
        let mut pod = Pod { line: self.lines.get(self.at).map(|line| line.number), ..Pod::default() };
        while let Some(line) = self.peek() {
            if self.starts_pod(self.at) || line.is_border() {
                break;
            }
            let key = line.key().unwrap_or_default();
            match line.indent {
                0 => self.header_line(&mut pod, false),
                2 if is_container_name(line) => self.container(&mut pod, Role::Main),
                4 if vocabulary::container_rank(key).is_some() => {
                    let mut container = Container { line: Some(line.number), ..Container::default() };
                    self.fields(&mut container, true);
                    pod.containers.push(container);
                }
                6 if vocabulary::STATE.contains(&key) => self.orphan_state(&mut pod),
                _ => self.at += 1,
            }
        }
        mark_sidecars(&mut pod);
        pod
    }

    /// Whether a pod starts at line index `at`.
    fn starts_pod(&self, at: usize) -> bool {
        self.starts.binary_search(&at).is_ok()
    }

    /// The next line that is not blank, which becomes the one to read next.
    fn peek(&mut self) -> Option<&'a Line<'a>> {
        while self.lines.get(self.at).is_some_and(Line::is_blank) {
            self.at += 1;
        }
        self.lines.get(self.at)
    }

    /// The next line, if it belongs to a block whose lines are indented by at least `indent`.
    fn child(&mut self, indent: usize) -> Option<&'a Line<'a>> {
        self.peek().filter(|line| line.indent >= indent)
    }

    fn skip_children(&mut self, indent: usize) {
        while self.child(indent).is_some() {
            self.at += 1;
        }
    }

    /// Calls `read` with each line of a block, which starts on the line after the current one.
    fn each_child(&mut self, indent: usize, mut read: impl FnMut(&mut Self, &'a Line<'a>)) {
        while let Some(line) = self.child(indent) {
            self.at += 1;
            read(self, line);
        }
    }

    fn warn(&mut self, kind: WarningKind, line: &Line<'_>) {
        self.warnings.push(Warning { kind, line: Some(line.number) });
    }

    fn warn_unreadable(&mut self, field: &str, value: &str, line: &Line<'_>) {
        self.warn(WarningKind::FieldUnreadable { field: field.to_owned(), text: excerpt(value) }, line);
    }

    /// Reads `value` as a number; what is none is a warning.
    fn number<T: std::str::FromStr>(&mut self, field: &str, value: &str, line: &Line<'_>) -> Option<T> {
        let number = value.parse().ok();
        if number.is_none() {
            self.warn_unreadable(field, value, line);
        }
        number
    }

    /// Reads `value` as an instant; what is none is a warning, a placeholder for "unset" is not.
    fn instant(&mut self, field: &str, value: &str, line: &Line<'_>) -> Option<UnixNanos> {
        time::instant(value).unwrap_or_else(|()| {
            self.warn_unreadable(field, value, line);
            None
        })
    }
}

/// The value of a key, or `None` where kubectl printed that there is none.
fn some(value: &str) -> Option<String> {
    (!value.is_empty() && value != "<none>" && value != "<unset>").then(|| value.to_owned())
}

/// Whether a line is the `name:` of a container, volume or the like.
fn is_container_name(line: &Line<'_>) -> bool {
    line.text.len() > 1 && line.text.ends_with(':') && !line.text.contains([' ', '\t'])
}

/// Whether anything was read of a container that a verdict could use.
fn has_facts(container: &Container) -> bool {
    container.state.is_some()
        || container.last_state.is_some()
        || container.restart_count.is_some()
        || container.resources.memory_limit.is_some()
        || container.resources.memory_request.is_some()
        || container.liveness.is_some()
        || !container.env.is_empty()
}

/// Describe does not print the restart policy of an init container. One that runs although a main container has run
/// is a native sidecar.
fn mark_sidecars(pod: &mut Pod) {
    use super::model::ContainerState::{Running, Terminated};
    let has_run = |container: &Container| {
        let state = container.state.as_ref().map(|state| &state.value);
        matches!(state, Some(Running { .. } | Terminated(_))) || container.last_state.is_some()
    };
    let main_has_run = pod.containers.iter().any(|container| container.role == Role::Main && has_run(container));
    for container in &mut pod.containers {
        let runs = matches!(container.state.as_ref().map(|state| &state.value), Some(Running { .. }));
        if container.role == Role::Init && runs && main_has_run {
            container.role = Role::Sidecar;
        }
    }
}
