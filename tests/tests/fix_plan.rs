//! Steps of the plan: each command stands where it is safe to paste.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use decode::Input;
use diagnose::fix;
use diagnose::fix::plan::{Plan, Step};
use diagnose::report::{Options, Report};
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
