//! The same change in the forms that people keep their manifests in.

use super::place::{Keeper, Place};
use super::quote::{comment, yaml as quoted};
use super::yaml::{indent, pod_spec};
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
    let plain = Place { gomemlimit: plain(place.gomemlimit), gogc: plain(place.gogc), ..place.clone() };
    let spec = pod_spec(&plain, advice).filter(|spec| !spec.contains("$patch"))?;
    let namespace =
        place.namespace.as_deref().map_or_else(String::new, |name| format!("  namespace: {}\n", quoted(name)));
    let guess = if guessed { " # ?" } else { "" };
    Some(format!(
        "apiVersion: {version}\nkind: {kind}\nmetadata:\n  name: {}{guess}\n{namespace}spec:\n  template:\n    spec:\n{}",
        quoted(name),
        indent(&spec, 6)
    ))
}

/// A kustomization that patches the workload by kind and name.
pub fn kustomize(place: &Place, advice: &Recommendation) -> Option<String> {
    let (version, kind, name, guessed) = object(place)?;
    let spec = pod_spec(place, advice)?;
    let guess = if guessed { " # ?" } else { "" };
    let inner = format!(
        "apiVersion: {version}\nkind: {kind}\nmetadata:\n  name: {}\nspec:\n  template:\n    spec:\n{}",
        quoted(name),
        indent(&spec, 6)
    );
    Some(format!(
        "# {}\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches:\n- target:\n    kind: {kind}\n    name: {}{guess}\n  patch: |-\n{}",
        comment("kustomization.yaml"),
        quoted(name),
        indent(&inner, 4)
    ))
}

/// Version, kind, name of what is edited, and whether the name is a guess.
fn object(place: &Place) -> Option<(&'static str, &str, &str, bool)> {
    let Keeper::Workload(owner) = &place.keeper else { return None };
    let version = if owner.kind == "ReplicationController" { "v1" } else { "apps/v1" };
    Some((version, &owner.kind, &owner.name, owner.guessed))
}

/// In a manifest there is one definition, the new one.
fn plain(written: super::Written) -> super::Written {
    if written == super::Written::Elsewhere { super::Written::Literal } else { written }
}
