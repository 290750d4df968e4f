//! What fixing only one of two causes leaves.

use decode::units::Bytes;
use diagnose::report::Left;

use super::super::Fixed;
use super::numbers::{duration, percent};

pub(super) fn left(left: &Left, fixed: Fixed) -> String {
    let fixed = match fixed {
        Fixed::Main => "With only the main cause fixed",
        Fixed::Other => "With only this one fixed",
    };
    format!("{fixed}, {}.", goes_on(left))
}

fn goes_on(left: &Left) -> String {
    match left {
        Left::HeapGrows { function, bytes_per_second, seconds_to_limit } => {
            let minute = Bytes((bytes_per_second.get() * 60.0) as u64);
            let reached = seconds_to_limit
                .map(|seconds| format!(" and reaches the limit about {} later", duration(seconds.get() as u64)));
            format!("the heap still grows by {minute} a minute from {function}{}", reached.unwrap_or_default())
        }
        Left::GoroutinesGrow { added, seconds: Some(seconds) } => {
            format!("goroutines still pile up: {added} more in {}", duration(*seconds))
        }
        Left::GoroutinesGrow { added, seconds: None } => {
            format!("goroutines still pile up: {added} more between the profiles")
        }
        Left::HeapPeaks { live, peak, limit } => {
            format!("what is live without a leak ({live}) makes the heap peak at {peak} of {limit}")
        }
        Left::MemoryTaken { bytes, limit } => format!("{bytes} of {limit} stay taken"),
        Left::CollectorTakes { share } => format!("the collector still takes {} of the CPU", percent(share.get())),
        Left::LiveUnderGomemlimit { live, gomemlimit } => {
            format!("{live} stay live under a GOMEMLIMIT of {gomemlimit}")
        }
        Left::ProbeKills { seconds } => {
            format!("the liveness probe still kills after {} without an answer", duration(*seconds))
        }
    }
}
