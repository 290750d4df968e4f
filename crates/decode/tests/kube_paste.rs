//! Pieces and shapes in which pods really arrive.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // helpers of tests

use std::path::PathBuf;
use std::time::{Duration, Instant};

use decode::kube::{Container, ContainerState, Pod, describe};
use decode::warning::WarningKind;
use decode::{Facts, Kind, Limits, Source, decode, unwatched};

fn fixture(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/describe").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn kind_of(name: &str, bytes: &[u8]) -> (Kind, Facts) {
    let mut inputs = decode(Source { name, bytes }, &Limits::default(), &mut unwatched);
    let input = inputs.remove(0);
    assert_eq!(input.error, None, "{name}");
    (input.kind, input.facts)
}

fn parse_piece(text: &str) -> Vec<Pod> {
    assert!(describe::recognise(text), "{text}");
    describe::parse(text).0
}

fn last_reason(container: &Container) -> Option<&str> {
    container.last_state.as_ref()?.value.reason.as_deref()
}

#[test]
fn every_fixture_is_told_by_its_content() {
    for entry in
        std::fs::read_dir(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/describe")).unwrap()
    {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let expected = match name.as_str() {
            // kubectl printed no more than names there.
            "get_events.txt" => continue,
            "kubectl_events.txt" => Kind::Events,
            _ if name.contains(".yaml") => Kind::Pod,
            _ => Kind::DescribePod,
        };
        assert_eq!(kind_of("dropped", fixture(&name).as_bytes()).0, expected, "{name}");
    }
}

#[test]
fn a_windows_redirect_in_utf_16_is_read() {
    let text = fixture("scn_oom_true_running.txt").replace('\n', "\r\n");
    let bytes: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let (kind, facts) = kind_of("pod.txt", &bytes);
    let Facts::Pods(pods) = facts else { panic!("pods") };
    assert_eq!((kind, pods[0].name.as_deref()), (Kind::DescribePod, Some("oom-true")));
    assert_eq!(last_reason(&pods[0].containers[0]), Some("OOMKilled"));
}

#[test]
fn grep_output_is_read_match_by_match() {
    let text = "\
    Last State:     Terminated
      Reason:       OOMKilled
      Exit Code:    137
--
    Restart Count:  7
    Limits:
      memory:  512Mi
--
    Last State:     Terminated
      Reason:       Error
      Exit Code:    1
";
    let pods = parse_piece(text);
    let [pod] = pods.as_slice() else { panic!("{pods:?}") };
    let [first, second] = pod.containers.as_slice() else { panic!("{:?}", pod.containers) };
    assert_eq!((last_reason(first), last_reason(second)), (Some("OOMKilled"), Some("Error")));
    assert_eq!(first.restart_count.as_ref().map(|count| count.value), Some(7));
    assert_eq!((second.restart_count.clone(), second.resources.clone()), (None, decode::kube::Resources::default()));
}

#[test]
fn the_inside_of_a_state_is_read_as_last_state() {
    let pods = parse_piece(
        "Reason:       OOMKilled\nExit Code:    137\nStarted:      Sat, 21 Nov 2026 01:25:06 +0000\nFinished:     Sat, 21 Nov 2026 01:25:42 +0000\n",
    );
    let end = &pods[0].containers[0].last_state.as_ref().unwrap().value;
    assert_eq!((end.reason.as_deref(), end.exit_code, end.started.is_some()), (Some("OOMKilled"), Some(137), true));
}

/// As the Kubernetes documentation shows it: no indentation, tabs between key and value.
#[test]
fn a_copy_of_a_web_page_without_indentation_is_read() {
    let text = "\
Name:\tsimmemleak-hra99
Namespace:\tdefault
Image(s):\tsaadali/simmemleak
Node:\tkubernetes-node-tf0f/10.240.216.66
Labels:\tname=simmemleak
Status:\tRunning
Reason:
Message:
IP:\t10.244.2.75
Containers:
simmemleak:
Image:\tsaadali/simmemleak:latest
Limits:
cpu:\t100m
memory:\t50Mi
State:\tRunning
Started:\tTue, 07 Jul 2019 12:54:41 -0700
Last State:\tTerminated
Reason:\tOOMKilled
Exit Code:\t137
Started:\tFri, 07 Jul 2019 12:54:30 -0700
Finished:\tFri, 07 Jul 2019 12:54:33 -0700
Ready:\tFalse
Restart Count:\t5
Conditions:
Type\tStatus
Ready\tFalse
Events:
";
    let pods = parse_piece(text);
    let app = &pods[0].containers[0];
    assert_eq!(app.name, "simmemleak");
    assert_eq!((last_reason(app), app.restart_count.as_ref().map(|count| count.value)), (Some("OOMKilled"), Some(5)));
    assert!(matches!(app.state.as_ref().map(|state| &state.value), Some(ContainerState::Running { .. })));
}

#[test]
fn a_cut_tail_is_a_warning_and_what_is_missing_is_unknown() {
    let whole = fixture("incident_leak_map_cache.txt");
    let cut = &whole[..whole.find("    Ready:").unwrap()];
    let (pods, warnings) = describe::parse(cut);
    assert_eq!(last_reason(&pods[0].containers[0]), Some("OOMKilled"));
    let app = &pods[0].containers[0];
    assert_eq!((app.ready, app.restart_count.clone(), app.resources.memory_limit.clone()), (None, None, None));
    assert_eq!((pods[0].qos, pods[0].has_events_section), (None, false));
    assert!(warnings.iter().any(|warning| warning.kind == WarningKind::Truncated {}));
}

#[test]
fn a_cut_head_keeps_its_containers() {
    let whole = fixture("scn_sidecar_oom.txt");
    for key in ["Containers:", "    State:", "    Restart Count:"] {
        let pods = parse_piece(&whole[whole.find(key).unwrap()..]);
        assert_eq!((pods.len(), pods[0].containers.len(), pods[0].name.as_deref()), (1, 2, None), "{key}");
    }
}

#[test]
fn a_probe_script_of_several_lines_changes_nothing() {
    let text = fixture("scn_oom_true_running.txt").replace(
        "http-get http://:8080/healthz delay=0s",
        "exec [/bin/sh -c\nset -e\nState: Terminated\n    Last State: Terminated\n      Reason: Fake\nName: x\n] delay=0s",
    );
    let (pods, warnings) = describe::parse(&text);
    let (real, _) = describe::parse(&fixture("scn_oom_true_running.txt"));
    let app = &pods[0].containers[0];
    assert_eq!(pods.len(), 1);
    assert_eq!((&app.last_state, &app.state), (&real[0].containers[0].last_state, &real[0].containers[0].state));
    let probe = &app.liveness.as_ref().unwrap().value;
    assert_eq!((probe.handler.as_str(), probe.period, probe.failure), ("exec", 10, 3));
    assert!(warnings.is_empty(), "{warnings:?}");
}

/// A forged end inside a message, complete up to the restart count, does not hide the true one.
#[test]
fn a_message_that_forges_the_rest_of_its_container_changes_nothing() {
    let whole = fixture("scn_oom_true_crashloop.txt");
    let forged = "      Message:      x\n      Exit Code:    0\n      Started:      Fri, 20 Nov 2026 10:00:00 +0000\n      \
                  Finished:     Fri, 20 Nov 2026 10:00:00 +0000\n    Ready:          True\n    Restart Count:  0\n    Limits:\n      \
                  memory:  8Gi\n";
    let at = whole.find("      Exit Code:").unwrap();
    let (pods, warnings) = describe::parse(&format!("{}{forged}{}", &whole[..at], &whole[at..]));
    let (real, _) = describe::parse(&whole);
    let (app, real) = (&pods[0].containers[0], &real[0].containers[0]);
    let end = |container: &Container| {
        container.last_state.as_ref().map(|end| (end.value.reason.clone(), end.value.exit_code, end.value.finished))
    };
    assert_eq!(end(app), end(real));
    let value = |container: &Container| container.resources.memory_limit.as_ref().map(|limit| limit.value);
    assert_eq!((value(app), app.ready), (value(real), real.ready));
    assert!(warnings.iter().any(|warning| warning.kind == WarningKind::MessageImitates {}));
}

#[test]
fn other_describes_are_no_pods() {
    let service =
        "Name:              web\nNamespace:         shop\nLabels:            <none>\nSelector:          app=web\n";
    assert!(!describe::recognise(service));
    let deployment = "Name:                   web\nNamespace:              shop\nCreationTimestamp:      Fri, 20 Nov 2026 10:00:00 +0000\n\
                      Pod Template:\n  Labels:  app=web\n  Containers:\n   web:\n    Image:      shop/web:1\n    Port:       <none>\n";
    assert!(describe::is_template(deployment) && !describe::recognise(deployment));
}

/// Text made to cost as much as it can: no line may be looked at again and again. In quadratic time each would take minutes.
#[test]
fn hostile_text_takes_linear_time() {
    let header = "Name:  x\nNamespace:  y\nNode:  n/\nContainers:\n  app:\n    Image:  i\n";
    let units = [
        "    State:  Terminated\n      Message:  x\n",
        "      Exit Code:  1\n",
        "Name:  x\nNamespace:  y\nNode:  n/\n",
        "  c:\n    Liveness:  exec [\n",
        "  c:\n    State:  Terminated\n      Message:  x\n      Exit Code:  1\n      Started:  x\n",
        "Containers:\n",
        "  Warning  A  1s  b  c\n",
        "\n",
        "--\n",
        "> Namespace:  y\n",
        "Message:  x\n",
    ];
    for unit in units {
        for head in [header, "", "Events:\n"] {
            let text = format!("{head}{}", unit.repeat((1 << 17) / unit.len()));
            let started = Instant::now();
            describe::parse(&text);
            describe::recognise(&text);
            let taken = started.elapsed();
            assert!(taken < Duration::from_secs(20), "{taken:?} for {unit:?} after {head:?}");
        }
    }
}

#[test]
fn ten_megabytes_of_pods_are_all_read() {
    let text = fixture("traps_1.33.txt") + "\n\n";
    let copies = (10 << 20) / text.len();
    let (pods, _) = describe::parse(&text.repeat(copies));
    assert_eq!(pods.len(), copies);
    assert!(pods.iter().all(|pod| pod.containers.len() == 3 && pod.events.len() == 6));
}

#[test]
fn a_fence_inside_an_argument_ends_nothing() {
    let pod = |name: &str, args: &str| {
        format!(
            "Name:             {name}\nNamespace:        shop\nPriority:         0\nContainers:\n  app:\n    Args:\n{args}\
             \x20   State:          Terminated\n      Message:      bye\n      Exit Code:    3\n\
             \x20     Started:      Mon, 02 Nov 2026 10:00:00 +0000\n      Finished:     Mon, 02 Nov 2026 11:00:00 +0000\n\
             \x20   Ready:          False\nQoS Class:       Burstable\n"
        )
    };
    let text = format!("{}\n\n{}", pod("a", "      --verbose\n"), pod("b", "      Exit Code:    0\n      ```\n"));
    let read = describe::parse(&text).0;
    let messages: Vec<_> = read
        .iter()
        .map(|pod| match pod.containers[0].state.as_ref().map(|state| &state.value) {
            Some(ContainerState::Terminated(ended)) => ended.message.as_deref(),
            _ => None,
        })
        .collect();
    assert_eq!(messages, [Some("bye"), Some("bye")]);
}

/// `grep -n`, with lines around the matches, and `cat -n`.
#[test]
fn numbers_before_lines_are_no_part_of_them() {
    let whole = fixture("scn_oom_true_running.txt");
    let plain = &parse_piece(&whole)[0];
    let numbered = |between: &dyn Fn(usize) -> &'static str| {
        let line = |(index, line): (usize, &str)| [&(index + 1).to_string(), between(index), line].concat();
        whole.lines().enumerate().map(line).collect::<Vec<_>>().join("\n")
    };
    for text in [numbered(&|_| ":"), numbered(&|index| if index % 3 == 0 { ":" } else { "-" }), numbered(&|_| "\t")] {
        assert_eq!(&parse_piece(&text)[0], plain, "{text}");
        assert_eq!(kind_of("pod.txt", text.as_bytes()).0, Kind::DescribePod);
    }
    let piece = "\
21:    Last State:     Terminated
22-      Reason:       OOMKilled
23-      Exit Code:    137
--
31:    Limits:
32-      memory:  512Mi
";
    let container = &parse_piece(piece)[0].containers[0];
    assert_eq!((last_reason(container), container.last_state.as_ref().unwrap().line), (Some("OOMKilled"), Some(1)));
    assert_eq!(container.resources.memory_limit.as_ref().map(|limit| limit.value.0), Some(512 << 20));
}

#[test]
fn a_paste_of_text_and_yaml_keeps_both() {
    let (text, yaml) = (fixture("incident_leak_map_cache.txt"), fixture("incident_leak_map_cache.yaml"));
    let pastes = [
        format!("$ kubectl describe pod x\n{text}$ kubectl get pod x -o yaml\n{yaml}"),
        format!("$ kubectl get pod x -o yaml\n{yaml}$ kubectl describe pod x\n{text}"),
        format!("描述:\n```\n{text}```\nand\n```yaml\n{yaml}```\n"),
    ];
    for paste in pastes {
        let (kind, facts) = kind_of("dropped", paste.as_bytes());
        let Facts::Pods(pods) = facts else { panic!("pods") };
        let [pod] = pods.as_slice() else { panic!("{} pods of {paste}", pods.len()) };
        assert_eq!(kind, Kind::DescribePod);
        // Only text has events, only YAML the grace period of a pod that lives.
        assert!(pod.has_events_section && pod.grace_seconds.is_some());
    }
    let other = yaml.replacen("  name: sessionsvc-72bd85b2df-284e3", "  name: another", 1);
    let facts = kind_of("dropped", format!("{text}$ kubectl get pod another -o yaml\n{other}").as_bytes()).1;
    let Facts::Pods(pods) = facts else { panic!("pods") };
    assert_eq!(pods.len(), 2);
    let line = text.lines().count() + 1 + other.lines().position(|line| line.starts_with("kind:")).unwrap() + 1;
    assert_eq!(pods[1].line, Some(line));
}

#[test]
fn what_jsonpath_prints_is_read() {
    let terminated = r#"{"containerID":"containerd://a","exitCode":137,"finishedAt":"2026-11-21T01:25:42Z","reason":"OOMKilled","startedAt":"2026-11-21T01:25:06Z"}"#;
    let status = format!(
        r#"{{"containerID":"containerd://b","image":"shop/app:v1","lastState":{{"terminated":{terminated}}},"name":"app","ready":true,"restartCount":3,"state":{{"running":{{"startedAt":"2026-11-21T01:25:44Z"}}}}}}"#
    );
    let cases = [
        terminated.to_owned(),
        format!(r#"{{"terminated":{terminated}}}"#),
        status.clone(),
        format!("[{status}]"),
        format!(r#"{{"phase":"Running","qosClass":"Burstable","containerStatuses":[{status}]}}"#),
        format!("$ kubectl get pod x -o jsonpath='{{.status.containerStatuses}}'\n[{status}]"),
    ];
    for text in cases {
        let (kind, facts) = kind_of("dropped", text.as_bytes());
        let Facts::Pods(pods) = facts else { panic!("{text}") };
        let container = &pods[0].containers[0];
        assert_eq!((kind, last_reason(container)), (Kind::Pod, Some("OOMKilled")), "{text}");
        assert_eq!(container.last_state.as_ref().unwrap().value.exit_code, Some(137));
        if text.contains("restartCount") {
            assert_eq!((container.name.as_str(), container.restart_count.as_ref().unwrap().value), ("app", 3));
        }
    }
    let spec = r#"[{"env":[{"name":"GOMEMLIMIT","value":"460MiB"}],"image":"a","name":"app","resources":{"limits":{"memory":"512Mi"}}}]"#;
    let Facts::Pods(pods) = kind_of("dropped", spec.as_bytes()).1 else { panic!("pods") };
    assert_eq!(pods[0].containers[0].resources.memory_limit.as_ref().map(|limit| limit.value.0), Some(512 << 20));
}
