//! The verdict in one sentence.

use decode::units::Bytes;
use diagnose::report::{Cause, Class, Confidence, Report, Suspect};

use super::super::{failed_by_itself, is_open_end, oom_ended, shows_no_leak, tells_of_no_trouble};
use super::numbers::percent;

/// Class, container, numbers and confidence in one sentence.
pub(super) fn headline(report: &Report) -> String {
    let judgement = judgement(report);
    let said = match report.target.as_ref().filter(|target| !target.container.is_empty()) {
        Some(target) if oom_ended(report) => format!("{} was OOMKilled, and {judgement}", target.container),
        Some(target) => format!("{}: {judgement}", target.container),
        None if oom_ended(report) => format!("It was OOMKilled, and {judgement}"),
        None => capitalised(&judgement),
    };
    let sure = match report.confidence {
        // Not knowing is no suspicion.
        _ if report.class == Class::Inconclusive => "",
        Confidence::Low if is_open_end(report) => {
            "; whether a leak or a busy collector is behind it, these inputs can't tell"
        }
        Confidence::Low => " (a suspicion: confidence is low)",
        Confidence::Medium => " (confidence is medium)",
        Confidence::High => "",
    };
    format!("{said}{sure}.")
}

fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}

fn judgement(report: &Report) -> String {
    match report.class {
        Class::Leak => leak(report),
        Class::Tuning => format!("this is a tuning problem, not a leak: {}", tuning(report)),
        Class::NotOom if is_open_end(report) && report.cause == Cause::ProbeKill => {
            "killed by the kubelet after a failed probe, not OOM-killed".to_owned()
        }
        Class::NotOom => not_oom(report.cause).to_owned(),
        Class::Inconclusive if shows_no_leak(report) && oom_ended(report) => {
            "its Go heap shows no leak: what else filled it, these inputs can't tell yet".to_owned()
        }
        Class::Inconclusive if shows_no_leak(report) => {
            "its Go heap shows no leak: whether anything else is wrong, these inputs can't tell yet".to_owned()
        }
        Class::Inconclusive if failed_by_itself(report) => {
            "it ended with an error of its own, and nothing here says that it was for memory".to_owned()
        }
        Class::Inconclusive if tells_of_no_trouble(report) => {
            "nothing in the pod tells of trouble: what its memory does, these inputs can't tell".to_owned()
        }
        Class::Inconclusive => "these inputs can't tell yet whether it is a leak or tuning".to_owned(),
    }
}

fn leak(report: &Report) -> String {
    let what = match report.cause {
        Cause::GoroutineLeak => "it leaks goroutines",
        Cause::OffHeap => "memory outside the Go heap leaks",
        Cause::Stacks => "its stacks keep growing",
        _ => "it leaks",
    };
    report.suspects.first().map_or_else(|| what.to_owned(), |suspect| format!("{what}: {}", blame(suspect)))
}

fn blame(suspect: &Suspect) -> String {
    let function = &suspect.function;
    if let Some(goroutines) = &suspect.goroutines {
        return format!("{} goroutines stand in {function}", goroutines.count);
    }
    let held = suspect.inuse_bytes.map_or(String::new(), |bytes| format!(" holds {bytes}"));
    let share = suspect.share.map_or(String::new(), |share| format!(", {} of the live heap", percent(share.get())));
    format!("{function}{held}{share}")
}

fn tuning(report: &Report) -> String {
    let limit = report.budget.limit.map(|amount| amount.bytes);
    let of = |limit: Option<Bytes>| limit.map_or(String::new(), |limit| format!(" of {limit}"));
    match report.cause {
        Cause::GcHeadroom => format!("the collector may let the heap pass the limit{}", of(limit)),
        Cause::Undersized => format!("what is live leaves too little room under the limit{}", of(limit)),
        Cause::GcThrash => "GOMEMLIMIT is too close to what is live, so the collector hardly rests".to_owned(),
        Cause::GomemlimitTooHigh => format!("GOMEMLIMIT is not below the limit{}", of(limit)),
        Cause::NoLimit => "it has no memory limit".to_owned(),
        Cause::PodLimit => "the pod's own limit was hit".to_owned(),
        Cause::InitContainer => "the init container needs more memory".to_owned(),
        Cause::Sidecar => "the sidecar needs more memory".to_owned(),
        Cause::ChildProcess => "a helper process in it was killed for memory".to_owned(),
        Cause::Spike => format!("short bursts of allocation pass the limit{}", of(limit)),
        _ => "its settings do not fit its memory".to_owned(),
    }
}

fn not_oom(cause: Cause) -> &'static str {
    match cause {
        Cause::ProbeKill => "killed by the kubelet after a failed probe, not for memory",
        Cause::Eviction => "evicted by the kubelet, not OOM-killed",
        Cause::Preempted => "removed by preemption or a disruption, not for memory",
        Cause::NodeShutdown => "it went down with its node, not for memory",
        Cause::Admission => "the node refused the pod; the program never ran",
        Cause::StartError => "the container could not be started",
        Cause::StatusUnknown => "the kubelet lost track of it; nothing says it was for memory",
        Cause::GoFatal => "it ended itself with a Go panic or fatal error, not for memory",
        Cause::GomemlimitInvalid => "it ends at start because its GOMEMLIMIT is malformed",
        Cause::Stopped => "it was stopped by a signal, not for memory",
        Cause::Completed => "it finished by itself",
        _ => "memory looks healthy: steady, with room under the limit",
    }
}
