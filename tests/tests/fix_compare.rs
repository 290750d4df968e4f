//! Before and after a change: what it amounts to, and when two loads say nothing about it.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use decode::Input;
use diagnose::fix;
use diagnose::fix::compare::{Comparison, Measure, Outcome};
use diagnose::report::{Options, Report};
use tests::written::{pod, running_pod, steady_heaps};

fn judge(inputs: &[Vec<Input>]) -> Report {
    diagnose::diagnose(&inputs.concat(), &Options::default())
}

/// What was there before the change: killed after an hour, with 100 MiB of garbage a minute.
fn before() -> Report {
    judge(&[pod(&[]), steady_heaps(230.0, 100.0, 5)])
}

/// GOMEMLIMIT, as it was recommended.
const SET: (&str, &str) = ("    Environment:  <none>\n", "    Environment:\n      GOMEMLIMIT:  460MiB\n");

/// More than three hours without a restart, with this much garbage a minute.
fn held(churn: f64) -> Comparison {
    let after = judge(&[running_pod(&[SET, ("11:00:05", "10:00:00")]), steady_heaps(230.0, churn, 20)]);
    fix::compare(&before(), &after)
}

/// Killed again after an hour, with this much garbage a minute.
fn killed(churn: f64) -> Comparison {
    fix::compare(&before(), &judge(&[pod(&[SET]), steady_heaps(230.0, churn, 5)]))
}

fn load(comparison: &Comparison) -> f64 {
    comparison.load.unwrap().get()
}

#[test]
fn three_times_as_long_without_a_kill_under_the_same_load_is_fixed() {
    let same = held(100.0);
    assert!(load(&same).abs() < 0.1, "{same:?}");
    assert_eq!(same.outcome, Outcome::Fixed, "{same:?}");
    assert_eq!(held(130.0).outcome, Outcome::Fixed, "as good as the same");
}

#[test]
fn no_kill_under_a_lighter_load_proves_nothing() {
    let light = held(30.0);
    assert!((-0.8..-0.6).contains(&load(&light)), "{light:?}");
    assert_eq!(light.outcome, Outcome::NotComparable, "{light:?}");
}

#[test]
fn no_kill_under_a_heavier_load_is_all_the_more_a_fix() {
    let heavy = held(300.0);
    assert!(load(&heavy) > 1.5, "{heavy:?}");
    assert_eq!(heavy.outcome, Outcome::Fixed, "{heavy:?}");
}

#[test]
fn a_kill_is_held_against_the_change_unless_the_load_was_heavier() {
    assert_eq!(killed(100.0).outcome, Outcome::NotYet);
    assert_eq!(killed(30.0).outcome, Outcome::NotYet, "killed even under a lighter load");
    assert_eq!(killed(300.0).outcome, Outcome::NotComparable);
}

#[test]
fn more_kills_are_worse_unless_the_load_was_heavier() {
    let often = [SET, ("Restart Count:  3", "Restart Count:  40")];
    let after = |churn| judge(&[pod(&often), steady_heaps(230.0, churn, 5)]);
    assert_eq!(fix::compare(&before(), &after(100.0)).outcome, Outcome::Worse);
    assert_eq!(fix::compare(&before(), &after(300.0)).outcome, Outcome::NotComparable);
}

#[test]
fn the_table_shows_both_loads() {
    let rows = held(30.0).rows;
    let row = rows.iter().find(|row| row.measure == Measure::Allocation).unwrap();
    let (old, new) = (row.before.unwrap().get(), row.after.unwrap().get());
    assert!((1.5e6..2.0e6).contains(&old), "100 MiB a minute: {old}");
    assert!((0.25..0.4).contains(&(new / old)), "{new}");
}

#[test]
fn without_profiles_of_both_sides_kills_alone_decide() {
    let after = judge(&[pod(&[SET])]);
    let comparison = fix::compare(&before(), &after);
    assert_eq!((comparison.load, comparison.outcome), (None, Outcome::NotYet));
}
