//! Exactly what a link holds, as a list for the person who is about to send it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{Shared, TYPED};

/// A kind of thing a link can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// Title and note of the person.
    Words,
    /// Search, filters and pivot.
    View,
    /// Pods.
    Pods,
    /// Namespaces.
    Namespaces,
    /// Nodes.
    Nodes,
    /// Owners of pods.
    Owners,
    /// Containers.
    Containers,
    /// Names of inputs.
    Inputs,
    /// GOMEMLIMIT and GOGC.
    Settings,
    /// The patch and commands.
    Patch,
    /// Functions.
    Functions,
    /// Source files.
    Files,
}

/// What an opened link holds, kind by kind, each thing once; kinds of which there is nothing are left out.
pub fn contents(shared: &Shared) -> Vec<(Held, Vec<String>)> {
    let report = &shared.report;
    let pods = || report.pods.iter();
    let containers = || pods().flat_map(|pod| &pod.containers);
    let (functions, files) = code(shared);
    let settings = containers().flat_map(|container| {
        let gomemlimit = container.gomemlimit.as_ref().and_then(|gomemlimit| gomemlimit.raw.as_ref());
        let named = |name: &str, value: Option<&String>| value.map(|value| format!("{name}={value}"));
        [named("GOMEMLIMIT", gomemlimit), named("GOGC", container.gogc.as_ref())].into_iter().flatten()
    });
    let target = report.target.iter().map(|target| target.container.clone());
    let typed = shared.view.iter().filter(|(key, _)| TYPED.contains(&key.as_str()));
    let all: [(Held, BTreeSet<String>); 12] = [
        (Held::Words, [shared.title.clone(), shared.note.clone()].into()),
        (Held::View, typed.map(|(key, value)| format!("{key}: {value}")).collect()),
        (Held::Pods, pods().filter_map(|pod| pod.name.clone()).collect()),
        (Held::Namespaces, pods().filter_map(|pod| pod.namespace.clone()).collect()),
        (Held::Nodes, pods().filter_map(|pod| pod.node.clone()).collect()),
        (Held::Owners, pods().filter_map(|pod| pod.owner.clone()).collect()),
        (Held::Containers, containers().map(|container| container.name.clone()).chain(target).collect()),
        (Held::Inputs, report.inputs.iter().map(|input| input.name.clone()).collect()),
        (Held::Settings, settings.collect()),
        (Held::Patch, report.yaml.iter().chain(&report.kubectl).cloned().collect()),
        (Held::Functions, functions),
        (Held::Files, files),
    ];
    let listed =
        all.into_iter().map(|(held, things)| (held, things.into_iter().filter(|text| !text.is_empty()).collect()));
    listed.filter(|(_, things): &(Held, Vec<String>)| !things.is_empty()).collect()
}

/// Functions and source files, of suspects and of profiles.
fn code(shared: &Shared) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut functions: BTreeSet<String> = BTreeSet::new();
    let mut files: BTreeSet<String> = BTreeSet::new();
    for suspect in &shared.report.suspects {
        functions.insert(suspect.function.clone());
        files.extend(suspect.file.clone());
    }
    for (_, profile) in &shared.profiles {
        for function in profile.functions() {
            functions.insert(profile.string(function.name).to_owned());
            files.insert(profile.string(function.file).to_owned());
        }
    }
    (functions, files)
}
