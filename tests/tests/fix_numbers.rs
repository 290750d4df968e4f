//! The numbers of the fix, from whole inputs: the values that the issue of the fix names, and what follows from a report.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use decode::kube::{Located, QosClass};
use decode::units::Bytes;
use decode::{Facts, Input, Limits, Source, unwatched};
use diagnose::fix::compare::{self, Measure, Outcome};
use diagnose::fix::forms;
use diagnose::fix::plan::{Step, Trap};
use diagnose::fix::what_if::{Inputs, what_if};
use diagnose::fix::{self, Price};
use diagnose::report::{Action, Class, Options, Reason, Report};
use tests::{Incident, incidents};

fn incident(name: &str) -> &'static Incident {
    incidents().iter().find(|incident| incident.name == name).unwrap_or_else(|| panic!("no incident {name}"))
}

fn judge(inputs: &[Input]) -> Report {
    diagnose::diagnose(inputs, &Options::default())
}

fn text(name: &str, text: &str) -> Input {
    decode::decode(Source { name, bytes: text.as_bytes() }, &Limits::default(), &mut unwatched).remove(0)
}

/// A described pod with this limit, GOMEMLIMIT and end.
fn pod(limit: &str, gomemlimit: Option<&str>, ended: Option<&str>, restarts: u32) -> Input {
    let env = gomemlimit.map_or_else(String::new, |value| format!("    Environment:\n      GOMEMLIMIT:  {value}\n"));
    let last = ended.map_or_else(String::new, |reason| {
        format!(
            "    Last State:     Terminated\n      Reason:       {reason}\n      Exit Code:    137\n      Started:      Fri, 20 Nov 2026 09:00:00 +0000\n      Finished:     Fri, 20 Nov 2026 09:30:00 +0000\n"
        )
    });
    text(
        "pod.txt",
        &format!(
            "Name:             api-7d9f8b6c5-abcde\nNamespace:        shop\nNode:             n1/10.0.0.5\nStart Time:       Fri, 20 Nov 2026 08:00:00 +0000\nStatus:           Running\nControlled By:    ReplicaSet/api-7d9f8b6c5\nContainers:\n  api:\n    Image:          shop/api:1\n    State:          Running\n      Started:      Fri, 20 Nov 2026 09:30:00 +0000\n{last}    Ready:          True\n    Restart Count:  {restarts}\n    Limits:\n      memory:  {limit}\n    Requests:\n      memory:  {limit}\n{env}QoS Class:        Burstable\nEvents:           <none>\n"
        ),
    )
}

#[test]
fn a_gomemlimit_of_the_whole_limit_becomes_nine_tenths_of_it() {
    for (limit, expected) in [("1Gi", "900MiB"), ("512Mi", "460MiB")] {
        let report = judge(&[pod(limit, Some("100GiB"), Some("OOMKilled"), 3)]);
        assert_eq!(report.recommendation.gomemlimit.value.as_deref(), Some(expected), "{limit}");
    }
}

#[test]
fn a_peak_without_a_profile_gives_one_and_a_half_times_of_it() {
    let cgroup = "== memory.max\nmax\n== memory.current\n398458880\n== memory.stat\nanon 398458880\nfile 0\nkernel 0\nshmem 0\nsock 0\nfile_dirty 0\nfile_writeback 0\npgfault 1\n";
    let unlimited = pod("380Mi", None, Some("OOMKilled"), 3);
    let report = judge(&[unlimited, text("cgroup.txt", cgroup)]);
    let limit = &report.recommendation.memory_limit;
    assert_eq!((limit.value.as_deref(), limit.reason), (Some("600Mi"), Some(Reason::RuleOfThumb)));
    assert_eq!(report.recommendation.gomemlimit.action, Action::Unknown, "{:?}", report.recommendation.gomemlimit);
}

#[test]
fn a_gomemlimit_left_open_says_whether_it_is_the_heap_or_the_cause_that_is_not_known() {
    let killed = pod("380Mi", None, Some("OOMKilled"), 3);
    let reason = |inputs: &[Input]| {
        let setting = judge(inputs).recommendation.gomemlimit;
        assert_eq!(setting.action, Action::Unknown);
        setting.reason
    };
    assert_eq!(reason(std::slice::from_ref(&killed)), Some(Reason::LiveHeapUnknown));
    let heap = &incident("offheap_mmap").files.iter().find(|file| file.0 == "heap").expect("a heap").1;
    assert_eq!(reason(&[killed, heap.clone()]), Some(Reason::CauseUnknown));
}

#[test]
fn after_a_kill_no_max_rss_brings_the_limit_down() {
    for incident in incidents().iter().filter(|incident| incident.label["oom_killed"] == true) {
        let report = judge(&incident.inputs());
        let Some(limit) = incident.label["limit_bytes"].as_u64() else { continue };
        let container = report.target.as_ref().map(|target| target.container.clone());
        let set = &report.recommendation.memory_limit;
        if set.action == Action::Set && container.is_some() && report.class != Class::NotOom {
            let before = report.budget.limit.map_or(limit, |limit| limit.bytes.0);
            assert!(set.bytes.unwrap().0 >= before, "{}: {:?}", incident.name, set.value);
        }
    }
}

#[test]
fn a_leak_is_told_to_mend_code_and_its_settings_are_a_stop_gap() {
    let report = judge(&incident("leak_map_cache").inputs());
    let plan = fix::plan(&report);
    assert!(report.recommendation.stop_gap);
    assert!(
        matches!(&plan.later[0], Step::Mend { function, .. } if function == "main.(*SessionCache).Put"),
        "{plan:?}"
    );
    assert!(plan.next.iter().any(|step| matches!(step, Step::Apply { stop_gap: true, .. })), "{plan:?}");
    assert!(plan.now.iter().any(|step| matches!(step, Step::Resize { .. })), "{plan:?}");
    assert!(plan.traps.contains(&Trap::NameGuessed { name: "sessionsvc".to_owned() }), "{plan:?}");
}

#[test]
fn the_plan_says_what_is_lost_and_when_the_next_kill_comes() {
    let plan = fix::plan(&judge(&[pod("512Mi", None, Some("OOMKilled"), 3)]));
    let Some(Step::Save { what, next_kill, lived_seconds }) = plan.now.first() else { panic!("{plan:?}") };
    assert!(what.len() >= 4, "{what:?}");
    assert_eq!(*lived_seconds, Some(1800));
    assert_eq!(next_kill.map(|time| time.to_string()).as_deref(), Some("2026-11-20T10:00:00Z"));
}

#[test]
fn nobody_is_told_to_change_settings_of_a_healthy_container() {
    let report = judge(&incident("plateau_warmup").inputs());
    let plan = fix::plan(&report);
    assert_eq!((report.yaml, plan.now, plan.traps.len()), (None, vec![], plan.traps.len()));
}

#[test]
fn what_if_starts_at_the_recommendation_and_gives_its_patch() {
    for name in ["tuning_churn_gogc100", "tuning_gogc400", "undersized_live90", "leak_map_cache"] {
        let report = judge(&incident(name).inputs());
        let start = Inputs::recommended(&report).unwrap();
        let outcome = what_if(&report, &start);
        assert_eq!(outcome.yaml, report.yaml, "{name}");
        assert_eq!(outcome.forecast.peak_bytes_after, report.forecast.peak_bytes_after, "{name}");
    }
}

#[test]
fn what_if_sees_a_limit_that_is_too_small_and_a_gomemlimit_that_thrashes() {
    let report = judge(&incident("tuning_churn_gogc100").inputs());
    let start = Inputs::recommended(&report).unwrap();
    let none = what_if(&report, &Inputs { gomemlimit: None, ..start });
    assert_eq!(none.fits, Some(false), "as in the incident");
    let tight = what_if(&report, &Inputs { gomemlimit: Some(0.5), ..start });
    assert_eq!(tight.price, Some(Price::Refused));
    let roomy = what_if(&report, &Inputs { limit: Bytes(512 << 20), gomemlimit: Some(0.9), ..start });
    assert_eq!((roomy.fits, roomy.price), (Some(true), Some(Price::Fine)));
    let busier = what_if(&report, &Inputs { headroom: 1.0, ..start });
    assert_eq!(busier.price, Some(Price::Refused), "twice the live heap");
    let parts = serde_json::to_value(&roomy.budget).unwrap();
    let sum: u64 = parts
        .as_object()
        .unwrap()
        .iter()
        .filter(|(name, _)| *name != "limit")
        .filter_map(|(_, part)| part["bytes"].as_u64())
        .sum();
    assert_eq!(sum, 512 << 20, "the parts add up");
}

#[test]
fn a_change_is_judged_by_what_came_after_it() {
    let before = judge(&[pod("512Mi", None, Some("OOMKilled"), 3)]);
    let still = judge(&[pod("600Mi", Some("540MiB"), Some("OOMKilled"), 1)]);
    assert_eq!(fix::compare(&before, &still).outcome, Outcome::NotYet);
    let worse = judge(&[pod("600Mi", Some("540MiB"), Some("OOMKilled"), 40)]);
    assert_eq!(fix::compare(&before, &worse).outcome, Outcome::Worse);
    let rows = fix::compare(&before, &still).rows;
    assert!(
        rows.iter().any(|row| row.measure == Measure::RestartsPerDay && row.before.is_some() && row.after.is_some())
    );
}

#[test]
fn captures_are_told_apart_by_folder_or_by_the_change_itself() {
    let named = |name: &str, input: Input| Input { name: name.to_owned(), ..input };
    let before = named("before/pod.txt", pod("512Mi", None, Some("OOMKilled"), 3));
    let after = named("after/pod.txt", pod("600Mi", Some("540MiB"), None, 0));
    let comparison = compare::across_a_change(&[before, after], &[], &Options::default()).unwrap();
    assert_eq!(comparison.outcome, Outcome::NotYet, "not long enough to tell");
    let alone = pod("512Mi", None, Some("OOMKilled"), 3);
    assert_eq!(compare::across_a_change(&[alone], &[], &Options::default()), None);
}

#[test]
fn a_program_that_does_not_obey_gomemlimit_gets_a_limit_for_its_heap_goal() {
    let report = judge(&incident("gomemlimit_ignored_old_go").inputs());
    let advice = &report.recommendation;
    assert_eq!((advice.gomemlimit.action, advice.gomemlimit.reason), (Action::Keep, Some(Reason::NotObeyed)));
    let (limit, exceeded) = (advice.memory_limit.bytes.unwrap(), report.budget.limit.unwrap().bytes);
    assert!(limit > exceeded, "it was killed at {exceeded}: {limit}");
    assert!(limit.as_f64() >= 1.4 * exceeded.as_f64(), "with GOGC alone the heap goes on beyond {exceeded}: {limit}");
    assert_eq!(report.forecast.peak_bytes_after, None, "the settings stay: a peak under what was exceeded is none");
}

#[test]
fn what_is_not_in_the_model_gets_a_stop_gap_and_no_forecast() {
    for name in ["child_process_group_kill", "sockets_slow_clients", "fragmentation_shards"] {
        let report = judge(&incident(name).inputs());
        let advice = &report.recommendation;
        assert!(advice.stop_gap, "{name}");
        assert_ne!(advice.gomemlimit.action, Action::Set, "{name}: {:?}", advice.gomemlimit.value);
        assert_eq!(report.forecast.peak_bytes_after, None, "{name}");
    }
    for name in ["spike_readall_uploads", "pool_huge_buffers"] {
        let report = judge(&incident(name).inputs());
        assert!(report.recommendation.stop_gap, "{name}");
        let sockets = report.budget.sockets.map_or(0, |sockets| sockets.bytes.0);
        let left = report.recommendation.gomemlimit.inputs["not_go"];
        assert!(left >= 2 * sockets, "{name}: {left} for bodies in sockets, which held {sockets} when it was cut off");
        let forecast = &report.forecast;
        assert_eq!((forecast.peak_bytes_after, forecast.gc_cpu_fraction_after), (None, None), "{name}");
        let start = Inputs::recommended(&report).unwrap();
        assert_eq!(what_if(&report, &start).fits, None, "{name}: two snapshots don't show the spike");
    }
}

/// The incident with another memory limit in its description.
fn with_limit(name: &str, limit: &str) -> Report {
    let described = |input: Input| {
        let Facts::Pods(mut pods) = input.facts.clone() else { return input };
        for container in pods.iter_mut().flat_map(|pod| &mut pod.containers) {
            let mib = limit.trim_end_matches("Mi").parse::<u64>().unwrap();
            container.resources.memory_limit = Some(Located { value: Bytes(mib << 20), line: None });
        }
        Input { facts: Facts::Pods(pods), ..input }
    };
    let inputs = incident(name).heaps_and_describe().into_iter().map(described).collect::<Vec<_>>();
    judge(&inputs)
}

#[test]
fn a_leak_at_its_limit_gets_no_gomemlimit_as_a_cure() {
    let mut leaks = 0;
    for incident in incidents() {
        let report = judge(&incident.inputs());
        if report.class == Class::Leak {
            leaks += 1;
            assert_ne!(report.recommendation.gomemlimit.action, Action::Set, "{}", incident.name);
        }
    }
    assert!(leaks >= 15, "{leaks} leaks");
    let live = judge(&incident("leak_map_cache").heaps_and_describe()).budget.live_heap.unwrap().bytes;
    let full = with_limit("leak_map_cache", &format!("{}Mi", (live.as_f64() / 0.95).ceil() as u64 >> 20));
    let share = live.share_of(full.budget.limit.unwrap().bytes).unwrap();
    assert!((0.94..0.97).contains(&share), "{share}");
    assert_eq!(full.class, Class::Leak);
    let gomemlimit = &full.recommendation.gomemlimit;
    assert_eq!((gomemlimit.action, gomemlimit.reason), (Action::Keep, Some(Reason::LeakNotCured)));
}

#[test]
fn a_live_heap_at_85_percent_of_the_limit_gets_a_bigger_limit_and_no_smaller_gomemlimit() {
    let live = judge(&incident("undersized_live90").heaps_and_describe()).budget.live_heap.unwrap().bytes;
    let report = with_limit("undersized_live90", &format!("{}Mi", (live.as_f64() / 0.85).ceil() as u64 >> 20));
    let limit = report.budget.limit.unwrap().bytes;
    let share = live.share_of(limit).unwrap();
    assert!((0.84..0.87).contains(&share), "{share}");
    let advice = &report.recommendation;
    assert_eq!(advice.memory_limit.action, Action::Set);
    assert!(advice.memory_limit.bytes > Some(limit), "{:?}", advice.memory_limit);
    assert!(advice.gomemlimit.bytes.is_none_or(|gomemlimit| gomemlimit > limit), "{:?}", advice.gomemlimit);
}

/// A described pod that its liveness probe killed after this many seconds, ready or not.
fn killed_by_probe(seconds: u64, ready: bool) -> Input {
    let probe =
        "    Liveness:     http-get http://:8080/healthz delay=0s timeout=1s period=10s #success=1 #failure=3\n";
    let text_of = format!(
        "Name:             api-7d9f8b6c5-abcde\nNamespace:        shop\nNode:             n1/10.0.0.5\nStart Time:       Fri, 20 Nov 2026 08:00:00 +0000\nStatus:           Running\nControlled By:    ReplicaSet/api-7d9f8b6c5\nContainers:\n  api:\n    Image:          shop/api:1\n    State:          Running\n      Started:      Fri, 20 Nov 2026 09:30:00 +0000\n    Last State:     Terminated\n      Reason:       Error\n      Exit Code:    137\n      Started:      Fri, 20 Nov 2026 09:00:00 +0000\n      Finished:     Fri, 20 Nov 2026 09:{:02}:{:02} +0000\n    Ready:          {}\n    Restart Count:  4\n    Limits:\n      memory:  512Mi\n    Requests:\n      memory:  512Mi\n{probe}QoS Class:        Burstable\nEvents:\n  Type     Reason     Age   From     Message\n  ----     ------     ----  ----     -------\n  Warning  Unhealthy  2m    kubelet  Liveness probe failed: Get \"http://10.0.0.5:8080/healthz\": context deadline exceeded\n  Normal   Killing    2m    kubelet  Container api failed liveness probe, will be restarted\n",
        seconds / 60,
        seconds % 60,
        if ready { "True" } else { "False" },
    );
    text("pod.txt", &text_of)
}

#[test]
fn probes_are_touched_only_on_evidence_and_a_slow_start_gets_twice_its_time() {
    let slow = judge(&[killed_by_probe(90, false)]).recommendation;
    assert_eq!(slow.liveness.value.as_deref(), Some("periodSeconds=10 timeoutSeconds=5 failureThreshold=6"));
    let startup = slow.startup.value.as_deref();
    assert_eq!(startup, Some("periodSeconds=5 timeoutSeconds=5 failureThreshold=36"), "180 s at 5 s each");
    let steady = judge(&[killed_by_probe(1200, true)]).recommendation;
    assert_eq!((steady.liveness.action, steady.startup.action), (Action::Set, Action::Keep));
    let untouched = judge(&[pod("512Mi", None, Some("OOMKilled"), 3)]).recommendation;
    assert_eq!((untouched.liveness.action, untouched.startup.action), (Action::Keep, Action::Keep));
}

const DEPLOYMENT: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\n  namespace: shop\nspec:\n  replicas: 4\n  selector: {matchLabels: {app: api}}\n  template:\n    metadata: {labels: {app: api}}\n    spec:\n      containers:\n      - name: api\n        image: shop/api:1\n";

#[test]
fn a_manifest_makes_the_guessed_name_certain_and_counts_the_replicas() {
    let killed = || pod("512Mi", Some("100GiB"), Some("OOMKilled"), 3);
    let guessed = |report: &Report| {
        let traps = fix::plan(report).traps;
        traps.iter().any(|trap| matches!(trap, Trap::NameGuessed { .. }))
    };
    let alone = judge(&[killed()]);
    assert!(guessed(&alone), "{:?}", fix::plan(&alone).traps);
    let sure = judge(&[killed(), text("deployment.yaml", DEPLOYMENT)]);
    assert!(!guessed(&sure), "{:?}", fix::plan(&sure).traps);
    assert!(forms::all(&sure).iter().all(|(_, text)| text.contains("api") && !text.contains("# ?")));
    assert_eq!(sure.yaml, alone.yaml, "it was guessed right");
    let other = judge(&[killed(), text("deployment.yaml", &DEPLOYMENT.replace("name: api\n  n", "name: app\n  n"))]);
    assert!(guessed(&other), "the manifest of another Deployment says nothing");

    let start = Inputs::recommended(&sure).unwrap();
    let raised = what_if(&sure, &Inputs { limit: Bytes::mib(1024), ..start });
    let follows = Trap::RequestFollows { bytes: Bytes::mib(1024), before: Some(Bytes::mib(512)), replicas: Some(4) };
    assert!(raised.traps.contains(&follows), "{:?}", raised.traps);
}

#[test]
fn a_request_under_the_limit_ends_guaranteed() {
    let text_of = "Name:             api-7d9f8b6c5-abcde\nNamespace:        shop\nStatus:           Running\nControlled By:    ReplicaSet/api-7d9f8b6c5\nContainers:\n  api:\n    State:          Running\n    Restart Count:  0\n    Limits:\n      memory:  400Mi\n    Requests:\n      memory:  400Mi\nQoS Class:        Guaranteed\nEvents:           <none>\n";
    let report = judge(&[text("pod.txt", text_of)]);
    let start = Inputs::recommended(&report).unwrap();
    assert_eq!(what_if(&report, &start).traps, []);
    let under = what_if(&report, &Inputs { request_under_limit: true, ..start });
    let changes = Trap::QosChanges { from: QosClass::Guaranteed, to: QosClass::Burstable };
    assert!(under.traps.contains(&changes), "{:?}", under.traps);
    assert!(under.yaml.unwrap().contains("memory: \"380Mi\""));
}

#[test]
fn collections_a_second_follow_the_room_that_settings_leave() {
    let report = judge(&incident("tuning_churn_gogc100").inputs());
    let (now, after) = (report.forecast.gc_per_second_now.unwrap(), report.forecast.gc_per_second_after.unwrap());
    assert!(now.get() > 0.0 && after.get() > 0.0);
    let start = Inputs::recommended(&report).unwrap();
    let often = |inputs| what_if(&report, &inputs).forecast.gc_per_second_after.unwrap().get();
    let same = often(start);
    assert!((same / after.get() - 1.0).abs() < 1e-3, "{same}");
    let roomy = often(Inputs { limit: Bytes::mib(512), gogc: Some(400), ..start });
    assert!(roomy < 0.5 * same, "{roomy} of {same}: more garbage between two collections");
    let text = text::plain(&report, text::Language::English);
    assert!(text.contains("Collections a second: "), "{text}");
    let markdown = text::markdown(&text::Postmortem::of(&report), text::Language::Chinese);
    assert!(markdown.contains("每秒 GC 次数: "), "{markdown}");
}

#[test]
fn what_a_choked_program_would_allocate_with_room_is_not_forecast() {
    for name in ["tuning_gomemlimit_too_low", "gomemlimit_bare_number", "thrash_probe_kill"] {
        let report = judge(&incident(name).inputs());
        assert_eq!(report.recommendation.gomemlimit.action, Action::Set, "{name}");
        let forecast = &report.forecast;
        assert_eq!((forecast.gc_cpu_fraction_after, forecast.gc_per_second_after), (None, None), "{name}");
        let start = Inputs::recommended(&report).unwrap();
        assert_eq!(what_if(&report, &start).forecast.gc_cpu_fraction_after, None, "{name}");
    }
}
