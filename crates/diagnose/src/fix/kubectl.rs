//! The same change as commands.

use super::{Owner, recommend, shell};
use crate::case::Subject;
use crate::report::{Action, Recommendation};

/// Commands that make the recommended change on the pod's owner; none for bare pods, whose spec is fixed.
pub(crate) fn commands(subject: &Subject, recommendation: &Recommendation) -> Vec<String> {
    let Some(owner) = Owner::of(subject.pod) else { return Vec::new() };
    if subject.container.role != decode::kube::Role::Main {
        return Vec::new();
    }
    let namespace = subject.pod.namespace.as_deref().map_or(String::new(), |name| format!(" -n {}", shell(name)));
    let target = format!("{}/{}", owner.kind, shell(&owner.name));
    let on = format!("{namespace} {target} -c {}", shell(&subject.container.name));
    let mut commands = Vec::new();
    commands.extend(
        environment(subject, recommendation).map(|change| {
            format!("kubectl set env{namespace} {target} -c {} {change}", shell(&subject.container.name))
        }),
    );
    commands.extend(resources(recommendation).map(|change| format!("kubectl set resources{on} {change}")));
    commands
}

fn environment(subject: &Subject, recommendation: &Recommendation) -> Option<String> {
    let setting = &recommendation.gomemlimit;
    match (setting.action, &setting.env) {
        (Action::Set, Some(_)) if recommend::in_force(subject, setting) => None,
        (Action::Set, Some(value)) => Some(format!("GOMEMLIMIT={}", shell(value))),
        (Action::Remove, _) => Some("GOMEMLIMIT-".to_owned()),
        _ => None,
    }
}

fn resources(recommendation: &Recommendation) -> Option<String> {
    let parts = [("limits", &recommendation.memory_limit), ("requests", &recommendation.memory_request)];
    let flags = parts.into_iter().filter(|(_, setting)| setting.action == Action::Set);
    let flags: Vec<String> =
        flags.filter_map(|(name, setting)| Some(format!("--{name}=memory={}", setting.value.as_ref()?))).collect();
    (!flags.is_empty()).then(|| flags.join(" "))
}
