//! The captures that would settle what is open, as commands that can be run.

mod command;

use decode::kube::Pod;

use crate::case::{Case, Subject};
use crate::evidence::Finding;
use crate::report::{CaptureReason, Cause, Class, Confidence, NextCapture, Report, TerminationKind};
use crate::verdict::Verdict;
use command::Commands;

/// The port that pprof is served on by custom.
const PPROF_PORT: u16 = 6060;

/// Where captures are to be made; what is `None` stands in capitals in the commands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// Namespace; empty for the one that kubectl is set to.
    pub namespace: Option<String>,
    /// Pod.
    pub pod: Option<String>,
    /// Container.
    pub container: Option<String>,
    /// Port that pprof is served on.
    pub port: u16,
}

impl Default for Reach {
    fn default() -> Self {
        Self { namespace: None, pod: None, container: None, port: PPROF_PORT }
    }
}

impl Reach {
    /// Where the container that a report is about is to be reached. The name of a pod that has ended is left open: another
    /// took its place.
    pub fn of(report: &Report) -> Self {
        let Some(target) = &report.target else { return Self::default() };
        let pod = report.pods.iter().find(|pod| pod.name == target.pod);
        let container = pod.and_then(|pod| pod.containers.iter().find(|container| container.name == target.container));
        let ports = container.iter().flat_map(|container| &container.ports);
        Self {
            namespace: pod.and_then(|pod| pod.namespace.clone()),
            pod: target.pod.clone().filter(|_| !pod.is_some_and(|pod| is_over(pod.phase.as_deref()))),
            container: Some(target.container.clone()),
            port: port(&ports.map(|port| (port.number, port.name.as_deref()))),
        }
    }
}

/// The port named for pprof, else 6060.
fn port<'a>(ports: &(impl Iterator<Item = (u16, Option<&'a str>)> + Clone)) -> u16 {
    let named = |wanted: &str| {
        let mut ports = ports.clone();
        ports.find(|(_, name)| name.is_some_and(|name| name.contains(wanted))).map(|(number, _)| number)
    };
    named("pprof").or_else(|| named("debug")).unwrap_or(PPROF_PORT)
}

/// What to capture where nothing is known yet, in the order that it is of use.
pub fn first_captures(reach: &Reach) -> Vec<NextCapture> {
    let commands = Commands::to(reach);
    let captures = [
        (CaptureReason::DescribePod, commands.describe()),
        (CaptureReason::HeapProfile, commands.heaps()),
        (CaptureReason::Goroutines, commands.goroutines()),
        (CaptureReason::Cgroup, commands.cgroup()),
        (CaptureReason::NoPprof, command::snippet(reach.port)),
    ];
    captures.into_iter().map(|(why, command)| NextCapture { why, command }).collect()
}

/// Names the captures, best first; none where the verdict is high.
pub(crate) fn captures(case: &Case, verdict: &Verdict) -> Vec<NextCapture> {
    if verdict.confidence == Confidence::High {
        return Vec::new();
    }
    let commands = Commands::of(case);
    let mut captures = Vec::new();
    let mut ask = |why, command| captures.push(NextCapture { why, command });
    if case.subject.is_none() {
        ask(CaptureReason::DescribePod, commands.describe());
    }
    let heap = heap_reason(case, verdict);
    // Where the heap is known and does not explain it, what lies outside comes first.
    let outside = outside_heap(case, verdict);
    if outside {
        ask(CaptureReason::MemStats, commands.beyond_heap());
        ask(CaptureReason::CgroupFromBeside, commands.cgroup_from_beside());
    }
    if let Some(why) = heap {
        match crash_loop(case) {
            Some(lived) => ask(CaptureReason::BeforeNextKill, commands.heaps_before_kill(lived)),
            None => ask(why, commands.heaps()),
        }
    }
    if let Some(subject) = case.subject {
        match subject.termination.kind {
            TerminationKind::KilledUnknown | TerminationKind::StatusUnknown => {
                ask(CaptureReason::NodeEvents, Commands::node(&subject));
            }
            TerminationKind::GoFatal | TerminationKind::Error => {
                ask(CaptureReason::PreviousLog, commands.previous_log());
            }
            _ => {}
        }
    }
    if verdict.class == Class::Leak && case.goroutines.ends().is_none() && verdict.cause != Cause::GoroutineLeak {
        ask(CaptureReason::Goroutines, commands.goroutines());
    }
    if heap == Some(CaptureReason::HeapProfile) {
        ask(CaptureReason::NoPprof, command::snippet(commands.port()));
    }
    captures
}

/// Why another heap profile is wanted, if it is.
fn heap_reason(case: &Case, verdict: &Verdict) -> Option<CaptureReason> {
    let other_container = matches!(verdict.cause, Cause::InitContainer | Cause::Sidecar);
    // Memory may be behind these.
    let pressed = matches!(verdict.cause, Cause::Healthy | Cause::ProbeKill | Cause::Eviction);
    if other_container || verdict.class == Class::NotOom && !pressed {
        return None;
    }
    let Some(growth) = &case.growth else { return Some(CaptureReason::HeapProfile) };
    Some(match (growth.points.len(), growth.snapshots) {
        (1, 1) if case.processes > 1 => CaptureReason::SameProcess,
        (1, 1) => CaptureReason::SecondSnapshot,
        (1, _) => CaptureReason::AfterCollection,
        _ if !growth.proven => CaptureReason::SameProcess,
        (2, _) => CaptureReason::ThirdSnapshot,
        // It still grows, and nothing has ended it: later will tell.
        _ if verdict.class == Class::Inconclusive && case.leaking() => CaptureReason::LaterSnapshot,
        _ => return None,
    })
}

/// Whether memory outside the heap is what is asked for: a heap that is known and too small for the kill, or healthy
/// by itself while the rest was never measured.
fn outside_heap(case: &Case, verdict: &Verdict) -> bool {
    let known = !case.outside.vitals.is_empty() && !case.outside.cgroups.is_empty();
    let small = |finding: &Finding| matches!(finding, Finding::HeapTooSmallForKill { .. });
    let series = case.growth.as_ref().is_some_and(|growth| growth.points.len() > 1);
    !known
        && series
        && (verdict.cause == Cause::Healthy || verdict.evidence.iter().any(|evidence| small(&evidence.finding)))
}

/// Whether nothing of the pod runs again: what made it makes another one.
fn has_ended(pod: &Pod) -> bool {
    is_over(pod.phase.as_deref())
}

fn is_over(phase: Option<&str>) -> bool {
    matches!(phase, Some("Failed" | "Succeeded"))
}

/// Seconds that the container lives between kills, where it is killed again and again.
fn crash_loop(case: &Case) -> Option<u64> {
    let again = |subject: &Subject| subject.termination.oom_ended_container && !has_ended(subject.pod);
    let subject: Subject = case.subject.filter(again)?;
    let restarts = subject.container.restart_count.as_ref().map_or(0, |count| count.value);
    if restarts < 2 {
        return None;
    }
    let (end, _) = subject.last_end()?;
    let lived = end.finished?.seconds_since(end.started?);
    // A container that lives for hours is better met with three captures now.
    (5.0..=7200.0).contains(&lived).then_some(lived as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_types_is_one_word_of_the_shell() {
        let reach = Reach {
            namespace: Some("shop".into()),
            pod: Some("api-1; rm -rf /".into()),
            container: Some("$(id)".into()),
            port: 6061,
        };
        let captures = first_captures(&reach);
        assert_eq!(captures[0].command, "kubectl describe -n shop pod/'api-1; rm -rf /' > pod.txt");
        assert!(captures[3].command.contains("-c '$(id)' --"), "{}", captures[3].command);
        assert!(captures[1].command.contains("6061:6061") && captures[4].command.contains("127.0.0.1:6061"));
    }

    #[test]
    fn what_is_not_known_stands_in_capitals() {
        let captures = first_captures(&Reach::default());
        assert_eq!(captures[0].command, "kubectl describe -n NAMESPACE pod/POD > pod.txt");
        let own = first_captures(&Reach { namespace: Some(String::new()), ..Reach::default() });
        assert_eq!(own[0].command, "kubectl describe pod/POD > pod.txt");
    }
}
