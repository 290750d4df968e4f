//! Any pod, printed the way kubectl prints it and pasted the way people paste it, reads back as the same facts.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // helpers of tests

mod pastes;
mod pods;

use std::path::PathBuf;

use decode::kube::{ContainerState, Located, Pod, Resources, Terminated, describe};
use decode::units::Bytes;
use proptest::collection::vec;
use proptest::prelude::*;
use testkit::describe::{Rest, describe as print};

use pastes::{MUTATIONS, MUTATIONS_OF_TAME};
use pods::{hostile_line, hostile_rest, pod};

/// The writer is right: it prints real pods as kubectl printed them, but for blanks at line ends.
#[test]
fn the_writer_prints_what_kubectl_prints() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/describe");
    let mut compared = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        // Tabs of messages are gone from text, `512m` is printed as it was written, other containers have other ids, and
        // kubectl 1.36 puts the container before an event's message.
        let differs = [
            "scn_go_panic_2.txt",
            "scn_limit_fraction_m.txt",
            "scn_init_oom.txt",
            "scn_sidecar_oom.txt",
            "scn_pod_resized.txt",
        ];
        if name.starts_with("scn_") && !name.contains(".yaml") && !differs.contains(&name.as_str()) {
            let text = std::fs::read_to_string(&path).unwrap();
            let (pods, _) = describe::parse(&text);
            let printed = print(&pods[0], &Rest::default());
            let trimmed = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
            assert_eq!(trimmed(&printed), trimmed(&text), "{name}");
            compared += 1;
        }
    }
    assert!(compared >= 15, "{compared}");
}

/// The facts of a pod without lines; white space of messages does not count.
fn facts(pod: &Pod) -> String {
    fn squeeze(message: &mut Option<String>) {
        *message = message.as_ref().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    let mut pod = pod.clone();
    pod.line = None;
    for container in &mut pod.containers {
        container.line = None;
        if let Some(Located { value: ContainerState::Terminated(end), .. }) = &mut container.state {
            squeeze(&mut end.message);
        }
        if let Some(end) = &mut container.last_state {
            squeeze(&mut end.value.message);
        }
        container.env.iter_mut().for_each(|variable| variable.line = None);
    }
    for event in &mut pod.events {
        event.line = None;
        event.message = event.message.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let text = format!("{pod:#?}");
    // `Located` has its line in the debug text as `line: Some(\n    12,\n)`.
    let mut out = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "line: Some(" {
            let (_number, _close) = (lines.next(), lines.next());
        } else if line.trim() != "line: None," {
            out.push(line);
        }
    }
    out.join("\n")
}

/// The first facts that differ, few enough to read.
fn difference(found: &[Pod], expected: &[Pod]) -> Option<String> {
    let all = |pods: &[Pod]| pods.iter().map(facts).collect::<Vec<_>>().join("\n");
    let (found, expected) = (all(found), all(expected));
    let at = found.lines().zip(expected.lines()).position(|(found, expected)| found != expected);
    let at =
        at.or_else(|| (found.len() != expected.len()).then(|| found.lines().count().min(expected.lines().count())))?;
    let near = |text: &str| text.lines().skip(at.saturating_sub(6)).take(14).collect::<Vec<_>>().join("\n");
    Some(format!("found:\n{}\nexpected:\n{}", near(&found), near(&expected)))
}

fn read(text: &str) -> Vec<Pod> {
    assert!(describe::recognise(text) && describe::has_header(text), "recognised:\n{text}");
    describe::parse(text).0
}

/// Before kubectl 1.35 only the wording of an event names its container.
fn name_by_wording(pod: &mut Pod) {
    for event in &mut pod.events {
        event.container = event.message.starts_with("Back-off").then(|| "app".to_owned());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_hostile_pod_reads_back_through_every_paste(mut pod in pod(false), rest in hostile_rest()) {
        if !rest.new_spelling {
            name_by_wording(&mut pod);
        }
        let text = print(&pod, &rest);
        for (name, mutate) in MUTATIONS {
            let mutated = mutate(&text);
            let difference = difference(&read(&mutated), std::slice::from_ref(&pod));
            prop_assert_eq!(difference, None, "{}:\n{}", name, &mutated);
        }
    }

    #[test]
    fn a_tame_pod_reads_back_without_indentation_and_wrapped(mut pod in pod(true), new_spelling in any::<bool>()) {
        if !new_spelling {
            name_by_wording(&mut pod);
        }
        let text = print(&pod, &Rest { args: vec!["--port=8080".to_owned()], new_spelling, ..Rest::default() });
        for (name, mutate) in MUTATIONS_OF_TAME {
            let mutated = mutate(&text);
            let difference = difference(&read(&mutated), std::slice::from_ref(&pod));
            prop_assert_eq!(difference, None, "{}:\n{}", name, &mutated);
        }
    }

    #[test]
    fn several_hostile_pods_stay_apart(mut pods in vec(pod(false), 2..4), rest in hostile_rest()) {
        if !rest.new_spelling {
            pods.iter_mut().for_each(name_by_wording);
        }
        let text = pods.iter().map(|pod| print(pod, &rest)).collect::<Vec<_>>().join("\n\n");
        prop_assert_eq!(difference(&read(&text), &pods), None, "{}", text);
    }

    #[test]
    fn any_text_is_read_without_panic(lines in vec(hostile_line(), 0..60), noise in any::<String>()) {
        let text = lines.join("\n");
        describe::parse(&text);
        describe::parse(&format!("{text}\n{noise}"));
        describe::recognise(&noise);
    }

    /// Cut at line ends, as a selection or `tail` does it: what is left says nothing the whole did not say.
    #[test]
    fn a_cut_pod_says_nothing_the_whole_did_not(pod in pod(true), from in 0_usize..60, length in 1_usize..60) {
        let text = print(&pod, &Rest::default());
        let cut = text.lines().skip(from).take(length).collect::<Vec<_>>().join("\n");
        let amounts = |resources: &Resources| [resources.memory_limit.clone(), resources.memory_request.clone()];
        let value = |amount: Option<Located<Bytes>>| amount.map(|amount| amount.value);
        let known: Vec<_> = pod.containers.iter().map(|container| &container.resources).chain([&pod.resources]).flat_map(amounts).map(value).collect();
        let mut ends: Vec<&Terminated> = pod.containers.iter().filter_map(|container| Some(&container.last_state.as_ref()?.value)).collect();
        for container in &pod.containers {
            if let Some(Located { value: ContainerState::Terminated(end), .. }) = &container.state {
                ends.push(end);
            }
        }
        for container in describe::parse(&cut).0.iter().flat_map(|pod| &pod.containers) {
            for amount in amounts(&container.resources).map(value).into_iter().flatten() {
                prop_assert!(known.contains(&Some(amount)), "{} in\n{}", amount, cut);
            }
            if let Some(end) = &container.last_state && let Some(code) = end.value.exit_code {
                prop_assert!(ends.iter().any(|known| known.exit_code == Some(code)), "{} in\n{}", code, cut);
            }
        }
    }
}
