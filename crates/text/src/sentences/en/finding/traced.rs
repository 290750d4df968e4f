//! What traced collections show.

use diagnose::evidence::Finding;

use super::{percent, share};

pub(super) fn traced(finding: &Finding) -> String {
    match finding {
        Finding::TraceGrew { from, to, collections } => format!(
            "gctrace: what stays live after a collection rose from {from} to {to} over {collections} collections, and had not stopped at the last of them."
        ),
        Finding::TraceStacksGrew { from, to, collections } => format!(
            "gctrace: the goroutine stacks that a collection looks at grew from {from} to {to} over {collections} collections, and were largest at the end: goroutines pile up."
        ),
        Finding::TraceSteady { low, high, collections } => format!(
            "gctrace: what stays live after a collection shows no lasting rise over {collections} collections ({low} to {high})."
        ),
        Finding::TracePeak { peak, live, limit } => format!(
            "gctrace: the heap reached {peak}, {} of the limit of {limit}, with at most {live} live.",
            share(*peak, *limit)
        ),
        Finding::BurstTraced { before, after, overshoot } => format!(
            "gctrace caught a burst: the live heap went from {before} to {after} within one collection, and the heap reached {} of its goal.",
            percent(overshoot.get())
        ),
        Finding::TraceEndedInBurst { before, after, seconds, collections } => format!(
            "gctrace: over {collections} collections at most {before} stayed live; within the last {seconds:.1} s it was {after}. It came in a burst.",
            seconds = seconds.get()
        ),
        Finding::TraceKeptAll { live, kept } => format!(
            "gctrace: {} of all that was allocated was still live at the end ({live}): it was filling up, not serving.",
            percent(kept.get())
        ),
        _ => String::new(),
    }
}
