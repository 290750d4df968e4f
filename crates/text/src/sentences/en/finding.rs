//! What rules found.

mod around;
mod course;
mod traced;

use decode::kube::Role;
use decode::units::Bytes;
use diagnose::evidence::Finding;
use diagnose::report::{Scope, TerminationKind};

use super::super::numbers::short;
use super::numbers::{duration, percent};

/// What a rule found, in one or two short sentences.
#[expect(clippy::too_many_lines, reason = "one arm per id: one without a sentence does not compile")]
pub(super) fn finding(finding: &Finding) -> String {
    match finding {
        Finding::OomKilled { .. }
        | Finding::OomEarlier { .. }
        | Finding::OomInHelper { .. }
        | Finding::NoLimit { .. }
        | Finding::EndedOtherwise { .. }
        | Finding::EvictedOverRequest { .. }
        | Finding::OthersKilled { .. }
        | Finding::KilledUnknown { .. }
        | Finding::StillRunning { .. } => end(finding),
        Finding::GomemlimitMalformed { .. }
        | Finding::GomemlimitUnread { .. }
        | Finding::GomemlimitUnset { .. }
        | Finding::GomemlimitTooHigh { .. }
        | Finding::GomemlimitBelowLive { .. }
        | Finding::GomemlimitHidden { .. }
        | Finding::GogcOff { .. } => setting(finding),
        Finding::OneSnapshot { .. }
        | Finding::SiteRetains { .. }
        | Finding::SitePlateaued { .. }
        | Finding::HeapGrew { .. }
        | Finding::HeapSteady { .. }
        | Finding::GrowthMeetsKill { .. } => growth(finding),
        Finding::PeakNearLimit { .. }
        | Finding::GoalOverLimit { .. }
        | Finding::HeapJumped { .. }
        | Finding::LiveNearLimit { .. }
        | Finding::HeapTooSmallForKill { .. }
        | Finding::RoomUnderLimit { .. } => level(finding),
        Finding::GoroutinesGrew { from, to, function, growth } => {
            let place = function.as_ref().map_or(String::new(), |name| format!(" {growth} of the new ones stand in {name}."));
            format!("Goroutines grew from {from} to {to}.{place}")
        }
        Finding::GoroutinesSteady { from, to } => format!("The number of goroutines is steady: {from}, then {to}."),
        Finding::KernelKill { .. }
        | Finding::OffHeapMemory { .. }
        | Finding::StackMemory { .. }
        | Finding::KernelMemory { .. }
        | Finding::FilesInMemory { .. }
        | Finding::DirtyPages { .. }
        | Finding::CollectorBusy { .. } => outside(finding),
        Finding::GoroutineStructuresGrew { growth, rough: true } => format!(
            "Structures of goroutines gained {}. That is a sample or two: hundreds or thousands of goroutines that did not run at the start, perhaps one for each new object.",
            Bytes(*growth)
        ),
        Finding::GoroutineStructuresGrew { growth, rough: false } => format!(
            "Structures of goroutines gained {}, at about 480 bytes each some {} goroutines: many more run than at the start.",
            Bytes(*growth),
            growth / 480
        ),
        Finding::HolderUnknown { function, objects } => format!(
            "{function} keeps some {objects} objects more than at first. As many goroutines would hardly show in a heap profile, so they may be what holds them: a goroutine profile tells."
        ),
        Finding::ProgramUnproven { program, container } => format!(
            "The profiles are of a program {program}, taken at a time when no known run of {container} was up: nothing shows that they are of {container}."
        ),
        Finding::SeveralProcesses { processes, programs: 2.. } => format!(
            "The snapshots come from {processes} processes of different programs; only those of one process are compared."
        ),
        Finding::SeveralProcesses { processes, .. } => {
            format!("The snapshots come from {processes} processes (restarts or replicas); only those of one are compared.")
        }
        Finding::ProcessUnproven {} => "Nothing proves that the snapshots are of one process, and nothing speaks against it.".into(),
        Finding::RatesDiffer {} => {
            "MemProfileRate changed between snapshots, which rescales old samples; only snapshots of one rate are compared.".into()
        }
        Finding::NoCollectionBetween { snapshots } => {
            format!("No collection ran between the {snapshots} snapshots, so they show one and the same state.")
        }
        Finding::GrowthMissesKill { .. }
        | Finding::GrowthTooSlow { .. }
        | Finding::Loading { .. }
        | Finding::RepeatedGrowth { .. }
        | Finding::LoadRose { .. }
        | Finding::LargeObjects { .. }
        | Finding::FilledSuddenly { .. }
        | Finding::PeakRemembered { .. }
        | Finding::ContainerRose { .. }
        | Finding::RoomMeasured { .. }
        | Finding::WholeReads { .. } => course::course(finding),
        Finding::TraceGrew { .. }
        | Finding::TraceStacksGrew { .. }
        | Finding::TraceSteady { .. }
        | Finding::TracePeak { .. }
        | Finding::BurstTraced { .. }
        | Finding::TraceEndedInBurst { .. }
        | Finding::TraceKeptAll { .. } => traced::traced(finding),
        Finding::GomemlimitIgnored { .. }
        | Finding::GomemlimitElsewhere { .. }
        | Finding::GomemlimitStale { .. }
        | Finding::LimitAbove { .. }
        | Finding::NodeOutOfMemory { .. }
        | Finding::CrashLogged { .. }
        | Finding::Replicas { .. }
        | Finding::OtherProcess { .. }
        | Finding::ChildKilled { .. }
        | Finding::Fragmented { .. }
        | Finding::OldRuntime { .. }
        | Finding::ConnectionsGrew { .. }
        | Finding::GoroutinesProven { .. }
        | Finding::GoroutinesWaiting { .. }
        | Finding::MemoryVolume { .. }
        | Finding::StartsPrograms { .. }
        | Finding::NeverServed { .. }
        | Finding::ProfilesOfAnother { .. } => around::around(finding),
        Finding::DeltaIgnored {} => "A difference profile (?seconds=) is not a snapshot; it was left out of the comparison.".into(),
    }
}

fn end(finding: &Finding) -> String {
    match finding {
        Finding::OomKilled { container, limit, restarts, lived_seconds } => {
            let limit =
                limit.map_or_else(|| "it has no memory limit".to_owned(), |limit| format!("its limit is {limit}"));
            let lived = lived_seconds.map_or(String::new(), |seconds| format!(" It had lived {}.", duration(seconds)));
            let restarts = restarts.map_or(String::new(), |count| format!(" Restarts so far: {count}."));
            format!("Kubernetes says OOMKilled for {container}, exit code 137; {limit}.{lived}{restarts}")
        }
        Finding::OomEarlier { container, exit_code } => {
            let code = exit_code.map_or(String::new(), |code| format!(" with exit code {code}"));
            format!(
                "{container} is marked OOMKilled, but it ended{code}: some process in it was OOM-killed earlier, \
                 and the main process ended for its own reason."
            )
        }
        Finding::OomInHelper { container, role, limit } => {
            let role = match role {
                Role::Init => "init container",
                Role::Sidecar => "sidecar",
                Role::Main | Role::Ephemeral => "container",
            };
            let limit = limit.map_or(String::new(), |limit| format!(" (limit {limit})"));
            format!("The kill hit the {role} {container}{limit}: the program's own heap is not the question.")
        }
        Finding::NoLimit { container, pod_limit: Some(limit) } => {
            format!("{container} has no limit of its own; the pod as a whole is limited to {limit}.")
        }
        Finding::NoLimit { container, pod_limit: None } => {
            format!(
                "{container} has no memory limit, so it was the node that ran out of memory, or a process of it that was chosen."
            )
        }
        Finding::EndedOtherwise { container, kind, exit_code } => {
            let code = exit_code.map_or(String::new(), |code| format!(" (exit code {code})"));
            format!("{container} {}{code}.", ended(*kind))
        }
        Finding::EvictedOverRequest { container, used, request } => format!(
            "The node was short of memory, and {container} used {used} with a request of {request}: what is above its request goes first."
        ),
        Finding::OthersKilled { containers } => {
            format!("Also OOM-killed: {}. This verdict is not about that.", containers.join(", "))
        }
        Finding::KilledUnknown { container } => format!(
            "{container} ended with 137, SIGKILL, and no reason is given: an OOM kill is possible (its mark can be lost), \
             so are a manual kill and a stop that took too long."
        ),
        Finding::StillRunning { container, restarts } => {
            let restarts = restarts.map_or(String::new(), |count| format!(", restarts: {count}"));
            format!("{container} is running, and the pod tells of no end{restarts}.")
        }
        _ => String::new(),
    }
}

fn ended(kind: TerminationKind) -> &'static str {
    match kind {
        TerminationKind::OomKilled => "was OOM-killed",
        TerminationKind::OomEarlier => "had an OOM kill in it earlier",
        TerminationKind::ProbeKill => "was killed by the kubelet after a failed probe",
        TerminationKind::Evicted => "went with its pod, which the kubelet evicted",
        TerminationKind::Preempted => "went with its pod, which was preempted or disrupted",
        TerminationKind::NodeShutdown => "went down with its node",
        TerminationKind::StartError => "could not be started",
        TerminationKind::Admission => "never ran: the node refused the pod",
        TerminationKind::StatusUnknown => "was lost by the kubelet: how it ended is not known",
        TerminationKind::GoFatal => {
            "ended itself: a Go panic, a fatal error, or an unhandled SIGTERM as PID 1 before Go 1.27"
        }
        TerminationKind::BadGomemlimit => "ended at start, because the Go runtime refuses its GOMEMLIMIT",
        TerminationKind::KilledUnknown => "was killed by SIGKILL, by whom is not said",
        TerminationKind::Stopped => "was stopped by a signal, as in a rollout or a deletion",
        TerminationKind::Completed => "finished by itself",
        TerminationKind::Error => "ended with an error",
        TerminationKind::None => "has not ended",
    }
}

fn setting(finding: &Finding) -> String {
    match finding {
        Finding::GomemlimitMalformed { raw } => format!(
            "GOMEMLIMIT is \"{raw}\", which the Go runtime refuses (it takes whole numbers with B, KiB, MiB, GiB or TiB): \
             the program ends at start with exit code 2."
        ),
        Finding::GomemlimitUnread { raw } => format!(
            "GOMEMLIMIT is \"{raw}\", which the Go runtime refuses, and the program ran all the same: it is built with a Go before 1.19, is not a Go program, or gets another value. This one bounds nothing."
        ),
        Finding::GomemlimitUnset { limit } => {
            format!("GOMEMLIMIT is not set: the collector does not know the limit of {limit}.")
        }
        Finding::GomemlimitTooHigh { gomemlimit, limit, resource_field: true } => format!(
            "GOMEMLIMIT is a resource field, which gives 100% of the limit ({gomemlimit} of {limit}): the kernel acts first."
        ),
        Finding::GomemlimitTooHigh { gomemlimit, limit, resource_field: false } => {
            format!("GOMEMLIMIT is {gomemlimit}, the limit {limit}: the kernel kills before the collector hurries.")
        }
        Finding::GomemlimitBelowLive { gomemlimit, live: Bytes(0) } => {
            format!(
                "GOMEMLIMIT is {gomemlimit}: no Go program lives in that, so the collector runs all the time. A unit is missing."
            )
        }
        Finding::GomemlimitBelowLive { gomemlimit, live } => format!(
            "GOMEMLIMIT is {gomemlimit} and the live heap {live}: the collector has next to nothing to work with and runs without pause."
        ),
        Finding::GomemlimitHidden { place } => {
            format!("GOMEMLIMIT may be set in {place}, where the pod does not show it.")
        }
        Finding::GogcOff { limit } => {
            format!(
                "GOGC=off without a GOMEMLIMIT: no collection ever runs, so any program reaches {limit} in the end."
            )
        }
        _ => String::new(),
    }
}

fn growth(finding: &Finding) -> String {
    match finding {
        Finding::OneSnapshot { live, function: Some(function), share: Some(share) } => format!(
            "One snapshot: {live} live, {} of it from {function}. One snapshot cannot show growth.",
            percent(share.get())
        ),
        Finding::OneSnapshot { live, .. } => format!("One snapshot: {live} live. One snapshot cannot show growth."),
        Finding::SiteRetains { function, growth, retention, deviations, snapshots } => format!(
            "{function} gained {} over {snapshots} snapshots and {} of what it allocated is still live; that is {} times \
             what sampling could pretend.",
            Bytes(*growth),
            percent(retention.get()),
            short(*deviations)
        ),
        Finding::SitePlateaued { function, inuse } => {
            format!(
                "{function} filled up to {inuse} and stopped, while the program went on allocating: a cache, not a leak."
            )
        }
        Finding::HeapGrew { from, to, snapshots } => {
            format!("The live heap grew from {from} to {to} over {snapshots} snapshots with collections in between.")
        }
        Finding::HeapSteady { low, high, allocated, snapshots } => format!(
            "The live heap stays between {low} and {high} over {snapshots} snapshots, while {allocated} were allocated: \
             no function keeps what it allocates."
        ),
        Finding::GrowthMeetsKill { predicted_seconds, lived_seconds } => format!(
            "At the measured slope the limit is reached {} after the start; the container was killed after {}.",
            duration(*predicted_seconds),
            duration(*lived_seconds)
        ),
        _ => String::new(),
    }
}

fn outside(finding: &Finding) -> String {
    match finding {
        Finding::KernelKill { task, anon_rss, scope } => {
            let task = task.as_deref().unwrap_or("a process");
            let held = anon_rss.map_or(String::new(), |bytes| format!(", which held {bytes}"));
            let whose = match scope {
                Scope::Container => "at the limit of its own cgroup",
                Scope::Pod => "at the limit of a cgroup above it",
                Scope::Node => "because the node ran out of memory",
                Scope::Unknown => "for lack of memory",
            };
            format!("The kernel says it killed {task}{held}, {whose}.")
        }
        Finding::OffHeapMemory { beyond, go, limit } => format!(
            "The container holds {beyond} beyond the {go} that Go has mapped, {} of the limit: cgo, mmap or another process.",
            share(*beyond, *limit)
        ),
        Finding::StackMemory { from, to, limit } => {
            format!("Goroutine stacks went from {from} to {to}, {} of the limit.", share(*to, *limit))
        }
        Finding::KernelMemory { bytes, limit } => {
            format!("Kernel memory and socket buffers take {bytes}, {} of the limit.", share(*bytes, *limit))
        }
        Finding::FilesInMemory { bytes, limit } => format!(
            "Files in memory (tmpfs, /dev/shm) take {bytes}, {} of the limit, and outlive the container.",
            share(*bytes, *limit)
        ),
        Finding::DirtyPages { bytes, limit } => {
            format!("Pages waiting for the disk take {bytes}, {} of the limit.", share(*bytes, *limit))
        }
        Finding::CollectorBusy { share } => format!("The collector takes {} of the CPU.", percent(share.get())),
        _ => String::new(),
    }
}

fn share(part: Bytes, whole: Bytes) -> String {
    part.share_of(whole).map_or_else(|| "an unknown part".to_owned(), percent)
}

fn level(finding: &Finding) -> String {
    match finding {
        Finding::PeakNearLimit { live, gogc, peak, limit } => {
            let percent = peak.share_of(*limit).map_or(String::new(), |share| format!(" ({})", percent(share)));
            format!("With {live} live, GOGC={gogc} lets the heap reach {peak}{percent} of a limit of {limit}.")
        }
        Finding::GoalOverLimit { live, goal, limit } => format!(
            "{live} were live after the last collection, and the next would have come at {goal}; the limit is {limit}. So none ran \
             before the kill."
        ),
        Finding::HeapJumped { before, after, seconds } => format!(
            "Every snapshot before the last shows {before} live or less, the last one {after}, and the kill came {} later: a burst.",
            duration(*seconds)
        ),
        Finding::LiveNearLimit { live, limit } => {
            let share = live.share_of(*limit).map_or(String::new(), |share| format!("{} of ", percent(share)));
            format!("The live heap alone is {live}, {share}the limit of {limit}: too little room for any collector.")
        }
        Finding::HeapTooSmallForKill { live, peak, limit } => format!(
            "With {live} live the heap reaches about {peak} of {limit}: by itself it does not explain the kill. A burst between \
             collections, stacks, memory outside Go or another process would."
        ),
        Finding::RoomUnderLimit { peak, limit } => {
            format!("The heap reaches about {peak} of a limit of {limit}: there is room.")
        }
        _ => String::new(),
    }
}
