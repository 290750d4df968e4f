//! What to mind is said where it applies, and only there.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use decode::Input;
use decode::kube::QosClass;
use decode::units::Bytes;
use diagnose::fix;
use diagnose::fix::plan::Trap;
use diagnose::report::{Action, Cause, Options, Report};
use tests::incidents;
use tests::written::{cgroup, pod, resized_pod, running_pod, steady_heaps};

fn judge(inputs: &[Vec<Input>]) -> Report {
    diagnose::diagnose(&inputs.concat(), &Options::default())
}

fn traps(inputs: &[Vec<Input>]) -> Vec<Trap> {
    fix::plan(&judge(inputs)).traps
}

/// The traps of a pod whose steady live heap is a little under half of its limit: it gets a GOMEMLIMIT and keeps its limit.
fn of_tuning(replace: &[(&str, &str)]) -> Vec<Trap> {
    let report = judge(&[pod(replace), steady_heaps(230.0, 100.0, 5)]);
    let set = &report.recommendation.gomemlimit;
    assert_eq!(set.action, Action::Set, "{replace:?}: {:?} {:?}", report.cause, set.reason);
    fix::plan(&report).traps
}

/// Sets GOMEMLIMIT in the description of a pod.
fn env(value: &str) -> (&'static str, String) {
    ("    Environment:  <none>\n", format!("    Environment:\n      GOMEMLIMIT:  {value}\n"))
}

const OWNER: &str = "Controlled By:    ReplicaSet/app-6d8f\n";

#[test]
fn a_restart_of_all_pods_and_git_are_minded_only_where_a_workload_makes_the_pods() {
    let minds = |traps: &[Trap]| (traps.contains(&Trap::RestartsAll), traps.contains(&Trap::GitOps));
    assert_eq!(minds(&traps(&[pod(&[])])), (true, true));
    assert_eq!(minds(&traps(&[pod(&[(OWNER, "Controlled By:    StatefulSet/app\n")])])), (true, true));
    assert_eq!(minds(&traps(&[pod(&[(OWNER, "")])])), (false, false), "a bare pod");
    assert_eq!(minds(&traps(&[running_pod(&[])])), (false, false), "nothing is to be patched");
}

#[test]
fn a_name_is_said_to_be_guessed_only_if_it_is() {
    let guessed = |traps: &[Trap]| traps.iter().any(|trap| matches!(trap, Trap::NameGuessed { .. }));
    assert!(traps(&[pod(&[])]).contains(&Trap::NameGuessed { name: "app".to_owned() }));
    assert!(!guessed(&traps(&[pod(&[(OWNER, "Controlled By:    DaemonSet/app\n")])])));
}

#[test]
fn pods_that_no_patch_reaches_are_minded_each_by_what_it_is() {
    let of = |owner: &str| {
        let apart =
            |trap: &Trap| matches!(trap, Trap::BarePod | Trap::Job | Trap::StaticPod { .. } | Trap::Operator { .. });
        traps(&[pod(&[(OWNER, owner)])]).into_iter().filter(apart).collect::<Vec<_>>()
    };
    assert_eq!(of(""), [Trap::BarePod]);
    assert_eq!(of("Controlled By:    Job/load-1\n"), [Trap::Job]);
    assert_eq!(of("Controlled By:    Node/node-1\n"), [Trap::StaticPod { node: Some("node-1".to_owned()) }]);
    assert_eq!(of("Controlled By:    Cluster/pg\n"), [Trap::Operator { kind: "Cluster".to_owned() }]);
    assert_eq!(of(OWNER), []);
    assert_eq!(of("Controlled By:    StatefulSet/app\n"), []);
}

#[test]
fn a_frozen_environment_is_minded_where_the_limit_changes_under_a_gomemlimit() {
    let (from, to) = env("460MiB");
    assert!(traps(&[pod(&[(from, &to)])]).contains(&Trap::EnvFrozen), "its limit is raised in place");
    assert!(!traps(&[pod(&[])]).contains(&Trap::EnvFrozen), "it has no GOMEMLIMIT and gets none");
    assert!(!of_tuning(&[]).contains(&Trap::EnvFrozen), "its limit stays");
    let resized = judge(&[resized_pod(), steady_heaps(260.0, 100.0, 5)]);
    assert_eq!(resized.cause, Cause::GomemlimitStale);
    assert!(fix::plan(&resized).traps.contains(&Trap::EnvFrozen), "it was resized");
}

#[test]
fn a_resource_field_is_minded_where_gomemlimit_comes_from_one() {
    let (from, to) = env("536870912 (limits.memory)");
    assert!(of_tuning(&[(from, &to)]).contains(&Trap::ResourceField));
    let (from, to) = env("100GiB");
    assert!(!of_tuning(&[(from, &to)]).contains(&Trap::ResourceField));
    assert!(!of_tuning(&[]).contains(&Trap::ResourceField));
}

#[test]
fn a_chart_is_minded_where_it_may_have_set_gomemlimit_or_may_begin_to() {
    for value in ["100GiB", "536870912 (limits.memory)"] {
        let (from, to) = env(value);
        assert!(of_tuning(&[(from, &to)]).contains(&Trap::ChartMayInject), "{value}");
    }
    let (from, to) = env("<set to the key 'limit' in secret 'app'>  Optional: false");
    assert!(!of_tuning(&[(from, &to)]).contains(&Trap::ChartMayInject), "it is known where it comes from");
    assert!(!of_tuning(&[]).contains(&Trap::ChartMayInject), "a chart would have set it already");
    assert!(of_tuning(&[LIMITS]).contains(&Trap::ChartMayInject), "the first limit may be what it waits for");
}

/// Takes the limit away.
const LIMITS: (&str, &str) = ("    Limits:\n      memory:  512Mi\n", "");

#[test]
fn a_definition_elsewhere_is_minded_where_there_is_one() {
    for value in [
        "<set to the key 'limit' in secret 'app'>  Optional: false",
        "<set to the key 'limit' of config map 'app'>  Optional: true",
    ] {
        let (from, to) = env(value);
        assert!(of_tuning(&[(from, &to)]).contains(&Trap::DefinedElsewhere), "{value}");
    }
    let (from, to) = env("100GiB");
    assert!(!of_tuning(&[(from, &to)]).contains(&Trap::DefinedElsewhere));
    assert!(!of_tuning(&[]).contains(&Trap::DefinedElsewhere));
}

/// The traps of a pod that ended at once over this GOMEMLIMIT.
fn refused(value: &str) -> Vec<Trap> {
    let (from, to) = env(value);
    traps(&[pod(&[(from, &to), ("OOMKilled", "Error"), ("137", "2"), ("11:00:00", "10:00:00")])])
}

#[test]
fn units_are_minded_where_the_one_there_is_wrong() {
    for value in ["900MB", "900Mi", "0.9GiB"] {
        assert!(refused(value).contains(&Trap::Unit), "{value}");
    }
    let (from, to) = env("900");
    assert!(of_tuning(&[(from, &to)]).contains(&Trap::Unit), "900 bytes");
    for value in ["100GiB", "107374182400"] {
        let (from, to) = env(value);
        assert!(!of_tuning(&[(from, &to)]).contains(&Trap::Unit), "{value}");
    }
    assert!(!of_tuning(&[]).contains(&Trap::Unit));
}

#[test]
fn the_go_version_is_minded_until_the_program_has_shown_that_it_reads_gomemlimit() {
    assert!(of_tuning(&[]).contains(&Trap::GoVersion));
    let (from, to) = env("100GiB");
    assert!(of_tuning(&[(from, &to)]).contains(&Trap::GoVersion), "nothing shows that this one was read");
    let (from, to) = env("900");
    assert!(!of_tuning(&[(from, &to)]).contains(&Trap::GoVersion), "it collects without rest");
    assert!(!refused("900MB").contains(&Trap::GoVersion), "it ended over it");
    assert!(!traps(&[pod(&[])]).contains(&Trap::GoVersion), "no GOMEMLIMIT is recommended");
    let old = incidents().iter().find(|incident| incident.name == "gomemlimit_ignored_old_go").unwrap();
    assert!(traps(&[old.inputs()]).contains(&Trap::GoVersion), "Go 1.15 does not know it");
}

#[test]
fn a_request_that_follows_the_limit_is_minded_with_what_it_was() {
    let of = |traps: Vec<Trap>| {
        traps.into_iter().find_map(|trap| match trap {
            Trap::RequestFollows { bytes, before, .. } => Some((bytes, before)),
            _ => None,
        })
    };
    let raised = Bytes::mib(800);
    assert_eq!(of(traps(&[pod(&[])])), Some((raised, Some(Bytes::mib(512)))));
    let none = [("    Requests:\n      memory:     512Mi\n", "")];
    assert_eq!(of(traps(&[pod(&none)])), Some((raised, None)), "a missing one is not zero");
    assert_eq!(of(of_tuning(&[])), None, "the limit stays, and so does the request");
}

#[test]
fn another_quality_of_service_is_minded_where_it_changes() {
    let none = ("    Requests:\n      memory:     512Mi\n", "");
    let changes = Trap::QosChanges { from: QosClass::BestEffort, to: QosClass::Burstable };
    assert!(of_tuning(&[LIMITS, none, ("Burstable", "BestEffort")]).contains(&changes));
    let any = |trap: &Trap| matches!(trap, Trap::QosChanges { .. });
    assert!(!traps(&[pod(&[])]).iter().any(any));
    assert!(!of_tuning(&[("Burstable", "Guaranteed")]).iter().any(any), "request and limit stay equal");
}

#[test]
fn a_public_pprof_is_minded_on_evidence_only() {
    let offered = ("    Port:           8080/TCP", "    Ports:          8080/TCP (http), 6060/TCP (pprof)");
    assert!(traps(&[pod(&[offered])]).contains(&Trap::PublicPprof { port: 6060 }));
    assert!(traps(&[running_pod(&[offered])]).contains(&Trap::PublicPprof { port: 6060 }), "nothing is to be patched");
    let any = |trap: &Trap| matches!(trap, Trap::PublicPprof { .. });
    assert!(!of_tuning(&[]).iter().any(any), "profiles were taken, by whatever way");
}

#[test]
fn files_in_memory_are_minded_where_they_fill_the_limit() {
    let of = |kind: &str| {
        let before = cgroup("cgroup.1.txt", 1, &[("anon", 20), (kind, 100), ("file", 100)]);
        traps(&[pod(&[]), before, cgroup("cgroup.2.txt", 2, &[("anon", 20), (kind, 470), ("file", 470)])])
    };
    assert!(of("shmem").contains(&Trap::TmpfsSurvives));
    assert!(!of("inactive_file").contains(&Trap::TmpfsSurvives), "page cache goes by itself");
    assert!(!traps(&[pod(&[])]).contains(&Trap::TmpfsSurvives));
}

#[test]
fn what_a_copied_probe_lacks_is_minded_where_one_is_copied() {
    let liveness = (
        "    Environment:  <none>\n",
        "    Liveness:  http-get http://:8080/healthz delay=0s timeout=1s period=10s #success=1 #failure=3\n    Environment:  <none>\n",
    );
    let events = (
        "Events:           <none>\n",
        "Events:\n  Type     Reason     Age   From     Message\n  ----     ------     ----  ----     -------\n  Normal   Killing    2m    kubelet  Container app failed liveness probe, will be restarted\n",
    );
    let killed = [liveness, events, ("OOMKilled", "Error"), ("11:00:00", "10:01:30")];
    let starting = [killed.as_slice(), &[("True", "False")]].concat();
    assert!(traps(&[pod(&starting)]).contains(&Trap::ProbeHandler), "it was killed while it started");
    let report = judge(&[pod(&killed)]);
    assert_eq!(report.recommendation.liveness.action, Action::Set);
    assert!(!fix::plan(&report).traps.contains(&Trap::ProbeHandler), "it was ready: only the probe there is changes");
}

#[test]
fn without_a_patch_no_incident_is_told_what_to_mind_of_one() {
    for incident in incidents() {
        let report = judge(&[incident.inputs()]);
        let other = |trap: &Trap| !matches!(trap, Trap::PublicPprof { .. } | Trap::TmpfsSurvives);
        let of_a_patch = fix::plan(&report).traps.into_iter().filter(other).count();
        assert_eq!(of_a_patch > 0, report.yaml.is_some(), "{}", incident.name);
    }
}
