//! What goes wrong with good advice: each is named only where it applies.

use decode::kube::QosClass;
use decode::units::Bytes;
use serde::Serialize;

use crate::fix::place::{Keeper, Place};
use crate::report::{
    Action, Cause, ContainerReport, GomemlimitReport, GomemlimitSource, PodReport, Recommendation, Report,
    TerminationKind,
};

/// No Go program runs in less: a GOMEMLIMIT below it lacks its unit.
const SMALLEST_MEANT: Bytes = Bytes(1 << 20);

/// Something to mind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Trap {
    /// A patch and `kubectl set` restart every pod of the workload.
    RestartsAll,
    /// What keeps the manifests in Git undoes a patch: change it there.
    GitOps,
    /// The Deployment's name is guessed from the `ReplicaSet`'s.
    NameGuessed {
        /// The guess.
        name: String,
    },
    /// A bare pod's spec can't be changed: it has to be made anew.
    BarePod,
    /// A Job's pod template can't be changed.
    Job,
    /// A static pod is a file on its node.
    StaticPod {
        /// The node.
        node: Option<String>,
    },
    /// The controller of this kind undoes changes to its pods.
    Operator {
        /// The kind.
        kind: String,
    },
    /// The environment is read once, at the start: a resize in place leaves GOMEMLIMIT as it was.
    EnvFrozen,
    /// A resource field gives the whole limit, and can't give nine tenths of it.
    ResourceField,
    /// A chart may set GOMEMLIMIT by itself: look for it in its values.
    ChartMayInject,
    /// GOMEMLIMIT takes MiB and GiB; MB, Mi and M end the program at start, and a bare number is bytes.
    Unit,
    /// GOMEMLIMIT needs Go 1.19.
    GoVersion,
    /// A missing request becomes equal to the limit, so that every replica asks the node for that much more.
    RequestFollows {
        /// Memory that every replica asks for.
        bytes: Bytes,
        /// What it asked for before, if it was written.
        before: Option<Bytes>,
        /// How many replicas there are, if a manifest says so.
        replicas: Option<u32>,
    },
    /// The quality of service class changes, and with it who goes first when the node is short; quotas and the
    /// percentages of an autoscaler count from the new request.
    QosChanges {
        /// The class now.
        from: QosClass,
        /// The class with the patch.
        to: QosClass,
    },
    /// The environment is defined more than once; the last one counts.
    DefinedElsewhere,
    /// pprof answers on a port that the pod offers.
    PublicPprof {
        /// The port.
        port: u16,
    },
    /// tmpfs survives restarts: only a new pod empties it.
    TmpfsSurvives,
    /// Files move from memory to the node's disk: slower, and it can fill as well.
    DiskFills {
        /// The volume.
        volume: String,
    },
    /// The startup probe copies the handler of the liveness probe as far as it is shown: HTTPS and headers are not.
    ProbeHandler,
}

/// The traps on the way of a report; `in_place` if the plan raises the limit of the running pod.
pub(super) fn of(
    report: &Report,
    place: &Place,
    pod: &PodReport,
    container: &ContainerReport,
    in_place: bool,
) -> Vec<Trap> {
    let mut traps = Vec::new();
    if report.yaml.is_some() {
        keeper(&mut traps, place);
        traps.extend(of_gomemlimit(report, container, in_place));
        if report.recommendation.startup.action == Action::Set && container.startup.is_none() {
            traps.push(Trap::ProbeHandler);
        }
        traps.extend(of_request(&report.recommendation, pod, container));
        traps.extend(report.recommendation.to_disk().map(|volume| Trap::DiskFills { volume: volume.to_owned() }));
    }
    let name = |port: &crate::report::Port| port.name.clone().unwrap_or_default();
    let pprof = container.ports.iter().find(|port| name(port).contains("pprof"));
    traps.extend(pprof.map(|port| Trap::PublicPprof { port: port.number }));
    if report.cause == Cause::Tmpfs {
        traps.push(Trap::TmpfsSurvives);
    }
    traps
}

fn keeper(traps: &mut Vec<Trap>, place: &Place) {
    match &place.keeper {
        Keeper::Workload(owner) => {
            traps.push(Trap::RestartsAll);
            traps.push(Trap::GitOps);
            if owner.guessed {
                traps.push(Trap::NameGuessed { name: owner.name.clone() });
            }
        }
        Keeper::Job(_) => traps.push(Trap::Job),
        Keeper::Bare => traps.push(Trap::BarePod),
        Keeper::Static { node } => traps.push(Trap::StaticPod { node: node.clone() }),
        Keeper::Operator { kind, .. } => traps.push(Trap::Operator { kind: kind.clone() }),
    }
}

/// What is easily done wrong with GOMEMLIMIT, of what concerns this container.
fn of_gomemlimit(report: &Report, container: &ContainerReport, in_place: bool) -> Vec<Trap> {
    let advice = &report.recommendation;
    let there = container.gomemlimit.as_ref();
    let set = advice.gomemlimit.action == Action::Set;
    let mut traps = Vec::new();
    if set {
        traps.extend(match there.map(|there| there.source) {
            Some(GomemlimitSource::ResourceField) => vec![Trap::ResourceField, Trap::ChartMayInject],
            Some(GomemlimitSource::Hidden) => vec![Trap::DefinedElsewhere],
            Some(GomemlimitSource::Literal) => vec![Trap::ChartMayInject],
            // What charts inject is derived from a limit, and stands in the pod if there was one.
            None if container.memory_limit_bytes.is_none() => vec![Trap::ChartMayInject],
            None => Vec::new(),
        });
    }
    if report.cause == Cause::GomemlimitIgnored || (set && !is_obeyed(report, container)) {
        traps.push(Trap::GoVersion);
    }
    if there.is_some_and(is_wrong_unit) || container.termination.kind == TerminationKind::BadGomemlimit {
        traps.push(Trap::Unit);
    }
    if blames(report, Cause::GomemlimitStale) || (in_place && (set || there.is_some())) {
        traps.push(Trap::EnvFrozen);
    }
    traps
}

fn blames(report: &Report, cause: Cause) -> bool {
    report.cause == cause || report.contributing.iter().any(|also| also.cause == cause)
}

/// Whether what happened shows that the program reads GOMEMLIMIT, so that its Go is new enough: it ended over the value,
/// or collected without rest because of it.
fn is_obeyed(report: &Report, container: &ContainerReport) -> bool {
    let obeyed = [Cause::GcThrash, Cause::GomemlimitInvalid].into_iter().any(|cause| blames(report, cause));
    let obeyed = obeyed && container.gomemlimit.is_some();
    obeyed || container.termination.kind == TerminationKind::BadGomemlimit
}

/// A value that the runtime refuses, or a number without a unit: that is bytes, which nobody means by a small one.
fn is_wrong_unit(set: &GomemlimitReport) -> bool {
    let bare = set.raw.as_deref().is_some_and(|raw| !raw.is_empty() && raw.bytes().all(|byte| byte.is_ascii_digit()));
    set.valid == Some(false) || (bare && set.bytes.is_some_and(|bytes| bytes < SMALLEST_MEANT))
}

/// What a new request does: more memory to promise, perhaps another quality of service class.
pub(in crate::fix) fn of_request(advice: &Recommendation, pod: &PodReport, container: &ContainerReport) -> Vec<Trap> {
    let request = advice.memory_request.bytes.filter(|_| advice.memory_request.action == Action::Set);
    let (before, replicas) = (container.memory_request_bytes, pod.replicas);
    let follows = request.map(|bytes| Trap::RequestFollows { bytes, before, replicas });
    let classes = pod.qos.zip(qos_after(advice, pod, container)).filter(|(from, to)| from != to);
    let changes = classes.map(|(from, to)| Trap::QosChanges { from, to });
    follows.into_iter().chain(changes).collect()
}

/// The class with the patch in force. `BestEffort` becomes `Burstable` with the first limit; memory alone never makes a
/// pod `Guaranteed`, as CPU counts too, but a request below the limit ends it.
fn qos_after(advice: &Recommendation, pod: &PodReport, container: &ContainerReport) -> Option<QosClass> {
    let set = |setting: &crate::report::Setting| setting.bytes.filter(|_| setting.action == Action::Set);
    let limit = set(&advice.memory_limit).or(container.memory_limit_bytes);
    let request = set(&advice.memory_request).or(container.memory_request_bytes).or(limit);
    match pod.qos? {
        QosClass::BestEffort if limit.is_some() => Some(QosClass::Burstable),
        QosClass::Guaranteed if request != limit => Some(QosClass::Burstable),
        unchanged => Some(unchanged),
    }
}
