//! What goes on while a cause stays and the others are fixed.

use decode::pprof::symbol;
use decode::runtime::gogc::Gogc;
use decode::units::Bytes;

use super::{forecast, pacing};
use crate::case::Case;
use crate::evidence::Finding;
use crate::growth::{Growth, SiteGrowth, blame};
use crate::report::{Cause, Class, Left, Sig6};
use crate::rules::{self, Clue};

/// Settings that bound the heap, and their lack: whichever is mended, the peak is another.
const OF_SETTINGS: [Cause; 7] = [
    Cause::GcHeadroom,
    Cause::GcThrash,
    Cause::Undersized,
    Cause::GomemlimitTooHigh,
    Cause::GomemlimitIgnored,
    Cause::GomemlimitStale,
    Cause::LoadGrowth,
];

/// What `cause` leaves once only `fixed` is mended, in numbers of the inputs; `None` where they tell none.
pub(crate) fn of(case: &Case, cause: Cause, fixed: Cause, clues: &[Clue]) -> Option<Left> {
    let mut mine = clues.iter().filter(|clue| clue.cause == Some(cause)).map(|clue| &clue.evidence.finding);
    match cause {
        Cause::HeapGrowth => heap_grows(case, fixed),
        Cause::GoroutineLeak => goroutines_grow(case),
        Cause::GcThrash => collector(case, fixed, mine),
        Cause::ProbeKill => {
            let probe = &case.subject?.container.liveness.as_ref()?.value;
            Some(Left::ProbeKills { seconds: u64::from(probe.period) * u64::from(probe.failure) })
        }
        settings if OF_SETTINGS.contains(&settings) => heap_peaks(case).filter(|_| !OF_SETTINGS.contains(&fixed)),
        _ => mine.find_map(taken),
    }
}

/// Growth of the functions that keep what they allocate, without those whose memory the goroutines may hold that are
/// mended.
fn heap_grows(case: &Case, fixed: Cause) -> Option<Left> {
    let growth = case.growth.as_ref()?;
    let goroutines = rules::leaking_goroutines(case).filter(|_| fixed == Cause::GoroutineLeak);
    if fixed == Cause::GoroutineLeak && goroutines.is_none() {
        return None;
    }
    let theirs = |site: &SiteGrowth| {
        let on_stack = |function: &str| site.functions.iter().any(|(name, _)| name == function);
        let beside = |function: &str| symbol::package(function) == symbol::package(&site.function);
        blame::comes_with_goroutine(&site.function)
            || goroutines.is_some_and(|(function, _, _)| on_stack(function) || beside(function))
    };
    let sites = || growth.leaks().filter(|site| !theirs(site));
    let gained: i64 = sites().map(|site| site.growth).sum();
    let worst = sites().next()?;
    Some(Left::HeapGrows {
        function: worst.function.clone(),
        bytes_per_second: Sig6::new(gained as f64 / growth.seconds()?)?,
        seconds_to_limit: forecast::until_limit(case, gained).and_then(Sig6::new),
    })
}

fn goroutines_grow(case: &Case) -> Option<Left> {
    let (first, last) = case.goroutines.ends()?;
    let added = last.total.checked_sub(first.total).filter(|added| *added > 0)?;
    let seconds = first.taken_at.zip(last.taken_at).map(|(from, to)| to.seconds_since(from) as u64);
    Some(Left::GoroutinesGrow { added, seconds: seconds.filter(|seconds| *seconds > 0) })
}

/// The peak that the collector allows once what leaks is gone.
fn heap_peaks(case: &Case) -> Option<Left> {
    let live = without_leaks(case)?;
    let Gogc::Percent(gogc) = case.gogc() else { return None };
    Some(Left::HeapPeaks { live, peak: pacing::peak(live, gogc, pacing::gomemlimit(case)), limit: case.limit()? })
}

fn without_leaks(case: &Case) -> Option<Bytes> {
    let held = case.growth.iter().flat_map(Growth::leaks).fold(Bytes(0), |sum, site| sum + site.inuse);
    Some(case.live_high()? - held)
}

/// A collector that is busy because a leak fills its heap is not once the leak is gone.
fn collector<'a>(case: &Case, fixed: Cause, mut findings: impl Iterator<Item = &'a Finding>) -> Option<Left> {
    findings.find_map(|finding| match finding {
        Finding::CollectorBusy { share } if fixed.class() != Class::Leak => {
            Some(Left::CollectorTakes { share: *share })
        }
        Finding::GomemlimitBelowLive { gomemlimit, .. } => {
            Some(Left::LiveUnderGomemlimit { live: without_leaks(case)?, gomemlimit: *gomemlimit })
        }
        _ => None,
    })
}

/// Memory that a finding measured.
fn taken(finding: &Finding) -> Option<Left> {
    let (bytes, limit) = match finding {
        Finding::OffHeapMemory { beyond, limit, .. } => (beyond, limit),
        Finding::StackMemory { to, limit, .. } => (to, limit),
        Finding::KernelMemory { bytes, limit }
        | Finding::FilesInMemory { bytes, limit }
        | Finding::DirtyPages { bytes, limit }
        | Finding::OtherProcess { bytes, limit }
        | Finding::Fragmented { bytes, limit, .. } => (bytes, limit),
        Finding::FilledSuddenly { at_kill, limit, .. } => (at_kill, limit),
        _ => return None,
    };
    Some(Left::MemoryTaken { bytes: *bytes, limit: *limit })
}
