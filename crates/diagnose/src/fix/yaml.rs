//! The strategic-merge patch: only what changes, merged by container name.

use super::place::{Keeper, Place, Written};
use super::quote::{comment, yaml as quoted};
use crate::report::{Action, Recommendation, Setting};

/// Writes the patch for a recommendation; `None` if nothing is to be set. For pods whose spec can't be patched it is the
/// piece of the manifest that has to change, and the comment says how that comes into force. A manifest accepts no `$patch`:
/// a variable that goes is a comment there.
pub fn patch(place: &Place, advice: &Recommendation) -> Option<String> {
    let spec = pod_spec(place, advice)?;
    let head = how_to(place);
    Some(match &place.keeper {
        Keeper::Workload(_) | Keeper::Job(_) => format!("{head}spec:\n  template:\n    spec:\n{}", indent(&spec, 6)),
        Keeper::Bare | Keeper::Static { .. } | Keeper::Operator { .. } => {
            format!("{head}spec:\n{}", indent(&spec, 2))
        }
    })
}

/// How the patch comes into force, as a comment.
fn how_to(place: &Place) -> String {
    let namespace = super::kubectl::namespace(place);
    let command = match &place.keeper {
        Keeper::Workload(owner) => {
            format!(
                "kubectl patch{namespace} {} {} --patch-file oomscope.yaml",
                owner.resource(),
                super::shell(&owner.name)
            )
        }
        Keeper::Job(_) | Keeper::Bare => format!("kubectl replace{namespace} --force -f MANIFEST.yaml"),
        Keeper::Static { node } => {
            format!("{} /etc/kubernetes/manifests", node.as_deref().unwrap_or_default())
        }
        Keeper::Operator { kind, name } => {
            format!("kubectl edit{namespace} {} {}", super::shell(&kind.to_lowercase()), super::shell(name))
        }
    };
    format!("# {}\n", comment(command.trim()))
}

/// The changed part of a pod spec, from column 0; `None` if nothing changes.
pub(super) fn pod_spec(place: &Place, advice: &Recommendation) -> Option<String> {
    let pod_level = if place.pod_level { resources(advice) } else { Vec::new() };
    let mut rows = vec![format!("- name: {}", quoted(&place.container))];
    rows.extend(environment(place, advice));
    if !place.pod_level {
        rows.extend(indented(&resources(advice), 2));
    }
    rows.extend(probes(place, advice));
    let mut text = lines(&pod_level);
    text.push_str(&lines(&volumes(advice)));
    if rows.len() > 1 {
        text.push_str(if place.init { "initContainers:\n" } else { "containers:\n" });
        text.push_str(&lines(&rows));
    }
    (!text.is_empty()).then_some(text)
}

/// Indents every line of `text` by `depth` spaces.
pub(super) fn indent(text: &str, depth: usize) -> String {
    lines(&indented(&text.lines().map(str::to_owned).collect::<Vec<_>>(), depth))
}

fn lines(rows: &[String]) -> String {
    rows.iter().flat_map(|row| [row.as_str(), "\n"]).collect()
}

fn indented(rows: &[String], depth: usize) -> Vec<String> {
    rows.iter().map(|row| format!("{}{row}", " ".repeat(depth))).collect()
}

/// The variables that have to go before a value is set, as a piece of a pod spec of its own; `None` if there are none.
pub(super) fn deletions(place: &Place, advice: &Recommendation) -> Option<String> {
    let replaced = variables(place, advice)
        .into_iter()
        .filter(|(_, setting, written)| *written == Written::Elsewhere && value_to_set(setting).is_some());
    let rows: Vec<String> = replaced.flat_map(|(name, ..)| deletion(name)).collect();
    let head = ["containers:".to_owned(), format!("- name: {}", quoted(&place.container)), "  env:".to_owned()];
    (!rows.is_empty()).then(|| lines(&[head.as_slice(), &rows].concat()))
}

fn deletion(name: &str) -> [String; 2] {
    [format!("  - name: {name}"), "    $patch: delete".to_owned()]
}

fn variables<'a>(place: &Place, advice: &'a Recommendation) -> [(&'static str, &'a Setting, Written); 2] {
    [("GOMEMLIMIT", &advice.gomemlimit, place.gomemlimit), ("GOGC", &advice.gogc, place.gogc)]
}

fn environment(place: &Place, advice: &Recommendation) -> Vec<String> {
    let (mut rows, mut gone) = (Vec::new(), Vec::new());
    for (name, setting, written) in variables(place, advice) {
        let value = setting.env.as_ref().filter(|_| setting.action == Action::Set);
        let goes = setting.action == Action::Remove && written != Written::Not;
        if place.keeper.workload().is_none() {
            // As `kubectl set env` writes it.
            gone.extend(goes.then(|| format!("  # env: {name}-")));
        } else if goes || (value.is_some() && written == Written::Elsewhere) {
            rows.extend(deletion(name));
        }
        if let Some(value) = value {
            rows.push(format!("  - name: {name}"));
            rows.push(format!("    value: {}", quoted(value)));
        }
    }
    if !rows.is_empty() {
        rows.insert(0, "  env:".to_owned());
    }
    gone.extend(rows);
    gone
}

/// The default medium, which is the node's disk. Empty rather than null: the same to Kubernetes, to `kubectl patch` and to
/// Kustomize, and a manifest keeps a volume that says what it is.
pub(super) const DISK: &str = "";

fn volumes(advice: &Recommendation) -> Vec<String> {
    let of =
        |name| [format!("- name: {}", quoted(name)), "  emptyDir:".to_owned(), format!("    medium: {}", quoted(DISK))];
    let mut rows: Vec<String> = advice.to_disk().flat_map(of).collect();
    if !rows.is_empty() {
        rows.insert(0, "volumes:".to_owned());
    }
    rows
}

fn resources(advice: &Recommendation) -> Vec<String> {
    let mut rows = Vec::new();
    for (name, setting) in [("limits", &advice.memory_limit), ("requests", &advice.memory_request)] {
        if let Some(value) = value_to_set(setting) {
            rows.push(format!("  {name}:"));
            rows.push(format!("    memory: {}", quoted(value)));
        }
    }
    if !rows.is_empty() {
        rows.insert(0, "resources:".to_owned());
    }
    rows
}

fn probes(place: &Place, advice: &Recommendation) -> Vec<String> {
    let mut rows = Vec::new();
    if let Some(value) = value_to_set(&advice.liveness) {
        rows.push("  livenessProbe:".to_owned());
        rows.extend(fields(value));
    }
    if let Some(value) = value_to_set(&advice.startup).filter(|_| place.has_startup) {
        rows.push("  startupProbe:".to_owned());
        rows.extend(fields(value));
    } else if let (Some(value), Some(liveness)) = (value_to_set(&advice.startup), &place.liveness) {
        let port = liveness.port.as_deref().map_or_else(String::new, number_or_name);
        rows.push("  startupProbe:".to_owned());
        rows.extend(match liveness.handler.as_str() {
            "http-get" => vec![
                "    httpGet:".to_owned(),
                format!("      path: {}", quoted(liveness.path.as_deref().unwrap_or("/"))),
                format!("      port: {port}"),
            ],
            "tcp-socket" => vec!["    tcpSocket:".to_owned(), format!("      port: {port}")],
            _ => vec!["    grpc:".to_owned(), format!("      port: {port}")],
        });
        rows.extend(fields(value));
    }
    rows
}

/// `periodSeconds=10 timeoutSeconds=5` as rows.
fn fields(value: &str) -> Vec<String> {
    value
        .split(' ')
        .filter_map(|field| field.split_once('='))
        .map(|(name, number)| format!("    {name}: {number}"))
        .collect()
}

fn number_or_name(port: &str) -> String {
    if port.parse::<u16>().is_ok() { port.to_owned() } else { quoted(port) }
}

/// The value of a setting that is to be set.
pub(super) fn value_to_set(setting: &Setting) -> Option<&str> {
    setting.value.as_deref().filter(|_| setting.action == Action::Set)
}
