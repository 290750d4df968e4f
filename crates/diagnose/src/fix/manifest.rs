//! A person's own manifest with the recommended values in it and nothing else changed: comments, order, quoting and
//! indentation stay, because the text is edited at the places that a YAML parser points to.

mod edit;
mod tree;

use decode::kube::Probe;
use serde::{Deserialize, Serialize};

use super::place::{Keeper, Place};
use super::yaml::{DISK, value_to_set};
use crate::report::{Action, Recommendation, Report, Setting};
use edit::Value;
use tree::{Node, documents};

/// Why a manifest can't be edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EditError {
    /// It is not YAML: a chart's template, say.
    Syntax {
        /// Where, from 1.
        line: usize,
    },
    /// No object in it has the container.
    NotFound,
    /// What has to change is shared by an anchor, or written in a form that can't be edited in place.
    Shared {
        /// Where, from 1.
        line: usize,
    },
}

/// The manifest `text` with what a report recommends; `None` where nothing changes.
pub fn with_change(text: &str, report: &Report) -> Result<Option<String>, EditError> {
    match Place::of(report) {
        Some(place) if report.yaml.is_some() => edit(text, &place, &report.recommendation),
        _ => Ok(None),
    }
}

/// Puts the values of `advice` for the container of `place` into `text`, YAML or JSON of one or more documents.
///
/// Of several objects with such a container, the one is taken that keeps the pod by name, else the first. `None` if
/// the manifest has these values already.
pub fn edit(text: &str, place: &Place, advice: &Recommendation) -> Result<Option<String>, EditError> {
    let mut edited = text.to_owned();
    for change in changes(place, advice) {
        // One change at a time, on what the parser makes of the last one.
        let documents = documents(&edited)?;
        let found = find(&documents, place).ok_or(EditError::NotFound)?;
        edited = change.apply(&edited, found)?;
    }
    if changes(place, advice).is_empty() {
        find(&documents(text)?, place).ok_or(EditError::NotFound)?;
    }
    Ok((edited != text).then_some(edited))
}

/// One value to change.
enum Change {
    /// A value at a path under the container.
    Set(Vec<String>, Value),
    /// The same under the pod spec.
    SetPod(Vec<String>, Value),
    /// An environment variable.
    SetVariable(&'static str, String),
    /// An environment variable that goes.
    RemoveVariable(&'static str),
    /// The medium of a volume, by its name.
    ToDisk(String),
}

impl Change {
    fn apply(&self, text: &str, found: Found<'_>) -> Result<String, EditError> {
        let set = |holder, at: &[String], value| {
            edit::set(text, holder, &at.iter().map(String::as_str).collect::<Vec<_>>(), value)
        };
        match self {
            Self::Set(at, value) => set(found.container, at, value),
            Self::SetPod(at, value) => set(found.spec, at, value),
            Self::SetVariable(name, value) => edit::set_variable(text, found.container, name, value),
            Self::RemoveVariable(name) => edit::remove_variable(text, found.container, name),
            Self::ToDisk(name) => {
                let volumes = found.spec.get("volumes").ok_or(EditError::NotFound)?;
                let mine = |volume: &&Node| self::text(volume.get("name")) == name;
                let volume = volumes.items().iter().find(mine).ok_or(EditError::NotFound)?;
                edit::set(text, volume, &["emptyDir", "medium"], &Value::Text(DISK.to_owned()))
            }
        }
    }
}

fn changes(place: &Place, advice: &Recommendation) -> Vec<Change> {
    let path = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let mut changes = Vec::new();
    for (name, setting) in [("limits", &advice.memory_limit), ("requests", &advice.memory_request)] {
        if let Some(value) = value_to_set(setting) {
            let (at, value) = (path(&["resources", name, "memory"]), Value::Text(value.to_owned()));
            changes.push(if place.pod_level { Change::SetPod(at, value) } else { Change::Set(at, value) });
        }
    }
    for (name, setting) in [("GOMEMLIMIT", &advice.gomemlimit), ("GOGC", &advice.gogc)] {
        changes.extend(variable(name, setting));
    }
    changes.extend(advice.to_disk().map(|name| Change::ToDisk(name.to_owned())));
    let fields = |setting| value_to_set(setting).into_iter().flat_map(|value| value.split(' '));
    let number = |probe: &str, field: &str| {
        let (name, number) = field.split_once('=')?;
        Some((path(&[probe, name]), Value::Plain(number.to_owned())))
    };
    let liveness = fields(&advice.liveness).filter_map(|field| number("livenessProbe", field));
    changes.extend(liveness.map(|(at, value)| Change::Set(at, value)));
    let copied = || place.liveness.as_ref().and_then(handler);
    let handler = if place.has_startup { Some(Vec::new()) } else { copied() };
    if let Some(handler) = handler {
        let startup = fields(&advice.startup).filter_map(|field| number("startupProbe", field));
        let handler = handler.into_iter().filter(|_| value_to_set(&advice.startup).is_some());
        changes.extend(handler.chain(startup).map(|(at, value)| Change::Set(at, value)));
    }
    changes
}

fn variable(name: &'static str, setting: &Setting) -> Option<Change> {
    match (setting.action, &setting.env) {
        (Action::Set, Some(value)) => Some(Change::SetVariable(name, value.clone())),
        (Action::Remove, _) => Some(Change::RemoveVariable(name)),
        _ => None,
    }
}

/// The handler of a startup probe as paths and values, by the liveness probe.
fn handler(probe: &Probe) -> Option<Vec<(Vec<String>, Value)>> {
    let port = probe.port.as_deref()?;
    let port = if port.parse::<u16>().is_ok() { Value::Plain(port.to_owned()) } else { Value::Text(port.to_owned()) };
    let path = |kind: &str, field: &str| vec!["startupProbe".to_owned(), kind.to_owned(), field.to_owned()];
    Some(match probe.handler.as_str() {
        "http-get" => {
            let target = Value::Text(probe.path.clone().unwrap_or_else(|| "/".to_owned()));
            vec![(path("httpGet", "path"), target), (path("httpGet", "port"), port)]
        }
        "tcp-socket" => vec![(path("tcpSocket", "port"), port)],
        "grpc" => vec![(path("grpc", "port"), port)],
        _ => return None,
    })
}

/// What is edited: a pod spec and one container in it.
#[derive(Clone, Copy)]
struct Found<'a> {
    spec: &'a Node,
    container: &'a Node,
    /// Whether the object is named as what keeps the pod.
    named: bool,
}

fn find<'a>(documents: &'a [Node], place: &Place) -> Option<Found<'a>> {
    let objects = documents.iter().flat_map(|document| match document.get("items") {
        Some(items) => items.items().iter().collect(),
        None => vec![document],
    });
    let found: Vec<Found> = objects.filter_map(|object| in_object(object, place)).collect();
    found.iter().find(|found| found.named).or(found.first()).copied()
}

/// The text of a scalar, or nothing.
fn text(node: Option<&Node>) -> &str {
    node.and_then(Node::text).unwrap_or_default()
}

fn in_object<'a>(object: &'a Node, place: &Place) -> Option<Found<'a>> {
    let kind = text(object.get("kind"));
    let name = text(object.get("metadata").and_then(|metadata| metadata.get("name")));
    let spec = object.get("spec")?;
    let template = |spec: &'a Node| spec.get("template").and_then(|template| template.get("spec"));
    let spec = match kind {
        "Pod" => spec,
        "CronJob" => template(spec.get("jobTemplate")?.get("spec")?)?,
        _ => template(spec)?,
    };
    let list = spec.get(if place.init { "initContainers" } else { "containers" })?;
    let mine = |container: &&Node| text(container.get("name")) == place.container;
    let container = list.items().iter().find(mine)?;
    let named = match &place.keeper {
        Keeper::Workload(owner) => owner.kind == kind && owner.name == name,
        Keeper::Job(job) => *job == name,
        _ => kind == "Pod" && place.pod.as_deref() == Some(name),
    };
    Some(Found { spec, container, named })
}

/// A line of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What became of it.
    pub kind: LineKind,
    /// The line, without its end.
    pub text: String,
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// It stayed.
    Same,
    /// It went.
    Old,
    /// It came.
    New,
}

/// Compares two texts line by line. Made for few changes: lines between two equal ones are searched for, not weighed.
pub fn diff(before: &str, after: &str) -> Vec<Line> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let line = |kind, text: &str| Line { kind, text: text.to_owned() };
    let mut lines = Vec::new();
    let (mut at, mut to) = (0, 0);
    while at < old.len() && to < new.len() {
        if old[at] == new[to] {
            lines.push(line(LineKind::Same, old[at]));
            (at, to) = (at + 1, to + 1);
            continue;
        }
        let (gone, come) = next_common(&old[at..], &new[to..]);
        lines.extend(old[at..at + gone].iter().map(|text| line(LineKind::Old, text)));
        lines.extend(new[to..to + come].iter().map(|text| line(LineKind::New, text)));
        (at, to) = (at + gone, to + come);
    }
    lines.extend(old[at..].iter().map(|text| line(LineKind::Old, text)));
    lines.extend(new[to..].iter().map(|text| line(LineKind::New, text)));
    lines
}

/// Lines shown around a changed one.
const AROUND: usize = 3;

/// The changed lines of a comparison with their neighbours, marked `+`, `-` and a blank; `…` stands for what is left out.
pub fn hunks(lines: &[Line]) -> Vec<String> {
    let changed: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| line.kind != LineKind::Same).map(|(at, _)| at).collect();
    let mut rows: Vec<String> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if changed.iter().any(|there| there.abs_diff(at) <= AROUND) {
            let sign = match line.kind {
                LineKind::Same => ' ',
                LineKind::Old => '-',
                LineKind::New => '+',
            };
            rows.push(format!("{sign} {}", line.text));
        } else if rows.last().is_none_or(|last| last != "…") {
            rows.push("…".to_owned());
        }
    }
    rows
}

/// How many lines of each go before the next that both have, the fewest together.
fn next_common(old: &[&str], new: &[&str]) -> (usize, usize) {
    for distance in 1..old.len() + new.len() {
        for gone in 0..=distance.min(old.len()) {
            let come = distance - gone;
            if old.get(gone).zip(new.get(come)).is_some_and(|(old, new)| old == new) {
                return (gone, come);
            }
        }
    }
    (old.len(), new.len())
}
