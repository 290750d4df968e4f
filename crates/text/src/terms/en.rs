//! English.

use decode::units::Bytes;

use super::{Own, Term, Terms};
use crate::English;

impl Terms for English {
    fn term(&self, term: Term) -> &'static str {
        match term {
            Term::LastState => "Last state",
            Term::MemoryLimit => "Memory limit",
            Term::Gomemlimit => "GOMEMLIMIT",
            Term::Gogc => "GOGC",
            Term::LiveHeap => "Live heap",
            Term::HeapGoal => "Heap goal",
            Term::Rss => "RSS",
            Term::WorkingSet => "Working set",
            Term::TimeToLimit => "Time to the limit",
            Term::GcCpu => "GC CPU",
            Term::Retention => "Never freed",
            Term::SamplingError => "Sampling error",
            Term::Confidence => "Confidence",
        }
    }
    fn means(&self, term: Term) -> &'static str {
        match term {
            Term::LastState => {
                "How the run before this one ended. OOMKilled means that the kernel killed a process of the container because \
                 its cgroup reached the memory limit."
            }
            Term::MemoryLimit => {
                "What the kernel lets the container use: heap, stacks, memory outside Go, page cache and kernel memory together."
            }
            Term::Gomemlimit => {
                "The total the Go runtime aims to stay under. It counts what Go manages: not C memory, not mmap, not page cache."
            }
            Term::Gogc => {
                "How much garbage may pile up before the collector runs, in percent of what was live: 100 lets the heap double."
            }
            Term::LiveHeap => {
                "What the last collection found still in use. It is what no setting can shrink: only code can."
            }
            Term::HeapGoal => {
                "The heap size at which the next collection ends: the live heap and its allowance of garbage."
            }
            Term::Rss => {
                "Pages of the process that lie in RAM: Go's, C's and the program file's, whether in use or idle."
            }
            Term::WorkingSet => {
                "What kubectl top shows: the container's memory less page cache that has not been used lately."
            }
            Term::TimeToLimit => {
                "When the live heap reaches the limit if it keeps growing as between the snapshots. A forecast, not a promise."
            }
            Term::GcCpu => {
                "Share of CPU time that the collector took, and what it would take with the recommended settings."
            }
            Term::Retention => {
                "Of what this code allocated between two snapshots, the share that was still there at the later one."
            }
            Term::SamplingError => {
                "A heap profile samples about one allocation in 512 KiB and scales up: small amounts are the least certain."
            }
            Term::Confidence => {
                "High is safe to act on. Medium is more likely than not. Low is a suspicion that the next capture has to settle."
            }
        }
    }
    fn here(&self, term: Term, own: &Own<'_>) -> Option<String> {
        Some(match term {
            Term::MemoryLimit => format!("{} for all of it.", own.limit?),
            Term::Gomemlimit => match (own.gomemlimit, own.limit) {
                (Some(set), Some(limit)) => format!("{set}, under a limit of {limit}."),
                (Some(set), None) => format!("{set}; the limit is not known."),
                (None, Some(limit)) => format!("Not set: the runtime knows nothing of the {limit} it must stay under."),
                (None, None) => return None,
            },
            Term::LiveHeap => match own.limit {
                Some(limit) => format!("{} of a limit of {limit}.", own.live?),
                None => format!("{}.", own.live?),
            },
            Term::HeapGoal if own.goal.is_some() => up_to(own.goal?, own.limit),
            Term::Rss => up_to(own.rss?, own.limit),
            Term::WorkingSet => up_to(own.working_set?, own.limit),
            Term::HeapGoal | Term::Gogc => {
                let (live, headroom) = (own.live?, own.headroom?);
                format!("{live} live and up to {headroom} of garbage beside it.")
            }
            _ => return None,
        })
    }
    fn truth(&self, term: Term) -> Option<&'static str> {
        Some(match term {
            Term::LastState => {
                "“Exit code 137 means OOM”: it means SIGKILL. A failed probe, an eviction or a node shutdown gives 137 as well."
            }
            Term::MemoryLimit => {
                "“Raise the limit and it is fixed”: that helps a program that is too big, and only delays one that leaks."
            }
            Term::Gomemlimit => {
                "“GOMEMLIMIT prevents OOM kills”: it is a soft goal. Set below the live heap it prevents nothing and burns CPU."
            }
            Term::Gogc => {
                "“Lower GOGC to save memory”: it costs CPU all the time. A GOMEMLIMIT costs only when memory runs short."
            }
            Term::LiveHeap => {
                "“The profile shows less than the container uses, so it is wrong”: garbage, stacks and memory outside Go are not in it."
            }
            Term::HeapGoal => {
                "“The heap doubled, so it leaks”: with GOGC=100 it doubles between collections by design."
            }
            Term::Rss => {
                "“RSS did not fall after the load, so it leaks”: Go gives idle memory back slowly, and keeps what it may need again."
            }
            Term::WorkingSet => {
                "“The OOM killer looks at the working set”: it looks at all memory charged to the cgroup that it can't reclaim."
            }
            Term::TimeToLimit => {
                "“It ran for days, so it is no leak”: a slow leak looks just like that until it meets its limit."
            }
            Term::GcCpu => {
                "“The collector stops the program”: most of its work runs beside the program; what it takes is CPU."
            }
            Term::Retention => {
                "“The biggest allocator leaks”: what allocates most often frees most. Only what stays is a leak."
            }
            Term::SamplingError | Term::Confidence => return None,
        })
    }
    fn explain(&self, name: &str) -> String {
        format!("What does “{name}” mean?")
    }
    fn here_label(&self) -> &'static str {
        "Here"
    }
    fn truth_label(&self) -> &'static str {
        "Often said, not true"
    }
    fn terms_title(&self) -> &'static str {
        "Terms explained"
    }
}

/// An amount at its highest, beside the limit.
fn up_to(highest: Bytes, limit: Option<Bytes>) -> String {
    match limit {
        Some(limit) => format!("Up to {highest}, under a limit of {limit}."),
        None => format!("Up to {highest}."),
    }
}
