//! Steps of the plan: each command stands where it is safe to paste.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use decode::Input;
use diagnose::Reach;
use diagnose::fix;
use diagnose::fix::plan::{Plan, Step};
use diagnose::report::{NextCapture, Options, Report};
use tests::written::pod;
use tests::{Incident, incidents};

fn incident(name: &str) -> &'static Incident {
    incidents().iter().find(|incident| incident.name == name).unwrap_or_else(|| panic!("no incident {name}"))
}

fn judge(inputs: &[Input]) -> Report {
    diagnose::diagnose(inputs, &Options::default())
}

fn plan_of(name: &str) -> Plan {
    fix::plan(&judge(&incident(name).inputs()))
}

#[test]
fn a_rollback_is_a_step_after_the_history_and_never_in_one_command_with_it() {
    let plan = plan_of("leak_metric_labels");
    let at = |wanted: fn(&Step) -> bool| plan.now.iter().position(wanted).unwrap_or_else(|| panic!("{plan:?}"));
    let history = at(|step| matches!(step, Step::History { .. }));
    assert_eq!(at(|step| matches!(step, Step::RollBack { .. })), history + 1);
    let commands: Vec<&str> = plan.now.iter().flat_map(Step::commands).collect();
    let reads = commands.iter().find(|command| command.contains("rollout history")).unwrap();
    assert!(reads.contains("kubectl get replicasets -n "), "the history has no times: {reads}");
    for command in commands {
        assert!(!command.contains("undo") || command.starts_with("kubectl rollout undo -n "), "{command}");
        assert!(!command.contains("undo") || !command.contains([';', '&', '|', '\n']), "{command}");
    }
}

/// The command that raises the limit of the running pod, if its class of service is this.
fn resize(qos: &str) -> Option<String> {
    let report = judge(&pod(&[("QoS Class:        Burstable", &format!("QoS Class:        {qos}"))]));
    let steps = fix::plan(&report).now;
    steps
        .iter()
        .find(|step| matches!(step, Step::Resize { .. }))
        .and_then(|step| step.commands().next().map(str::to_owned))
}

#[test]
fn a_resize_in_place_never_changes_the_class_of_service_as_kubernetes_refuses_that() {
    let burstable = resize("Burstable").unwrap();
    assert!(burstable.contains("limits") && !burstable.contains("requests"), "{burstable}");
    let guaranteed = resize("Guaranteed").unwrap();
    assert!(
        guaranteed.contains("\"limits\":{\"memory\":\"800Mi\"},\"requests\":{\"memory\":\"800Mi\"}"),
        "{guaranteed}"
    );
    assert_eq!(resize("BestEffort"), None);
}

#[test]
fn of_an_evicted_pod_the_one_that_took_its_place_is_captured() {
    let incident = incident("leak_evicted");
    let report = judge(&incident.heaps_and_describe());
    assert!(!report.next_capture.is_empty());
    assert_eq!(Reach::of(&report).pod, None, "the page leaves its name open");
    for next in &report.next_capture {
        assert!(!next.command.contains("ledgerd-0a1915fe1e-bf9ad"), "it has ended: {}", next.command);
    }
    let forwards =
        |capture: &NextCapture| capture.command.starts_with("kubectl port-forward -n payments deployment/ledgerd ");
    assert!(report.next_capture.iter().any(forwards), "{:?}", report.next_capture);
    let bare = "Status:           Failed\nReason:           Evicted\nMessage:          The node was low on resource: memory. \n";
    let bare = judge(&pod(&[("Status:           Running\n", bare), ("Controlled By:    ReplicaSet/app-6d8f\n", "")]));
    let commands: Vec<&str> = bare.next_capture.iter().map(|next| next.command.as_str()).collect();
    assert!(commands.iter().any(|command| command.contains("port-forward -n shop pod/POD ")), "{commands:?}");
}

#[test]
fn what_is_put_into_a_manifest_holds_no_directive_of_a_patch() {
    let env = |lines: &str, owner: &str| {
        let env = format!("    Environment:\n{lines}");
        judge(&pod(&[("    Environment:  <none>\n", &env), ("Controlled By:    ReplicaSet/app-6d8f\n", owner)]))
            .yaml
            .unwrap()
    };
    let field = "      GOMEMLIMIT:  536870912 (limits.memory)\n";
    let bare = env(field, "");
    assert!(!bare.contains("$patch") && bare.contains("- name: GOMEMLIMIT\n      value: \"460MiB\""), "{bare}");
    assert!(env(field, "Controlled By:    StatefulSet/app\n").contains("$patch: delete"), "a patch needs it");
    let off = env("      GOGC:  off\n", "Controlled By:    Job/load-1\n");
    assert!(!off.contains("$patch") && off.contains("# env: GOGC-\n"), "{off}");
}
