//! Objects as the API has them to facts, by kind.

use serde_saphyr::Spanned;

use super::{Objects, pod, wire};
use crate::kube::model::{Condition, Event, Located, Node, Workload};
use crate::kube::{excerpt, quantity, time};
use crate::units::{Bytes, UnixNanos};
use crate::warning::{Warning, WarningKind};

/// Adds the objects of one document to `objects`.
pub(super) struct Reader<'a> {
    pub(super) objects: &'a mut Objects,
    /// Lines of the input before the document.
    pub(super) first_line: usize,
}

impl Reader<'_> {
    /// Adds an object, or those of a list. Tells whether it was of a kind that is read.
    pub(super) fn object(&mut self, object: wire::Object) -> bool {
        let kind = object.kind.as_ref().map(|kind| kind.value.clone());
        let line = object.kind.as_ref().and_then(|kind| self.line(kind));
        if let Some(items) = object.items {
            return items.into_iter().fold(true, |_, item| {
                self.object(item);
                true
            });
        }
        match kind.as_deref() {
            Some("Event") => self.event(object),
            Some("Node") => self.node(object, line),
            Some("Pod") => self.pod(object, line),
            _ if object.spec.as_ref().is_some_and(has_template) => self.workload(object, kind, line),
            None if holds_pod(&object) => self.pod(object, line),
            _ => return false,
        }
        true
    }

    fn pod(&mut self, object: wire::Object, line: Option<usize>) {
        let pod = pod::convert(self, object, line);
        self.objects.pods.push(pod);
    }

    fn workload(&mut self, object: wire::Object, kind: Option<String>, line: Option<usize>) {
        let metadata = object.metadata.unwrap_or_default();
        let spec = object.spec.unwrap_or_default();
        let replicas = spec.replicas;
        // A CronJob's pod template is inside its job template.
        let job = spec.job_template.and_then(|job| job.spec).and_then(|spec| spec.template);
        let template = spec.template.or(job).map(|template| pod::convert(self, *template, None)).unwrap_or_default();
        let kind = kind.unwrap_or_default();
        let Metadata { name, namespace } = metadata.into();
        self.objects.workloads.push(Workload { kind, name, namespace, replicas, template, line });
    }

    fn event(&mut self, object: wire::Object) {
        let about = object.involved_object.or(object.regarding).unwrap_or_default();
        let from_path = about.field_path.as_deref().and_then(|path| path.split_once('{')?.1.strip_suffix('}'));
        let message = object.message.or(object.note).unwrap_or_default();
        let (named, message) = crate::kube::describe::subject(&message);
        let name = about.name.unwrap_or_default();
        let component = object.source.and_then(|source| source.component).filter(|component| !component.is_empty());
        self.objects.events.push(Event {
            kind: object.event_type.unwrap_or_default(),
            reason: object.reason.unwrap_or_default(),
            age: None,
            age_seconds: None,
            count: object.series.and_then(|series| series.count).or(object.count).unwrap_or(1).max(1),
            over_seconds: None,
            from: component.or(object.reporting_component).or(object.reporting_controller),
            object: about.kind.map(|kind| format!("{}/{name}", kind.to_lowercase())),
            container: from_path.map(str::to_owned).or(named),
            message: message.trim().to_owned(),
            line: object.kind.as_ref().and_then(|kind| self.line(kind)),
        });
    }

    fn node(&mut self, object: wire::Object, line: Option<usize>) {
        let status = object.status.unwrap_or_default();
        let info = status.node_info.unwrap_or_default();
        let memory = |amounts: Option<std::collections::BTreeMap<String, Option<Spanned<String>>>>| {
            quantity::memory(&amounts?.remove("memory")??.value).0
        };
        self.objects.nodes.push(Node {
            name: object.metadata.unwrap_or_default().name,
            capacity: memory(status.capacity),
            allocatable: memory(status.allocatable),
            conditions: status.conditions.unwrap_or_default().into_iter().map(condition).collect(),
            kernel: info.kernel_version,
            container_runtime: info.container_runtime_version,
            kubelet: info.kubelet_version,
            line,
            ..Node::default()
        });
    }

    /// The line of the input that a value stands on.
    pub(super) fn line<T>(&self, value: &Spanned<T>) -> Option<usize> {
        let line = value.referenced.line() as usize;
        (line > 0).then_some(self.first_line + line)
    }

    pub(super) fn located<T>(&self, value: Spanned<T>) -> Located<T> {
        Located { line: self.line(&value), value: value.value }
    }

    pub(super) fn memory(&mut self, text: &Spanned<String>) -> Option<Located<Bytes>> {
        let line = self.line(text);
        let (bytes, warning) = quantity::memory(&text.value);
        self.objects.warnings.extend(warning.map(|kind| Warning { kind, line }));
        bytes.map(|value| Located { value, line })
    }

    /// Reads an instant; what is none is a warning.
    pub(super) fn instant(&mut self, field: &str, text: Option<&String>, line: Option<usize>) -> Option<UnixNanos> {
        let text = text?;
        time::instant(text).unwrap_or_else(|()| {
            let kind = WarningKind::FieldUnreadable { field: field.to_owned(), text: excerpt(text) };
            self.objects.warnings.push(Warning { kind, line });
            None
        })
    }
}

/// What names an object.
pub(super) struct Metadata {
    pub(super) name: Option<String>,
    pub(super) namespace: Option<String>,
}

impl From<wire::Metadata> for Metadata {
    fn from(metadata: wire::Metadata) -> Self {
        Self { name: metadata.name, namespace: metadata.namespace }
    }
}

pub(super) fn condition(condition: wire::Condition) -> Condition {
    Condition { kind: condition.kind, status: condition.status, reason: condition.reason }
}

fn has_template(spec: &wire::Spec) -> bool {
    spec.template.is_some() || spec.job_template.is_some()
}

/// Whether a piece without a kind is a piece of a pod.
fn holds_pod(object: &wire::Object) -> bool {
    let in_spec = object.spec.as_ref().is_some_and(|spec| spec.containers.is_some());
    let in_status = object.status.as_ref().is_some_and(|status| status.container_statuses.is_some());
    in_spec || in_status || object.containers.is_some() || object.container_statuses.is_some()
}
