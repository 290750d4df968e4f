//! Text and YAML of one pod give the same facts, field by field. A field that only one of them has is named here.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // helpers of tests

use std::path::PathBuf;

use decode::kube::{ContainerState, EnvSource, Pod, Role, describe, manifest};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/describe")
}

fn read(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A fact that only one of the two forms has, and how to take it away so that the rest can be compared.
struct OnlyIn {
    field: &'static str,
    form: Form,
    forget: fn(&mut Pod),
    seen: fn(&Pod) -> bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Yaml,
}

fn waiting_messages(pod: &Pod) -> bool {
    pod.containers.iter().any(|container| {
        matches!(
            container.state.as_ref().map(|state| &state.value),
            Some(ContainerState::Waiting { message: Some(_), .. })
        )
    })
}

fn forget_waiting_messages(pod: &mut Pod) {
    for container in &mut pod.containers {
        if let Some(state) = &mut container.state
            && let ContainerState::Waiting { message, .. } = &mut state.value
        {
            *message = None;
        }
    }
}

fn each_resource_field(pod: &mut Pod, mut change: impl FnMut(&mut Option<String>, &mut Option<String>)) {
    for variable in pod.containers.iter_mut().flat_map(|container| &mut container.env) {
        if let EnvSource::ResourceField { value, divisor, .. } = &mut variable.source {
            change(value, divisor);
        }
    }
}

fn has_resource_field(pod: &Pod, has: fn(&Option<String>, &Option<String>) -> bool) -> bool {
    pod.containers.iter().flat_map(|container| &container.env).any(
        |variable| matches!(&variable.source, EnvSource::ResourceField { value, divisor, .. } if has(value, divisor)),
    )
}

const ONLY_IN_ONE: [OnlyIn; 11] = [
    OnlyIn {
        field: "events",
        form: Form::Text,
        forget: |pod| (pod.events, pod.has_events_section) = (Vec::new(), false),
        seen: |pod| pod.has_events_section,
    },
    OnlyIn {
        field: "env[].valueFrom.resourceFieldRef, as computed from the spec",
        form: Form::Text,
        forget: |pod| each_resource_field(pod, |value, _| *value = None),
        seen: |pod| has_resource_field(pod, |value, _| value.is_some()),
    },
    OnlyIn {
        field: "env[].valueFrom.resourceFieldRef.divisor",
        form: Form::Yaml,
        forget: |pod| each_resource_field(pod, |_, divisor| *divisor = None),
        seen: |pod| has_resource_field(pod, |_, divisor| divisor.is_some()),
    },
    OnlyIn {
        field: "state.waiting.message",
        form: Form::Yaml,
        forget: forget_waiting_messages,
        seen: waiting_messages,
    },
    OnlyIn {
        field: "conditions[].reason",
        form: Form::Yaml,
        forget: |pod| pod.conditions.iter_mut().for_each(|condition| condition.reason = None),
        seen: |pod| pod.conditions.iter().any(|condition| condition.reason.is_some()),
    },
    OnlyIn {
        field: "containerStatuses[].resources",
        form: Form::Yaml,
        forget: |pod| pod.containers.iter_mut().for_each(|container| container.actual_resources = None),
        seen: |pod| pod.containers.iter().any(|container| container.actual_resources.is_some()),
    },
    OnlyIn {
        field: "containerStatuses[].allocatedResources",
        form: Form::Yaml,
        forget: |pod| pod.containers.iter_mut().for_each(|container| container.allocated_memory = None),
        seen: |pod| pod.containers.iter().any(|container| container.allocated_memory.is_some()),
    },
    OnlyIn {
        field: "status.resources",
        form: Form::Yaml,
        forget: |pod| pod.actual_resources = None,
        seen: |pod| pod.actual_resources.is_some(),
    },
    OnlyIn {
        field: "status.allocatedResources",
        form: Form::Yaml,
        forget: |pod| pod.allocated_memory = None,
        seen: |pod| pod.allocated_memory.is_some(),
    },
    OnlyIn {
        field: "terminationGracePeriodSeconds of a pod that is not being deleted",
        form: Form::Yaml,
        forget: |pod| pod.grace_seconds = None,
        seen: |pod| pod.grace_seconds.is_some(),
    },
    OnlyIn {
        field: "ports[].name (in text since kubectl 1.34)",
        form: Form::Yaml,
        forget: |pod| {
            pod.containers.iter_mut().flat_map(|container| &mut container.ports).for_each(|port| port.2 = None);
        },
        seen: |pod| pod.containers.iter().flat_map(|container| &container.ports).any(|port| port.2.is_some()),
    },
];

/// Lines, which differ by nature, and the white space of messages: kubectl turns tabs into columns.
fn normalise(pod: &mut Pod) {
    fn message(text: &mut Option<String>) {
        *text = text.as_ref().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    pod.each_line(&mut |line| *line = None);
    message(&mut pod.message);
    for container in &mut pod.containers {
        container.last_state.iter_mut().for_each(|last| message(&mut last.value.message));
        if let Some(ContainerState::Terminated(end)) = container.state.as_mut().map(|state| &mut state.value) {
            message(&mut end.message);
        }
    }
}

fn from_text(name: &str) -> Pod {
    let (mut pods, _) = describe::parse(&read(name));
    assert_eq!(pods.len(), 1, "{name}");
    pods.remove(0)
}

fn from_yaml(text: &str) -> Pod {
    assert!(manifest::recognise(text) && !describe::has_header(text));
    let mut objects = manifest::parse(text).expect("an object");
    assert_eq!(objects.pods.len(), 1);
    objects.pods.remove(0)
}

/// Every pair of fixtures, with the text of the newest kubectl for the one printed by several.
fn pairs() -> Vec<(String, String)> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let yaml = names.iter().filter_map(|name| name.strip_suffix(".yaml").filter(|stem| *stem != "traps_get"));
    let mut pairs: Vec<_> = yaml.map(|stem| (format!("{stem}.txt"), format!("{stem}.yaml"))).collect();
    pairs.push(("traps_1.33.txt".to_owned(), "traps_get.yaml".to_owned()));
    pairs
}

#[test]
fn text_and_yaml_of_a_pod_give_the_same_facts() {
    let pairs = pairs();
    assert!(pairs.len() >= 24, "{} pairs", pairs.len());
    for (text, yaml) in pairs {
        let (mut left, mut right) = (from_text(&text), from_yaml(&read(&yaml)));
        for pod in [&mut left, &mut right] {
            normalise(pod);
            for only in &ONLY_IN_ONE {
                (only.forget)(pod);
            }
        }
        assert_eq!(left, right, "{text}");
    }
}

/// The table above stays true: each of its rows is seen in the form it names and (names of ports aside, which text has
/// had since 1.34) never in the other.
#[test]
fn what_only_one_form_has_is_seen_there_and_only_there() {
    for only in &ONLY_IN_ONE {
        let in_text = pairs().iter().any(|(text, _)| (only.seen)(&from_text(text)));
        let in_yaml = pairs().iter().any(|(_, yaml)| (only.seen)(&from_yaml(&read(yaml))));
        assert!(if only.form == Form::Text { in_text } else { in_yaml }, "{} is seen", only.field);
        let elsewhere = if only.form == Form::Text { in_yaml } else { in_text };
        assert!(!elsewhere || only.field.starts_with("ports"), "{} is seen in the other form", only.field);
    }
}

/// Text with YAML and YAML with text say the same, and all that either says.
#[test]
fn two_views_of_a_pod_become_one_with_the_facts_of_both() {
    for (text, yaml) in pairs() {
        let (mut left, mut right) = (from_text(&text), from_yaml(&read(&yaml)));
        normalise(&mut left);
        normalise(&mut right);
        assert!(left.is_same(&right), "{text}");
        let (there, back) = (left.clone().merged(&right), right.clone().merged(&left));
        assert_eq!(there, back, "{text}");
        for only in &ONLY_IN_ONE {
            assert_eq!((only.seen)(&there), (only.seen)(&left) || (only.seen)(&right), "{} of {text}", only.field);
        }
    }
}

#[test]
fn what_another_run_of_a_container_says_is_not_taken_over() {
    let (pod, mut later) = (from_text("scn_oom_true_running.txt"), from_text("scn_oom_true_running.txt"));
    let mut earlier = pod.clone();
    earlier.containers[0].last_state = None;
    later.containers[0].restart_count.as_mut().unwrap().value += 1;
    assert!(pod.containers[0].last_state.is_some());
    assert_eq!(earlier.clone().merged(&pod).containers[0].last_state, pod.containers[0].last_state);
    assert_eq!(earlier.merged(&later).containers[0].last_state, None);
}

#[test]
fn json_and_lists_give_what_yaml_gives() {
    for (_, yaml) in pairs() {
        let text = read(&yaml);
        let value: serde_json::Value = serde_saphyr::from_str(&text).unwrap();
        let mut expected = from_yaml(&text);
        normalise(&mut expected);
        let mut compact = from_yaml(&value.to_string());
        normalise(&mut compact);
        assert_eq!(compact, expected, "{yaml}");

        let list = serde_json::json!({ "apiVersion": "v1", "kind": "List", "items": [value.clone(), value] });
        let objects = manifest::parse(&serde_json::to_string_pretty(&list).unwrap()).unwrap();
        assert_eq!(objects.pods.len(), 2);
        for mut pod in objects.pods {
            normalise(&mut pod);
            assert_eq!(pod, expected, "{yaml}");
        }
    }
}

#[test]
fn yaml_says_what_describe_cannot() {
    let pod = from_yaml(&read("traps_get.yaml"));
    let app = pod.containers.iter().find(|container| container.name == "app").unwrap();
    let actual = app.actual_resources.as_ref().and_then(|resources| resources.memory_limit.as_ref());
    assert_eq!(actual.map(|limit| limit.value.0), Some(256 << 20), "the limit in force after a resize");
    assert_eq!(pod.containers[0].role, Role::Sidecar);
    let resize = pod.conditions.iter().find(|condition| condition.kind == "PodResizePending").unwrap();
    assert_eq!(resize.reason.as_deref(), Some("Infeasible"));
    let evicted = from_yaml(&read("scn_evicted.yaml"));
    assert_eq!(evicted.conditions[0].reason.as_deref(), Some("TerminationByKubelet"));
    let resized = from_yaml(&read("scn_pod_resized.yaml"));
    assert_eq!(resized.memory_limit().map(|limit| limit.0), Some(256 << 20), "the pod's limit in force after a resize");
    assert_eq!(resized.allocated_memory.map(|memory| memory.value.0), Some(256 << 20));
    let count = app.restart_count.as_ref().unwrap();
    let line = read("traps_get.yaml").lines().position(|line| line.contains("restartCount: 7")).unwrap() + 1;
    assert_eq!((count.value, count.line), (7, Some(line)));
}

/// As a mail does it: the blank at which a line is cut is gone.
fn wrapped_at_blanks(line: &str, width: usize) -> String {
    let (mut rest, mut out) = (line, String::new());
    while rest.chars().count() > width {
        let end = rest.char_indices().nth(width + 1).map_or(rest.len(), |(end, _)| end);
        let Some(at) = rest[..end].rfind(' ').filter(|at| !rest[..*at].trim().is_empty()) else { break };
        out += &rest[..at];
        out.push('\n');
        rest = &rest[at + 1..];
    }
    out + rest + "\n"
}

/// Where one line alone was cut, nothing tells a cut at a blank from one inside a word; real output has several.
#[test]
fn a_mail_that_wraps_real_output_at_blanks_changes_no_fact() {
    for name in ["scn_oom_true_crashloop.txt", "scn_liveness_137.txt", "scn_evicted.txt"] {
        let text = read(name);
        let mut expected = from_text(name);
        for width in [72, 80, 100] {
            let wrapped: String = text.lines().map(|line| wrapped_at_blanks(line, width)).collect();
            let (mut pods, _) = describe::parse(&wrapped);
            assert_eq!(pods.len(), 1, "{name} at {width}");
            for pod in pods.iter_mut().chain([&mut expected]) {
                normalise(pod);
                for event in &mut pod.events {
                    event.line = None;
                    event.message = event.message.split_whitespace().collect::<Vec<_>>().join(" ");
                }
            }
            assert_eq!(pods[0], expected, "{name} at {width}:\n{wrapped}");
        }
    }
}
