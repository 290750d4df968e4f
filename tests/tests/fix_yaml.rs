//! What oomscope gives to paste is valid, complete and safe: read by the real Kubernetes types, by a real shell, and by the
//! YAML reader that also reads manifests.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::process::Command;

use decode::kube::{
    Container, ContainerState, Emptydir, EnvSource, EnvVar, Located, Pod, Probe, Resources, Role, Terminated,
};
use decode::units::{Bytes, UnixNanos};
use decode::{Facts, Input, Kind};
use diagnose::fix::forms::{self, Form};
use diagnose::fix::{Place, manifest};
use diagnose::report::{Action, Options, Report};
use k8s_openapi::api::apps::v1::{DaemonSet, Deployment, StatefulSet};
use k8s_openapi::api::core::v1::Pod as KubePod;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tests::incidents;
use tests::written::cgroup;

fn yaml(text: &str) -> Value {
    serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Without directives of a strategic-merge patch, which no type of the API has.
fn plain(value: &Value) -> Value {
    match value {
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), plain(value))).collect(),
        Value::Array(items) => items.iter().filter(|item| item.get("$patch").is_none()).map(plain).collect(),
        other => other.clone(),
    }
}

/// Reads `value` as `T`, writes it, and tells whether everything in it came back.
fn survives<T: DeserializeOwned + Serialize>(value: &Value) {
    let typed: T = serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error}\n{value}"));
    let back = serde_json::to_value(typed).unwrap();
    contains(&back, value, "");
}

/// Whether `whole` has everything that `part` has, at the same places.
fn contains(whole: &Value, part: &Value, at: &str) {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            for (key, value) in part {
                let there = whole.get(key).unwrap_or_else(|| panic!("{at}.{key} was lost"));
                contains(there, value, &format!("{at}.{key}"));
            }
        }
        (Value::Array(whole), Value::Array(part)) => {
            assert_eq!(whole.len(), part.len(), "{at}");
            for (index, value) in part.iter().enumerate() {
                contains(&whole[index], value, &format!("{at}[{index}]"));
            }
        }
        _ => assert_eq!(whole, part, "{at}"),
    }
}

/// The patch of a report through the type it is for.
fn round_trip(report: &Report) {
    let (Some(text), Some(place)) = (&report.yaml, Place::of(report)) else { return };
    let value = plain(&yaml(text));
    match place.keeper.workload().map(|owner| owner.kind.as_str()) {
        Some("Deployment") => survives::<Deployment>(&value),
        Some("StatefulSet") => survives::<StatefulSet>(&value),
        Some("DaemonSet") => survives::<DaemonSet>(&value),
        Some(other) => panic!("no test for {other}"),
        None if value["spec"].get("template").is_some() => survives::<k8s_openapi::api::batch::v1::Job>(&value),
        None => survives::<KubePod>(&value),
    }
    for (form, text) in forms::all(report) {
        if form == Form::Snippet && place.keeper.workload().is_some_and(|owner| owner.kind == "Deployment") {
            survives::<Deployment>(&yaml(&text));
        }
        if form == Form::Kustomize {
            let kustomization = yaml(&text);
            // What goes is deleted in a patch before.
            let last = kustomization["patches"].as_array().and_then(|patches| patches.last()).unwrap();
            let inner = yaml(last["patch"].as_str().unwrap());
            assert_eq!(plain(&inner["spec"]), value["spec"], "{text}");
        }
    }
}

#[test]
fn the_yaml_of_every_incident_is_read_by_the_types_of_kubernetes() {
    let mut patches = 0;
    for incident in incidents() {
        for inputs in [incident.heaps_and_describe(), incident.inputs()] {
            let report = diagnose::diagnose(&inputs, &Options::default());
            patches += usize::from(report.yaml.is_some());
            round_trip(&report);
        }
    }
    assert!(patches >= 20, "{patches} patches");
}

#[test]
fn the_patch_holds_exactly_what_is_recommended() {
    for incident in incidents() {
        let report = diagnose::diagnose(&incident.inputs(), &Options::default());
        let Some(text) = &report.yaml else { continue };
        let value = plain(&yaml(text));
        let spec = &value["spec"]["template"]["spec"];
        let volumes: Vec<_> = spec["volumes"].as_array().into_iter().flatten().collect();
        let container = |list: &str| spec[list][0].clone();
        let container =
            if container("containers").is_null() { container("initContainers") } else { container("containers") };
        let advice = &report.recommendation;
        let to_disk: Vec<_> =
            advice.to_disk().map(|name| serde_json::json!({ "name": name, "emptyDir": { "medium": "" } })).collect();
        assert_eq!(volumes, to_disk.iter().collect::<Vec<_>>(), "{}", incident.name);
        for (name, setting) in [("limits", &advice.memory_limit), ("requests", &advice.memory_request)] {
            let set = setting.value.as_deref().filter(|_| setting.action == Action::Set);
            assert_eq!(container["resources"][name]["memory"].as_str(), set, "{}: {name}", incident.name);
        }
        let set = advice.gomemlimit.env.as_deref().filter(|_| advice.gomemlimit.action == Action::Set);
        assert_eq!(variable(&container, "GOMEMLIMIT"), set, "{}", incident.name);
    }
}

fn variable<'a>(container: &'a Value, name: &str) -> Option<&'a str> {
    let variables = container["env"].as_array()?;
    variables.iter().find(|variable| variable["name"] == name)?["value"].as_str()
}

/// Names as an attacker would choose them, and anything else.
fn names() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        "$(reboot)",
        "`id`",
        "a: b # c",
        "- x",
        "'",
        "\"",
        "\\",
        "a\nb",
        "{{ .Values }}",
        "*a",
        "&a",
        "!!x",
        "%",
        "|",
        ">",
        "null",
        "~",
        "true",
        "1e3",
        "\u{feff}a",
        "\u{2028}",
        "日本",
        "a\u{0}b",
        "\u{85}",
        "--help",
        "a;b",
        "$HOME",
        "!!",
        "\t",
    ]);
    prop_oneof![
        nasty.prop_map(str::to_owned),
        "\\PC{1,20}",
        prop::collection::vec(any::<char>(), 1..20).prop_map(|chars| chars.into_iter().collect()),
        "[a-z]([-a-z0-9]{0,20}[a-z0-9])?",
    ]
}

fn amount() -> impl Strategy<Value = Option<Bytes>> {
    prop::option::of((8_u64..20_000).prop_map(|mib| Bytes(mib << 20)))
}

fn gomemlimit() -> impl Strategy<Value = Vec<EnvVar>> {
    let of = |source| EnvVar { name: "GOMEMLIMIT".to_owned(), source, line: None };
    let literal = move |text: &str| of(EnvSource::Literal(Some(text.to_owned())));
    let field = of(EnvSource::ResourceField { resource: "limits.memory".to_owned(), value: None, divisor: None });
    prop::sample::select(vec![
        vec![],
        vec![literal("100GiB")],
        vec![literal("900MB")],
        vec![field.clone()],
        vec![literal("64MiB"), field],
    ])
}

/// A killed pod with any names.
fn pods() -> impl Strategy<Value = Pod> {
    let owners = prop_oneof![
        names().prop_map(|name| Some(format!("ReplicaSet/{name}-7d9f8b6c5"))),
        names().prop_map(|name| Some(format!("StatefulSet/{name}"))),
        names().prop_map(|name| Some(format!("DaemonSet/{name}"))),
        names().prop_map(|name| Some(format!("Job/{name}"))),
        names().prop_map(|name| Some(format!("Node/{name}"))),
        (names(), names()).prop_map(|(kind, name)| Some(format!("X{kind}/{name}"))),
        Just(None),
    ];
    let roles = prop::sample::select(vec![Role::Main, Role::Main, Role::Init, Role::Sidecar]);
    let volumes = prop::option::of(names());
    (names(), names(), names(), owners, roles, amount(), gomemlimit(), names(), volumes).prop_map(
        |(name, namespace, container, owner, role, limit, env, path, volume)| {
            let end = Terminated {
                reason: Some("OOMKilled".to_owned()),
                exit_code: Some(137),
                started: Some(UnixNanos(1_700_000_000_000_000_000)),
                finished: Some(UnixNanos(1_700_000_100_000_000_000)),
                ..Terminated::default()
            };
            let probe = Probe {
                handler: "http-get".to_owned(),
                path: Some(path),
                port: Some("http".to_owned()),
                ..Probe::default()
            };
            let container = Container {
                name: container,
                role,
                state: Some(Located { value: ContainerState::Running { started: None }, line: None }),
                last_state: Some(Located { value: end, line: None }),
                restart_count: Some(Located { value: 4, line: None }),
                resources: Resources {
                    memory_limit: limit.map(|value| Located { value, line: None }),
                    ..Resources::default()
                },
                liveness: Some(Located { value: probe, line: None }),
                env,
                mounts: volume.iter().map(|volume| ("/spool".to_owned(), volume.clone())).collect(),
                ..Container::default()
            };
            let in_memory = |name| Emptydir { name, in_memory: true, size_limit: None };
            let (containers, empty_dirs) = (vec![container], volume.into_iter().map(in_memory).collect());
            Pod { name: Some(name), namespace: Some(namespace), owner, containers, empty_dirs, ..Pod::default() }
        },
    )
}

/// The report on a pod whose limit is full of files, if it has a volume for them.
fn report_on(pod: Pod) -> Report {
    let limit = pod.containers[0].resources.memory_limit.as_ref().map_or(0, |limit| limit.value.0 >> 20);
    let files = cgroup("cgroup.txt", 1, &[("anon", limit / 16), ("shmem", limit - limit / 8)]);
    let full = !pod.empty_dirs.is_empty() && limit > 0;
    let input = Input {
        name: "pod.txt".to_owned(),
        digest: 1,
        kind: Kind::DescribePod,
        taken_at: None,
        facts: Facts::Pods(vec![pod]),
        warnings: Vec::new(),
        error: None,
    };
    let inputs: Vec<Input> = [input].into_iter().chain(files.into_iter().filter(|_| full)).collect();
    diagnose::diagnose(&inputs, &Options::default())
}

/// What a real shell makes of a command: its words.
fn words(command: &str) -> Vec<String> {
    let script = format!("set -f; printf '%s\\0' {command}");
    let output = Command::new("sh").args(["-c", &script]).env_clear().output().unwrap();
    assert!(output.stderr.is_empty(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_terminator('\0').map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_name_comes_back_from_the_yaml_as_it_was(pod in pods()) {
        let name = pod.containers[0].name.clone();
        let volume = pod.empty_dirs.first().map(|volume| volume.name.clone());
        let report = report_on(pod);
        let Some(text) = &report.yaml else { return Ok(()) };
        let value = yaml(text);
        let spec = if value["spec"].get("template").is_some() { &value["spec"]["template"]["spec"] } else { &value["spec"] };
        let lists = [("containers", Some(&name)), ("initContainers", Some(&name)), ("volumes", volume.as_ref())];
        let mut found = 0;
        for (list, name) in lists.into_iter().filter_map(|(list, name)| Some((spec[list].as_array()?, name))) {
            prop_assert_eq!(list.len(), 1);
            prop_assert_eq!(list[0]["name"].as_str(), name.map(String::as_str));
            found += 1;
        }
        prop_assert!(found > 0);
        round_trip(&report);
    }

    #[test]
    fn any_name_stays_one_word_of_the_commands(pod in pods()) {
        // A shell argument cannot hold a zero byte, and neither can a name that reached the API server.
        let volume = pod.empty_dirs.first().map(|volume| volume.name.clone());
        let container = Some(pod.containers[0].name.clone());
        let names = [pod.name.clone(), pod.namespace.clone(), container, pod.owner.clone(), volume.clone()];
        prop_assume!(names.iter().flatten().all(|name| !name.contains('\0')));
        let container = pod.containers[0].name.clone();
        let (pod_name, namespace) = (pod.name.clone().unwrap(), pod.namespace.clone().unwrap());
        let report = report_on(pod);
        let place = Place::of(&report).unwrap();
        for command in &report.kubectl {
            let words = words(command);
            if words[1] == "patch" {
                let owner = place.keeper.workload().unwrap();
                prop_assert_eq!(&words[2..4], ["-n", namespace.as_str()]);
                prop_assert_eq!(&words[4..6], [format!("{}/{}", owner.resource(), owner.name), "--patch".to_owned()]);
                let patch: Value = serde_json::from_str(&words[6]).unwrap();
                prop_assert_eq!(patch["spec"]["template"]["spec"]["volumes"][0]["name"].as_str(), volume.as_deref());
                continue;
            }
            prop_assert_eq!(&words[..2], ["kubectl", "set"]);
            prop_assert_eq!(&words[3..5], ["-n", namespace.as_str()]);
            let owner = place.keeper.workload().unwrap();
            prop_assert_eq!(&words[5], &format!("{}/{}", owner.resource(), owner.name));
            prop_assert_eq!(&words[6..8], ["-c", container.as_str()]);
        }
        if let Some(command) = diagnose::fix::resize(&place, &report.recommendation) {
            let words = words(&command);
            prop_assert_eq!(&words[..6], ["kubectl", "patch", "-n", namespace.as_str(), "pod", pod_name.as_str()]);
            let patch: Value = serde_json::from_str(words.last().unwrap()).unwrap();
            prop_assert_eq!(patch["spec"]["containers"][0]["name"].as_str(), Some(container.as_str()));
        }
    }

    #[test]
    fn an_edited_manifest_has_the_recommended_values_and_nothing_else_changed(
        pod in pods(), comment in "[ -~]{0,20}", style in 0_usize..5, indent in 1_usize..5
    ) {
        let report = report_on(pod);
        let Some(place) = Place::of(&report) else { return Ok(()) };
        if report.yaml.is_none() || place.init || place.keeper.workload().is_none() { return Ok(()) }
        let volume = report.recommendation.to_disk().next().map(str::to_owned);
        let before = manifest_text(&place.container, volume.as_deref(), &comment, style, indent);
        match manifest::edit(&before, &place, &report.recommendation) {
            Err(error) => prop_assert!(false, "{:?}\n{}", error, before),
            Ok(None) => {}
            Ok(Some(after)) => check_edit(&before, &after, &report),
        }
    }
}

/// A Deployment in one of several hands, with another container that must stay as it is.
fn manifest_text(container: &str, volume: Option<&str>, comment: &str, style: usize, indent: usize) -> String {
    let escaped = |name: &str| {
        let codes: Vec<String> = name.chars().map(|c| format!("\\U{:08x}", u32::from(c))).collect();
        format!("\"{}\"", codes.concat())
    };
    let name = escaped(container);
    let volumes = volume.map_or_else(String::new, |volume| {
        let medium = ["{medium: Memory}", "{\"medium\": \"Memory\", sizeLimit: 1Gi}", "\n          medium: 'Memory' # fast"][style % 3];
        format!("      volumes:\n      - {{name: other, emptyDir: {{medium: Memory}}}}\n      - name: {}\n        emptyDir: {medium}\n", escaped(volume))
    });
    let step = " ".repeat(indent);
    let parts = match style {
        0 => "\n".to_owned(),
        1 => format!("\n{step}{step}resources: {{}} # {comment}\n"),
        2 => format!(
            "\n{step}{step}resources:\n{step}{step}{step}limits:\n{step}{step}{step}{step}cpu: 2 # {comment}\n{step}{step}{step}{step}memory: '64Mi'\n"
        ),
        3 => format!(
            "\n{step}{step}env:\n{step}{step}- name: A # {comment}\n{step}{step}  value: \"b\"\n{step}{step}- {{name: GOMEMLIMIT, value: 1GiB}}\n"
        ),
        _ => format!(
            "\n{step}{step}env: [{{name: A, value: b}}]\n{step}{step}resources: {{limits: {{cpu: 1}}, requests: {{memory: 1Mi}}}} # {comment}\n"
        ),
    };
    format!(
        "# {comment}\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: x\nspec:\n  template:\n    spec:\n      containers:\n\
         {step}      - name: other\n{step}        resources: {{limits: {{memory: 1Gi}}}}\n{step}      - name: {name}{parts}{volumes}# end {comment}\n",
        parts = parts.replace(&format!("\n{step}{step}"), &format!("\n{step}        ")),
    )
}

fn check_edit(before: &str, after: &str, report: &Report) {
    let (mut old, mut new) = (yaml(before), yaml(after));
    let container = |value: &mut Value| value["spec"]["template"]["spec"]["containers"][1].take();
    let (mut old_container, mut new_container) = (container(&mut old), container(&mut new));
    let advice = &report.recommendation;
    if let Some(volume) = advice.to_disk().next() {
        let medium = |value: &mut Value| {
            let volume = &mut value["spec"]["template"]["spec"]["volumes"][1];
            (volume["name"].clone(), volume["emptyDir"]["medium"].take())
        };
        assert_eq!(medium(&mut old), (volume.into(), "Memory".into()), "{before}");
        assert_eq!(medium(&mut new), (volume.into(), "".into()), "{after}");
    }
    assert_eq!(old, new, "outside of the container\n{before}\n{after}");
    for (name, setting) in [("limits", &advice.memory_limit), ("requests", &advice.memory_request)] {
        if setting.action == Action::Set {
            assert_eq!(new_container["resources"][name]["memory"].as_str(), setting.value.as_deref(), "{after}");
        }
    }
    if advice.gomemlimit.action == Action::Set {
        assert_eq!(variable(&new_container, "GOMEMLIMIT"), advice.gomemlimit.env.as_deref(), "{after}");
    }
    for value in [&mut old_container, &mut new_container] {
        strip(value);
    }
    assert_eq!(old_container, new_container, "{before}\n{after}");
    let kept = before.lines().filter(|line| line.trim_start().starts_with('#')).count();
    assert_eq!(after.lines().filter(|line| line.trim_start().starts_with('#')).count(), kept, "comments\n{after}");
}

/// Takes away what may change.
fn strip(container: &mut Value) {
    for name in ["limits", "requests"] {
        if let Some(map) = container["resources"][name].as_object_mut() {
            map.remove("memory");
        }
        if container["resources"][name].as_object().is_none_or(serde_json::Map::is_empty)
            && let Some(map) = container["resources"].as_object_mut()
        {
            map.remove(name);
        }
    }
    if let Some(list) = container["env"].as_array_mut() {
        list.retain(|variable| variable["name"] != "GOMEMLIMIT");
    }
    for probe in ["livenessProbe", "startupProbe"] {
        if let Some(map) = container.as_object_mut() {
            map.remove(probe);
        }
    }
    if let Some(map) = container.as_object_mut() {
        map.retain(|_, value| {
            !(value.is_null()
                || value.as_object().is_some_and(serde_json::Map::is_empty)
                || value.as_array().is_some_and(Vec::is_empty))
        });
    }
}
