//! English.

use decode::units::Bytes;
use diagnose::evidence::Says;
use diagnose::report::{Cause, Class, Confidence, LastState, Part, SuspectRole, Weight};

use super::Judgement;
use crate::English;
use crate::{Numbers, numbers};

impl Judgement for English {
    fn class(&self, class: Class) -> &'static str {
        match class {
            Class::Leak => "Leak",
            Class::Tuning => "Tuning",
            Class::NotOom => "Not an OOM",
            Class::Inconclusive => "Inconclusive",
        }
    }
    fn cause(&self, cause: Cause) -> &'static str {
        match cause {
            Cause::HeapGrowth => "the heap keeps growing",
            Cause::GoroutineLeak => "goroutines pile up",
            Cause::OffHeap => "memory outside the Go heap grows",
            Cause::Stacks => "goroutine stacks",
            Cause::GcHeadroom => "garbage passes the limit before it is collected",
            Cause::Undersized => "the limit is too small for the live heap",
            Cause::Spike => "a short spike",
            Cause::GcThrash => "GOMEMLIMIT is too close to the live heap",
            Cause::GomemlimitTooHigh => "GOMEMLIMIT is at or above the limit",
            Cause::GomemlimitIgnored => "GOMEMLIMIT has no effect",
            Cause::GomemlimitStale => "GOMEMLIMIT is older than the limit",
            Cause::LoadGrowth => "more load",
            Cause::Fragmentation => "fragmentation",
            Cause::KernelMemory => "kernel memory",
            Cause::PageCache => "page cache",
            Cause::Tmpfs => "files in memory (tmpfs)",
            Cause::NoLimit => "no memory limit",
            Cause::PodLimit => "the limit of the pod as a whole",
            Cause::NodeOom => "the node ran out of memory",
            Cause::InitContainer => "an init container",
            Cause::Sidecar => "a sidecar",
            Cause::ChildProcess => "a child process",
            Cause::Startup => "memory at startup",
            Cause::RuntimeRegression => "a new Go version",
            Cause::Healthy => "nothing wrong with memory",
            Cause::ProbeKill => "killed by a failed probe",
            Cause::Eviction => "evicted",
            Cause::Preempted => "preempted",
            Cause::NodeShutdown => "the node shut down",
            Cause::Admission => "refused by the node",
            Cause::StartError => "never started",
            Cause::StatusUnknown => "lost track of by the kubelet",
            Cause::GoFatal => "a Go panic or fatal error",
            Cause::GomemlimitInvalid => "GOMEMLIMIT is malformed",
            Cause::Stopped => "stopped on purpose",
            Cause::Completed => "ran to its end",
            Cause::Unknown => "cause not known yet",
        }
    }
    fn confidence(&self, confidence: Confidence) -> &'static str {
        match confidence {
            Confidence::Low => "low confidence",
            Confidence::Medium => "medium confidence",
            Confidence::High => "high confidence",
        }
    }
    fn confidence_means(&self, confidence: Confidence) -> &'static str {
        match confidence {
            Confidence::Low => "A suspicion: get the next capture before acting on it.",
            Confidence::Medium => "More likely than not, by a margin.",
            Confidence::High => "Safe to act on.",
        }
    }
    fn weight(&self, weight: Weight) -> &'static str {
        match weight {
            Weight::Strong => "strong",
            Weight::Medium => "medium",
            Weight::Weak => "weak",
        }
    }
    fn also(&self) -> &'static str {
        "Also"
    }
    fn choose_container(&self) -> &'static str {
        "Container to judge"
    }
    fn ended(&self, last: &LastState) -> String {
        let reason = last.reason.as_deref().unwrap_or("ended");
        match (last.exit_code, last.signal) {
            (Some(code), _) => format!("{reason}, exit {code}"),
            (None, Some(signal)) => format!("{reason}, signal {signal}"),
            (None, None) => reason.to_owned(),
        }
    }
    fn memory_request(&self) -> &'static str {
        "Memory request"
    }
    fn not_set(&self) -> &'static str {
        "not set"
    }
    fn not_told(&self) -> &'static str {
        "not in this text"
    }
    fn hidden(&self) -> &'static str {
        "hidden in a secret or config map"
    }
    fn restarts(&self) -> &'static str {
        "Restarts"
    }
    fn budget_title(&self, limit: Option<Bytes>) -> String {
        match limit {
            Some(limit) => format!("Where the {limit} go"),
            None => "Where the memory goes".to_owned(),
        }
    }
    fn budget_part(&self, part: Part) -> &'static str {
        match part {
            Part::LiveHeap => "live heap",
            Part::GcHeadroom => "garbage until the next GC",
            Part::Stacks => "goroutine stacks",
            Part::RuntimeOverhead => "Go runtime",
            Part::Fragmentation => "fragmentation",
            Part::IdleNotReleased => "idle, not yet returned",
            Part::OffHeap => "outside the Go heap",
            Part::Kernel => "kernel",
            Part::Sockets => "sockets",
            Part::Tmpfs => "tmpfs",
            Part::PageCache => "page cache",
            Part::Unexplained => "unexplained",
            Part::Free => "free",
        }
    }
    fn growth_title(&self) -> &'static str {
        "Live heap over time"
    }
    fn growth_means(&self, from: Bytes, to: Bytes, seconds: f64, snapshots: usize) -> String {
        format!("From {from} to {to} in {}, over {snapshots} snapshots.", self.duration(seconds))
    }
    fn growth_ahead(&self, limit: Bytes, seconds: f64) -> String {
        format!("At this rate it reaches the limit of {limit}, {} after the last one.", self.duration(seconds))
    }
    fn derived(&self) -> &'static str {
        "computed"
    }
    fn suspects_title(&self) -> &'static str {
        "Code to look at"
    }
    fn role(&self, role: SuspectRole) -> &'static str {
        match role {
            SuspectRole::Retains => "keeps memory",
            SuspectRole::Churns => "makes garbage",
        }
    }
    fn holds(&self) -> &'static str {
        "Holds"
    }
    fn holds_value(&self, bytes: Bytes, share: Option<f64>) -> String {
        match share {
            Some(share) => format!("{bytes}, {} of the live heap", numbers::percent(share)),
            None => bytes.to_string(),
        }
    }
    fn grew(&self) -> &'static str {
        "Growth"
    }
    fn growth(&self, bytes: i64, per_second: Option<f64>) -> String {
        let growth = numbers::growth(bytes);
        per_second.map_or_else(|| growth.clone(), |rate| format!("{growth}, {}", self.rate(rate)))
    }
    fn allocates(&self) -> &'static str {
        "Allocates"
    }
    fn goroutines(&self) -> &'static str {
        "Goroutines"
    }
    fn goroutines_value(&self, count: u64, growth: Option<i64>, state: Option<&str>) -> String {
        let growth = growth.map(|growth| format!(" ({})", numbers::signed(growth)));
        let state = state.map(|state| format!(", in {state}"));
        format!("{}{}{}", numbers::grouped(count as i64), growth.unwrap_or_default(), state.unwrap_or_default())
    }
    fn evidence_title(&self) -> &'static str {
        "Evidence"
    }
    fn evidence_for(&self) -> &'static str {
        "For this verdict"
    }
    fn evidence_against(&self) -> &'static str {
        "Against it"
    }
    fn evidence_context(&self) -> &'static str {
        "Context"
    }
    fn says(&self, says: Says) -> &'static str {
        match says {
            Says::Leak => "leak",
            Says::Tuning => "tuning",
            Says::NotOom => "not an OOM",
            Says::Neutral => "context",
        }
    }
    fn source(&self, input: &str, line: Option<usize>) -> String {
        match line {
            Some(line) => format!("{input}, line {line}"),
            None => input.to_owned(),
        }
    }
    fn source_loading(&self) -> &'static str {
        "Reading it again"
    }
    fn source_gone(&self) -> &'static str {
        "This input is not text, or it is not there any more."
    }
    fn source_lines(&self, first: usize, last: usize, total: usize) -> String {
        format!("Lines {first} to {last} of {total}")
    }
}
