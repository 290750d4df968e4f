//! The fix: where the memory goes, what will happen, what to set and why.

use decode::units::Bytes;
use serde::{Deserialize, Serialize};

use super::Sig6;

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

impl Budget {
    /// The parts that are known and not empty, `free` last, those that can't be given back first.
    #[must_use]
    pub fn parts(&self) -> Vec<(Part, Amount)> {
        let all = [
            (Part::LiveHeap, self.live_heap),
            (Part::GcHeadroom, self.gc_headroom),
            (Part::Fragmentation, self.fragmentation),
            (Part::IdleNotReleased, self.idle_not_released),
            (Part::Stacks, self.stacks),
            (Part::RuntimeOverhead, self.runtime_overhead),
            (Part::OffHeap, self.off_heap),
            (Part::Kernel, self.kernel),
            (Part::Sockets, self.sockets),
            (Part::Tmpfs, self.tmpfs),
            (Part::PageCache, self.page_cache),
            (Part::Unexplained, self.unexplained),
            (Part::Free, self.free),
        ];
        all.into_iter().filter_map(|(part, amount)| Some((part, amount.filter(|amount| amount.bytes.0 > 0)?))).collect()
    }
}

/// What a part of the budget is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Live Go heap.
    LiveHeap,
    /// Garbage the collector lets stand before its next cycle.
    GcHeadroom,
    /// Heap spans not filled.
    Fragmentation,
    /// Free heap not yet given back to the system.
    IdleNotReleased,
    /// Goroutine stacks.
    Stacks,
    /// The runtime's own structures.
    RuntimeOverhead,
    /// Anonymous memory that isn't Go's: cgo, mmap.
    OffHeap,
    /// Kernel memory.
    Kernel,
    /// Socket buffers.
    Sockets,
    /// tmpfs and shared memory.
    Tmpfs,
    /// Page cache.
    PageCache,
    /// What no input explains.
    Unexplained,
    /// What is left.
    Free,
}

impl Part {
    /// Its name in the report's contract.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::LiveHeap => "live_heap",
            Self::GcHeadroom => "gc_headroom",
            Self::Fragmentation => "fragmentation",
            Self::IdleNotReleased => "idle_not_released",
            Self::Stacks => "stacks",
            Self::RuntimeOverhead => "runtime_overhead",
            Self::OffHeap => "off_heap",
            Self::Kernel => "kernel",
            Self::Sockets => "sockets",
            Self::Tmpfs => "tmpfs",
            Self::PageCache => "page_cache",
            Self::Unexplained => "unexplained",
            Self::Free => "free",
        }
    }
}

/// How much a part of the budget is.
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
    /// Collections a second.
    pub gc_per_second_now: Option<Sig6>,
    /// And after.
    pub gc_per_second_after: Option<Sig6>,
    /// Bytes allocated a second between the first and the last heap profile of one process: what tells one load from
    /// another.
    pub alloc_bytes_per_second: Option<Sig6>,
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
    /// Volumes in memory that the container mounts; empty where nothing asks for a change of them.
    #[serde(default)]
    pub volumes: Vec<VolumeSettings>,
    /// Whether this only buys time until the code is fixed.
    pub stop_gap: bool,
}

/// What to do with an `emptyDir` volume of medium `Memory`: tmpfs, charged to the container that writes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VolumeSettings {
    /// Its name.
    pub name: String,
    /// `emptyDir.medium`: removed, the files are on the node's disk.
    pub medium: Setting,
    /// `emptyDir.sizeLimit`: kept as it is. With a value, that is the other way: the files stay in memory, and a write to a
    /// full volume fails.
    pub size_limit: Setting,
}

impl Recommendation {
    /// Whether a probe is to be set.
    #[must_use]
    pub fn sets_probes(&self) -> bool {
        [&self.liveness, &self.startup].iter().any(|setting| setting.action == Action::Set)
    }

    /// Names of the volumes whose medium is to be removed.
    pub fn to_disk(&self) -> impl Iterator<Item = &str> {
        self.volumes.iter().filter(|volume| volume.medium.action == Action::Remove).map(|volume| volume.name.as_str())
    }
}

/// What to do with one setting.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Setting {
    /// Keep, set, remove or unknown.
    pub action: Action,
    /// The value in bytes, for memory.
    pub bytes: Option<Bytes>,
    /// The value as it is written: `900MiB`, `512Mi`, `100`. Of a setting that is kept it is what would fit, and in no patch.
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
    /// The GOMEMLIMIT there is lacks its unit: no program lives in so little.
    LacksUnit,
    /// The live heap is too close to the limit: GOMEMLIMIT would trade the kill for GC thrash.
    WouldThrash,
    /// It is set, and the program does not obey it: another value would change nothing.
    NotObeyed,
    /// Without a GOMEMLIMIT that is obeyed the limit has to hold all that GOGC lets the heap grow to.
    HoldsHeapGoal,
    /// The limit is not known.
    LimitUnknown,
    /// The container is described and has no limit, and how much it needs is not known.
    NoLimit,
    /// A cgroup tells the limit, and no pod what is set.
    SettingsUnknown,
    /// How much the container uses is not known.
    UseUnknown,
    /// The node ran out: more room under the limit would not help.
    NodeFull,
    /// As much as it uses, so that the node has it.
    HoldsUse,
    /// The limit is so low that nothing started.
    TooLowToStart,
    /// The live heap is not known.
    LiveHeapUnknown,
    /// The live heap is known, but not whether it is what fills the container.
    CauseUnknown,
    /// The live heap still grew in the last snapshot: where it would settle is not known.
    StillGrowing,
    /// No evidence asks for a change.
    NoEvidence,
    /// The limit holds what this load asks for.
    HoldsPeak,
    /// The limit is more than twice what this load asks for.
    RoomyLimit,
    /// The limit is less than this load asks for with some room.
    TightLimit,
    /// What the container needs at its peak.
    RequestAtPeak,
    /// A GOMEMLIMIT that is not needed under this load.
    Precaution,
    /// Request and limit equal, so that the node really has the memory.
    EqualToLimit,
    /// The Go runtime would refuse the value and end the program.
    Malformed,
    /// What filled it is not known: one and a half times the peak, a rule of thumb.
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
    /// The startup probe killed it: how long it needs was cut off, so it gets twice the time.
    StartupTooShort,
    /// The handler of the liveness probe is not known, so that a startup probe cannot be written.
    HandlerUnknown,
    /// Two and a half times the limit: a kill cut off how much was wanted, and no input tells.
    CutOff,
    /// Files in memory filled the limit: on disk the kernel can drop what it caches of them.
    FilesToDisk,
    /// Without the files in memory what else there is fits well under the limit.
    FilesMoved,
    /// The other way: files stay in memory, and a full volume fails the write instead of ending the container.
    InsteadOfDisk,
    /// The volume is `/dev/shm`, for memory that processes share: not for a disk.
    SharedMemory,
    /// How much the files in memory take is not known.
    FilesUnknown,
    /// Several volumes in memory, and no input tells which holds the files.
    WhichVolume,
}
