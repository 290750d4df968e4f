//! How containers ended, told apart: what masks an OOM kill is seen through, and what only looks like one is not taken for
//! it. Also where the report says that it read a fact.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use decode::Input;
use diagnose::evidence::{Evidence, Finding};
use diagnose::report::{CaptureReason, Cause, Class, Confidence, Options, Report, TerminationKind};
use tests::incidents;
use tests::written::{file, pod, running_pod};

const STATE: &str = "    State:          Running\n      Started:      Fri, 20 Nov 2026 11:00:05 +0000\n";
const OOM: &str = "Reason:       OOMKilled";
const ERROR: &str = "Reason:       Error";
const STATUS: &str = "Status:           Running";

fn judge(files: &[Vec<Input>]) -> Report {
    diagnose::diagnose(&files.concat(), &Options::default())
}

fn found(report: &Report, wanted: fn(&Finding) -> bool) -> Option<&Evidence> {
    report.evidence.iter().find(|evidence| wanted(&evidence.finding))
}

/// The pod after a run that ended with this exit code, right after the OOM kill.
fn failed_again(code: i32) -> Vec<Input> {
    let ended = format!(
        "    State:          Terminated\n      Reason:       Error\n      Exit Code:    {code}\n      Started:      Fri, 20 Nov 2026 11:00:05 +0000\n      Finished:     Fri, 20 Nov 2026 11:00:07 +0000\n"
    );
    pod(&[(STATE, &ended)])
}

#[test]
fn a_failure_right_after_an_oom_kill_does_not_hide_it() {
    for code in [1, 2] {
        let report = judge(&[failed_again(code)]);
        assert_eq!(report.pods[0].containers[0].termination.kind, TerminationKind::OomKilled, "{code}");
        assert!(found(&report, |finding| matches!(finding, Finding::OomKilled { .. })).is_some());
    }
    // An end of its own: it was stopped, or killed by someone.
    for code in [143, 137] {
        assert_ne!(judge(&[failed_again(code)]).pods[0].containers[0].termination.kind, TerminationKind::OomKilled);
    }
}

#[test]
fn of_a_program_and_a_proxy_that_were_both_killed_the_program_is_judged_and_the_proxy_named() {
    let proxy = "  istio-proxy:\n    State:          Running\n    Last State:     Terminated\n      Reason:       OOMKilled\n      Exit Code:    137\n    Ready:          True\n    Restart Count:  9\n    Limits:\n      memory:  128Mi\n    Environment:  <none>\nVolumes:          <none>";
    let report = judge(&[pod(&[("Volumes:          <none>", proxy)])]);
    assert_eq!(report.target.as_ref().map(|target| target.container.as_str()), Some("app"));
    let others = found(&report, |finding| matches!(finding, Finding::OthersKilled { .. })).expect("the proxy");
    assert_eq!(others.finding, Finding::OthersKilled { containers: vec!["istio-proxy".into()] });
}

#[test]
fn a_malformed_gomemlimit_ends_no_program_that_ran_with_it() {
    let malformed = ("Environment:  <none>", "Environment:\n      GOMEMLIMIT:  460MB");
    let ran = [judge(&[pod(&[malformed])]), judge(&[running_pod(&[malformed])])];
    for report in ran {
        assert_ne!(report.cause, Cause::GomemlimitInvalid, "{:#?}", report.evidence);
        assert!(found(&report, |finding| matches!(finding, Finding::GomemlimitUnread { .. })).is_some());
    }
    let never =
        judge(&[pod(&[malformed, (OOM, "Reason:       StartError"), ("Exit Code:    137", "Exit Code:    128")])]);
    assert!(found(&never, |finding| matches!(finding, Finding::GomemlimitUnread { .. })).is_none());
    let refused = judge(&[pod(&[malformed, (OOM, ERROR), ("Exit Code:    137", "Exit Code:    2")])]);
    assert_eq!((refused.cause, refused.confidence), (Cause::GomemlimitInvalid, Confidence::High));
}

fn evicted(message: &str) -> Report {
    let failed = format!("Status:           Failed\nReason:           Evicted\nMessage:          {message}");
    judge(&[pod(&[(OOM, ERROR), (STATUS, &failed)])])
}

#[test]
fn a_pod_alone_does_not_say_that_no_memory_was_behind_an_eviction() {
    let over = evicted(
        "The node was low on resource: memory. Threshold quantity: 100Mi, available: 80Mi. Container app was using 900Mi, request is 512Mi, has larger consumption of memory.",
    );
    assert_eq!((over.cause, over.confidence), (Cause::Eviction, Confidence::Low));
    assert_eq!(over.next_capture[0].why, CaptureReason::HeapProfile);
    assert!(found(&over, |finding| matches!(finding, Finding::EvictedOverRequest { .. })).is_some());
    let disk = evicted("The node was low on resource: ephemeral-storage. Threshold quantity: 1Gi, available: 800Mi.");
    assert_eq!((disk.cause, disk.confidence), (Cause::Eviction, Confidence::High));
}

#[test]
fn a_heap_that_was_seen_long_before_a_probe_failed_says_nothing_of_the_end() {
    let incident = incidents().iter().find(|incident| incident.name == "probe_kill_dependency").unwrap();
    let (heaps, rest): (Vec<Input>, Vec<Input>) =
        incident.heaps_and_describe().into_iter().partition(|input| input.facts.profile().is_some());
    let with = |count: usize| judge(&[heaps[..count].to_vec(), rest.clone()]);
    assert_eq!(with(heaps.len()).confidence, Confidence::High);
    assert_eq!((with(4).class, with(4).confidence), (Class::NotOom, Confidence::Low));
}

#[test]
fn a_divisor_makes_another_number_of_a_resource_field() {
    let yaml = "apiVersion: v1\nkind: Pod\nmetadata: {name: app-1, namespace: shop}\nspec:\n  containers:\n  - name: app\n    env: [{name: GOMEMLIMIT, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}]\n    resources: {limits: {memory: 512Mi}}\n";
    let report = judge(&[file("pod.yaml", yaml)]);
    let set = report.pods[0].containers[0].gomemlimit.as_ref().and_then(|set| set.bytes);
    assert_eq!(set.map(|bytes| bytes.0), Some(512), "a number of MiB without a unit is bytes to the runtime");
}

#[test]
fn a_fact_of_the_kernel_is_read_where_the_kernel_says_it() {
    for incident in incidents() {
        let report = judge(&[incident.files.iter().map(|(_, input)| input.clone()).collect()]);
        for evidence in report.evidence.iter().filter(|found| matches!(found.finding, Finding::KernelKill { .. })) {
            let name = &report.inputs[evidence.input.unwrap()].name;
            assert!(name.ends_with(".dmesg.txt"), "{}: {name}", incident.name);
        }
    }
}
