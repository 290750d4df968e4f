//! The stop-gap of a leak: what becomes of a GOMEMLIMIT that is there.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use decode::Input;
use diagnose::report::{Action, Class, Options, Reason, Report, Setting};
use tests::incidents;
use tests::written::file;

fn judge(inputs: &[Input]) -> Report {
    diagnose::diagnose(inputs, &Options::default())
}

/// The advice on GOMEMLIMIT for `leak_metric_labels`, a leak killed at 44Mi, if its pod had set it to this.
fn with(value: Option<&str>) -> Setting {
    let incident = incidents().iter().find(|incident| incident.name == "leak_metric_labels").unwrap();
    let folder = tests::root().join("incidents").join(&incident.name);
    let text = std::fs::read_to_string(folder.join("leak_metric_labels.describe.txt")).unwrap();
    let none = "    Environment:  <none>\n";
    assert!(text.contains(none), "{text}");
    let env = value.map_or_else(|| none.to_owned(), |value| format!("    Environment:\n      GOMEMLIMIT:  {value}\n"));
    let heaps = incident.files.iter().filter(|file| file.0 == "heap").map(|file| file.1.clone());
    let pod = file("leak_metric_labels.describe.txt", text.replace(none, &env));
    let report = judge(&heaps.chain(pod).collect::<Vec<_>>());
    assert_eq!((report.class, report.recommendation.memory_limit.value.as_deref()), (Class::Leak, Some("90Mi")));
    assert!(report.recommendation.stop_gap);
    report.recommendation.gomemlimit
}

#[test]
fn a_gomemlimit_that_the_leak_has_filled_stays_as_it_is() {
    for name in ["leak_slow_gomemlimit", "leak_probe_kill"] {
        let incident = incidents().iter().find(|incident| incident.name == name).unwrap();
        let advice = judge(&incident.inputs()).recommendation;
        assert_eq!((advice.gomemlimit.action, advice.gomemlimit.reason), (Action::Keep, Some(Reason::LeakNotCured)));
    }
    assert_eq!(with(Some("36MiB")).action, Action::Keep);
}

#[test]
fn a_gomemlimit_that_would_not_act_in_time_or_ends_the_program_is_put_right() {
    let wrong = [("400MiB", Reason::NinetyPercent), ("40MB", Reason::Malformed), ("40", Reason::LacksUnit)];
    for (value, reason) in wrong {
        let set = with(Some(value));
        assert_eq!((set.value.as_deref(), set.reason), (Some("81MiB"), Some(reason)), "{value}");
    }
}

#[test]
fn a_leak_without_a_gomemlimit_gets_none() {
    for value in [None, Some("off"), Some("81MiB")] {
        assert_eq!(with(value).action, Action::Keep, "{value:?}");
    }
}
