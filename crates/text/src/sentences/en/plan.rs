//! What to do, in which order, and what to mind.

use decode::kube::QosClass;
use decode::units::Bytes;
use diagnose::fix::Keeper;
use diagnose::fix::plan::{Capture, Step, Trap};
use diagnose::report::Basis;

use super::numbers::{duration, percent};

/// One thing to do. Commands stand beside it, not in it.
pub(super) fn step(step: &Step) -> String {
    match step {
        Step::Save { what, next_kill, lived_seconds } => {
            let what: Vec<&str> = what.iter().map(capture).collect();
            let when = match (next_kill, lived_seconds) {
                (Some(time), Some(seconds)) => {
                    format!(" The last run lived {}: expect the next kill about {time}.", duration(*seconds))
                }
                (None, Some(seconds)) => format!(" The last run lived {}.", duration(*seconds)),
                _ => String::new(),
            };
            format!("Save what a restart destroys: {}.{when}", what.join(", "))
        }
        Step::History { restarts, .. } => format!(
            "See whether this began with the present version: {restarts} restarts of this pod, and a leak needs code to mend. \
             The history lists the versions; the ages of the replica sets or controller revisions say since when each is there."
        ),
        Step::RollBack { .. } => "Only if it did: go back to the version before.".to_owned(),
        Step::Resize { limit, .. } => format!(
            "Stop-gap without a restart: raise the running pod's limit to {limit} in place (Kubernetes 1.33 and later). It \
             lasts as long as the pod."
        ),
        Step::ScaleOut { .. } => {
            "Stop-gap: more replicas, each with fewer requests in flight, if what is live grows with the load."
                .to_owned()
        }
        Step::Apply { keeper, stop_gap, .. } => {
            let what = match keeper {
                Keeper::Workload(owner) => format!("Apply the patch to {} {}.", owner.kind, owner.name),
                Keeper::Job(name) => format!("Put the patch into the manifest of Job {name} and make the Job anew."),
                Keeper::Bare => "Put the patch into the pod's manifest, delete the pod and create it again.".to_owned(),
                Keeper::Static { .. } => "Put the patch into the pod's file on its node.".to_owned(),
                Keeper::Operator { kind, name } => format!("Set these values in {kind} {name}, which makes the pod."),
            };
            if *stop_gap { format!("{what} It only buys time.") } else { what }
        }
        Step::NothingToSet => "No setting is to be changed on the strength of these inputs.".to_owned(),
        Step::CaptureFirst => "First get the captures named below: what to set is still open.".to_owned(),
        Step::Mend { function, place, basis, .. } => {
            let seen = match basis {
                Basis::Heap => "it keeps what it allocates",
                Basis::Goroutine => "goroutines pile up in it",
                Basis::Stack => "its stacks grow",
            };
            let place = place.as_ref().map_or_else(String::new, |place| format!(" ({place})"));
            format!("Mend {function}{place}: {seen}.")
        }
        Step::Churn { function } => {
            format!(
                "Allocate less in {function}: it makes much of the garbage, and the less there is, the fewer collections."
            )
        }
        Step::Prove { seconds, peak, gc_cpu, leak } => prove(*seconds, *peak, *gc_cpu, *leak),
    }
}

fn prove(seconds: Option<u64>, peak: Option<Bytes>, gc_cpu: Option<f64>, leak: bool) -> String {
    let long = seconds.map_or_else(
        || "through its busiest hours".to_owned(),
        |seconds| format!("for {} (three times as long as it lived)", duration(seconds)),
    );
    let mut passing = vec!["no restart".to_owned()];
    passing.extend(peak.map(|peak| format!("a peak of about {peak}, no more than 15% over it")));
    passing.extend(gc_cpu.map(|share| format!("GC under {} of the CPU", percent(share))));
    if leak {
        passing.push("a live heap after each collection that stops rising".to_owned());
    }
    format!(
        "Prove it: the same load {long}. Passing is {}. Drop captures from before and after here: they are compared.",
        passing.join(", ")
    )
}

/// Something to save.
pub(super) fn capture(capture: &Capture) -> &'static str {
    match capture {
        Capture::Heap => "a heap profile (`heap?gc=1`)",
        Capture::HeapText => "its text form (`heap?debug=1`)",
        Capture::Goroutines => "a goroutine profile",
        Capture::Cgroup => "the cgroup's memory files",
        Capture::PreviousLog { .. } => "the log of the run before",
    }
}

/// What to mind.
#[expect(clippy::too_many_lines, reason = "one sentence for each")]
pub(super) fn trap(trap: &Trap) -> String {
    match trap {
        Trap::RestartsAll => "A patch and `kubectl set` restart every pod of the workload.".to_owned(),
        Trap::GitOps => {
            "If Argo CD, Flux or a Helm release keeps this workload, change it there: they undo a patch.".to_owned()
        }
        Trap::NameGuessed { name } => {
            format!("The name {name} is guessed from the ReplicaSet's: check it. Argo Rollouts name theirs alike.")
        }
        Trap::BarePod => {
            "This pod has no owner: environment and limits of a running pod can't be patched, except in place by \
             --subresource resize."
                .to_owned()
        }
        Trap::Job => "A Job's pod template can't be changed: the Job has to be made anew.".to_owned(),
        Trap::StaticPod { node } => {
            let node = node.as_ref().map_or_else(|| "its node".to_owned(), |node| format!("node {node}"));
            format!("This is a static pod: a file on {node}, which the kubelet reads; the API server only shows it.")
        }
        Trap::Operator { kind } => {
            format!("The controller of {kind} writes this pod's spec and undoes changes: set the values in the {kind} itself.")
        }
        Trap::EnvFrozen => {
            "The environment is read once, at the start: a resize in place leaves GOMEMLIMIT as it was.".to_owned()
        }
        Trap::ResourceField => {
            "A resource field gives GOMEMLIMIT the whole limit and can't give nine tenths of it: it has to be a literal."
                .to_owned()
        }
        Trap::ChartMayInject => {
            "A chart may set GOMEMLIMIT by itself: look for it in the values, as the last definition counts.".to_owned()
        }
        Trap::Unit => {
            "GOMEMLIMIT takes MiB and GiB: 900MB, 900Mi and 900M end the program at start, and a bare 900 is 900 bytes."
                .to_owned()
        }
        Trap::GoVersion => "GOMEMLIMIT needs Go 1.19 or later; older programs ignore it without a word.".to_owned(),
        Trap::RequestFollows { bytes, before, replicas } => {
            let all = replicas.map_or_else(String::new, |count| format!(", {} for all {count}", total(*bytes, count)));
            match before {
                Some(before) => format!(
                    "The request goes from {before} to {bytes} for each replica{all}: the nodes and the namespace's quota must \
                     have that much, and an autoscaler that counts in percent of the request sees another load."
                ),
                None => format!(
                    "A missing request becomes equal to the limit, it is not zero: each replica asks the nodes for {bytes}{all}."
                ),
            }
        }
        Trap::QosChanges { from, to } => format!(
            "The quality of service class changes from {} to {}: who is evicted first, quotas and autoscalers that count in \
             percent of the request change with it.",
            qos(*from),
            qos(*to)
        ),
        Trap::DefinedElsewhere => {
            "GOMEMLIMIT comes from a secret, a config map or a second definition: the patch takes those away first.".to_owned()
        }
        Trap::PublicPprof { port } => {
            format!("The pod offers pprof on port {port}: keep it off services and load balancers, it shows code and data.")
        }
        Trap::TmpfsSurvives => {
            "tmpfs survives a restart of the container, so that it is killed again at once: only a new pod empties it."
                .to_owned()
        }
        Trap::DiskFills { volume } => format!(
            "The files of {volume} then count as ephemeral storage: a `sizeLimit`, the pod's limit of it or a full node \
             evicts the pod. Let something delete them."
        ),
        Trap::ProbeHandler => {
            "The startup probe asks what the liveness probe asks, as far as that is shown: add `scheme: HTTPS` and headers \
             by hand."
                .to_owned()
        }
    }
}

/// What so many replicas ask for together.
fn total(bytes: Bytes, replicas: u32) -> Bytes {
    Bytes(bytes.0.saturating_mul(u64::from(replicas)))
}

fn qos(class: QosClass) -> &'static str {
    match class {
        QosClass::Guaranteed => "Guaranteed",
        QosClass::Burstable => "Burstable",
        QosClass::BestEffort => "BestEffort",
    }
}
