//! The strategic-merge patch: only what changes, merged by container name.

use super::quote::{comment, yaml as quoted};
use super::{Owner, recommend};
use crate::case::Subject;
use crate::report::{Action, Recommendation, Setting};

/// Writes the patch for a recommendation; `None` if nothing is to be set.
pub(crate) fn patch(subject: &Subject, recommendation: &Recommendation) -> Option<String> {
    let body = container(subject, recommendation)?;
    let pod = "containers";
    let key = if subject.container.role == decode::kube::Role::Main { pod } else { "initContainers" };
    let (head, depth) = match Owner::of(subject.pod) {
        Some(owner) => (format!("{}spec:\n  template:\n    spec:\n", how_to(subject, &owner)), 6),
        None => ("spec:\n".to_owned(), 2),
    };
    let mut text = head;
    line(&mut text, depth, &format!("{key}:"));
    for row in body {
        line(&mut text, depth + 2, &row);
    }
    Some(text)
}

fn how_to(subject: &Subject, owner: &Owner) -> String {
    let namespace =
        subject.pod.namespace.as_deref().map_or(String::new(), |name| format!(" -n {}", super::shell(name)));
    let target = format!("{} {}", owner.kind, super::shell(&owner.name));
    format!("# kubectl patch {}{} --patch-file oomscope.yaml\n", comment(&target), comment(&namespace))
}

fn line(text: &mut String, depth: usize, row: &str) {
    text.push_str(&" ".repeat(depth));
    text.push_str(row);
    text.push('\n');
}

/// The rows of the container's entry, the first with its dash.
fn container(subject: &Subject, recommendation: &Recommendation) -> Option<Vec<String>> {
    let mut rows = vec![format!("- name: {}", quoted(&subject.container.name))];
    rows.extend(environment(subject, recommendation));
    rows.extend(resources(recommendation));
    (rows.len() > 1).then_some(rows)
}

fn environment(subject: &Subject, recommendation: &Recommendation) -> Vec<String> {
    let mut rows = Vec::new();
    for (name, setting) in [("GOMEMLIMIT", &recommendation.gomemlimit), ("GOGC", &recommendation.gogc)] {
        match (setting.action, &setting.env) {
            (Action::Set, Some(_)) if name == "GOMEMLIMIT" && recommend::in_force(subject, setting) => {}
            (Action::Set, Some(value)) => {
                rows.push(format!("    - name: {name}"));
                rows.push(format!("      value: {}", quoted(value)));
                // A variable that came from elsewhere would keep its source beside the value, which is invalid.
                if subject.env(name).is_some() && subject.literal(name).is_none() {
                    rows.push("      valueFrom: null".to_owned());
                }
            }
            (Action::Remove, _) if subject.env(name).is_some() => {
                rows.push(format!("    - name: {name}"));
                rows.push("      $patch: delete".to_owned());
            }
            _ => {}
        }
    }
    if !rows.is_empty() {
        rows.insert(0, "  env:".to_owned());
    }
    rows
}

fn resources(recommendation: &Recommendation) -> Vec<String> {
    let mut rows = Vec::new();
    for (name, setting) in [("limits", &recommendation.memory_limit), ("requests", &recommendation.memory_request)] {
        if let Some(value) = value_to_set(setting) {
            rows.push(format!("    {name}:"));
            rows.push(format!("      memory: {}", quoted(value)));
        }
    }
    if !rows.is_empty() {
        rows.insert(0, "  resources:".to_owned());
    }
    rows
}

fn value_to_set(setting: &Setting) -> Option<&str> {
    setting.value.as_deref().filter(|_| setting.action == Action::Set)
}
