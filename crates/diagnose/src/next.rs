//! The captures that would settle what is open, as commands that can be run.

use crate::case::{Case, Subject};
use crate::evidence::Finding;
use crate::fix::shell;
use crate::report::{CaptureReason, Cause, Class, Confidence, NextCapture, TerminationKind};
use crate::verdict::Verdict;

/// The port that pprof is served on by custom.
const PPROF_PORT: u16 = 6060;

/// Names the captures, best first; none where the verdict is high.
pub(crate) fn captures(case: &Case, verdict: &Verdict) -> Vec<NextCapture> {
    if verdict.confidence == Confidence::High {
        return Vec::new();
    }
    let mut captures = Vec::new();
    let mut ask = |why, command| captures.push(NextCapture { why, command });
    if case.subject.is_none() {
        ask(CaptureReason::DescribePod, "kubectl describe pod POD -n NAMESPACE > pod.txt".to_owned());
    }
    if let Some(why) = heap_reason(case, verdict) {
        ask(why, heap_command(case));
    }
    if let Some(subject) = case.subject {
        match subject.termination.kind {
            TerminationKind::KilledUnknown | TerminationKind::StatusUnknown => {
                ask(CaptureReason::NodeEvents, node_command(&subject));
            }
            TerminationKind::GoFatal | TerminationKind::Error => {
                ask(CaptureReason::PreviousLog, format!("kubectl logs {} --previous > previous.log", flags(&subject)));
            }
            _ => {}
        }
    }
    if outside_heap(case, verdict) {
        ask(
            CaptureReason::MemStats,
            fetch(case, "curl -sS 'http://localhost:PORT/debug/pprof/heap?debug=1' -o heap.txt"),
        );
        if let Some(subject) = case.subject {
            ask(CaptureReason::Cgroup, cgroup_command(&subject));
        }
    }
    if verdict.class == Class::Leak && case.goroutines.ends().is_none() && verdict.cause != Cause::GoroutineLeak {
        let command = "curl -sS http://localhost:PORT/debug/pprof/goroutine -o goroutine-1.pb.gz; sleep 60; \
                       curl -sS http://localhost:PORT/debug/pprof/goroutine -o goroutine-2.pb.gz";
        ask(CaptureReason::Goroutines, fetch(case, command));
    }
    captures
}

/// Why another heap profile is wanted, if it is.
fn heap_reason(case: &Case, verdict: &Verdict) -> Option<CaptureReason> {
    if verdict.class == Class::NotOom && verdict.cause != Cause::Healthy {
        return None;
    }
    let Some(growth) = &case.growth else { return Some(CaptureReason::HeapProfile) };
    Some(match (growth.points.len(), growth.snapshots) {
        (1, 1) if case.processes > 1 => CaptureReason::SameProcess,
        (1, 1) => CaptureReason::SecondSnapshot,
        (1, _) => CaptureReason::AfterCollection,
        _ if !growth.proven => CaptureReason::SameProcess,
        (2, _) => CaptureReason::ThirdSnapshot,
        _ => return None,
    })
}

fn outside_heap(case: &Case, verdict: &Verdict) -> bool {
    let known = !case.outside.vitals.is_empty() && !case.outside.cgroups.is_empty();
    !known && verdict.evidence.iter().any(|evidence| matches!(evidence.finding, Finding::HeapTooSmallForKill { .. }))
}

/// Three snapshots a minute apart, each right after a collection.
fn heap_command(case: &Case) -> String {
    let command =
        "for n in 1 2 3; do curl -sS 'http://localhost:PORT/debug/pprof/heap?gc=1' -o heap-$n.pb.gz; sleep 60; done";
    fetch(case, command)
}

/// A command that talks to pprof through a port-forward to the pod.
fn fetch(case: &Case, command: &str) -> String {
    let port = case.subject.map_or(PPROF_PORT, |subject| pprof_port(&subject));
    let forward = match case.subject {
        Some(subject) => format!("kubectl port-forward {} {port}:{port} &", pod_flags(&subject)),
        None => format!("kubectl port-forward -n NAMESPACE pod/POD {port}:{port} &"),
    };
    format!("{forward}\nsleep 2; {}", command.replace("PORT", &port.to_string()))
}

/// The port named for pprof, else 6060.
fn pprof_port(subject: &Subject) -> u16 {
    let named = |wanted: &str| {
        let port = subject
            .container
            .ports
            .iter()
            .find(|(_, _, name)| name.as_deref().is_some_and(|name| name.contains(wanted)));
        port.map(|(number, _, _)| *number)
    };
    named("pprof").or_else(|| named("debug")).unwrap_or(PPROF_PORT)
}

fn pod_flags(subject: &Subject) -> String {
    let namespace = subject.pod.namespace.as_deref().map_or(String::new(), |name| format!("-n {} ", shell(name)));
    format!("{namespace}pod/{}", subject.pod.name.as_deref().map_or_else(|| "POD".to_owned(), shell))
}

fn flags(subject: &Subject) -> String {
    format!("{} -c {}", pod_flags(subject), shell(&subject.container.name))
}

fn node_command(subject: &Subject) -> String {
    let node = subject.pod.node.as_deref().map_or_else(|| "NODE".to_owned(), shell);
    format!("kubectl describe node {node} > node.txt")
}

fn cgroup_command(subject: &Subject) -> String {
    format!(
        "kubectl exec {} -- sh -c 'cd /sys/fs/cgroup; for f in memory.max memory.current memory.peak memory.events memory.stat; \
         do echo \"== $f\"; cat $f; done' > cgroup.txt",
        flags(subject)
    )
}
