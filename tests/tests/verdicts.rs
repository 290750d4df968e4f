//! Verdicts on labelled incidents: real Go processes, most of them killed by a real kernel.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use decode::Input;
use diagnose::evidence::Finding;
use diagnose::report::{Action, Confidence, Left, Options, Report};
use serde_json::Value;
use tests::{Incident, held_out, incidents};
use text::Language;

fn judge(inputs: &[Input]) -> Report {
    diagnose::diagnose(inputs, &Options::default())
}

fn name_of(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

fn incident(name: &str) -> &'static Incident {
    incidents().iter().find(|incident| incident.name == name).unwrap_or_else(|| panic!("no incident {name}"))
}

/// Incidents whose cause no heap profile and no pod can show: their heap is fine, the trouble lies outside it. From
/// these two kinds of file the honest answer is that they can't tell.
const OUTSIDE_THE_HEAP: [&str; 3] = ["offheap_goroutine_stacks", "offheap_mmap", "gleak_mutex_held"];

#[test]
fn leaks_name_the_culprit_first() {
    for incident in incidents().iter().filter(|incident| incident.allows("classes", "leak")) {
        let Some(culprit) = incident.label["culprit_function"].as_str() else { continue };
        if OUTSIDE_THE_HEAP.contains(&incident.name.as_str()) {
            continue;
        }
        let report = judge(&incident.heaps_and_describe());
        let first = report.suspects.first().map_or("", |suspect| suspect.function.as_str());
        assert!(first == culprit || incident.allows("culprit_alternates", first), "{}: {first}", incident.name);
    }
}

#[test]
fn an_open_verdict_says_that_a_heap_that_stays_level_is_not_what_leaks() {
    let headline = |incident: &Incident| {
        let report = judge(&incident.heaps_and_describe());
        assert_eq!(name_of(report.class), "inconclusive", "{}", incident.name);
        Language::English.sentences().headline(&report)
    };
    let beside = ["offheap_cgo_malloc", "fragmentation_shards", "sockets_slow_clients"];
    assert!(beside.iter().all(|name| headline(incident(name)).contains("its Go heap shows no leak")));
    // It began to leak when it was last seen.
    let late = held_out().iter().find(|incident| incident.name == "leak_retry_outage").expect("it is held out");
    assert!(headline(late).contains("can't tell yet whether it is a leak or tuning"));
}

#[test]
fn profiles_of_another_program_are_not_taken_for_those_of_the_container_that_was_killed() {
    let [killed, other] = ["leak_metric_labels", "leak_regexp_cache"].map(incident);
    let both = judge(&[killed.heaps_and_describe(), other.heaps_and_describe()].concat());
    let judged = both.target.as_ref().map(|target| target.container.clone());
    let own = if judged.as_deref() == Some("checkoutd") { killed } else { other };
    assert_eq!(both.suspects, judge(&own.heaps_and_describe()).suspects, "judged by profiles of its own");
    // Only those of another program, at a time when this one did not run.
    let pods = killed.of_kinds(&["describe"]);
    let theirs = judge(&[pods, other.of_kinds(&["heap"])].concat());
    assert!(theirs.confidence < Confidence::High, "{:#?}", theirs.evidence);
    assert!(theirs.evidence.iter().any(|found| matches!(found.finding, Finding::ProgramUnproven { .. })));
}

#[test]
fn two_leaks_are_both_named() {
    let report = judge(&incident("leak_two_sites").heaps_and_describe());
    let named: Vec<&str> = report.suspects.iter().map(|suspect| suspect.function.as_str()).collect();
    assert_eq!(named, ["main.(*Mailer).Send", "main.(*Dedupe).Mark"]);
}

#[test]
fn no_wrong_verdict_is_high_on_any_subset_of_heaps_and_pod() {
    for incident in incidents() {
        let heaps = incident.of_kinds(&["heap", "heap_after_gc"]);
        let pod = incident.of_kinds(&["describe"]);
        // Without a heap the end that the pod names is all there is to say.
        for (from, to) in subsets(heaps.len()).into_iter().filter(|(from, to)| from < to) {
            for with_pod in [false, true] {
                let mut files = heaps[from..to].to_vec();
                files.extend(pod.iter().filter(|_| with_pod).cloned());
                let report = judge(&files);
                let class = name_of(report.class);
                let right = incident.allows("classes", &class) || class == "inconclusive";
                assert!(
                    right || name_of(report.confidence) != "high",
                    "{} {from}..{to} pod {with_pod}: {class}",
                    incident.name
                );
            }
        }
    }
}

#[test]
fn a_snapshot_that_shows_no_new_collection_changes_nothing() {
    for incident in incidents() {
        let (heaps, pod) = (incident.of_kinds(&["heap", "heap_after_gc"]), incident.of_kinds(&["describe"]));
        let totals = |input: &Input| {
            let profile = input.facts.profile().unwrap();
            (profile.inuse_bytes(), profile.total(profile.type_index("alloc_space").unwrap()))
        };
        let told = |heaps: &[&Input]| {
            let report = judge(&heaps.iter().copied().chain(&pod).cloned().collect::<Vec<_>>());
            (report.class, report.cause, report.confidence)
        };
        for pair in heaps.windows(2).filter(|pair| totals(&pair[0]) == totals(&pair[1])) {
            let [first, again] = pair else { continue };
            assert_eq!(told(&[&heaps[0], first, again]), told(&[&heaps[0], again]), "{}", incident.name);
        }
    }
}

/// Runs of snapshots: none, each prefix, each suffix.
fn subsets(count: usize) -> Vec<(usize, usize)> {
    (0..=count).map(|to| (0, to)).chain((1..count).map(|from| (from, count))).collect()
}

#[test]
fn a_leak_gets_no_gomemlimit_as_a_cure() {
    for incident in incidents().iter().filter(|incident| incident.allows("classes", "leak")) {
        let report = judge(&incident.heaps_and_describe());
        assert_ne!(report.recommendation.gomemlimit.action, Action::Set, "{}", incident.name);
        assert!(!report.yaml.unwrap_or_default().contains("GOMEMLIMIT"), "{}", incident.name);
    }
}

#[test]
fn gc_headroom_gets_a_gomemlimit_of_at_most_nine_tenths_of_the_limit() {
    for name in ["tuning_churn_gogc100", "tuning_gogc400", "tuning_gomemlimit_above_limit"] {
        let incident = incident(name);
        let report = judge(&incident.heaps_and_describe());
        let gomemlimit = report.recommendation.gomemlimit.bytes.unwrap_or_else(|| panic!("{name}: no GOMEMLIMIT")).0;
        let limit = incident.label["limit_bytes"].as_u64().unwrap();
        assert!(gomemlimit * 10 <= limit * 9, "{name}: {gomemlimit} of {limit}");
        assert!(report.yaml.is_some_and(|yaml| yaml.contains("GOMEMLIMIT")), "{name}");
    }
}

#[test]
fn after_a_kill_no_limit_below_the_one_exceeded_is_recommended() {
    for incident in incidents().iter().filter(|incident| incident.label["oom_killed"] == Value::Bool(true)) {
        let report = judge(&incident.heaps_and_describe());
        let limit = incident.label["limit_bytes"].as_u64().unwrap_or(0); // null: the container has none
        let set = report.recommendation.memory_limit.bytes;
        assert!(set.is_none_or(|set| set.0 >= limit), "{}: {set:?}", incident.name);
    }
}

#[test]
fn of_two_causes_each_says_what_goes_on_if_only_the_other_is_fixed() {
    let report = judge(&incident("two_leaks_waitgroup_and_history").inputs());
    let [also] = report.contributing.as_slice() else { panic!("{:?}", report.contributing) };
    let Some(Left::HeapGrows { function, bytes_per_second, seconds_to_limit }) = &also.left else { panic!("{also:?}") };
    assert_eq!(function, "jobs.tern.example/scheduler/history.(*Log).Record");
    // 12 MiB in 54 s, and a limit that was reached 3 s after the last snapshot with both leaks at work.
    assert!((1.5e5..3e5).contains(&bytes_per_second.get()), "{also:?}");
    assert!(seconds_to_limit.is_some_and(|seconds| (3.0..300.0).contains(&seconds.get())), "{also:?}");
    let Some(Left::GoroutinesGrow { added, .. }) = also.main_left else { panic!("{also:?}") };
    assert_eq!(added, 3336 - 369);
}
