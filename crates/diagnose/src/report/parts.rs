//! The types of the report, in the order of the document.

use decode::Kind;
use decode::error::DecodeError;
use decode::kube::{Probe, QosClass, Role};
use decode::units::{Bytes, UnixNanos};
use decode::warning::Warning;
use serde::{Deserialize, Serialize};

use super::Sig6;
use crate::evidence::Evidence;

/// The whole report. Field order is the order of the JSON document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Version of this contract: 1.
    pub schema: u32,
    /// What was asked for.
    pub options: Options,
    /// Every input, sorted by kind, time, name and content.
    pub inputs: Vec<InputReport>,
    /// Every pod the inputs describe.
    pub pods: Vec<PodReport>,
    /// The container the verdict is about.
    pub target: Option<Target>,
    /// What kind of change is needed.
    pub class: Class,
    /// The main cause.
    pub cause: Cause,
    /// How sure.
    pub confidence: Confidence,
    /// Other causes of medium weight or more.
    pub contributing: Vec<Contribution>,
    /// Code to blame, worst first.
    pub suspects: Vec<Suspect>,
    /// What speaks for and against, strongest first.
    pub evidence: Vec<Evidence>,
    /// Where the memory under the limit goes.
    pub budget: Budget,
    /// What will happen, now and after the fix.
    pub forecast: Forecast,
    /// What to set.
    pub recommendation: Recommendation,
    /// Strategic-merge patch to paste; `None` if nothing should be set.
    pub yaml: Option<String>,
    /// The same as commands.
    pub kubectl: Vec<String>,
    /// Captures that would settle what is open, best first.
    pub next_capture: Vec<NextCapture>,
}

/// What the person chose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Judge this container instead of the one the evidence points to.
    pub target: Option<Target>,
    /// Name of the input to compare with, instead of the first.
    pub base: Option<String>,
}

/// One input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputReport {
    /// Base name, or path inside a folder or archive.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// When it was taken.
    pub taken_at: Option<UnixNanos>,
    /// Inputs of one proven process share a number; `None` = can't tell.
    pub process: Option<u32>,
    /// What looks wrong in it.
    pub warnings: Vec<Warning>,
    /// Why it could not be read.
    pub error: Option<DecodeError>,
}

/// One pod.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PodReport {
    /// Name.
    pub name: Option<String>,
    /// Namespace.
    pub namespace: Option<String>,
    /// `Running`, `Failed`, …
    pub phase: Option<String>,
    /// Pod-level reason such as `Evicted`.
    pub reason: Option<String>,
    /// Quality of service class.
    pub qos: Option<QosClass>,
    /// Node.
    pub node: Option<String>,
    /// `ReplicaSet/x-abc`
    pub owner: Option<String>,
    /// Containers of all roles.
    pub containers: Vec<ContainerReport>,
    /// Events.
    pub events: Vec<EventReport>,
}

/// One container.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContainerReport {
    /// Name.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// Ports.
    pub ports: Vec<Port>,
    /// Memory limit in force.
    pub memory_limit_bytes: Option<Bytes>,
    /// Memory request.
    pub memory_request_bytes: Option<Bytes>,
    /// The GOMEMLIMIT variable, if it is set.
    pub gomemlimit: Option<GomemlimitReport>,
    /// The GOGC variable as written.
    pub gogc: Option<String>,
    /// Restarts.
    pub restart_count: Option<u32>,
    /// Current state.
    pub state: Option<StateReport>,
    /// The termination before it.
    pub last_state: Option<LastState>,
    /// Liveness probe.
    pub liveness: Option<Probe>,
    /// Readiness probe.
    pub readiness: Option<Probe>,
    /// Startup probe.
    pub startup: Option<Probe>,
    /// How it ended.
    pub termination: Termination,
}

/// A container port.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Port {
    /// Number.
    pub number: u16,
    /// Name.
    pub name: Option<String>,
}

/// The GOMEMLIMIT variable of a container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GomemlimitReport {
    /// As written; `None` where hidden.
    pub raw: Option<String>,
    /// In bytes, as the Go runtime reads it; `None` for `off`, hidden and malformed values.
    pub bytes: Option<Bytes>,
    /// Where it comes from.
    pub source: GomemlimitSource,
    /// Whether the Go runtime accepts it; `None` where hidden.
    pub valid: Option<bool>,
}

/// Where GOMEMLIMIT comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GomemlimitSource {
    /// Written in the spec.
    Literal,
    /// `resourceFieldRef`: 100 % of the limit.
    ResourceField,
    /// A secret, config map or field.
    Hidden,
}

/// The current state of a container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateReport {
    /// `Running`, `Waiting` or `Terminated`.
    pub state: String,
    /// Why.
    pub reason: Option<String>,
    /// Since when it runs, or when the ended one started.
    pub started: Option<UnixNanos>,
}

/// A termination. The message is never copied: it may hold secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastState {
    /// `OOMKilled`, `Error`, …
    pub reason: Option<String>,
    /// Exit code.
    pub exit_code: Option<i32>,
    /// Signal.
    pub signal: Option<i32>,
    /// Always `None`: what a program wrote never enters a report.
    pub message: Option<String>,
    /// Start.
    pub started: Option<UnixNanos>,
    /// End.
    pub finished: Option<UnixNanos>,
}

/// How a container ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Termination {
    /// What ended it.
    pub kind: TerminationKind,
    /// Whether an OOM kill happened in it.
    pub oom_happened: bool,
    /// Whether that is what ended it.
    pub oom_ended_container: bool,
    /// Whose limit it was.
    pub scope: Scope,
}

/// What ended a container (`domain.md` §B3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TerminationKind {
    /// The kernel killed it for memory.
    OomKilled,
    /// Some process in it was OOM-killed earlier; it ended for another reason.
    OomEarlier,
    /// Killed after a failed liveness or startup probe.
    ProbeKill,
    /// Evicted by the kubelet.
    Evicted,
    /// Preempted by the scheduler.
    Preempted,
    /// The node shut down.
    NodeShutdown,
    /// It never started.
    StartError,
    /// The node refused the pod.
    Admission,
    /// The kubelet lost track of it.
    StatusUnknown,
    /// A Go panic or fatal error.
    GoFatal,
    /// GOMEMLIMIT is malformed: the program ends at start.
    BadGomemlimit,
    /// Exit 137 without a reason: SIGKILL from somewhere.
    KilledUnknown,
    /// Stopped on purpose: deletion, rollout.
    Stopped,
    /// It finished.
    Completed,
    /// It failed by itself.
    Error,
    /// It has not ended.
    None,
}

/// Whose memory limit an OOM kill was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The container's own.
    Container,
    /// The pod's.
    Pod,
    /// The node ran out.
    Node,
    /// Not known, or there was no OOM kill.
    Unknown,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventReport {
    /// `Normal` or `Warning`.
    pub r#type: String,
    /// `Killing`, …
    pub reason: String,
    /// Age as printed.
    pub age: Option<String>,
    /// How often.
    pub count: u32,
    /// Reported by.
    pub from: Option<String>,
    /// What it says.
    pub message: String,
}

/// A container of a pod.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Target {
    /// Pod name; `None` where unknown.
    pub pod: Option<String>,
    /// Container name.
    pub container: String,
}

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contribution {
    /// The cause.
    pub cause: Cause,
    /// How much speaks for it.
    pub weight: Weight,
    /// Indices into `evidence`.
    pub evidence: Vec<usize>,
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

/// The parts of the memory under the limit; parts and `free` add up to the limit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// The limit.
    pub limit: Option<Amount>,
    /// Live Go heap.
    pub live_heap: Option<Amount>,
    /// Garbage the collector lets stand before its next cycle.
    pub gc_headroom: Option<Amount>,
    /// Goroutine stacks.
    pub stacks: Option<Amount>,
    /// The runtime's own structures.
    pub runtime_overhead: Option<Amount>,
    /// Heap spans not filled.
    pub fragmentation: Option<Amount>,
    /// Free heap not yet given back to the system.
    pub idle_not_released: Option<Amount>,
    /// Anonymous memory that isn't Go's: cgo, mmap.
    pub off_heap: Option<Amount>,
    /// Kernel memory.
    pub kernel: Option<Amount>,
    /// Socket buffers.
    pub sockets: Option<Amount>,
    /// tmpfs and shared memory.
    pub tmpfs: Option<Amount>,
    /// Page cache.
    pub page_cache: Option<Amount>,
    /// What no input explains.
    pub unexplained: Option<Amount>,
    /// What is left.
    pub free: Option<Amount>,
}

/// A part of the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// How much.
    pub bytes: Bytes,
    /// How it is known.
    pub how: How,
}

/// How an amount is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// An input says so.
    Measured,
    /// Computed from what inputs say.
    Derived,
}

/// What will happen, now and after the recommended change.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// From the last snapshot until the limit is reached at the measured slope.
    pub seconds_to_limit: Option<Sig6>,
    /// Restarts a day at the present rate.
    pub restarts_per_day_now: Option<Sig6>,
    /// And after.
    pub restarts_per_day_after: Option<Sig6>,
    /// Predicted peak.
    pub peak_bytes_now: Option<Bytes>,
    /// And after.
    pub peak_bytes_after: Option<Bytes>,
    /// Share of CPU the collector takes.
    pub gc_cpu_fraction_now: Option<Sig6>,
    /// And after.
    pub gc_cpu_fraction_after: Option<Sig6>,
}

/// What to set on the target container.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recommendation {
    /// `resources.limits.memory`
    pub memory_limit: Setting,
    /// `resources.requests.memory`
    pub memory_request: Setting,
    /// `GOMEMLIMIT`
    pub gomemlimit: Setting,
    /// `GOGC`
    pub gogc: Setting,
    /// Liveness probe.
    pub liveness: Setting,
    /// Startup probe.
    pub startup: Setting,
    /// Whether this only buys time until the code is fixed.
    pub stop_gap: bool,
}

/// What to do with one setting.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Setting {
    /// Keep, set, remove or unknown.
    pub action: Action,
    /// The value in bytes, for memory.
    pub bytes: Option<Bytes>,
    /// The value as it is written: `900MiB`, `512Mi`, `100`.
    pub value: Option<String>,
    /// The value of an environment variable, the same as `value` (GOMEMLIMIT and GOGC only).
    pub env: Option<String>,
    /// Why, as an id that `text` explains.
    pub reason: Option<Reason>,
    /// The arithmetic, in symbols.
    pub formula: Option<String>,
    /// What went into it, in bytes.
    pub inputs: std::collections::BTreeMap<String, u64>,
}

/// What to do with a setting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// It is right as it is.
    Keep,
    /// Set it to the value.
    Set,
    /// Take it away.
    Remove,
    /// An input is missing.
    #[default]
    Unknown,
}

/// Why a setting is recommended, kept or left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A GOMEMLIMIT fits under the limit at acceptable cost.
    FitsUnderLimit,
    /// 90 % of the limit, less other memory.
    NinetyPercent,
    /// The live heap needs more room.
    LiveHeapNeedsRoom,
    /// Buys time while the leak is fixed.
    StopGap,
    /// A leak is not cured by settings.
    LeakNotCured,
    /// The live heap is too close to the limit: GOMEMLIMIT would trade the kill for GC thrash.
    WouldThrash,
    /// The limit is not known.
    LimitUnknown,
    /// The live heap is not known.
    LiveHeapUnknown,
    /// No evidence asks for a change.
    NoEvidence,
    /// Request and limit equal, so that the node really has the memory.
    EqualToLimit,
    /// The Go runtime would refuse the value and end the program.
    Malformed,
    /// No profile: one and a half times the peak, a rule of thumb.
    RuleOfThumb,
    /// A GOMEMLIMIT fits, but the collector will take between a tenth and a quarter of the CPU.
    CostsCpu,
    /// It is set to this already.
    InForce,
    /// GOGC is off and nothing else starts a collection in time.
    GogcOff,
    /// The limit is the pod's: what the other containers of the pod use is taken off.
    SharedLimit,
    /// The limit is the pod's, and what the other containers use is not known.
    OthersUnknown,
    /// The pod was evicted for using more than it had requested.
    Evicted,
    /// The liveness probe kills a container that is only slow.
    ProbeTooStrict,
    /// The container was killed by its probe before it had started.
    SlowStart,
    /// The handler of the liveness probe is not known, so that a startup probe cannot be written.
    HandlerUnknown,
}

/// A capture that would settle something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextCapture {
    /// What it would settle, as an id that `text` explains.
    pub why: CaptureReason,
    /// A command that can be run as it is.
    pub command: String,
}

/// What a capture would settle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaptureReason {
    /// There is no heap profile: is it the Go heap at all?
    HeapProfile,
    /// One snapshot can't show growth.
    SecondSnapshot,
    /// Two snapshots can't tell a leak from a warm-up.
    ThirdSnapshot,
    /// The snapshots are of different processes.
    SameProcess,
    /// No collection ran between the snapshots.
    AfterCollection,
    /// There is no pod: was it an OOM kill, and what is the limit?
    DescribePod,
    /// Memory that isn't in the heap profile.
    MemStats,
    /// Whose limit it was.
    Cgroup,
    /// Goroutines that may hold the memory.
    Goroutines,
    /// Why a container was killed without a reason.
    NodeEvents,
    /// What a container said before it ended by itself.
    PreviousLog,
    /// The container is killed again and again: what it looks like right before.
    BeforeNextKill,
    /// The container has no shell to read its files with.
    CgroupFromBeside,
    /// The program may not serve profiles yet.
    NoPprof,
}
