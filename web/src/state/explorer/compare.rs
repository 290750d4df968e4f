//! Which two profiles can be compared.

use crate::state::Verdict;
use crate::worker::protocol::{InputId, ProfileInfo};

/// Why two profiles are better not compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unlike {
    /// By their counts they are of two processes: what one allocated says nothing of the other.
    Processes(u32, u32),
    /// They were sampled at different rates, in bytes: errors and small sites differ.
    Rates(i64, i64),
    /// One of them is a difference already.
    Delta,
    /// They measure different things.
    Kinds,
}

/// What speaks against comparing `later` with `base`; `None` if nothing does. Processes that can't be told apart are no
/// reason.
pub(crate) fn unlike(verdict: &Verdict, base: InputId, later: InputId) -> Option<Unlike> {
    let (a, b) = (verdict.profile(base)?, verdict.profile(later)?);
    let shares_type = a.sample_types.iter().any(|name| b.sample_types.contains(name));
    match (a.group, b.group) {
        _ if !shares_type => Some(Unlike::Kinds),
        (Some(a), Some(b)) if a != b => Some(Unlike::Processes(a, b)),
        _ if is_delta(a) || is_delta(b) => Some(Unlike::Delta),
        _ if a.period != b.period => Some(Unlike::Rates(a.period, b.period)),
        _ => None,
    }
}

fn is_delta(profile: &ProfileInfo) -> bool {
    profile.duration_nanos != 0 && profile.sample_types.iter().any(|name| name.starts_with("inuse_"))
}
