//! Patches and edited manifests against what the real kubectl makes of them.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::fs;
use std::path::PathBuf;

use decode::kube::{Event, Located, Pod, Terminated, Workload};
use decode::units::UnixNanos;
use decode::{Facts, Input, Limits, Source, unwatched};
use diagnose::fix::forms;
use diagnose::fix::{Place, manifest};
use diagnose::report::{Options, Report};
use serde_json::{Map, Value};
use tests::fixtures;

/// The container that ended in each fixture, its exit code and reason.
const CASES: [(&str, &str, i32, &str); 9] = [
    ("plain", "api", 137, "OOMKilled"),
    ("commented", "orders", 137, "OOMKilled"),
    ("value_from", "api", 137, "OOMKilled"),
    ("twice", "agent", 137, "OOMKilled"),
    ("sidecar", "log-shipper", 137, "OOMKilled"),
    ("malformed", "api", 2, "Error"),
    ("probe", "slow", 137, "Error"),
    ("flow", "api", 137, "OOMKilled"),
    ("volume", "ingest", 137, "OOMKilled"),
];

fn folder(name: &str) -> PathBuf {
    fixtures().join("kubectl_patch").join(name)
}

fn read(name: &str, file: &str) -> String {
    fs::read_to_string(folder(name).join(file)).unwrap_or_else(|error| panic!("{name}/{file}: {error}"))
}

fn yaml(text: &str) -> Value {
    serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// A pod of the manifest that ended in this way.
fn report(name: &str, container: &str, exit_code: i32, reason: &str) -> Report {
    let decoded = |file, text: &str| {
        let source = Source { name: file, bytes: text.as_bytes() };
        decode::decode(source, &Limits::default(), &mut unwatched).remove(0)
    };
    let mut input: Input = decoded("manifest.yaml", &read(name, "manifest.yaml"));
    let Facts::Workloads(workloads) = &input.facts else { panic!("{name}: no workload") };
    input.facts = Facts::Pods(vec![pod(&workloads[0], container, exit_code, reason)]);
    // What says that files in memory fill the limit.
    let cgroup = fs::read_to_string(folder(name).join("cgroup.txt")).ok();
    let cgroup = cgroup.map(|text| decoded("cgroup.txt", &text));
    let inputs: Vec<Input> = [input].into_iter().chain(cgroup).collect();
    diagnose::diagnose(&inputs, &Options::default())
}

fn pod(workload: &Workload, container: &str, exit_code: i32, reason: &str) -> Pod {
    let mut pod = workload.template.clone();
    let owner = workload.name.clone().unwrap();
    pod.owner = Some(match workload.kind.as_str() {
        "Deployment" => format!("ReplicaSet/{owner}-7d9f8b6c5"),
        kind => format!("{kind}/{owner}"),
    });
    (pod.name, pod.namespace) = (Some(format!("{owner}-0")), workload.namespace.clone());
    let start = 1_700_000_000_000_000_000;
    let end = Terminated {
        reason: Some(reason.to_owned()),
        exit_code: Some(exit_code),
        started: Some(UnixNanos(start)),
        finished: Some(UnixNanos(start + 40_000_000_000)),
        ..Terminated::default()
    };
    let ended = pod.containers.iter_mut().find(|found| found.name == container).unwrap();
    ended.last_state = Some(Located { value: end, line: None });
    ended.restart_count = Some(Located { value: 3, line: None });
    ended.ready = Some(false);
    if reason == "Error" && exit_code == 137 {
        let message = format!("Container {container} failed liveness probe, will be restarted");
        let killing = Event {
            kind: "Normal".into(),
            reason: "Killing".into(),
            container: Some(container.into()),
            message,
            ..Event::default()
        };
        pod.has_events_section = true;
        pod.events.push(killing);
    }
    pod
}

#[test]
fn the_patches_are_those_that_kubectl_was_given() {
    for (name, container, exit_code, reason) in CASES {
        let patch = report(name, container, exit_code, reason).yaml.unwrap_or_else(|| panic!("{name}: no patch"));
        // Set once, to make the fixtures; then `make.sh` asks kubectl.
        if std::env::var_os("OOMSCOPE_WRITE_PATCHES").is_some() {
            fs::write(folder(name).join("patch.yaml"), &patch).unwrap();
        }
        assert_eq!(patch, read(name, "patch.yaml"), "{name}");
    }
}

/// The `kustomization.yaml` that oomscope writes, with the manifest as its resource.
fn kustomization(report: &Report) -> Option<String> {
    let text = forms::kustomize(&Place::of(report).unwrap(), &report.recommendation)?;
    Some(format!("{text}resources:\n- manifest.yaml\n"))
}

#[test]
fn the_kustomizations_are_those_that_kustomize_was_given() {
    for (name, container, exit_code, reason) in CASES {
        let Some(text) = kustomization(&report(name, container, exit_code, reason)) else {
            assert_eq!(name, "sidecar", "only for init containers, which it would reorder, there is none");
            continue;
        };
        if std::env::var_os("OOMSCOPE_WRITE_PATCHES").is_some() {
            fs::write(folder(name).join("kustomization.yaml"), &text).unwrap();
        }
        assert_eq!(text, read(name, "kustomization.yaml"), "{name}");
    }
}

#[test]
fn kustomize_makes_of_a_manifest_what_kubectl_makes_of_it() {
    for (name, ..) in CASES.into_iter().filter(|(name, ..)| *name != "sidecar") {
        let containers_by_name = |file| {
            let mut object = effective(&yaml(&read(name, file)));
            let spec = &mut object["spec"]["template"]["spec"];
            for list in ["containers", "volumes"].into_iter().filter(|list| !spec[list].is_null()).collect::<Vec<_>>() {
                spec[list] = by_name(&spec[list]);
            }
            object
        };
        assert_eq!(containers_by_name("kustomized.yaml"), containers_by_name("patched.yaml"), "{name}");
    }
}

#[test]
fn an_edited_manifest_is_what_kubectl_makes_of_manifest_and_patch() {
    for (name, container, exit_code, reason) in CASES {
        let report = report(name, container, exit_code, reason);
        let place = Place::of(&report).unwrap();
        let before = read(name, "manifest.yaml");
        let after = manifest::edit(&before, &place, &report.recommendation).unwrap().unwrap();
        assert_eq!(effective(&yaml(&after)), effective(&yaml(&read(name, "patched.yaml"))), "{name}\n{after}");
        let changed =
            manifest::diff(&before, &after).iter().filter(|line| line.kind != manifest::LineKind::Same).count();
        assert!(changed <= 16, "{name}: {changed} lines changed");
    }
}

#[test]
fn comments_order_and_quotes_of_a_manifest_stay() {
    let (name, container, exit_code, reason) = CASES[1];
    let report = report(name, container, exit_code, reason);
    let before = read(name, "manifest.yaml");
    let after = manifest::edit(&before, &Place::of(&report).unwrap(), &report.recommendation).unwrap().unwrap();
    let expected =
        before.replace("memory: \"200Mi\" ", "memory: \"450Mi\" ").replace("memory: '300Mi'", "memory: '450Mi'");
    assert_eq!(after, expected);
}

/// An object without what kubectl adds, and with the environment as the container gets it: by name, the last one.
fn effective(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map.iter().filter(|(key, value)| !value.is_null() && *key != "status");
            Value::Object(
                kept.map(|(key, value)| (key.clone(), if key == "env" { by_name(value) } else { effective(value) }))
                    .collect(),
            )
        }
        Value::Array(items) => items.iter().map(effective).collect(),
        other => other.clone(),
    }
}

fn by_name(env: &Value) -> Value {
    let mut named = Map::new();
    for variable in env.as_array().into_iter().flatten() {
        named.insert(variable["name"].as_str().unwrap_or_default().to_owned(), effective(variable));
    }
    let mut sorted: Vec<_> = named.into_iter().collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0));
    Value::Object(sorted.into_iter().collect())
}
