//! Inputs written for a test: a pod, a series of heap profiles, the runtime's and the kernel's numbers.

use decode::{Input, Limits, Source, unwatched};
use testkit::ProfileText;

/// Decodes a file of this name and content.
pub fn file(name: &str, content: impl AsRef<[u8]>) -> Vec<Input> {
    decode::decode(Source { name, bytes: content.as_ref() }, &Limits::default(), &mut unwatched)
}

/// A described pod of one container `app` with a limit of 512Mi, killed for memory after an hour and started again,
/// with `replace` applied to its text.
///
/// # Panics
/// If a text to be replaced is not there.
pub fn pod(replace: &[(&str, &str)]) -> Vec<Input> {
    let mut text = POD.to_owned();
    for (from, to) in replace {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    file("pod.txt", text)
}

/// What [`pod`] starts from.
pub const POD: &str = "\
Name:             app-6d8f-x1
Namespace:        shop
Node:             node-1/10.0.0.5
Start Time:       Fri, 20 Nov 2026 08:00:00 +0000
Status:           Running
Controlled By:    ReplicaSet/app-6d8f
Containers:
  app:
    Port:           8080/TCP
    State:          Running
      Started:      Fri, 20 Nov 2026 11:00:05 +0000
    Last State:     Terminated
      Reason:       OOMKilled
      Exit Code:    137
      Started:      Fri, 20 Nov 2026 10:00:00 +0000
      Finished:     Fri, 20 Nov 2026 11:00:00 +0000
    Ready:          True
    Restart Count:  3
    Limits:
      memory:  512Mi
    Requests:
      memory:     512Mi
    Environment:  <none>
Volumes:          <none>
QoS Class:        Burstable
Events:           <none>
";

/// The pod of [`pod`], running since its first start.
///
/// # Panics
/// If a text to be replaced is not there.
pub fn running_pod(replace: &[(&str, &str)]) -> Vec<Input> {
    let ended = POD[POD.find("    Last State").unwrap()..POD.find("    Ready").unwrap()].to_owned();
    let mut all = vec![(ended.as_str(), ""), ("Restart Count:  3", "Restart Count:  0")];
    all.extend(replace);
    pod(&all)
}

/// A pod as YAML whose limit was lowered in place from 1Gi to 512Mi, with a GOMEMLIMIT for the old one, killed since.
pub fn resized_pod() -> Vec<Input> {
    let yaml = "apiVersion: v1\nkind: Pod\nmetadata: {name: app-1, namespace: shop}\nspec:\n  containers:\n  - name: app\n    env: [{name: GOMEMLIMIT, value: 900MiB}]\n    resources: {limits: {memory: 1Gi}}\nstatus:\n  phase: Running\n  containerStatuses:\n  - name: app\n    ready: true\n    restartCount: 2\n    resources: {limits: {memory: 512Mi}}\n    state: {running: {startedAt: '2026-11-20T11:00:05Z'}}\n    lastState: {terminated: {reason: OOMKilled, exitCode: 137, startedAt: '2026-11-20T10:00:00Z', finishedAt: '2026-11-20T11:00:00Z'}}\n";
    file("pod.yaml", yaml)
}

/// Start of the killed run of [`pod`], in nanoseconds since 1970.
pub const STARTED: i64 = 1_795_168_800_000_000_000;

/// A stack with live and allocated MiB, in objects of `size` bytes.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Frames, root first.
    pub stack: &'a str,
    /// Live MiB.
    pub live: f64,
    /// MiB allocated since the start.
    pub alloc: f64,
    /// Bytes of one object.
    pub size: u64,
}

/// A heap profile taken `minutes` after the start of the killed run of [`pod`], of one process.
pub fn heap(minutes: i64, rows: &[Row<'_>]) -> Vec<Input> {
    let line = |row: &Row<'_>| {
        let (bytes, objects) =
            (|mib: f64| (mib * 1_048_576.0) as u64, |mib: f64| (mib * 1_048_576.0) as u64 / row.size);
        let (alloc, live) = (bytes(row.alloc), bytes(row.live));
        format!("{} {} {alloc} {} {live} {{bytes={}}}\n", row.stack, objects(row.alloc), objects(row.live), row.size)
    };
    let stacks: String = rows.iter().map(line).collect();
    let profile = ProfileText::heap(&stacks).taken_at(STARTED + minutes * 60_000_000_000);
    file(&format!("heap-{minutes:03}.pb.gz"), profile.mapping(0x7ffd_1a3b_c000, "[vdso]", "").gzip())
}

/// A service that answers from what it holds, `live` MiB of it, and makes `churn` MiB of garbage a minute: a snapshot
/// every ten minutes, `count` of them.
pub fn steady_heaps(live: f64, churn: f64, count: i64) -> Vec<Input> {
    let snapshot = |index: i64| {
        let minutes = 5 + 10 * index;
        let held = Row { stack: "runtime.main;main.main;main.load", live, alloc: live, size: 1024 };
        let garbage = Row { stack: SERVE, live: 2.0, alloc: 2.0 + churn * minutes as f64, size: 4096 };
        heap(minutes, &[held, garbage])
    };
    (0..count).flat_map(snapshot).collect()
}

/// The stack of a request.
pub const SERVE: &str = "net/http.(*conn).serve;main.handle@main.go:20;main.render@main.go:40";

/// The `# runtime.MemStats` numbers of a process, in MiB, as the end of an otherwise empty `heap?debug=1`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Numbers {
    /// `TotalAlloc`.
    pub allocated: u64,
    /// `HeapAlloc`.
    pub heap: u64,
    /// `HeapInuse`.
    pub spans: u64,
    /// `HeapIdle` less `HeapReleased`.
    pub idle: u64,
    /// `StackInuse`.
    pub stacks: u64,
    /// `NextGC`.
    pub goal: u64,
    /// `MaxRSS`.
    pub peak: u64,
}

/// Writes [`Numbers`] as text.
pub fn numbers(name: &str, of: Numbers) -> Vec<Input> {
    let mib = |n: u64| n << 20;
    let Numbers { allocated, heap, spans, idle, stacks, goal, peak } = of;
    let sys = mib(spans + idle + stacks + 4);
    let text = format!(
        "heap profile: 0: 0 [0: 0] @ heap/1048576\n\n# runtime.MemStats\n# Alloc = {0}\n# TotalAlloc = {1}\n# Sys = {sys}\n\
         # Lookups = 0\n# Mallocs = 10\n# Frees = 5\n# HeapAlloc = {0}\n# HeapSys = {2}\n# HeapIdle = {3}\n# HeapInuse = {4}\n\
         # HeapReleased = 0\n# HeapObjects = 5\n# Stack = {5} / {5}\n# MSpan = 1048576 / 1048576\n# MCache = 1024 / 1024\n\
         # BuckHashSys = 1048576\n# GCSys = 1048576\n# OtherSys = 1047552\n# NextGC = {6}\n# LastGC = {STARTED}\n\
         # PauseNs = [1 2]\n# PauseEnd = [{STARTED} 0]\n# NumGC = 9\n# NumForcedGC = 0\n# GCCPUFraction = 0.01\n\
         # DebugGC = false\n# MaxRSS = {7}\n",
        mib(heap),
        mib(allocated),
        mib(spans + idle),
        mib(idle),
        mib(spans),
        mib(stacks),
        mib(goal),
        mib(peak),
    );
    file(name, text)
}

/// cgroup v2 files of a container with a limit of 512 MiB: MiB by key of `memory.stat`, `pgfault` to tell the order.
pub fn cgroup(name: &str, pgfault: u64, stat: &[(&str, u64)]) -> Vec<Input> {
    let current: u64 = stat.iter().map(|(_, mib)| mib).sum();
    let rows: Vec<String> = stat.iter().map(|(key, mib)| format!("{key} {}\n", mib << 20)).collect();
    let rows = rows.concat();
    let text = format!(
        "== memory.current\n{}\n== memory.max\n{}\n== memory.stat\n{rows}pgfault {pgfault}\n",
        current << 20,
        512_u64 << 20
    );
    file(name, text)
}

/// The kernel's lines about a kill in the container's cgroup, or one above it.
pub fn kernel(constraint: &str, oom_memcg: &str, task: &str) -> Vec<Input> {
    file(
        "dmesg.txt",
        format!(
            "[ 100.1] oom-kill:constraint={constraint},nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg={oom_memcg},task_memcg=/kubepods/pod1/app,task={task},pid=42,uid=0\n\
             [ 100.2] Memory cgroup out of memory: Killed process 42 ({task}) total-vm:900000kB, anon-rss:500000kB, file-rss:1000kB, shmem-rss:0kB, UID:0 pgtables:900kB oom_score_adj:900\n"
        ),
    )
}

/// A trace of collections: start, end and live heap and goal in MiB, one line a second, with `cpu` milliseconds each.
pub fn gctrace(cycles: &[[u64; 4]], cpu: u64) -> Vec<Input> {
    let line = |(index, [start, end, live, goal]): (usize, &[u64; 4])| {
        format!(
            "gc {0} @{0}.000s 5%: 0.1+2.0+0.1 ms clock, 0.1+0.0/{cpu}.0/0.0+0.1 ms cpu, {start}->{end}->{live} MB, {goal} MB goal, 0 MB stacks, 0 MB globals, 1 P\n",
            index + 1
        )
    };
    file("stderr.log", cycles.iter().enumerate().map(line).collect::<String>())
}
