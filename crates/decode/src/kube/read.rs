//! Which of the Kubernetes formats is a text?

use super::{describe, inspect, manifest, node, table};
use crate::error::{DecodeError, LookAlike};
use crate::input::Found;
use crate::warning::{Warning, WarningKind};
use crate::{Facts, Kind};

/// Reads text of any format of this module; `None` if it is none of them.
///
/// A text with a pod's header is describe output whatever else is in it: scripts, annotations and messages can hold
/// pieces of all the others. Only before it and after it, parted by a prompt or a fence, YAML or JSON is looked for.
pub(crate) fn read(text: &str) -> Option<Result<Found, DecodeError>> {
    if describe::has_header(text)
        && let Some(found) = described(text)
    {
        return Some(Ok(found));
    }
    if inspect::recognise(text)
        && let Some(pods) = inspect::parse(text)
    {
        return Some(Ok(Found::new(Kind::Pod, Facts::Pods(pods))));
    }
    if manifest::recognise(text) {
        return manifest::parse(text).map(objects).transpose();
    }
    if describe::is_template(text) {
        return Some(Err(DecodeError::LookAlike { what: LookAlike::DescribeTemplate }));
    }
    if node::recognise(text) {
        return Some(Ok(Found::new(Kind::Node, Facts::Nodes(node::parse(text)))));
    }
    if describe::recognise(text)
        && let Some(found) = described(text)
    {
        return Some(Ok(found));
    }
    let table = table::recognise(text).then(|| table::parse(text)).flatten()?;
    Some(Ok(match table {
        table::Table::Events(events) => Found::new(Kind::Events, Facts::Events(events)),
        table::Table::Pods(rows) => Found::new(Kind::PodTable, Facts::PodTable(rows)),
        table::Table::Top(rows) => Found::new(Kind::TopTable, Facts::TopTable(rows)),
    }))
}

fn described(text: &str) -> Option<Found> {
    let (mut pods, mut warnings) = describe::parse(text);
    if pods.is_empty() {
        return None;
    }
    for part in describe::around(text).into_iter().filter(|part| manifest::recognise(part)) {
        let Ok(objects) = manifest::parse(&part) else { continue };
        if !(objects.workloads.is_empty() && objects.events.is_empty() && objects.nodes.is_empty()) {
            warnings.push(Warning { kind: WarningKind::MixedObjects {}, line: None });
        }
        warnings.extend(objects.warnings);
        for pod in objects.pods {
            match pods.iter_mut().find(|described| described.is_same(&pod)) {
                Some(described) => *described = std::mem::take(described).merged(&pod),
                None => pods.push(pod),
            }
        }
    }
    Some(Found { warnings, ..Found::new(Kind::DescribePod, Facts::Pods(pods)) })
}

/// One input has one kind: pods before workloads before events before nodes; what is left out is a warning.
fn objects(objects: manifest::Objects) -> Option<Found> {
    let manifest::Objects { pods, workloads, events, nodes, mut warnings } = objects;
    let kinds = [pods.is_empty(), workloads.is_empty(), events.is_empty(), nodes.is_empty()];
    if kinds.iter().filter(|empty| !**empty).count() > 1 {
        warnings.push(Warning { kind: WarningKind::MixedObjects {}, line: None });
    }
    let found = if !pods.is_empty() {
        Found::new(Kind::Pod, Facts::Pods(pods))
    } else if !workloads.is_empty() {
        Found::new(Kind::Workload, Facts::Workloads(workloads))
    } else if !events.is_empty() {
        Found::new(Kind::Events, Facts::Events(events))
    } else if !nodes.is_empty() {
        Found::new(Kind::Node, Facts::Nodes(nodes))
    } else {
        return None;
    };
    Some(Found { warnings, ..found })
}
