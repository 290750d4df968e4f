//! One observation with its numbers, what it speaks for, and where it was read.

use decode::kube::Role;
use decode::units::Bytes;
use serde::{Deserialize, Serialize};

use crate::growth;
use crate::report::{Class, Scope, Sig6, TerminationKind, Weight};

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// What was observed, with its numbers: `rule` and `values` in the document.
    #[serde(flatten)]
    pub finding: Finding,
    /// What it speaks for.
    pub says: Says,
    /// How much.
    pub weight: Weight,
    /// Index of the input it was read from.
    pub input: Option<usize>,
    /// Line in that input.
    pub line: Option<usize>,
}

/// What a piece of evidence speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// Memory that is never given back.
    Leak,
    /// Settings.
    Tuning,
    /// Memory is not the trouble.
    NotOom,
    /// Context.
    Neutral,
}

impl From<Class> for Says {
    fn from(class: Class) -> Self {
        match class {
            Class::Leak => Self::Leak,
            Class::Tuning => Self::Tuning,
            Class::NotOom => Self::NotOom,
            Class::Inconclusive => Self::Neutral,
        }
    }
}

impl Finding {
    /// Whether it says that the live heap is steady, and at a level: a leak of the heap is ruled out then, whatever else is
    /// open.
    pub fn shows_level(&self) -> bool {
        matches!(self, Self::HeapSteady { low, high, .. } if growth::is_level(*low, *high))
    }

    /// The function it is about, as profiles name it; `None` where it is about no single one.
    pub fn function(&self) -> Option<&str> {
        match self {
            Self::SiteRetains { function, .. } | Self::SitePlateaued { function, .. } => Some(function),
            Self::OneSnapshot { function, .. } | Self::GoroutinesGrew { function, .. } => function.as_deref(),
            _ => None,
        }
    }
}

/// What a rule found. Each variant is one rule; `text` has one sentence for each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "rule", content = "values", rename_all = "snake_case")]
pub enum Finding {
    /// The container was OOM-killed, and that ended it.
    OomKilled {
        /// Container.
        container: String,
        /// Memory limit.
        limit: Option<Bytes>,
        /// Restarts so far.
        restarts: Option<u32>,
        /// Seconds from its start to its end.
        lived_seconds: Option<u64>,
    },
    /// Some process in the container was OOM-killed, but the container ended otherwise.
    OomEarlier {
        /// Container.
        container: String,
        /// How it ended.
        exit_code: Option<i32>,
    },
    /// An init container or a sidecar was OOM-killed, not the program itself.
    OomInHelper {
        /// Container.
        container: String,
        /// What it is for.
        role: Role,
        /// Memory limit.
        limit: Option<Bytes>,
    },
    /// An OOM-killed container has no memory limit of its own.
    NoLimit {
        /// Container.
        container: String,
        /// Limit of the whole pod, if it has one.
        pod_limit: Option<Bytes>,
    },
    /// The container ended for another reason than memory.
    EndedOtherwise {
        /// Container.
        container: String,
        /// What ended it.
        kind: TerminationKind,
        /// Exit code.
        exit_code: Option<i32>,
    },
    /// The pod was evicted for the node's memory, and the container used more than it had requested.
    EvictedOverRequest {
        /// Container.
        container: String,
        /// What it used.
        used: Bytes,
        /// What it had requested.
        request: Bytes,
    },
    /// Other containers that were OOM-killed, too.
    OthersKilled {
        /// Their names, with the pod's before those of other pods.
        containers: Vec<String>,
    },
    /// SIGKILL without a reason: an OOM kill is possible, not shown.
    KilledUnknown {
        /// Container.
        container: String,
    },
    /// The container runs and the pod tells of no end.
    StillRunning {
        /// Container.
        container: String,
        /// Restarts so far.
        restarts: Option<u32>,
    },
    /// The Go runtime refuses this GOMEMLIMIT and ends the program.
    GomemlimitMalformed {
        /// As written.
        raw: String,
    },
    /// This GOMEMLIMIT is malformed, and the program ran all the same: it bounds nothing.
    GomemlimitUnread {
        /// As written.
        raw: String,
    },
    /// GOMEMLIMIT is not set, so the collector knows nothing of the limit.
    GomemlimitUnset {
        /// The limit it does not know.
        limit: Bytes,
    },
    /// GOMEMLIMIT is at or above the container's limit.
    GomemlimitTooHigh {
        /// GOMEMLIMIT.
        gomemlimit: Bytes,
        /// The limit.
        limit: Bytes,
        /// Whether it is a resource field, which always is 100 % of the limit.
        resource_field: bool,
    },
    /// GOMEMLIMIT is below or close to what is live: the collector runs without pause.
    GomemlimitBelowLive {
        /// GOMEMLIMIT.
        gomemlimit: Bytes,
        /// Live heap.
        live: Bytes,
    },
    /// GOMEMLIMIT may be set where describe does not show it.
    GomemlimitHidden {
        /// Where: a secret, config map or field.
        place: String,
    },
    /// There is one snapshot: it cannot show growth.
    OneSnapshot {
        /// Live heap.
        live: Bytes,
        /// The function that holds most.
        function: Option<String>,
        /// Its share.
        share: Option<Sig6>,
    },
    /// A function keeps what it allocates, and had not stopped at the end.
    SiteRetains {
        /// Function.
        function: String,
        /// Live bytes gained.
        growth: u64,
        /// Share of what it allocated that is still live.
        retention: Sig6,
        /// Growth in standard deviations of the sampling error.
        deviations: Sig6,
        /// Snapshots with a collection in between.
        snapshots: usize,
    },
    /// A function grew and then stopped, although the program went on allocating.
    SitePlateaued {
        /// Function.
        function: String,
        /// Live bytes it came to hold.
        inuse: Bytes,
    },
    /// The live heap grew as a whole.
    HeapGrew {
        /// At the first snapshot.
        from: Bytes,
        /// At the last.
        to: Bytes,
        /// Snapshots with a collection in between.
        snapshots: usize,
    },
    /// No function keeps what it allocates: the live heap is steady.
    HeapSteady {
        /// Lowest live heap.
        low: Bytes,
        /// Highest.
        high: Bytes,
        /// Allocated in between.
        allocated: Bytes,
        /// Snapshots with a collection in between.
        snapshots: usize,
    },
    /// At the measured slope the limit is reached about when the container was killed.
    GrowthMeetsKill {
        /// Predicted seconds from start to the limit.
        predicted_seconds: u64,
        /// Seconds the container lived.
        lived_seconds: u64,
    },
    /// What the collector lets the heap reach comes near or over the limit.
    PeakNearLimit {
        /// Highest live heap.
        live: Bytes,
        /// GOGC in percent.
        gogc: u32,
        /// Predicted peak.
        peak: Bytes,
        /// The limit.
        limit: Bytes,
    },
    /// The live heap was low in every snapshot but the last, shortly before the kill.
    HeapJumped {
        /// Highest live heap before.
        before: Bytes,
        /// The last one.
        after: Bytes,
        /// Seconds from the last snapshot to the kill.
        seconds: u64,
    },
    /// After the last collection the collector meant to let the heap grow to the limit or past it before the next.
    GoalOverLimit {
        /// What was live after it.
        live: Bytes,
        /// Heap size at which the next one would have started.
        goal: Bytes,
        /// The limit.
        limit: Bytes,
    },
    /// With the collector off by GOGC nothing bounds the heap below the limit.
    GogcOff {
        /// The limit.
        limit: Bytes,
    },
    /// The live heap alone leaves too little room under the limit.
    LiveNearLimit {
        /// Highest live heap.
        live: Bytes,
        /// The limit.
        limit: Bytes,
    },
    /// The predicted peak of the heap is far below the limit: the heap by itself does not explain the kill.
    HeapTooSmallForKill {
        /// Highest live heap.
        live: Bytes,
        /// Predicted peak.
        peak: Bytes,
        /// The limit.
        limit: Bytes,
    },
    /// The predicted peak stays well under the limit.
    RoomUnderLimit {
        /// Predicted peak.
        peak: Bytes,
        /// The limit.
        limit: Bytes,
    },
    /// Goroutines pile up.
    GoroutinesGrew {
        /// In the first profile.
        from: u64,
        /// In the last.
        to: u64,
        /// The function most of the new ones stand in.
        function: Option<String>,
        /// How many more stand there.
        growth: u64,
    },
    /// The number of goroutines is steady.
    GoroutinesSteady {
        /// In the first profile.
        from: u64,
        /// In the last.
        to: u64,
    },
    /// The kernel's own lines tell of the kill.
    KernelKill {
        /// The program.
        task: Option<String>,
        /// Its resident anonymous memory.
        anon_rss: Option<Bytes>,
        /// Whose limit was hit.
        scope: Scope,
    },
    /// Anonymous memory beyond what the Go runtime has mapped.
    OffHeapMemory {
        /// How much.
        beyond: Bytes,
        /// What Go has mapped.
        go: Bytes,
        /// The limit.
        limit: Bytes,
    },
    /// Goroutine stacks take a notable part of the limit.
    StackMemory {
        /// At the first reading.
        from: Bytes,
        /// At the last.
        to: Bytes,
        /// The limit.
        limit: Bytes,
    },
    /// Kernel memory and socket buffers take a notable part of the limit.
    KernelMemory {
        /// How much.
        bytes: Bytes,
        /// The limit.
        limit: Bytes,
    },
    /// Files in memory take a notable part of the limit.
    FilesInMemory {
        /// How much.
        bytes: Bytes,
        /// The limit.
        limit: Bytes,
    },
    /// Pages waiting for the disk take a notable part of the limit.
    DirtyPages {
        /// How much.
        bytes: Bytes,
        /// The limit.
        limit: Bytes,
    },
    /// The collector takes much of the CPU.
    CollectorBusy {
        /// Share of the CPU there is.
        share: Sig6,
    },
    /// The structures of goroutines grew in the heap profile: there are many more goroutines than at the start.
    GoroutineStructuresGrew {
        /// Bytes gained, at about 480 bytes a goroutine.
        growth: u64,
        /// Whether that is a sample or two, which tells no more than the order of their number.
        rough: bool,
    },
    /// What leaks is in so few objects that as many goroutines would not show in the heap profile: either may hold it.
    HolderUnknown {
        /// Function that allocates it.
        function: String,
        /// Objects gained.
        objects: u64,
    },
    /// The snapshots come from several processes; only those of one are compared.
    SeveralProcesses {
        /// How many.
        processes: usize,
        /// How many programs they run.
        programs: usize,
    },
    /// The profiles have another name than the container and its image, and were taken outside of its known runs.
    ProgramUnproven {
        /// Program.
        program: String,
        /// Container.
        container: String,
    },
    /// It is not proven that the snapshots come from one process.
    ProcessUnproven {},
    /// The sampling rate changed: only snapshots of one rate are compared.
    RatesDiffer {},
    /// No collection ran between the snapshots: they show the same state.
    NoCollectionBetween {
        /// How many.
        snapshots: usize,
    },
    /// A difference profile was given as if it were a snapshot.
    DeltaIgnored {},
    /// At the measured slope the limit would have been reached long before the container was killed.
    GrowthMissesKill {
        /// Predicted seconds from start to the limit.
        predicted_seconds: u64,
        /// Seconds the container lived.
        lived_seconds: u64,
    },
    /// At the measured slope the limit would have been reached long after the kill.
    GrowthTooSlow {
        /// Seconds from the start of the run to the limit.
        predicted_seconds: u64,
        /// Seconds it lived.
        lived_seconds: u64,
    },
    /// All growth is what the main goroutine sets up, while little else was allocated.
    Loading {
        /// Live bytes gained.
        gained: u64,
    },
    /// A function keeps what it allocates in several processes.
    RepeatedGrowth {
        /// Function.
        function: String,
    },
    /// More is allocated in a second than before, and the live heap rose with it.
    LoadRose {
        /// Late rate of allocation as a share of the early one.
        change: Sig6,
        /// Live heap at the first snapshot.
        from: Bytes,
        /// At the last.
        to: Bytes,
    },
    /// Much is allocated in objects of 512 KiB and more, and not kept.
    LargeObjects {
        /// The function that allocates most of them.
        function: String,
        /// Their share of all allocation.
        share: Sig6,
    },
    /// At the kill the container was full, though every reading before was far from the limit.
    FilledSuddenly {
        /// Highest reading before.
        before: Bytes,
        /// Anonymous memory at the kill.
        at_kill: Bytes,
        /// The limit.
        limit: Bytes,
    },
    /// The process once had much more resident than Go has mapped now.
    PeakRemembered {
        /// Most ever resident.
        peak: Bytes,
        /// What Go has mapped now.
        now: Bytes,
        /// The limit.
        limit: Bytes,
    },
    /// Traced collections: what is live after each rose and had not stopped.
    TraceGrew {
        /// Lowest live heap of the first part.
        from: Bytes,
        /// Of the last part.
        to: Bytes,
        /// Collections traced.
        collections: usize,
    },
    /// Traced collections: the goroutine stacks that each looks at grew to the end.
    TraceStacksGrew {
        /// At the first collection.
        from: Bytes,
        /// At the last.
        to: Bytes,
        /// Collections traced.
        collections: usize,
    },
    /// Traced collections: what is live after each shows no lasting rise.
    TraceSteady {
        /// Lowest.
        low: Bytes,
        /// Highest.
        high: Bytes,
        /// Collections traced.
        collections: usize,
    },
    /// The heap was traced near or over the limit.
    TracePeak {
        /// Highest heap, live and garbage.
        peak: Bytes,
        /// Highest live heap.
        live: Bytes,
        /// The limit.
        limit: Bytes,
    },
    /// A burst was traced: the live heap jumped, or allocation outran the collector.
    BurstTraced {
        /// Live heap before the largest jump.
        before: Bytes,
        /// And after it.
        after: Bytes,
        /// Highest heap as a share of its goal.
        overshoot: Sig6,
    },
    /// The traced live heap was low for most of the time and rose steeply at the very end.
    TraceEndedInBurst {
        /// Highest live heap before.
        before: Bytes,
        /// The last one.
        after: Bytes,
        /// Seconds that it took.
        seconds: Sig6,
        /// Collections before.
        collections: usize,
    },
    /// GOMEMLIMIT is set but does not bound the heap.
    GomemlimitIgnored {
        /// GOMEMLIMIT as set.
        gomemlimit: Bytes,
        /// What is in force, or the goal that the heap was given.
        reached: Bytes,
    },
    /// GOMEMLIMIT is set on another container than the one that was killed.
    GomemlimitElsewhere {
        /// That container.
        container: String,
    },
    /// The limit was resized, and GOMEMLIMIT goes by the old one.
    GomemlimitStale {
        /// GOMEMLIMIT.
        gomemlimit: Bytes,
        /// The limit in the spec.
        before: Bytes,
        /// The limit in force.
        now: Bytes,
    },
    /// Another limit than the container's own was hit.
    LimitAbove {
        /// Whose.
        scope: Scope,
    },
    /// The node's events tell that it ran out of memory.
    NodeOutOfMemory {
        /// How often.
        count: u32,
    },
    /// The program printed why it ended.
    CrashLogged {
        /// Whether the system refused it memory: a ulimit, not the container's limit.
        out_of_memory: bool,
    },
    /// Replicas of the same workload.
    Replicas {
        /// Those that were OOM-killed.
        hit: u64,
        /// All that are known.
        all: u64,
    },
    /// Memory of other processes in the container takes a notable part of the limit.
    OtherProcess {
        /// How much.
        bytes: Bytes,
        /// The limit.
        limit: Bytes,
    },
    /// The kernel killed another program than the one the profiles are of.
    ChildKilled {
        /// The one it killed.
        task: String,
        /// The one the profiles are of.
        program: String,
    },
    /// Heap spans have much room that nothing fits into.
    Fragmented {
        /// Room lost.
        bytes: Bytes,
        /// Spans.
        spans: Bytes,
        /// The limit.
        limit: Bytes,
    },
    /// This Go version is known to use more memory.
    OldRuntime {
        /// The version.
        version: String,
    },
    /// Connections that a server holds open grew: load.
    ConnectionsGrew {
        /// Goroutines in the first profile.
        from: u64,
        /// In the last.
        to: u64,
    },
    /// The collector proved goroutines leaked.
    GoroutinesProven {
        /// How many.
        count: u64,
        /// Where most stand.
        function: String,
    },
    /// Many goroutines wait in one place.
    GoroutinesWaiting {
        /// How many.
        count: u64,
        /// Where.
        function: String,
        /// For what.
        state: String,
        /// Minutes that at least half of them have waited, where a dump tells it.
        minutes: Option<u32>,
    },
    /// The container's memory over time rose until its last reading.
    ContainerRose {
        /// At the first reading of its last run.
        from: Bytes,
        /// At the last.
        to: Bytes,
        /// Readings.
        readings: usize,
    },
    /// The container mounts a volume whose files are in memory.
    MemoryVolume {
        /// The volume.
        volume: String,
        /// Its size limit.
        limit: Option<Bytes>,
    },
    /// The program starts other programs, whose memory no profile of it shows.
    StartsPrograms {},
    /// The startup probe was refused until the kill: the program never came to serve.
    NeverServed {
        /// How often.
        refused: u32,
    },
    /// Traced collections freed next to nothing: the program was still filling up.
    TraceKeptAll {
        /// Live heap at the end.
        live: Bytes,
        /// Share of what was allocated that was still live.
        kept: Sig6,
    },
    /// What the container used was measured, and leaves room.
    RoomMeasured {
        /// The most it used.
        used: Bytes,
        /// The limit.
        limit: Bytes,
        /// Whether the kernel kept that peak; else it is the highest of some readings, and more may have been used between them.
        /// Links from before this was told have none.
        #[serde(default)]
        peak: bool,
    },
    /// Most garbage comes from whole bodies that are read, or from buffers that grow.
    WholeReads {
        /// The function they come from.
        function: String,
        /// Its share of what was allocated between the snapshots.
        share: Sig6,
    },
    /// The profiles are of the program of another container than the one that was killed.
    ProfilesOfAnother {
        /// The program.
        program: String,
        /// Its container.
        container: String,
    },
}
