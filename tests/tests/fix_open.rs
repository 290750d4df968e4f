//! What is not known is said where it is not known, and what is on the page is used.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use decode::Input;
use diagnose::fix;
use diagnose::fix::plan::Step;
use diagnose::report::{Action, Cause, Options, Reason, Recommendation, Report};
use tests::incidents;
use tests::written::{file, pod, steady_heaps};

fn judge(inputs: &[Input]) -> Report {
    diagnose::diagnose(inputs, &Options::default())
}

/// Takes limit and request away.
const NOTHING: [(&str, &str); 2] =
    [("    Limits:\n      memory:  512Mi\n", ""), ("    Requests:\n      memory:     512Mi\n", "")];

#[test]
fn a_described_container_without_a_limit_is_said_to_have_none() {
    let report = judge(&pod(&NOTHING));
    assert_eq!(report.cause, Cause::NoLimit);
    let Recommendation { memory_limit, memory_request, .. } = &report.recommendation;
    assert_eq!((memory_limit.action, memory_limit.reason), (Action::Unknown, Some(Reason::NoLimit)));
    assert_eq!((memory_request.action, memory_request.reason), (Action::Unknown, Some(Reason::UseUnknown)));
    assert_eq!(fix::plan(&report).next, [Step::CaptureFirst], "a limit is to be set, once it is known which");
    let with_heap = judge(&[pod(&NOTHING), steady_heaps(230.0, 100.0, 5)].concat());
    assert_eq!(with_heap.recommendation.memory_limit.action, Action::Set, "the live heap is known");
}

#[test]
fn a_limit_that_only_a_cgroup_tells_is_not_called_unknown() {
    let incident = incidents().iter().find(|incident| incident.name == "healthy_lru_full").unwrap();
    let report = judge(&incident.of_kinds(&["heap", "cgroup_memory_stat"]));
    assert!(report.target.is_none() && report.budget.limit.is_some());
    assert_eq!(report.recommendation.memory_limit.reason, Some(Reason::SettingsUnknown));
}

/// A pod with a limit of 512Mi and a request of 256Mi whose node ran out while it used so many MiB.
fn node_ran_out(used: u64) -> Recommendation {
    let log = format!(
        "[   53.370000] oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=a,mems_allowed=0,global_oom,task_memcg=/kubepods.slice/a,task=app,pid=744,uid=0\n[   53.370000] Out of memory: Killed process 744 (app) total-vm:1236780kB, anon-rss:{}kB, file-rss:4kB, shmem-rss:0kB, UID:0 pgtables:184kB oom_score_adj:968\n",
        used * 1024
    );
    let request = ("    Requests:\n      memory:     512Mi\n", "    Requests:\n      memory:     256Mi\n");
    let report = judge(&[pod(&[request]), file("dmesg.txt", log)].concat());
    assert_eq!(report.cause, Cause::NodeOom);
    report.recommendation
}

#[test]
fn where_the_node_ran_out_the_request_holds_the_use_and_the_limit_stays() {
    let advice = node_ran_out(400);
    assert_eq!((advice.memory_limit.action, advice.memory_limit.reason), (Action::Keep, Some(Reason::NodeFull)));
    let request = advice.memory_request;
    assert_eq!((request.value.as_deref(), request.reason), (Some("400Mi"), Some(Reason::HoldsUse)));
    assert_eq!(node_ran_out(510).memory_request.value.as_deref(), Some("512Mi"), "no more than the limit");
    assert_eq!(node_ran_out(200).memory_request.action, Action::Keep, "it kept to its request");
}

#[test]
fn a_limit_under_which_nothing_starts_is_raised() {
    let said = "failed to create containerd task: OCI runtime create failed: unable to start container process: container init was OOM-killed (memory limit too low?): unknown";
    let ended = |limit: &str, message: &str| {
        let message = format!("      Reason:       StartError\n      Message:      {message}\n");
        let memory = format!("memory:  {limit}");
        let report = judge(&pod(&[
            ("      Reason:       OOMKilled\n", &message),
            ("137", "128"),
            ("11:00:00", "10:00:00"),
            ("memory:  512Mi", &memory),
        ]));
        assert_eq!(report.cause, Cause::StartError);
        report.recommendation.memory_limit
    };
    let raised = ended("4Mi", said);
    assert_eq!((raised.value.as_deref(), raised.reason), (Some("40Mi"), Some(Reason::TooLowToStart)));
    assert_eq!(ended("20Mi", said).value.as_deref(), Some("50Mi"));
    assert_eq!(ended("4Mi", "exec: \"/app\": no such file").action, Action::Keep);
}

#[test]
fn gogc_off_without_a_gomemlimit_goes_even_if_no_profile_is_there() {
    let env = |lines: &str| judge(&pod(&[("    Environment:  <none>\n", &format!("    Environment:\n{lines}"))]));
    let off = env("      GOGC:  off\n");
    assert_eq!(
        (off.recommendation.gogc.action, off.recommendation.gogc.reason),
        (Action::Remove, Some(Reason::GogcOff))
    );
    assert!(off.kubectl.iter().any(|command| command.ends_with(" GOGC-")), "{:?}", off.kubectl);
    for kept in ["      GOGC:  off\n      GOMEMLIMIT:  400MiB\n", "      GOGC:  200\n"] {
        assert_eq!(env(kept).recommendation.gogc.action, Action::Keep, "{kept}");
    }
}
