//! What to do now, next and later, and what to mind: ids and numbers, computed from a report. Sentences are in `text`.

pub(super) mod traps;

use decode::Kind;
use decode::kube::Role;
use decode::units::{Bytes, UnixNanos};
use serde::Serialize;

use super::place::{Keeper, Place};
use super::{kubectl, shell};
use crate::report::{Action, Basis, Cause, Class, ContainerReport, Report, Signature, SuspectRole, TerminationKind};

pub use traps::Trap;

/// The way from the kill to the cure.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Plan {
    /// Before the next kill.
    pub now: Vec<Step>,
    /// Settings.
    pub next: Vec<Step>,
    /// Code, and proof.
    pub later: Vec<Step>,
    /// What to mind on the way.
    pub traps: Vec<Trap>,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Step {
    /// Save what a restart destroys.
    Save {
        /// What is still missing.
        what: Vec<Capture>,
        /// When the next kill is to be expected, if the container lives as long as last time.
        next_kill: Option<UnixNanos>,
        /// How long it lived last time, in seconds.
        lived_seconds: Option<u64>,
    },
    /// See whether the trouble began with the present version.
    History {
        /// The command, which only reads.
        command: String,
        /// Restarts of this pod so far.
        restarts: u32,
    },
    /// Go back to the version before. By itself, so that nobody pastes it before the history was read.
    RollBack {
        /// The command.
        command: String,
    },
    /// Raise the limit of the running pod, without a restart.
    Resize {
        /// To how much.
        limit: Bytes,
        /// The command.
        command: String,
    },
    /// Spread the load over more pods: what is live grows with the requests in flight.
    ScaleOut {
        /// The command.
        command: String,
    },
    /// Apply the patch.
    Apply {
        /// Who keeps the pod's spec.
        keeper: Keeper,
        /// The command, where one does it.
        command: Option<String>,
        /// Whether it only buys time.
        stop_gap: bool,
    },
    /// There is nothing to set.
    NothingToSet,
    /// Get the captures that are named, first of all: what to set is open.
    CaptureFirst,
    /// Change the code of a function that keeps memory.
    Mend {
        /// Function.
        function: String,
        /// Source line.
        place: Option<String>,
        /// What was seen there.
        basis: Basis,
        /// A known pattern.
        signature: Option<Signature>,
    },
    /// Allocate less in a function that makes garbage.
    Churn {
        /// Function.
        function: String,
    },
    /// Prove it: the same load for three times as long as the container lived, or where nothing has ended it through its
    /// busiest hours.
    Prove {
        /// For how long, in seconds.
        seconds: Option<u64>,
        /// The peak to stay under.
        peak: Option<Bytes>,
        /// GC CPU to stay under.
        gc_cpu: Option<f64>,
        /// Whether the high live heap must stop rising.
        leak: bool,
    },
}

impl Step {
    /// The commands that do it, if commands do.
    pub fn commands(&self) -> impl Iterator<Item = &str> {
        let (one, logs) = match self {
            Self::History { command, .. }
            | Self::RollBack { command }
            | Self::Resize { command, .. }
            | Self::ScaleOut { command } => (Some(command), &[][..]),
            Self::Apply { command, .. } => (command.as_ref(), &[][..]),
            Self::Save { what, .. } => (None, what.as_slice()),
            _ => (None, &[][..]),
        };
        one.map(String::as_str).into_iter().chain(logs.iter().filter_map(Capture::command))
    }
}

impl Capture {
    /// The command that makes it, where it needs no port: the others are named under what to capture next.
    fn command(&self) -> Option<&str> {
        match self {
            Self::PreviousLog { command } => Some(command),
            _ => None,
        }
    }
}

/// Something that a restart destroys.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Capture {
    /// A heap profile, right after a collection.
    Heap,
    /// The same with the runtime's own numbers.
    HeapText,
    /// Goroutines.
    Goroutines,
    /// Memory files of the cgroup.
    Cgroup,
    /// The log of the run before.
    PreviousLog {
        /// The command.
        command: String,
    },
}

/// Works out the plan for a report.
pub fn plan(report: &Report) -> Plan {
    let Some(place) = Place::of(report) else {
        return Plan { now: vec![Step::CaptureFirst], ..Plan::default() };
    };
    let Some((pod, container)) = super::target(report) else { return Plan::default() };
    let mut plan = Plan { now: now(report, &place, container), next: next(report, &place), ..Plan::default() };
    plan.later = later(report, container);
    let in_place = plan.now.iter().any(|step| matches!(step, Step::Resize { .. }));
    plan.traps = traps::of(report, &place, pod, container, in_place);
    plan
}

fn now(report: &Report, place: &Place, container: &ContainerReport) -> Vec<Step> {
    let mut steps = Vec::new();
    let memory = matches!(report.class, Class::Leak | Class::Tuning) || report.class == Class::Inconclusive;
    if !memory {
        return steps;
    }
    let what = missing(report, place, container);
    if !what.is_empty() {
        let lived_seconds = lived(container);
        steps.push(Step::Save { what, next_kill: next_kill(container), lived_seconds });
    }
    let restarts = container.restart_count.unwrap_or(0);
    if report.class == Class::Leak && restarts > 0 {
        steps.extend(roll_back(place, restarts).into_iter().flatten());
    }
    let killed = container.termination.oom_happened;
    if let (Some(limit), Some(command), true) =
        (report.recommendation.memory_limit.bytes, kubectl::resize(place, &report.recommendation), killed)
    {
        steps.push(Step::Resize { limit, command });
    }
    if let (Keeper::Workload(owner), true) = (&place.keeper, scales(report.cause)) {
        let command = format!(
            "kubectl scale{} {}/{} --replicas=N",
            kubectl::namespace(place),
            owner.resource(),
            shell(&owner.name)
        );
        steps.push(Step::ScaleOut { command });
    }
    steps
}

/// The history of the workload, and the way back: two steps, as the second is only right if the first says so. The history
/// has no times; what holds its versions has an age.
fn roll_back(place: &Place, restarts: u32) -> Option<[Step; 2]> {
    let owner = place.keeper.workload()?;
    let versions = match owner.kind.as_str() {
        "Deployment" => "replicasets",
        "StatefulSet" | "DaemonSet" => "controllerrevisions",
        // Nothing else has a history to go back to.
        _ => return None,
    };
    let on = format!("{}/{}", owner.resource(), shell(&owner.name));
    let namespace = kubectl::namespace(place);
    let command = format!("kubectl rollout history{namespace} {on}; kubectl get {versions}{namespace}");
    let back = Step::RollBack { command: format!("kubectl rollout undo{namespace} {on}") };
    Some([Step::History { command, restarts }, back])
}

/// Whether more pods mean less memory in each.
fn scales(cause: Cause) -> bool {
    matches!(cause, Cause::LoadGrowth | Cause::Spike | Cause::Undersized | Cause::GoroutineLeak)
}

fn next(report: &Report, place: &Place) -> Vec<Step> {
    let open = report.recommendation.gomemlimit.action == Action::Unknown && !report.next_capture.is_empty();
    let first = open || report.class == Class::Inconclusive;
    let without_limit = report.recommendation.memory_limit.action == Action::Unknown;
    let set = match &report.yaml {
        Some(_) => Some(Step::Apply {
            keeper: place.keeper.clone(),
            command: apply(place),
            stop_gap: report.recommendation.stop_gap,
        }),
        // A limit is to be set once the captures say which.
        None if first && without_limit => None,
        None => Some(Step::NothingToSet),
    };
    first.then_some(Step::CaptureFirst).into_iter().chain(set).collect()
}

fn apply(place: &Place) -> Option<String> {
    let owner = place.keeper.workload()?;
    let namespace = kubectl::namespace(place);
    Some(format!("kubectl patch{namespace} {} {} --patch-file oomscope.yaml", owner.resource(), shell(&owner.name)))
}

fn later(report: &Report, container: &ContainerReport) -> Vec<Step> {
    let leak = report.class == Class::Leak;
    let wanted = if leak { SuspectRole::Retains } else { SuspectRole::Churns };
    let mut steps: Vec<Step> = Vec::new();
    for suspect in
        report.suspects.iter().filter(|suspect| suspect.role == wanted && report.class != Class::NotOom).take(3)
    {
        let file = suspect.file.as_deref().map(|file| file.rsplit('/').next().unwrap_or(file));
        let place = file.map(|file| suspect.line.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}")));
        let (function, signature) = (suspect.function.clone(), suspect.signature);
        steps.push(if leak {
            Step::Mend { function, place, basis: suspect.basis, signature }
        } else {
            Step::Churn { function }
        });
    }
    if matches!(report.class, Class::Leak | Class::Tuning) {
        let forecast = &report.forecast;
        steps.push(Step::Prove {
            seconds: lived(container).map(|seconds| 3 * seconds),
            peak: forecast.peak_bytes_after,
            gc_cpu: forecast.gc_cpu_fraction_after.map(|share| 2.0 * share.get()),
            leak,
        });
    }
    steps
}

/// Captures that are not there yet and that the next restart would take away.
fn missing(report: &Report, place: &Place, container: &ContainerReport) -> Vec<Capture> {
    let has = |kinds: &[Kind]| report.inputs.iter().any(|input| kinds.contains(&input.kind) && input.error.is_none());
    let mut what = Vec::new();
    if container.role != Role::Main {
        return what;
    }
    if !has(&[Kind::Heap, Kind::Allocs, Kind::HeapText]) {
        what.push(Capture::Heap);
    }
    if !has(&[Kind::HeapText, Kind::Expvar, Kind::GoMetrics]) {
        what.push(Capture::HeapText);
    }
    if !has(&[Kind::Goroutine, Kind::GoroutineText, Kind::GoroutineDump, Kind::Goroutineleak]) {
        what.push(Capture::Goroutines);
    }
    if !has(&[Kind::Cgroup, Kind::KernelLog]) {
        what.push(Capture::Cgroup);
    }
    let restarted = container.restart_count.is_some_and(|count| count > 0);
    if let (Some(pod), true, false) = (&place.pod, restarted, has(&[Kind::AppLog, Kind::Gctrace])) {
        let namespace = kubectl::namespace(place);
        let command =
            format!("kubectl logs{namespace} {} -c {} --previous > previous.log", shell(pod), shell(&place.container));
        what.push(Capture::PreviousLog { command });
    }
    what
}

/// Seconds that the last run lived.
fn lived(container: &ContainerReport) -> Option<u64> {
    let last = container.last_state.as_ref()?;
    let seconds = last.finished?.seconds_since(last.started?);
    (seconds > 0.0).then_some(seconds as u64)
}

/// The start of the present run and the length of the last, if that ended by an OOM kill.
fn next_kill(container: &ContainerReport) -> Option<UnixNanos> {
    let killed = matches!(container.termination.kind, TerminationKind::OomKilled | TerminationKind::OomEarlier);
    let state = container.state.as_ref().filter(|state| killed && state.state == "Running")?;
    let nanos = i64::try_from(lived(container)?).ok()?.checked_mul(1_000_000_000)?;
    Some(UnixNanos(state.started?.0.checked_add(nanos)?))
}
