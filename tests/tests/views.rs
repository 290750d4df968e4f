//! A pod that was dropped twice, as text and as YAML, is one pod with the facts of both, whatever the order.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::fs;

use decode::{Input, Limits, Source, unwatched};
use diagnose::report::{Options, PodReport, Report};
use tests::fixtures;

fn text(name: &str) -> String {
    fs::read_to_string(fixtures().join("describe").join(name)).unwrap()
}

fn input(name: &str, text: &str) -> Input {
    decode::decode(Source { name, bytes: text.as_bytes() }, &Limits::default(), &mut unwatched).remove(0)
}

fn report(inputs: &[Input]) -> Report {
    diagnose::diagnose(inputs, &Options::default())
}

/// The report of both views of a pod, which is the same in either order.
fn of_both(stem: &str) -> Report {
    let described = input("pod.txt", &text(&format!("{stem}.txt")));
    let written = input("pod.yaml", &text(&format!("{stem}.yaml")));
    let one = report(&[described.clone(), written.clone()]);
    let other = report(&[written, described]);
    assert_eq!(text::document(&one), text::document(&other), "{stem}");
    one
}

fn only_pod(report: &Report) -> &PodReport {
    assert_eq!(report.pods.len(), 1);
    &report.pods[0]
}

#[test]
fn text_and_yaml_of_every_pod_are_one_pod_in_either_order() {
    let names = fs::read_dir(fixtures().join("describe")).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let stems: Vec<String> = names
        .filter_map(|name| name.strip_suffix(".yaml").map(str::to_owned))
        .filter(|name| name != "traps_get")
        .collect();
    assert!(stems.len() >= 24);
    for stem in stems {
        let both = of_both(&stem);
        let described = report(&[input("pod.txt", &text(&format!("{stem}.txt")))]);
        let (pod, plain) = (only_pod(&both), only_pod(&described));
        assert_eq!(pod.events, plain.events, "{stem}");
        assert_eq!(pod.containers.len(), plain.containers.len(), "{stem}");
        for evidence in &both.evidence {
            assert!(evidence.input.is_none_or(|input| input < 2), "{stem}");
        }
    }
}

/// Describe alone has the events, YAML alone the limit in force after a resize.
#[test]
fn the_limit_in_force_comes_from_the_yaml_and_the_events_from_the_text() {
    let described = input("pod.txt", &text("traps_1.33.txt"));
    let written = input("pod.yaml", &text("traps_get.yaml"));
    let limit = |report: &Report| {
        let app = only_pod(report).containers.iter().find(|container| container.name == "app").unwrap();
        app.memory_limit_bytes.map(|limit| limit.0 >> 20)
    };
    assert_eq!(limit(&report(std::slice::from_ref(&described))), Some(512));
    for inputs in [[described.clone(), written.clone()], [written, described]] {
        let both = report(&inputs);
        assert_eq!(limit(&both), Some(256));
        assert!(!only_pod(&both).events.is_empty());
    }
}

/// A pod-level limit that a resize lowered is what an OOM kill without a limit of its own is held against.
#[test]
fn a_pod_level_limit_in_force_comes_from_the_yaml() {
    use diagnose::evidence::Finding;
    let both = of_both("scn_pod_resized");
    let limit = both.evidence.iter().find_map(|evidence| match &evidence.finding {
        Finding::NoLimit { pod_limit, .. } => *pod_limit,
        _ => None,
    });
    assert_eq!(limit.map(|limit| limit.0 >> 20), Some(256));
}

/// What was cut from one input and is in the other is shown with the input and the line that has it.
#[test]
fn evidence_names_the_input_and_the_line_it_was_read_from() {
    let whole = text("scn_gomemlimit_above.txt");
    let cut: String = whole.split_inclusive('\n').filter(|line| !line.contains("GOMEMLIMIT")).collect();
    assert!(cut.len() < whole.len());
    let yaml = text("scn_gomemlimit_above.yaml");
    let json = serde_json::to_string_pretty(&serde_saphyr::from_str::<serde_json::Value>(&yaml).unwrap()).unwrap();
    for other in [yaml, json] {
        let both = report(&[input("pod.txt", &cut), input("pod.other", &other)]);
        let places = both.evidence.iter().filter_map(|evidence| Some((evidence.input?, evidence.line?)));
        let lines: Vec<(&str, &str)> = places
            .map(|(index, line)| {
                let (name, text) =
                    if both.inputs[index].name == "pod.txt" { ("text", &cut) } else { ("other", &other) };
                (name, text.lines().nth(line - 1).unwrap())
            })
            .collect();
        assert!(lines.iter().any(|(name, line)| *name == "other" && line.contains("GOMEMLIMIT")), "{lines:?}");
        assert!(lines.iter().any(|(name, line)| *name == "text" && line.contains("Last State")), "{lines:?}");
    }
}

/// Of two captures of one pod the later one counts, and its name or place in the list doesn't.
#[test]
fn the_later_of_two_captures_counts() {
    let earlier = text("scn_oom_true_running.txt");
    let later = earlier.replace("Restart Count:  3", "Restart Count:  4");
    assert_ne!(earlier, later);
    for (first, second) in [("a.txt", "b.txt"), ("b.txt", "a.txt")] {
        let both = report(&[input(first, &earlier), input(second, &later)]);
        assert_eq!(only_pod(&both).containers[0].restart_count, Some(4));
    }
}
