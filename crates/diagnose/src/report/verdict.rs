//! The verdict: class, cause, how sure, and the code to blame.

use decode::units::Bytes;
use serde::{Deserialize, Serialize};

use super::Sig6;

/// What kind of change is needed, judged on memory alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Memory that is never given back: change code.
    Leak,
    /// The program is fine, its settings are not: change settings.
    Tuning,
    /// Memory is not the trouble.
    NotOom,
    /// The inputs can't tell.
    Inconclusive,
}

/// Causes, by class (`design.md` §4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each cause is explained where its sentence is, in `text`")]
pub enum Cause {
    HeapGrowth,
    GoroutineLeak,
    OffHeap,
    Stacks,
    GcHeadroom,
    Undersized,
    Spike,
    GcThrash,
    GomemlimitTooHigh,
    GomemlimitIgnored,
    GomemlimitStale,
    LoadGrowth,
    Fragmentation,
    KernelMemory,
    PageCache,
    Tmpfs,
    NoLimit,
    PodLimit,
    NodeOom,
    InitContainer,
    Sidecar,
    ChildProcess,
    Startup,
    RuntimeRegression,
    Healthy,
    ProbeKill,
    Eviction,
    Preempted,
    NodeShutdown,
    Admission,
    StartError,
    StatusUnknown,
    GoFatal,
    GomemlimitInvalid,
    Stopped,
    Completed,
    Unknown,
}

/// How sure a verdict is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// A suspicion: get the next capture before acting on it.
    Low,
    /// More likely than not, by a margin.
    Medium,
    /// Safe to act on.
    High,
}

/// How much a piece of evidence counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Consistent with it, no more.
    Weak,
    /// Speaks for it.
    Medium,
    /// Hard to explain otherwise.
    Strong,
}

/// A cause beside the main one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contribution {
    /// The cause.
    pub cause: Cause,
    /// How much speaks for it.
    pub weight: Weight,
    /// Indices into `evidence`.
    pub evidence: Vec<usize>,
    /// What goes on if only the main cause is fixed; `None` where no input tells.
    pub left: Option<Left>,
    /// What goes on if only this cause is fixed.
    pub main_left: Option<Left>,
}

/// What goes on while one cause stays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Left {
    /// The live heap grows.
    HeapGrows {
        /// The function that keeps most.
        function: String,
        /// Growth of all that keep, in bytes a second.
        bytes_per_second: Sig6,
        /// Seconds from the last snapshot until the limit is reached.
        seconds_to_limit: Option<Sig6>,
    },
    /// Goroutines pile up.
    GoroutinesGrow {
        /// Between the first and the last profile.
        added: u64,
        /// Seconds between them.
        seconds: Option<u64>,
    },
    /// The collector lets the heap reach this peak.
    HeapPeaks {
        /// Live heap without what leaks.
        live: Bytes,
        /// Its peak.
        peak: Bytes,
        /// The limit.
        limit: Bytes,
    },
    /// Memory stays taken.
    MemoryTaken {
        /// How much.
        bytes: Bytes,
        /// The limit.
        limit: Bytes,
    },
    /// The collector takes this share of the CPU.
    CollectorTakes {
        /// The share.
        share: Sig6,
    },
    /// The live heap stays this close to GOMEMLIMIT.
    LiveUnderGomemlimit {
        /// Live heap without what leaks.
        live: Bytes,
        /// GOMEMLIMIT.
        gomemlimit: Bytes,
    },
    /// The liveness probe kills.
    ProbeKills {
        /// Seconds without an answer after which it does.
        seconds: u64,
    },
}

/// Code to blame.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Suspect {
    /// Function, as the profile names it.
    pub function: String,
    /// Source file.
    pub file: Option<String>,
    /// Source line.
    pub line: Option<u32>,
    /// Where this was seen.
    pub basis: Basis,
    /// What it does.
    pub role: SuspectRole,
    /// Live bytes in the last snapshot.
    pub inuse_bytes: Option<Bytes>,
    /// Their share of the live heap.
    pub share: Option<Sig6>,
    /// Growth from the first to the last snapshot.
    pub growth_bytes: Option<i64>,
    /// The same per second.
    pub growth_bytes_per_second: Option<Sig6>,
    /// Bytes allocated per second between them.
    pub alloc_bytes_per_second: Option<Sig6>,
    /// Growth as a share of what was allocated between them: 1 = nothing is ever freed.
    pub retention: Option<Sig6>,
    /// Relative standard error of `inuse_bytes` from sampling.
    pub relative_error: Option<Sig6>,
    /// Goroutines that stand here.
    pub goroutines: Option<SuspectGoroutines>,
    /// A known leak pattern this matches.
    pub signature: Option<Signature>,
}

/// Known patterns of leaks and churn (`domain.md` §H). `text` says the usual fix of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// Response bodies of an HTTP client are not closed.
    HttpBodyNotClosed,
    /// An HTTP client's transport for every call.
    TransportPerCall,
    /// Connections that an HTTP server holds open.
    HttpServerConnections,
    /// HTTP/2 connections or streams not closed.
    Http2Streams,
    /// gRPC connections made per call or not closed.
    GrpcConnections,
    /// Timers and tickers not stopped.
    TimerNotStopped,
    /// Contexts never cancelled.
    ContextNotCancelled,
    /// Transactions, rows or databases not closed.
    SqlNotClosed,
    /// Metric labels with ever new values.
    MetricLabels,
    /// Telemetry attributes with ever new values.
    TelemetryAttributes,
    /// Spans that wait to be exported.
    SpanQueue,
    /// A logger made for every request.
    LoggerPerRequest,
    /// Copies of a cluster's objects.
    InformerCache,
    /// A cache library: bounded by its settings.
    LibraryCache,
    /// Regular expressions compiled again and again.
    RegexpCompiled,
    /// Templates parsed again and again.
    TemplateParsed,
    /// Compressors made anew.
    GzipWriter,
    /// Decompressors made anew.
    GzipReader,
    /// TLS settings or certificate pools made anew.
    TlsConfig,
    /// Whole bodies or files read at once.
    WholeBodyRead,
    /// Documents decoded as a whole.
    JsonDecoded,
    /// Buffers that grew and keep their size.
    BufferGrown,
    /// A `sync.Map` without a bound.
    SyncMap,
    /// Objects that wait for their finalizers.
    FinalizerBacklog,
    /// Strings built up, or kept alive by a part of them.
    StringBuilt,
    /// Memory of C code behind a Go wrapper.
    CgoMemory,
    /// Goroutines that send to a channel nobody receives from.
    AbandonedSender,
    /// Goroutines that receive from a channel nobody sends to or closes.
    AbandonedReceiver,
    /// Goroutines in a select that nothing ends.
    EndlessSelect,
    /// Goroutines that wait for a lock or a group.
    LockHeld,
    /// Goroutines that wait for a peer without a deadline.
    NoDeadline,
    /// Goroutines that sleep between rounds of an endless loop.
    SleepingLoop,
}

/// Goroutines at a suspect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuspectGoroutines {
    /// How many.
    pub count: u64,
    /// How many more than in the first profile.
    pub growth: Option<i64>,
    /// What they wait for.
    pub state: Option<String>,
}

/// What a suspect was seen in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Heap profiles.
    Heap,
    /// Goroutine profiles.
    Goroutine,
    /// Stack memory.
    Stack,
}

/// What a suspect does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuspectRole {
    /// What it allocates stays.
    Retains,
    /// It allocates much that goes again.
    Churns,
}
