//! The same change as commands.

use decode::kube::QosClass;

use super::place::{Place, Written};
use super::shell;
use super::yaml::{DISK, value_to_set};
use crate::report::{Action, Recommendation};

/// Commands that make the recommended change on the pod's owner; none for pods whose spec is fixed, for init containers
/// (which `kubectl set` does not reach) and for limits of a whole pod.
pub fn commands(place: &Place, advice: &Recommendation) -> Vec<String> {
    let Some(owner) = place.keeper.workload().filter(|_| !place.init && !place.pod_level) else { return Vec::new() };
    let on = format!("{} {}/{} -c {}", namespace(place), owner.resource(), shell(&owner.name), shell(&place.container));
    let mut commands = Vec::new();
    let changes = environment(place, advice);
    if !changes.is_empty() {
        commands.push(format!("kubectl set env{on} {}", changes.join(" ")));
    }
    commands.extend(resources(advice).map(|change| format!("kubectl set resources{on} {change}")));
    commands.extend(volumes(advice).map(|patch| {
        let object = format!("{}/{}", owner.resource(), shell(&owner.name));
        format!("kubectl patch{} {object} --patch {}", namespace(place), shell(&patch))
    }));
    commands
}

/// The stop-gap that restarts nothing: the limit of the running pod, changed in place (Kubernetes 1.33 and later, kubectl
/// 1.32 and later). It lasts as long as the pod. `None` without a pod's name or where the limit stays.
///
/// Kubernetes refuses a resize that changes the quality of service class: the request follows only where the two are equal
/// already for that, and a pod that has neither gets none.
pub fn resize(place: &Place, advice: &Recommendation) -> Option<String> {
    let resizable = !place.init && !place.pod_level && place.qos != Some(QosClass::BestEffort);
    let pod = place.pod.as_deref().filter(|_| resizable)?;
    let limit = value_to_set(&advice.memory_limit)?;
    let mut resources = serde_json::json!({ "limits": { "memory": limit } });
    let follows = place.qos == Some(QosClass::Guaranteed);
    if let Some(request) = value_to_set(&advice.memory_request).filter(|_| follows) {
        resources["requests"] = serde_json::json!({ "memory": request });
    }
    let patch = serde_json::json!({ "spec": { "containers": [{ "name": place.container, "resources": resources }] } });
    Some(format!(
        "kubectl patch{} pod {} --subresource resize --patch {}",
        namespace(place),
        shell(pod),
        shell(&patch.to_string())
    ))
}

/// ` -n NAMESPACE`, if it is known.
pub(super) fn namespace(place: &Place) -> String {
    place.namespace.as_deref().map_or_else(String::new, |name| format!(" -n {}", shell(name)))
}

fn environment(place: &Place, advice: &Recommendation) -> Vec<String> {
    let variables = [("GOMEMLIMIT", &advice.gomemlimit, place.gomemlimit), ("GOGC", &advice.gogc, place.gogc)];
    let change =
        |(name, setting, written): (&str, &crate::report::Setting, Written)| match (setting.action, &setting.env) {
            (Action::Set, Some(value)) => Some(format!("{name}={}", shell(value))),
            (Action::Remove, _) if written != Written::Not => Some(format!("{name}-")),
            _ => None,
        };
    variables.into_iter().filter_map(change).collect()
}

/// A patch of the volumes, which no `kubectl set` knows.
fn volumes(advice: &Recommendation) -> Option<String> {
    let of = |name| serde_json::json!({ "name": name, "emptyDir": { "medium": DISK } });
    let volumes: Vec<_> = advice.to_disk().map(of).collect();
    let patch = serde_json::json!({ "spec": { "template": { "spec": { "volumes": volumes } } } });
    (!volumes.is_empty()).then(|| patch.to_string())
}

fn resources(advice: &Recommendation) -> Option<String> {
    let parts = [("limits", &advice.memory_limit), ("requests", &advice.memory_request)];
    let flags: Vec<String> = parts
        .into_iter()
        .filter_map(|(name, setting)| Some(format!("--{name}=memory={}", value_to_set(setting)?)))
        .collect();
    (!flags.is_empty()).then(|| flags.join(" "))
}
