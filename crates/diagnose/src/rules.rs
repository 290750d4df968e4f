//! The rules: each looks at the case and says what it finds. They may contradict each other; `verdict` weighs them.

mod ended;
mod gomemlimit;
mod goroutines;
mod heap;
mod level;
mod outside;
mod series;
mod trace;

use crate::case::Case;
use crate::evidence::{Evidence, Finding, Says};
use crate::report::{Cause, Weight};
pub(crate) use ended::{may_never_have_served, seen_to_the_end};
pub(crate) use gomemlimit::SMALLEST as SMALLEST_GOMEMLIMIT;
pub(crate) use goroutines::{corroborated as goroutines_corroborated, leaking as leaking_goroutines};
pub(crate) use heap::loads;
pub(crate) use level::{UNDERSIZED, far_from_limit};
pub(crate) use outside::{stacks_grow, stacks_stopped};

/// Evidence, and the cause it speaks for if it speaks for one.
#[derive(Debug, Clone)]
pub(crate) struct Clue {
    /// What goes into the report.
    pub evidence: Evidence,
    /// The cause it supports.
    pub cause: Option<Cause>,
}

impl Clue {
    fn new(finding: Finding, says: Says, weight: Weight) -> Self {
        Self { evidence: Evidence { finding, says, weight, input: None, line: None }, cause: None }
    }

    fn for_cause(mut self, cause: Cause) -> Self {
        self.cause = Some(cause);
        self
    }

    fn read_at(mut self, input: usize, line: Option<usize>) -> Self {
        (self.evidence.input, self.evidence.line) = (Some(input), line);
        self
    }
}

/// A rule: finds nothing or one thing.
type Rule = fn(&Case) -> Option<Clue>;

/// Every rule that finds at most one thing, in no particular order.
const RULES: [Rule; 74] = [
    ended::oom_killed,
    ended::oom_earlier,
    ended::oom_in_helper,
    ended::no_limit,
    ended::ended_otherwise,
    ended::evicted_over_request,
    ended::others_killed,
    ended::killed_unknown,
    ended::failed,
    ended::still_running,
    ended::scope_above,
    ended::node_short,
    ended::crash_logged,
    ended::replicas,
    ended::never_served,
    gomemlimit::malformed,
    gomemlimit::unset,
    gomemlimit::too_high,
    gomemlimit::below_live,
    gomemlimit::hidden,
    gomemlimit::ignored,
    gomemlimit::elsewhere,
    gomemlimit::stale_below,
    heap::one_snapshot,
    heap::grew,
    heap::steady,
    heap::growth_meets_kill,
    heap::growth_misses_kill,
    heap::growth_too_slow,
    heap::loading,
    heap::repeated,
    heap::load_rose,
    heap::large_objects,
    heap::whole_reads,
    level::peak_near_limit,
    level::goal_over_limit,
    heap::jumped_at_end,
    level::gogc_off,
    level::live_near_limit,
    level::too_small_for_kill,
    level::room_under_limit,
    level::filled_suddenly,
    level::peak_remembered,
    trace::live_heap,
    trace::peak,
    trace::burst,
    trace::ended_in_burst,
    trace::kept_all,
    goroutines::grew_or_steady,
    goroutines::structures_grew,
    goroutines::holder_unknown,
    goroutines::counted,
    goroutines::proven,
    goroutines::waiting,
    outside::kernel_says,
    outside::off_heap,
    outside::other_process,
    outside::child_killed,
    outside::starts_programs,
    outside::room_measured,
    outside::stacks,
    outside::stacks_traced,
    outside::fragmentation,
    outside::old_runtime,
    outside::kernel_memory,
    outside::tmpfs,
    outside::tmpfs_mounted,
    outside::dirty_pages,
    outside::collector_busy,
    series::processes,
    series::of_another,
    series::unlinked,
    series::rates_differ,
    series::container_rose,
];

/// Runs every rule.
pub(crate) fn run(case: &Case) -> Vec<Clue> {
    let mut clues: Vec<Clue> = RULES.iter().filter_map(|rule| rule(case)).collect();
    clues.extend(heap::sites(case));
    clues.extend(series::no_collection_between(case));
    clues.extend(series::deltas(case));
    for Evidence { input, line, .. } in clues.iter_mut().map(|clue| &mut clue.evidence) {
        if let Some(of_pod) = *input {
            let (read_from, at) = case.place(of_pod, *line);
            (*input, *line) = (Some(read_from), at);
        }
    }
    clues
}
