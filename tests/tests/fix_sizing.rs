//! A healthy program gets a sizing answer from its load test, and nothing to change.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use diagnose::fix;
use diagnose::fix::plan::Step;
use diagnose::report::{Action, Cause, Options, Reason, Report};
use tests::incidents;

fn judge(name: &str) -> Report {
    let incident = incidents().iter().find(|incident| incident.name == name).unwrap();
    diagnose::diagnose(&incident.inputs(), &Options::default())
}

#[test]
fn a_healthy_program_is_sized_by_its_load_and_nothing_is_to_be_changed() {
    for (name, limit, gomemlimit) in [
        ("healthy_lru_full", ("80Mi", Reason::HoldsPeak), "140MiB"),
        ("healthy_traffic_doubled", ("70Mi", Reason::RoomyLimit), "280MiB"),
    ] {
        let report = judge(name);
        assert_eq!(report.cause, Cause::Healthy, "{name}");
        let advice = &report.recommendation;
        let said = [&advice.memory_limit, &advice.memory_request, &advice.gomemlimit]
            .map(|setting| (setting.action, setting.value.as_deref(), setting.reason));
        let kept = |value, reason| (Action::Keep, Some(value), Some(reason));
        let expected =
            [kept(limit.0, limit.1), kept(limit.0, Reason::RequestAtPeak), kept(gomemlimit, Reason::Precaution)];
        assert_eq!(said, expected, "{name}");
        assert!(advice.memory_limit.bytes >= report.forecast.peak_bytes_now, "{name}: it holds the peak");
        assert_eq!((report.yaml.as_deref(), report.kubectl.len(), advice.stop_gap), (None, 0, false), "{name}");
        assert_eq!(fix::plan(&report).next, [Step::NothingToSet], "{name}");
        let text = text::plain(&report, text::Language::English);
        assert!(text.contains(&format!("\n  GOMEMLIMIT: Keep. For this load: {gomemlimit}. A precaution,")), "{text}");
    }
}

#[test]
fn nothing_is_sized_by_a_heap_that_was_not_seen_to_stand_still() {
    for incident in incidents() {
        let report = diagnose::diagnose(&incident.of_kinds(&["describe"]), &Options::default());
        let limit = &report.recommendation.memory_limit;
        assert!(limit.action != Action::Keep || limit.value.is_none(), "{}: {limit:?}", incident.name);
    }
}

#[test]
fn no_size_undercuts_what_the_container_had() {
    let burst = judge("goroutine_burst_past").recommendation;
    assert_eq!(burst.memory_request.value.as_deref(), Some("50Mi"), "it had 47 MiB at most");
    let files = judge("pagecache_spool");
    assert_eq!(files.cause, Cause::Healthy);
    assert_eq!(files.recommendation.memory_limit.value, None, "its page cache is not to be squeezed");
}
