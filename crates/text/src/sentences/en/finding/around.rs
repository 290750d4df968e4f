//! What goes on around the heap: settings not in force, other limits, other processes, goroutines.

use diagnose::evidence::Finding;
use diagnose::report::Scope;

use super::share;

#[expect(clippy::too_many_lines, reason = "one arm per finding: one without a sentence does not compile")]
pub(super) fn around(finding: &Finding) -> String {
    match finding {
        Finding::GomemlimitIgnored { gomemlimit, reached } => format!(
            "GOMEMLIMIT is set to {gomemlimit}, but the runtime goes by {reached}: it is not in force (Go before 1.19, or overridden in the program)."
        ),
        Finding::GomemlimitElsewhere { container } => {
            format!("GOMEMLIMIT is set on {container}, not on the container that was killed.")
        }
        Finding::GomemlimitStale { gomemlimit, before, now } => format!(
            "The spec says {before}, in force is {now}: the container was resized, and GOMEMLIMIT ({gomemlimit}) was fixed at its start."
        ),
        Finding::LimitAbove { scope: Scope::Node } => "The kernel says the node itself ran out of memory.".into(),
        Finding::LimitAbove { .. } => {
            "The kernel says the limit of a cgroup above was hit, the pod's: what its containers and files in memory use together.".into()
        }
        Finding::NodeOutOfMemory { count } => {
            format!("The node's events tell of SystemOOM ({count}): the node ran out of memory.")
        }
        Finding::CrashLogged { out_of_memory: true } => {
            "The program's log says that the system refused it memory: a ulimit or strict overcommit, never the container's limit.".into()
        }
        Finding::CrashLogged { out_of_memory: false } => "The program's log says why it ended: a Go panic or fatal error.".into(),
        Finding::Replicas { hit, all } => {
            let what = if hit == all { "all of them: look at what they share" } else { "not all: look at what differs" };
            format!("{hit} of {all} known replicas were OOM-killed, {what}.")
        }
        Finding::OtherProcess { bytes, limit } => format!(
            "{bytes} ({} of the limit) belong to other processes in the container than the program itself.",
            share(*bytes, *limit)
        ),
        Finding::ChildKilled { task, program } => {
            format!("The kernel killed {task}, not {program}, which these profiles are of.")
        }
        Finding::Fragmented { bytes, spans, limit } => format!(
            "{bytes} of the heap's {spans} are gaps that nothing fits into, {} of the limit.",
            share(*bytes, *limit)
        ),
        Finding::OldRuntime { version } => {
            format!("{version} is known to keep more memory resident than other versions; later patches mend it.")
        }
        Finding::ConnectionsGrew { from, to } => format!(
            "Goroutines grew from {from} to {to}, most of them connections that clients hold open: load, not a leak."
        ),
        Finding::GoroutinesProven { count, function } => format!(
            "The collector proved that {count} goroutines can never go on; most stand in {function}."
        ),
        Finding::GoroutinesWaiting { count, function, state, minutes } => {
            let since = minutes.map_or(String::new(), |minutes| format!(", half of them for {minutes} minutes or more"));
            format!("{count} goroutines wait in {function} ({state}){since}.")
        }
        Finding::MemoryVolume { volume, limit } => {
            let limit = limit.map_or_else(|| "without a size limit".to_owned(), |limit| format!("up to {limit}"));
            format!("The volume {volume} keeps its files in memory ({limit}), they count against the container, and the heap does not explain the kill.")
        }
        Finding::StartsPrograms {} => {
            "The program starts other programs (os/exec): their memory counts against the container, and no profile shows it.".into()
        }
        Finding::NeverServed { refused } => format!(
            "The startup probe failed {refused} times and the container was killed before it served: memory ran out while it started."
        ),
        Finding::ProfilesOfAnother { program, container } => {
            format!("The profiles are of {program}, which runs in {container}: they say nothing of the container that was killed.")
        }
        _ => String::new(),
    }
}
