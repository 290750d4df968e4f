//! Verdicts on how a heap went: what is appended to, what comes in a burst, what is all there, what no collection sees.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use decode::Input;
use diagnose::report::{Cause, Class, Confidence, Options, Report};
use tests::written::{Row, SERVE, gctrace, heap, pod};

fn judge(files: &[Vec<Input>]) -> Report {
    diagnose::diagnose(&files.concat(), &Options::default())
}

fn expect(report: &Report, class: Class, cause: Cause) {
    assert_eq!((report.class, report.cause), (class, cause), "{:#?}", report.evidence);
    assert!(report.confidence >= Confidence::Medium, "{:#?}", report.evidence);
}

/// Requests that leave garbage: 60 MiB a minute, with `live` MiB in hand.
fn work(minutes: i64, live: f64) -> Row<'static> {
    Row { stack: SERVE, live, alloc: live + 60.0 * minutes as f64, size: 4096 }
}

/// What the main goroutine loaded.
fn loaded(live: f64) -> Row<'static> {
    Row { stack: "runtime.main;main.main;main.load", live, alloc: live, size: 1024 }
}

#[test]
fn slices_that_are_appended_to_leak_though_they_leave_most_of_what_they_allocate_behind() {
    const KIB: u64 = 1024;
    let size = |step: i64| (64.0 * 1.5_f64.powi(step as i32)) as u64 * KIB;
    let mib = |step: i64| 200.0 * size(step) as f64 / 1_048_576.0;
    let snapshot = |index: i64| {
        let minutes = 5 + 10 * index;
        let of = |step: i64| Row {
            stack: "net/http.(*conn).serve;main.handle;main.(*Log).Add@log.go:9",
            live: if step == index { mib(step) } else { 0.0 },
            alloc: mib(step),
            size: size(step),
        };
        let rows: Vec<Row> = (0..=index).map(of).chain([work(minutes, 2.0)]).collect();
        heap(minutes, &rows)
    };
    let report = judge(&[pod(&[]), (0..5).flat_map(snapshot).collect()]);
    expect(&report, Class::Leak, Cause::HeapGrowth);
    assert_eq!(report.suspects[0].function, "main.(*Log).Add");
}

#[test]
fn a_last_snapshot_far_above_all_before_it_has_no_level_to_judge_by() {
    let snapshots = |last: f64| -> Vec<Input> {
        let calm = (0..5).flat_map(|index| heap(5 + 10 * index, &[work(5 + 10 * index, 30.0)]));
        calm.chain(heap(55, &[work(55, last)])).collect()
    };
    // A quick leak that had just begun looks like a burst, and neither is a setting of the collector.
    let jumped = judge(&[pod(&[]), snapshots(240.0)]);
    assert_eq!(jumped.confidence, Confidence::Low, "{:#?}", jumped.evidence);
    let level: Vec<Input> = (0..6).flat_map(|index| heap(5 + 10 * index, &[work(5 + 10 * index, 240.0)])).collect();
    expect(&judge(&[pod(&[]), level]), Class::Tuning, Cause::GcHeadroom);
}

#[test]
fn a_kill_before_the_next_collection_was_due_is_one_for_want_of_room() {
    let snapshots = |live: f64| -> Vec<Input> {
        [35, 45, 55].into_iter().flat_map(|minutes| heap(minutes, &[loaded(live), work(5, 2.0)])).collect()
    };
    expect(&judge(&[pod(&[]), snapshots(300.0)]), Class::Tuning, Cause::GcHeadroom);
    expect(&judge(&[pod(&[]), snapshots(400.0)]), Class::Tuning, Cause::Undersized);
    assert!(judge(&[pod(&[]), snapshots(100.0)]).confidence < Confidence::Medium);
}

#[test]
fn what_was_loaded_after_the_first_snapshot_makes_no_heap_that_rises() {
    let held = [150.0, 200.0, 200.0, 200.0, 200.0];
    let snapshot = |(index, held): (i64, f64)| {
        let minutes = 5 + 10 * index;
        heap(minutes, &[loaded(held), work(minutes, 4.0 * index as f64)])
    };
    let report = judge(&[pod(&[]), (0..).zip(held).flat_map(snapshot).collect()]);
    expect(&report, Class::Tuning, Cause::GcHeadroom);
}

#[test]
fn a_cache_that_fills_in_two_runs_far_from_the_limit_is_no_leak_for_sure() {
    let stopped = pod(&[("OOMKilled", "Error"), ("Exit Code:    137", "Exit Code:    143")]);
    let run = |from: i64| {
        let snapshot = move |index: i64| {
            let kept = 4.0 * (index + 1) as f64;
            let cache = Row { stack: "net/http.(*conn).serve;main.find", live: kept, alloc: kept, size: 1024 };
            heap(from + 10 * index, &[cache, work(10 * index, 2.0)])
        };
        (0..5).flat_map(snapshot).collect::<Vec<Input>>()
    };
    let report = judge(&[stopped, run(5), run(65)]);
    assert_eq!(report.confidence, Confidence::Low, "{:#?}", report.evidence);
}

#[test]
fn a_trace_that_is_calm_until_its_last_seconds_ended_in_a_burst() {
    let calm = [[4, 4, 1, 4]; 60];
    let burst = [[12, 13, 9, 14], [40, 41, 32, 42], [110, 115, 90, 118], [260, 270, 210, 275]];
    let short = pod(&[("2026 10:00:00", "2026 10:58:55")]);
    let report = judge(&[short.clone(), gctrace(&[&calm[..], &burst[..]].concat(), 10)]);
    assert_eq!((report.class, report.cause), (Class::Tuning, Cause::Spike), "{:#?}", report.evidence);
    // The same rise over all of the time is none.
    let slow: Vec<[u64; 4]> = (1..64).map(|live| [2 * live * 3, 2 * live * 3 + 2, live * 3, live * 6]).collect();
    assert_ne!(judge(&[short, gctrace(&slow, 10)]).cause, Cause::Spike);
}
