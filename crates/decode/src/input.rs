//! One dropped thing after decoding: its kind, its facts and what was odd about it.

use serde::{Deserialize, Serialize};

use crate::cgroup::files::Cgroup;
use crate::cgroup::kernel::KernelOom;
use crate::error::DecodeError;
use crate::kube::{Event, Node, Pod, PodRow, TopRow, Workload};
use crate::pprof::Profile;
use crate::runtime::dump::GoroutineDump;
use crate::runtime::gctrace::GcTrace;
use crate::runtime::log::AppLog;
use crate::runtime::memstats::MemStats;
use crate::runtime::metrics::GoMetrics;
use crate::runtime::series::MemorySeries;
use crate::saved::SavedReport;
use crate::units::UnixNanos;
use crate::warning::Warning;

/// What a person dropped: a name and the bytes.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Base name, or the path inside a folder or archive; a hint only where content can't tell.
    pub name: &'a str,
    /// The content as dropped, compressed or not.
    pub bytes: &'a [u8],
}

/// A decoded input. `facts` is [`Facts::None`] exactly where `error` is set.
#[derive(Debug, Clone)]
pub struct Input {
    /// Base name, or the path inside a folder or archive.
    pub name: String,
    /// FNV-1a of the bytes as dropped: tells equal inputs and orders them, the same everywhere. Not for security.
    pub digest: u64,
    /// What it is.
    pub kind: Kind,
    /// When its content was taken, where it says so itself.
    pub taken_at: Option<UnixNanos>,
    /// What it says.
    pub facts: Facts,
    /// What looks wrong in it.
    pub warnings: Vec<Warning>,
    /// Why it could not be read.
    pub error: Option<DecodeError>,
}

impl Input {
    /// An input that could not be read.
    pub fn failed(name: &str, error: DecodeError) -> Self {
        Self::new(Source { name, bytes: &[] }, Err(error))
    }

    /// The input that came of reading `source`.
    pub(crate) fn new(source: Source<'_>, found: Result<Found, DecodeError>) -> Self {
        let (found, error) = match found {
            Ok(found) => (found, None),
            Err(error) => (Found::new(Kind::Unknown, Facts::None), Some(error)),
        };
        let Found { kind, taken_at, facts, warnings } = found;
        Self { name: source.name.to_owned(), digest: digest(source.bytes), kind, taken_at, facts, warnings, error }
    }
}

/// What a decoder found in an input.
pub(crate) struct Found {
    pub(crate) kind: Kind,
    pub(crate) taken_at: Option<UnixNanos>,
    pub(crate) facts: Facts,
    pub(crate) warnings: Vec<Warning>,
}

impl Found {
    /// Facts without a time or warnings.
    pub(crate) const fn new(kind: Kind, facts: Facts) -> Self {
        Self { kind, taken_at: None, facts, warnings: Vec::new() }
    }
}

/// FNV-1a, 64 bits.
fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// What an input says, by format.
#[derive(Debug, Clone)]
pub enum Facts {
    /// Nothing: it could not be read.
    None,
    /// A profile, from protobuf or legacy text.
    Profile(Box<Profile>),
    /// A heap profile as text, and the runtime's own numbers at its end, unless they were cut off.
    HeapText {
        /// The profile.
        profile: Box<Profile>,
        /// The numbers.
        memstats: Option<Box<MemStats>>,
    },
    /// Pods, from `kubectl describe pod`, from YAML or JSON, or as a container runtime has them.
    Pods(Vec<Pod>),
    /// Deployments and the like, from YAML or JSON.
    Workloads(Vec<Workload>),
    /// Events of any object, from `kubectl get events`, `kubectl events` or as objects.
    Events(Vec<Event>),
    /// Nodes, from `kubectl describe node` or as objects.
    Nodes(Vec<Node>),
    /// `kubectl get pod`.
    PodTable(Vec<PodRow>),
    /// `kubectl top pod`.
    TopTable(Vec<TopRow>),
    /// The runtime's own numbers, from `/debug/vars`.
    MemStats(Box<MemStats>),
    /// Collections, from `GODEBUG=gctrace=1` lines.
    Gctrace(GcTrace),
    /// Prometheus metrics, one entry for each process.
    GoMetrics(Vec<GoMetrics>),
    /// Memory over time.
    MemorySeries(Vec<MemorySeries>),
    /// Stacks of all goroutines.
    Goroutines(GoroutineDump),
    /// cgroup memory files, one entry for each time they were read.
    Cgroup(Vec<Cgroup>),
    /// Kills by the kernel for lack of memory.
    KernelLog(Vec<KernelOom>),
    /// A log of the application.
    AppLog(Box<AppLog>),
    /// A report saved by oomscope as JSON.
    SavedReport(SavedReport),
    /// What oomscope itself saved or linked: `#`, the version, `.` and the payload. The crate `share` opens it.
    Shared(Box<str>),
}

impl Facts {
    /// The profile, if there is one.
    pub fn profile(&self) -> Option<&Profile> {
        match self {
            Self::Profile(profile) | Self::HeapText { profile, .. } => Some(profile),
            _ => None,
        }
    }

    /// The runtime's own numbers, if there are any.
    pub fn memstats(&self) -> Option<&MemStats> {
        match self {
            Self::MemStats(memstats) => Some(memstats),
            Self::HeapText { memstats, .. } => memstats.as_deref(),
            _ => None,
        }
    }

    /// Traced collections, if there are any, from a trace or out of a log.
    pub fn gctrace(&self) -> Option<&GcTrace> {
        match self {
            Self::Gctrace(trace) => Some(trace),
            Self::AppLog(log) => Some(&log.gctrace).filter(|trace| trace.cycles() > 0),
            _ => None,
        }
    }

    /// Stacks of all goroutines, if there are any, from a dump or out of a log.
    pub fn goroutine_dump(&self) -> Option<&GoroutineDump> {
        match self {
            Self::Goroutines(dump) => Some(dump),
            Self::AppLog(log) => log.goroutines.as_ref(),
            _ => None,
        }
    }
}

/// The kinds of input, as the report names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A heap snapshot (`/debug/pprof/heap`).
    Heap,
    /// The same data with `alloc_space` as default (`/debug/pprof/allocs`).
    Allocs,
    /// A heap difference (`/debug/pprof/heap?seconds=N`).
    HeapDelta,
    /// A heap snapshot as text (`heap?debug=1`).
    HeapText,
    /// A goroutine profile.
    Goroutine,
    /// A goroutine profile as text (`goroutine?debug=1`).
    GoroutineText,
    /// A dump of all goroutines (`goroutine?debug=2`, a panic).
    GoroutineDump,
    /// Goroutines the collector proved leaked (Go 1.26 and later).
    Goroutineleak,
    /// CPU, block, mutex, threadcreate and profiles of unknown sample types.
    OtherProfile,
    /// `kubectl describe pod`.
    DescribePod,
    /// A pod, or a list of them, as YAML or JSON.
    Pod,
    /// A Deployment, `StatefulSet`, `DaemonSet`, Job or `CronJob` as YAML or JSON.
    Workload,
    /// `kubectl get events` or `kubectl events`.
    Events,
    /// `kubectl describe node`.
    Node,
    /// `kubectl get pod`.
    PodTable,
    /// `kubectl top pod`.
    TopTable,
    /// `GODEBUG=gctrace=1` lines.
    Gctrace,
    /// Prometheus text of a Go process.
    GoMetrics,
    /// `/debug/vars`.
    Expvar,
    /// Memory over time, from Prometheus or Grafana.
    MetricsSeries,
    /// cgroup v1 or v2 memory files.
    Cgroup,
    /// The kernel's lines about an OOM kill.
    KernelLog,
    /// A log of the application.
    AppLog,
    /// A report saved by oomscope.
    SavedReport,
    /// A link made by oomscope.
    ShareLink,
    /// None of these.
    Unknown,
}
