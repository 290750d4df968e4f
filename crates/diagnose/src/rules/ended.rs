//! How the container ended (`domain.md` §B3).

use decode::kube::{Container, Role};
use decode::runtime::crash::CrashKind;
use decode::units::UnixNanos;

use super::Clue;
use crate::case::{Case, PodCase, Subject};
use crate::evidence::{Finding, Says};
use crate::report::{Cause, Scope, TerminationKind, Weight};
use crate::termination::{self, eviction};

/// The container was OOM-killed. By itself this says neither leak nor tuning.
pub(super) fn oom_killed(case: &Case) -> Option<Clue> {
    let subject = case.subject.filter(|subject| subject.termination.oom_ended_container)?;
    let finding = Finding::OomKilled {
        container: subject.container.name.clone(),
        limit: subject.limit(),
        restarts: subject.container.restart_count.as_ref().map(|count| count.value),
        lived_seconds: lived_seconds(&subject),
    };
    Some(at_end(Clue::new(finding, Says::Neutral, Weight::Strong), &subject))
}

/// Seconds from the start to the end of the container's last run.
pub(super) fn lived_seconds(subject: &Subject) -> Option<u64> {
    let (end, _) = subject.last_end()?;
    let seconds = end.finished?.seconds_since(end.started?);
    (seconds >= 0.0).then_some(seconds as u64)
}

/// Whether a moment is in the last part, of the given share, of the run that an OOM kill ended, with the seconds from it
/// to the kill. Kubernetes tells whole seconds.
pub(super) fn shortly_before_kill(subject: &Subject, at: UnixNanos, share: f64) -> Option<f64> {
    let (end, _) = subject.last_end().filter(|_| subject.termination.oom_ended_container)?;
    let seconds = end.finished?.seconds_since(at);
    (-1.0..=share * lived_seconds(subject)? as f64).contains(&seconds).then_some(seconds.max(0.0))
}

/// The last part of a run that may go unseen.
const UNSEEN: f64 = 0.25;

/// Whether the last heap snapshot was taken in the last part of the run that ended.
pub(crate) fn seen_to_the_end(case: &Case) -> bool {
    let seen = || {
        let subject = case.subject?;
        let (end, _) = subject.last_end()?;
        let last = case.series.as_ref()?.last()?.taken_at?;
        let missed = end.finished?.seconds_since(last);
        Some(missed <= UNSEEN * lived_seconds(&subject)? as f64)
    };
    seen().unwrap_or(false)
}

/// Some process in it was OOM-killed at some time, but that is not what ended it.
pub(super) fn oom_earlier(case: &Case) -> Option<Clue> {
    let subject = case.subject.filter(|subject| subject.termination.kind == TerminationKind::OomEarlier)?;
    let exit_code = subject.last_end().and_then(|(end, _)| end.exit_code);
    let finding = Finding::OomEarlier { container: subject.container.name.clone(), exit_code };
    Some(at_end(Clue::new(finding, Says::Tuning, Weight::Medium).for_cause(Cause::ChildProcess), &subject))
}

/// An init container or a sidecar was OOM-killed: the Go heap of the program is not the question.
pub(super) fn oom_in_helper(case: &Case) -> Option<Clue> {
    let subject = case.subject.filter(|subject| subject.termination.oom_ended_container)?;
    let cause = match subject.role() {
        Role::Init => Cause::InitContainer,
        Role::Sidecar => Cause::Sidecar,
        Role::Main | Role::Ephemeral => return None,
    };
    let container = subject.container.name.clone();
    let finding = Finding::OomInHelper { container, role: subject.role(), limit: subject.limit() };
    Some(at_end(Clue::new(finding, Says::Tuning, Weight::Strong).for_cause(cause), &subject))
}

/// An OOM kill without a limit of its own: the pod's limit, or the node ran out.
pub(super) fn no_limit(case: &Case) -> Option<Clue> {
    let subject = case.subject.filter(|subject| subject.termination.oom_happened)?;
    if subject.container.resources.memory_limit.is_some() || !subject.shows_limits() {
        return None;
    }
    let pod_limit = subject.pod.memory_limit();
    let cause = if pod_limit.is_some() { Cause::PodLimit } else { Cause::NoLimit };
    let finding = Finding::NoLimit { container: subject.container.name.clone(), pod_limit };
    Some(
        Clue::new(finding, Says::Tuning, Weight::Strong)
            .for_cause(cause)
            .read_at(subject.input, subject.container.line),
    )
}

/// A named end that has nothing to do with memory, or nothing that is shown.
pub(super) fn ended_otherwise(case: &Case) -> Option<Clue> {
    let subject = case.subject?;
    let (cause, weight) = match subject.termination.kind {
        TerminationKind::ProbeKill => (Cause::ProbeKill, Weight::Strong),
        TerminationKind::Evicted => (Cause::Eviction, Weight::Strong),
        TerminationKind::Preempted => (Cause::Preempted, Weight::Strong),
        TerminationKind::NodeShutdown => (Cause::NodeShutdown, Weight::Strong),
        TerminationKind::StartError => (Cause::StartError, Weight::Strong),
        TerminationKind::Admission => (Cause::Admission, Weight::Strong),
        TerminationKind::StatusUnknown => (Cause::StatusUnknown, Weight::Medium),
        TerminationKind::GoFatal => (Cause::GoFatal, Weight::Medium),
        TerminationKind::BadGomemlimit => (Cause::GomemlimitInvalid, Weight::Strong),
        TerminationKind::Stopped => (Cause::Stopped, stopped_weight(&subject)),
        TerminationKind::Completed => (Cause::Completed, Weight::Medium),
        TerminationKind::OomKilled
        | TerminationKind::OomEarlier
        | TerminationKind::KilledUnknown
        | TerminationKind::Error
        | TerminationKind::None => return None,
    };
    Some(at_end(Clue::new(as_it_ended(&subject), Says::NotOom, weight).for_cause(cause), &subject))
}

fn as_it_ended(subject: &Subject) -> Finding {
    Finding::EndedOtherwise {
        container: subject.container.name.clone(),
        kind: subject.termination.kind,
        exit_code: subject.last_end().and_then(|(end, _)| end.exit_code),
    }
}

/// The kubelet tells how far above its request a container was that it evicted for the node's memory.
pub(super) fn evicted_over_request(case: &Case) -> Option<Clue> {
    let subject = case.subject.filter(|subject| subject.termination.kind == TerminationKind::Evicted)?;
    let (used, request) = eviction::usage(subject.pod, &subject.container.name).filter(|(used, of)| used > of)?;
    let finding = Finding::EvictedOverRequest { container: subject.container.name.clone(), used, request };
    Some(at_end(Clue::new(finding, Says::Neutral, Weight::Medium), &subject))
}

/// Other containers that were OOM-killed: each needs a verdict of its own.
pub(super) fn others_killed(case: &Case) -> Option<Clue> {
    let subject = case.subject?;
    let of_pod = |pod: &PodCase| -> Vec<String> {
        let same = std::ptr::eq(pod.pod, subject.pod);
        let others = pod.pod.containers.iter().zip(&pod.terminations).filter(|(container, termination)| {
            termination.oom_ended_container && !(same && container.name == subject.container.name)
        });
        let name = |container: &Container| match pod.pod.name.as_deref().filter(|_| !same) {
            Some(pod) => format!("{pod}/{}", container.name),
            None => container.name.clone(),
        };
        others.map(|(container, _)| name(container)).collect()
    };
    let containers: Vec<String> = case.pods.iter().flat_map(of_pod).collect();
    if containers.is_empty() {
        return None;
    }
    Some(at_end(Clue::new(Finding::OthersKilled { containers }, Says::Neutral, Weight::Medium), &subject))
}

/// An event that announces the stop says it; an exit code of 143 only fits it.
fn stopped_weight(subject: &Subject) -> Weight {
    let announced = termination::stopping_event(subject.pod, subject.container).is_some();
    if announced { Weight::Strong } else { Weight::Medium }
}

/// It ended with an error of its own, of which only the program's log tells.
pub(super) fn failed(case: &Case) -> Option<Clue> {
    let subject = case.subject.filter(|subject| subject.termination.kind == TerminationKind::Error)?;
    Some(at_end(Clue::new(as_it_ended(&subject), Says::Neutral, Weight::Weak), &subject))
}

/// SIGKILL from somewhere: nothing says by whom.
pub(super) fn killed_unknown(case: &Case) -> Option<Clue> {
    let subject = case.subject.filter(|subject| subject.termination.kind == TerminationKind::KilledUnknown)?;
    let finding = Finding::KilledUnknown { container: subject.container.name.clone() };
    Some(at_end(Clue::new(finding, Says::Neutral, Weight::Medium), &subject))
}

/// It runs, and nothing tells of an end.
pub(super) fn still_running(case: &Case) -> Option<Clue> {
    let subject = case.subject.filter(|subject| subject.termination.kind == TerminationKind::None)?;
    let state = subject.container.state.as_ref()?;
    let decode::kube::ContainerState::Running { .. } = state.value else { return None };
    let restarts = subject.container.restart_count.as_ref().map(|count| count.value);
    let finding = Finding::StillRunning { container: subject.container.name.clone(), restarts };
    // That it runs says nothing of its memory.
    Some(Clue::new(finding, Says::NotOom, Weight::Weak).read_at(subject.input, state.line))
}

fn at_end(clue: Clue, subject: &Subject) -> Clue {
    let pod_level = subject.pod.reason.as_ref().and_then(|reason| reason.line);
    let line = subject.last_end().and_then(|(_, line)| line).or(pod_level).or(subject.container.line);
    clue.read_at(subject.input, line)
}

/// The kernel says that another limit than the container's own was hit: the pod's or the node's.
pub(super) fn scope_above(case: &Case) -> Option<Clue> {
    let subject = case.subject.filter(|subject| subject.termination.oom_happened)?;
    let (input, line) = match (case.outside.kills.last(), case.outside.cgroups.last()) {
        (Some((input, kill)), _) => (*input, kill.line),
        (None, Some((input, cgroup))) => (*input, cgroup.line),
        (None, None) => return None,
    };
    let scope = case.outside.scope()?;
    let (cause, weight) = match scope {
        Scope::Node => (Cause::NodeOom, Weight::Strong),
        // The limit of a pod of one container is that container's; only its counters say nothing of whose it was.
        Scope::Pod if alone(&subject) => return None,
        Scope::Pod => (Cause::PodLimit, Weight::Medium),
        Scope::Container | Scope::Unknown => return None,
    };
    let finding = Finding::LimitAbove { scope };
    Some(Clue::new(finding, Says::Tuning, weight).for_cause(cause).read_at(input, Some(line)))
}

fn alone(subject: &Subject) -> bool {
    let others = subject.pod.containers.iter().filter(|other| matches!(other.role, Role::Main | Role::Sidecar));
    others.count() <= 1 && subject.pod.memory_limit().is_none()
}

/// The node itself was out of memory, by its events.
pub(super) fn node_short(case: &Case) -> Option<Clue> {
    let subject = case.subject.filter(|subject| {
        subject.termination.oom_happened || subject.termination.kind == TerminationKind::KilledUnknown
    })?;
    let (input, event) = case.node_events.iter().find(|(_, event)| event.reason == "SystemOOM")?;
    let limited = subject.limit().is_some();
    let finding = Finding::NodeOutOfMemory { count: event.count };
    let weight = if limited { Weight::Medium } else { Weight::Strong };
    Some(Clue::new(finding, Says::Tuning, weight).for_cause(Cause::NodeOom).read_at(*input, event.line))
}

/// What the program itself printed when it ended.
pub(super) fn crash_logged(case: &Case) -> Option<Clue> {
    let (input, crash) = *case.outside.crashes.last()?;
    if case.oom_killed() {
        return None;
    }
    let (cause, weight) = match crash.kind {
        CrashKind::MalformedGomemlimit { .. } => (Cause::GomemlimitInvalid, Weight::Strong),
        CrashKind::Signal => return None,
        _ => (Cause::GoFatal, Weight::Strong),
    };
    let out_of_memory = matches!(crash.kind, CrashKind::OutOfMemory);
    let finding = Finding::CrashLogged { out_of_memory };
    Some(Clue::new(finding, Says::NotOom, weight).for_cause(cause).read_at(input, Some(crash.line)))
}

/// Several replicas are known: whether one of them was hit or all.
pub(super) fn replicas(case: &Case) -> Option<Clue> {
    let subject = case.subject?;
    let name = &subject.container.name;
    let same = |pod: &&PodCase| pod.pod.owner.is_some() && pod.pod.owner == subject.pod.owner;
    let mut killed = 0;
    let mut all = 0;
    for pod in case.pods.iter().filter(same) {
        all += 1;
        let ends = pod.pod.containers.iter().zip(&pod.terminations);
        killed += u64::from(ends.into_iter().any(|(container, end)| container.name == *name && end.oom_happened));
    }
    let (hit, all, input) = case.replica_rows(&subject).map_or((killed, all, subject.input), |(input, hit, rows)| {
        if rows > all { (hit, rows, input) } else { (killed, all, subject.input) }
    });
    if all < 2 || hit == 0 {
        return None;
    }
    Some(Clue::new(Finding::Replicas { hit, all }, Says::Neutral, Weight::Weak).read_at(input, None))
}

/// Least share of the times that a startup probe was asked in all runs, for it to have been refused to the end in each:
/// the kubelet drops some events.
const REFUSED: f64 = 0.25;

/// From this share of all those times on, in three runs and more, it was refused from the first to the last.
const ALWAYS_REFUSED: f64 = 0.8;

/// Seconds that a container lived which may never have served: its startup probe had not used up its tries.
fn unstarted(subject: &Subject) -> Option<u64> {
    let probe = subject.container.startup.as_ref()?;
    // A probe that had time to give up would have ended the container itself.
    let budget = u64::from(probe.value.period) * u64::from(probe.value.failure) + u64::from(probe.value.delay);
    lived_seconds(subject).filter(|lived| *lived <= budget && subject.container.ready != Some(true))
}

/// Whether the container may have been killed before it served anything.
pub(crate) fn may_never_have_served(case: &Case) -> bool {
    case.subject.is_some_and(|subject| subject.termination.oom_ended_container && unstarted(&subject).is_some())
}

/// The startup probe never succeeded before the kill.
pub(super) fn never_served(case: &Case) -> Option<Clue> {
    let subject = case.subject.filter(|subject| subject.termination.oom_ended_container && case.is_main())?;
    let lived = unstarted(&subject)?;
    let event = termination::unhealthy_event(subject.pod, subject.container)
        .filter(|event| event.message.starts_with("Startup") && event.count >= 2)?;
    // One that passes after a while is refused in every run, too, but for a small part of it.
    let runs = subject.container.restart_count.as_ref().map_or(1, |count| u64::from(count.value) + 1);
    let period = subject.container.startup.as_ref()?.value.period.max(1);
    let refused = f64::from(event.count) / ((runs * lived.max(1)) as f64 / f64::from(period));
    if refused < REFUSED {
        return None;
    }
    let weight = if refused >= ALWAYS_REFUSED && runs >= 3 { Weight::Strong } else { Weight::Medium };
    let finding = Finding::NeverServed { refused: event.count };
    Some(Clue::new(finding, Says::Tuning, weight).for_cause(Cause::Startup).read_at(subject.input, event.line))
}
