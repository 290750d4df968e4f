//! The same change in the forms that people keep their manifests in.

use super::place::{Keeper, Place, Written};
use super::quote::yaml as quoted;
use super::yaml::{deletions, indent, pod_spec};
use crate::report::{Recommendation, Report};

/// A form of the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// For `kubectl patch --patch-file`.
    Patch,
    /// The changed part of the manifest, with what names it.
    Snippet,
    /// A `kustomization.yaml` with the patch in it.
    Kustomize,
}

/// Every form that the change of a report can be written in. Only the patch for pods that no workload keeps; nothing
/// where nothing is to be set.
pub fn all(report: &Report) -> Vec<(Form, String)> {
    let Some(place) = Place::of(report) else { return Vec::new() };
    let patch = report.yaml.clone().map(|yaml| (Form::Patch, yaml));
    let others = [(Form::Snippet, snippet as Writer), (Form::Kustomize, kustomize)];
    let written = others.into_iter().filter_map(|(form, write)| Some((form, write(&place, &report.recommendation)?)));
    patch.into_iter().chain(written).collect()
}

type Writer = fn(&Place, &Recommendation) -> Option<String>;

/// `apiVersion`, kind and name, and the part that changes. For a manifest: without directives to delete something,
/// because what is to go has to be taken out of the manifest by hand.
pub fn snippet(place: &Place, advice: &Recommendation) -> Option<String> {
    let (version, kind, name, guessed) = object(place)?;
    let spec = pod_spec(&plain(place), advice).filter(|spec| !spec.contains("$patch"))?;
    let namespace =
        place.namespace.as_deref().map_or_else(String::new, |name| format!("  namespace: {}\n", quoted(name)));
    let guess = if guessed { " # ?" } else { "" };
    Some(format!(
        "apiVersion: {version}\nkind: {kind}\nmetadata:\n  name: {}{guess}\n{namespace}spec:\n  template:\n    spec:\n{}",
        quoted(name),
        indent(&spec, 6)
    ))
}

/// A kustomization that patches the workload by kind and name. Merged by its own rules, which are not kubectl's (both
/// held in `tests/fixtures/kubectl_patch`): a variable that is deleted and set in one patch is gone in the end, so it is
/// deleted in a patch before; and what is patched moves to the front of its list, so there is none for init containers,
/// whose order is the one they run in. The name of a target is a regular expression, so what means something in one is
/// escaped.
pub fn kustomize(place: &Place, advice: &Recommendation) -> Option<String> {
    let (version, kind, name, guessed) = object(place).filter(|_| !place.init)?;
    let plain = plain(place);
    let specs = [deletions(place, advice), Some(pod_spec(&plain, advice)?)];
    let guess = if guessed { " # ?" } else { "" };
    let (target, name) = (quoted(&literally(name)), quoted(name));
    let patch = |spec: String| {
        let inner = format!(
            "apiVersion: {version}\nkind: {kind}\nmetadata:\n  name: {name}\nspec:\n  template:\n    spec:\n{}",
            indent(&spec, 6)
        );
        format!("- target:\n    kind: {kind}\n    name: {target}{guess}\n  patch: |-\n{}", indent(&inner, 4))
    };
    let patches: String = specs.into_iter().flatten().map(patch).collect();
    Some(format!(
        "# kustomization.yaml\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches:\n{patches}"
    ))
}

/// A regular expression that matches `name` and nothing else (RE2; Kustomize anchors it).
fn literally(name: &str) -> String {
    let special = |c: char| r"\.+*?()|[]{}^$".contains(c);
    name.chars().flat_map(|c| special(c).then_some('\\').into_iter().chain([c])).collect()
}

/// Version, kind, name of what is edited, and whether the name is a guess.
fn object(place: &Place) -> Option<(&'static str, &str, &str, bool)> {
    let Keeper::Workload(owner) = &place.keeper else { return None };
    let version = if owner.kind == "ReplicationController" { "v1" } else { "apps/v1" };
    Some((version, &owner.kind, &owner.name, owner.guessed))
}

/// The place as if there were one definition of each variable, and that a literal.
fn plain(place: &Place) -> Place {
    let literal = |written| if written == Written::Elsewhere { Written::Literal } else { written };
    Place { gomemlimit: literal(place.gomemlimit), gogc: literal(place.gogc), ..place.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_dot_matches_only_itself() {
        assert_eq!(literally("api-v1.2"), r"api-v1\.2");
        assert_eq!(literally("a|b"), r"a\|b");
        assert_eq!(literally("api"), "api");
    }
}
