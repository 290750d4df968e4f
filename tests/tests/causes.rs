//! Every cause of the contract can be reached: by a real incident where there is one, else by inputs written for it.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use decode::Input;
use diagnose::report::{Cause, Class, Confidence, Options, Reason, Report};
use tests::written::{
    Numbers, Row, SERVE, cgroup, file, gctrace, heap, kernel, numbers, pod, resized_pod, running_pod, steady_heaps,
};

fn judge(files: &[Vec<Input>]) -> Report {
    diagnose::diagnose(&files.concat(), &Options::default())
}

/// Checks class and cause, and that it is no mere suspicion.
fn expect(report: &Report, class: Class, cause: Cause) {
    assert_eq!((report.class, report.cause), (class, cause), "{:#?}", report.evidence);
    assert!(report.confidence >= Confidence::Medium, "{:#?}", report.evidence);
}

fn reaches(files: &[Vec<Input>], class: Class, cause: Cause) {
    expect(&judge(files), class, cause);
}

/// A leak of `step` MiB every ten minutes beside steady churn.
fn leaking(step: f64, count: i64) -> Vec<Input> {
    leaking_below("net/http.(*conn).serve;main.handle;main.(*Cache).Put@cache.go:12", step, count)
}

fn leaking_below(stack: &str, step: f64, count: i64) -> Vec<Input> {
    leaking_beside(Row { stack, live: step, alloc: step, size: 1024 }, count, |_| 0.0)
}

/// A leak of `leak` every ten minutes beside steady churn, with so many MiB of structures of goroutines in each snapshot.
fn leaking_beside(leak: Row<'_>, count: i64, structures: impl Fn(i64) -> f64) -> Vec<Input> {
    let snapshot = |index: i64| {
        let minutes = 5 + 10 * index;
        let kept = leak.live * (index as f64 + 0.5);
        let goroutines = structures(index);
        let rows = [
            Row { live: kept, alloc: kept, ..leak },
            Row { stack: SERVE, live: 2.0, alloc: 2.0 + 60.0 * minutes as f64, size: 1024 },
            Row { stack: "runtime.newproc1;runtime.malg", live: goroutines, alloc: goroutines, size: 480 },
        ];
        heap(minutes, &rows)
    };
    (0..count).flat_map(snapshot).collect()
}

#[test]
fn heap_growth_by_a_function_that_keeps_what_it_allocates() {
    reaches(&[pod(&[]), leaking(40.0, 6)], Class::Leak, Cause::HeapGrowth);
}

#[test]
fn goroutine_leak_by_connections_that_a_server_never_gives_up() {
    let stack = "net/http.(*conn).serve;net/http.newBufioWriterSize;bufio.NewWriterSize";
    let report = judge(&[pod(&[]), leaking_below(stack, 40.0, 6)]);
    expect(&report, Class::Leak, Cause::GoroutineLeak);
    // They may be clients that stay: only a profile of goroutines tells.
    assert_eq!(report.confidence, Confidence::Medium);
}

#[test]
fn goroutine_leak_by_a_sample_of_goroutines_that_come_late_with_what_leaks() {
    let leak = |size| Row { stack: "net/http.(*conn).serve;main.submit@main.go:7", live: 40.0, alloc: 40.0, size };
    let late = |index| if index < 4 { 0.0 } else { 0.5 };
    let judged = |size, structures: fn(i64) -> f64| judge(&[pod(&[]), leaking_beside(leak(size), 6, structures)]);
    let report = judged(64 << 10, late);
    expect(&report, Class::Leak, Cause::GoroutineLeak);
    assert_eq!(report.confidence, Confidence::Medium);
    // There from the start, or far too few for so many objects: the heap leaks.
    assert_eq!(judged(64 << 10, |_| 0.5).cause, Cause::HeapGrowth);
    assert_eq!(judged(512, late).cause, Cause::HeapGrowth);
}

#[test]
fn goroutine_leak_by_what_the_collector_proved() {
    let proof = "goroutineleak profile: total 4000\n4000 @ 0x1 0x2\n#\t0x1\tmain.(*Hub).send+0x1\t/src/hub.go:30\n#\t0x2\tmain.handle.func1+0x2\t/src/main.go:9\n";
    let report = judge(&[pod(&[]), steady_heaps(60.0, 60.0, 5), file("goroutineleak.txt", proof)]);
    expect(&report, Class::Leak, Cause::GoroutineLeak);
    assert_eq!(report.suspects[0].function, "main.(*Hub).send");
}

fn numbers_of_small_heap(name: &str, allocated: u64) -> Vec<Input> {
    numbers(name, Numbers { allocated, heap: 60, spans: 64, stacks: 2, goal: 110, ..Numbers::default() })
}

#[test]
fn off_heap_by_anonymous_memory_beyond_go() {
    let files = [
        pod(&[]),
        steady_heaps(50.0, 60.0, 5),
        numbers_of_small_heap("a.txt", 100),
        numbers_of_small_heap("b.txt", 900),
        cgroup("c1.txt", 1, &[("anon", 90)]),
        cgroup("c2.txt", 9, &[("anon", 420)]),
    ];
    reaches(&files, Class::Leak, Cause::OffHeap);
}

#[test]
fn stacks_by_the_runtimes_own_numbers() {
    let stacks = |name: &str, allocated, stacks| {
        numbers(name, Numbers { allocated, heap: 60, spans: 64, stacks, goal: 110, ..Numbers::default() })
    };
    let readings = [stacks("a.txt", 100, 10), stacks("b.txt", 500, 150), stacks("c.txt", 900, 300)].concat();
    let grow = [pod(&[]), steady_heaps(50.0, 60.0, 5), readings];
    reaches(&grow, Class::Leak, Cause::Stacks);
    let stay = [pod(&[]), steady_heaps(50.0, 60.0, 5), stacks("a.txt", 100, 290), stacks("b.txt", 900, 300)];
    reaches(&stay, Class::Tuning, Cause::Stacks);
}

#[test]
fn gc_headroom_by_a_steady_heap_that_doubles_past_the_limit() {
    reaches(&[pod(&[]), steady_heaps(230.0, 100.0, 5)], Class::Tuning, Cause::GcHeadroom);
}

#[test]
fn gc_headroom_by_the_collector_turned_off() {
    let off = pod(&[("Environment:  <none>", "Environment:\n      GOGC:  off")]);
    reaches(&[off, steady_heaps(100.0, 100.0, 5)], Class::Tuning, Cause::GcHeadroom);
}

#[test]
fn undersized_by_a_steady_heap_near_the_limit() {
    reaches(&[pod(&[]), steady_heaps(420.0, 100.0, 5)], Class::Tuning, Cause::Undersized);
}

#[test]
fn spike_by_large_objects_that_are_not_kept() {
    let snapshot = |index: i64| {
        let minutes = 5 + 10 * index;
        let whole = Row {
            stack: "net/http.(*conn).serve;main.upload@main.go:50;io.ReadAll",
            live: 4.0,
            alloc: 90.0 * minutes as f64,
            size: 4 << 20,
        };
        heap(minutes, &[Row { stack: "runtime.main;main.main", live: 20.0, alloc: 20.0, size: 1024 }, whole])
    };
    let report = judge(&[pod(&[]), (0..5).flat_map(snapshot).collect()]);
    expect(&report, Class::Tuning, Cause::Spike);
    assert_eq!(report.suspects[0].function, "main.upload");
}

fn environment(value: &str) -> String {
    format!("Environment:\n      GOMEMLIMIT:  {value}")
}

#[test]
fn gc_thrash_by_a_gomemlimit_below_the_live_heap() {
    let set = pod(&[("Environment:  <none>", &environment("100MiB"))]);
    reaches(&[set, steady_heaps(140.0, 100.0, 5)], Class::Tuning, Cause::GcThrash);
}

#[test]
fn gomemlimit_too_high_by_one_at_the_limit() {
    let set = pod(&[("Environment:  <none>", &environment("512MiB"))]);
    reaches(&[set, steady_heaps(260.0, 100.0, 5)], Class::Tuning, Cause::GomemlimitTooHigh);
}

#[test]
fn gomemlimit_ignored_by_a_goal_far_above_it() {
    let set = pod(&[("Environment:  <none>", &environment("300MiB"))]);
    let cycles: Vec<[u64; 4]> = (0..40).map(|_| [470, 490, 230, 480]).collect();
    let report = judge(&[set, steady_heaps(230.0, 100.0, 5), gctrace(&cycles, 10)]);
    expect(&report, Class::Tuning, Cause::GomemlimitIgnored);
}

#[test]
fn gomemlimit_stale_after_a_resize() {
    let report = judge(&[resized_pod(), steady_heaps(260.0, 100.0, 5)]);
    expect(&report, Class::Tuning, Cause::GomemlimitStale);
}

#[test]
fn load_growth_by_a_heap_that_follows_the_rate_of_allocation_and_connections_that_do() {
    let snapshot = |index: i64| {
        let minutes = 5 + 8 * index;
        let load = 1.0 + index as f64;
        let work = Row { stack: SERVE, live: 30.0 * load, alloc: 200.0 * load * load, size: 4096 };
        heap(minutes, &[Row { stack: "runtime.main;main.main", live: 20.0, alloc: 20.0, size: 1024 }, work])
    };
    let connections = |name: &str, count: u64| {
        let text = format!(
            "goroutine profile: total {count}\n{count} @ 0x1 0x2 0x3\n#\t0x1\tinternal/poll.runtime_pollWait+0x1\truntime/netpoll.go:351\n#\t0x2\tnet/http.(*connReader).Read+0x2\tnet/http/server.go:798\n#\t0x3\tnet/http.(*conn).serve+0x3\tnet/http/server.go:2100\n"
        );
        file(name, text)
    };
    let goroutines = [connections("goroutine-1.txt", 300), connections("goroutine-2.txt", 2400)];
    let report = judge(&[pod(&[]), (0..7).flat_map(snapshot).collect(), goroutines.concat()]);
    expect(&report, Class::Tuning, Cause::LoadGrowth);
}

#[test]
fn fragmentation_by_spans_that_are_half_empty() {
    let of = |name: &str, allocated| {
        numbers(name, Numbers { allocated, heap: 100, spans: 400, stacks: 2, goal: 110, ..Numbers::default() })
    };
    reaches(&[pod(&[]), steady_heaps(60.0, 60.0, 5), of("a.txt", 900)], Class::Tuning, Cause::Fragmentation);
}

#[test]
fn memory_of_the_kernel_and_of_files_by_the_cgroup() {
    let with = |stat: &[(&str, u64)]| [pod(&[]), steady_heaps(40.0, 60.0, 5), cgroup("c.txt", 9, stat)];
    reaches(&with(&[("anon", 90), ("kernel", 260)]), Class::Tuning, Cause::KernelMemory);
    reaches(&with(&[("anon", 90), ("shmem", 300)]), Class::Tuning, Cause::Tmpfs);
    reaches(&with(&[("anon", 90), ("file_dirty", 300)]), Class::Tuning, Cause::PageCache);
}

#[test]
fn tmpfs_by_a_memory_volume_beside_a_small_heap() {
    let mounted = pod(&[
        ("    Environment:  <none>", "    Environment:  <none>\n    Mounts:\n      /spool from spool (rw)"),
        (
            "Volumes:          <none>",
            "Volumes:\n  spool:\n    Type:       EmptyDir (a temporary directory that shares a pod's lifetime)\n    Medium:     Memory\n    SizeLimit:  400Mi",
        ),
    ]);
    reaches(&[mounted, steady_heaps(40.0, 60.0, 5)], Class::Tuning, Cause::Tmpfs);
}

#[test]
fn no_limit_by_a_kill_without_one() {
    let free = pod(&[("    Limits:\n      memory:  512Mi\n", "")]);
    reaches(&[free], Class::Tuning, Cause::NoLimit);
}

#[test]
fn pod_limit_by_the_kernels_word() {
    let two = pod(&[(
        "Volumes:          <none>",
        "  proxy:\n    State:          Running\n      Started:      Fri, 20 Nov 2026 08:00:05 +0000\n    Ready:          True\n    Restart Count:  0\n    Limits:\n      memory:  64Mi\nVolumes:          <none>",
    )]);
    let report = judge(&[two, kernel("CONSTRAINT_MEMCG", "/kubepods/pod1", "app")]);
    assert_eq!((report.class, report.cause), (Class::Tuning, Cause::PodLimit), "{:#?}", report.evidence);
}

#[test]
fn node_oom_by_the_kernels_word_and_by_the_nodes_events() {
    let report = judge(&[pod(&[]), kernel("CONSTRAINT_NONE", "/", "app")]);
    expect(&report, Class::Tuning, Cause::NodeOom);
    let events = "LAST SEEN   TYPE      REASON      OBJECT        MESSAGE\n5m          Warning   SystemOOM   node/node-1   System OOM encountered, victim process: app, pid: 42\n";
    let report = judge(&[pod(&[("    Limits:\n      memory:  512Mi\n", "")]), file("events.txt", events)]);
    assert_eq!((report.class, report.cause), (Class::Tuning, Cause::NodeOom), "{:#?}", report.evidence);
}

#[test]
fn sidecar_by_the_container_that_was_killed() {
    let mesh = pod(&[
        ("  app:\n", "  istio-proxy:\n"),
        (
            "Volumes:          <none>",
            "  app:\n    State:          Running\n      Started:      Fri, 20 Nov 2026 08:00:05 +0000\n    Ready:          True\n    Restart Count:  0\nVolumes:          <none>",
        ),
    ]);
    reaches(&[mesh], Class::Tuning, Cause::Sidecar);
}

#[test]
fn init_container_by_the_container_that_was_killed() {
    let init = pod(&[("Containers:\n  app:", "Init Containers:\n  migrate:")]);
    reaches(&[init], Class::Tuning, Cause::InitContainer);
}

#[test]
fn child_process_by_an_exit_that_was_no_kill() {
    let report = judge(&[pod(&[("Exit Code:    137", "Exit Code:    1")])]);
    assert_eq!((report.class, report.cause), (Class::Tuning, Cause::ChildProcess));
}

#[test]
fn child_process_by_a_small_heap_and_programs_that_are_started() {
    let starter =
        Row { stack: "net/http.(*conn).serve;main.thumb;os/exec.(*Cmd).Start", live: 0.5, alloc: 3.0, size: 512 };
    let snapshot = |index: i64| {
        let minutes = 5 + 10 * index;
        let work = Row { stack: SERVE, live: 2.0, alloc: 60.0 * minutes as f64, size: 4096 };
        heap(minutes, &[Row { stack: "runtime.main;main.main", live: 20.0, alloc: 20.0, size: 1024 }, work, starter])
    };
    reaches(&[pod(&[]), (0..5).flat_map(snapshot).collect()], Class::Tuning, Cause::ChildProcess);
}

#[test]
fn startup_by_growth_of_the_main_goroutine_alone() {
    let snapshot = |index: i64| {
        let loaded = 60.0 * (index + 1) as f64;
        heap(
            2 * index,
            &[Row { stack: "runtime.main;main.main;main.load", live: loaded, alloc: loaded * 1.1, size: 1024 }],
        )
    };
    let report = judge(&[pod(&[]), (0..5).flat_map(snapshot).collect()]);
    assert_eq!((report.class, report.cause), (Class::Tuning, Cause::Startup), "{:#?}", report.evidence);
}

#[test]
fn runtime_regression_by_version_and_memory_beyond_what_go_counts() {
    let metrics = "go_info{version=\"go1.24.0\"} 1\ngo_goroutines 12\ngo_memstats_sys_bytes 5e8\ngo_memstats_heap_released_bytes 1e6\ngo_memstats_heap_alloc_bytes 6e7\ngo_memstats_heap_inuse_bytes 6.4e7\ngo_memstats_heap_idle_bytes 3e6\ngo_memstats_alloc_bytes_total 9e9\n";
    let files =
        [pod(&[]), steady_heaps(50.0, 60.0, 5), file("metrics.txt", metrics), cgroup("c.txt", 9, &[("anon", 400)])];
    reaches(&files, Class::Tuning, Cause::RuntimeRegression);
}

#[test]
fn healthy_by_a_steady_heap_with_room() {
    let report = judge(&[running_pod(&[]), steady_heaps(60.0, 60.0, 5), cgroup("c.txt", 9, &[("anon", 130)])]);
    expect(&report, Class::NotOom, Cause::Healthy);
    assert_eq!(report.confidence, Confidence::High, "room was measured, too");
}

fn ends_as(replace: &[(&str, &str)], cause: Cause) {
    let report = judge(&[pod(replace)]);
    assert_eq!((report.class, report.cause), (Class::NotOom, cause), "{:#?}", report.evidence);
}

#[test]
fn other_ends_by_what_the_pod_says() {
    const OOM: &str = "Reason:       OOMKilled";
    const ERROR: &str = "Reason:       Error";
    const EVENTS: &str = "Events:           <none>";
    let event = |reason: &str, message: &str| {
        format!(
            "Events:\n  Type     Reason     Age   From     Message\n  ----     ------     ----  ----     -------\n  Normal   {reason}    5m    kubelet  {message}\n"
        )
    };
    let failed = event("Killing", "Container app failed liveness probe, will be restarted");
    ends_as(&[(OOM, ERROR), (EVENTS, &failed)], Cause::ProbeKill);
    let stopping = event("Killing", "Stopping container app");
    ends_as(&[(OOM, ERROR), (EVENTS, &stopping)], Cause::Stopped);
    let status = "Status:           Running";
    ends_as(&[(OOM, ERROR), (status, "Status:           Failed\nReason:           Evicted")], Cause::Eviction);
    ends_as(&[(OOM, ERROR), (status, "Status:           Failed\nReason:           Preempting")], Cause::Preempted);
    ends_as(&[(OOM, ERROR), (status, "Status:           Failed\nReason:           NodeShutdown")], Cause::NodeShutdown);
    ends_as(&[(OOM, ERROR), (status, "Status:           Failed\nReason:           OutOfmemory")], Cause::Admission);
    ends_as(&[(OOM, "Reason:       StartError"), ("Exit Code:    137", "Exit Code:    128")], Cause::StartError);
    ends_as(&[(OOM, "Reason:       ContainerStatusUnknown")], Cause::StatusUnknown);
    ends_as(&[(OOM, ERROR), ("Exit Code:    137", "Exit Code:    2")], Cause::GoFatal);
    ends_as(&[(OOM, "Reason:       Completed"), ("Exit Code:    137", "Exit Code:    0")], Cause::Completed);
    let bad = environment("400Mi");
    ends_as(
        &[(OOM, ERROR), ("Exit Code:    137", "Exit Code:    2"), ("Environment:  <none>", &bad)],
        Cause::GomemlimitInvalid,
    );
}

#[test]
fn unknown_where_the_inputs_cannot_tell() {
    let report = judge(&[pod(&[])]);
    assert_eq!((report.class, report.cause, report.confidence), (Class::Inconclusive, Cause::Unknown, Confidence::Low));
}

#[test]
fn a_leak_or_thrash_behind_a_probe_kill_or_an_eviction_stays_what_it_is() {
    let evicted = [
        ("Reason:       OOMKilled", "Reason:       Error"),
        ("Status:           Running", "Status:           Failed\nReason:           Evicted"),
    ];
    let report = judge(&[pod(&evicted), leaking(40.0, 6)]);
    expect(&report, Class::Leak, Cause::HeapGrowth);
    assert!(report.contributing.iter().any(|also| also.cause == Cause::Eviction));
    let thrash = [evicted[0], evicted[1], ("Environment:  <none>", "Environment:\n      GOMEMLIMIT:  100MiB")];
    let report = judge(&[pod(&thrash), steady_heaps(140.0, 100.0, 5)]);
    expect(&report, Class::Tuning, Cause::GcThrash);
}

#[test]
fn a_slow_leak_is_found_in_the_line_that_keeps_beside_lines_that_churn() {
    let snapshot = |index: i64| {
        let minutes = 5 + 5 * index;
        let kept = 12.0 * (index + 1) as f64;
        let leak = Row { stack: "net/http.(*conn).serve;main.handle@main.go:33", live: kept, alloc: kept, size: 2048 };
        let churn = Row {
            stack: "net/http.(*conn).serve;main.handle@main.go:21;encoding/json.Marshal",
            live: 3.0,
            alloc: 900.0 * (index + 1) as f64,
            size: 8192,
        };
        heap(minutes, &[leak, churn, Row { stack: "runtime.main;main.main", live: 30.0, alloc: 30.0, size: 1024 }])
    };
    let report = judge(&[pod(&[]), (0..7).flat_map(snapshot).collect()]);
    assert_eq!(
        (report.class, report.suspects[0].function.as_str()),
        (Class::Leak, "main.handle"),
        "{:#?}",
        report.evidence
    );
    assert_eq!(report.suspects[0].line, Some(33));
}

#[test]
fn the_parts_of_the_budget_and_what_is_free_add_up_to_the_limit() {
    let killed = judge(&[
        pod(&[]),
        steady_heaps(150.0, 60.0, 5),
        numbers("a.txt", Numbers { allocated: 900, heap: 190, spans: 210, idle: 20, stacks: 9, goal: 300, peak: 400 }),
        cgroup("c.txt", 9, &[("anon", 300), ("file", 20), ("shmem", 5), ("kernel", 12), ("sock", 3)]),
    ]);
    let running =
        judge(&[running_pod(&[]), steady_heaps(60.0, 60.0, 5), cgroup("c.txt", 9, &[("anon", 130), ("kernel", 4)])]);
    for report in [killed, running] {
        let budget = serde_json::to_value(&report.budget).unwrap();
        let parts = budget.as_object().unwrap().iter().filter(|(name, _)| *name != "limit");
        let sum: u64 = parts.filter_map(|(_, part)| part["bytes"].as_u64()).sum();
        assert_eq!(sum, 512 << 20, "{budget:#}");
    }
}

#[test]
fn a_fragment_that_ends_before_the_limits_says_nothing_about_a_limit() {
    let lines = "    Last State:     Terminated\n      Reason:       OOMKilled\n      Exit Code:    137\n";
    let report = judge(&[file("pod.txt", lines.as_bytes())]);
    assert_eq!((report.class, report.cause), (Class::Inconclusive, Cause::Unknown), "{:#?}", report.evidence);
    assert_eq!(report.recommendation.memory_limit.reason, Some(Reason::LimitUnknown));
}
