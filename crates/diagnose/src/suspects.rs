//! Code to blame, with its numbers.

use decode::runtime::gogc::Gogc;

use crate::case::{Case, GoroutineSite};
use crate::growth::blame::NEW_GOROUTINE;
use crate::growth::{Growth, SiteGrowth};
use crate::report::{Basis, Cause, Class, Sig6, Signature, Suspect, SuspectGoroutines, SuspectRole};
use crate::rules;
use crate::signature;
use crate::verdict::Verdict;

/// How many suspects are named at the most.
const MOST: usize = 5;

/// Names the suspects of a verdict, worst first.
pub(crate) fn name(case: &Case, verdict: &Verdict) -> Vec<Suspect> {
    let mut suspects = Vec::new();
    if verdict.cause == Cause::GoroutineLeak {
        suspects.extend(goroutine(case));
    }
    if verdict.cause == Cause::Stacks {
        suspects.extend(deepest(case));
    }
    let growth = case.growth.as_ref();
    match verdict.class {
        // A leaking heap beside it is a cause of its own, and so are its sites.
        Class::Leak if matches!(verdict.cause, Cause::OffHeap | Cause::Stacks) && !also(verdict, Cause::HeapGrowth) => {
        }
        Class::Leak => {
            let mut sites: Vec<Suspect> = growth.iter().flat_map(|growth| grown(growth)).collect();
            if verdict.cause == Cause::GoroutineLeak && suspects.is_empty() {
                // What a goroutine that never ends holds on to stays whole; the rest may be its work in hand.
                let kept = |site: &Suspect| site.retention.map_or(0.0, Sig6::get);
                sites.sort_by(|a, b| kept(b).total_cmp(&kept(a)));
            }
            suspects.extend(sites);
        }
        Class::Inconclusive => suspects.extend(growth.iter().flat_map(|growth| suspicious(growth))),
        Class::Tuning if churn_matters(case, verdict.cause) => {
            suspects.extend(growth.iter().flat_map(|growth| churning(growth)));
        }
        Class::Tuning | Class::NotOom => {}
    }
    // The heap shows connections; why they stay, the goroutines show that hold them.
    let connections = case.goroutines.last().and_then(|last| {
        last.sites.values().filter(|site| 2 * site.connections > site.count).max_by_key(|site| site.count)
    });
    for suspect in &mut suspects {
        if let (Some(Signature::HttpBodyNotClosed), Some(site)) = (suspect.signature, connections) {
            suspect.signature = signature::of_goroutines(site);
        }
    }
    let mut seen = Vec::new();
    suspects.retain(|suspect: &Suspect| {
        let known = seen.contains(&suspect.function);
        seen.push(suspect.function.clone());
        !known
    });
    suspects.truncate(MOST);
    suspects
}

fn also(verdict: &Verdict, cause: Cause) -> bool {
    verdict.contributing.iter().any(|contribution| contribution.cause == cause)
}

fn churn_matters(case: &Case, cause: Cause) -> bool {
    let churns = [
        Cause::GcHeadroom,
        Cause::Spike,
        Cause::GomemlimitTooHigh,
        Cause::GomemlimitIgnored,
        Cause::GcThrash,
        Cause::LoadGrowth,
    ];
    churns.contains(&cause) && case.gogc() != Gogc::Off
}

/// Whether a person could change it: the runtime's structures of goroutines stand for goroutines, not for themselves.
fn of_program(site: &SiteGrowth) -> bool {
    site.function != NEW_GOROUTINE
}

fn retaining(growth: &Growth) -> Vec<Suspect> {
    growth.leaks().filter(|site| of_program(site)).map(|site| suspect(growth, site, SuspectRole::Retains)).collect()
}

/// What leaks; where that is told by other means than profiles, what may.
fn grown(growth: &Growth) -> Vec<Suspect> {
    let known = retaining(growth);
    if !known.is_empty() {
        return known;
    }
    growth.undecided.iter().map(|site| suspect(growth, site, SuspectRole::Retains)).collect()
}

/// Without a verdict: what grew, else what holds most, as long as it holds a tenth of the heap.
fn suspicious(growth: &Growth) -> Vec<Suspect> {
    let grown = grown(growth);
    if !grown.is_empty() {
        return grown;
    }
    let total = growth.last().inuse;
    let large = |site: &&SiteGrowth| site.inuse.share_of(total).is_some_and(|share| share >= 0.1);
    growth
        .holders
        .iter()
        .filter(large)
        .filter(|site| of_program(site))
        .take(3)
        .map(|site| suspect(growth, site, SuspectRole::Retains))
        .collect()
}

/// Least share of all that was allocated from which on a function is worth naming for its garbage.
const LEAST_CHURN: f64 = 0.05;

fn churning(growth: &Growth) -> Vec<Suspect> {
    let least = growth.allocated().scale(LEAST_CHURN).0 as i64;
    let much = growth.churners.iter().filter(|site| growth.points.len() < 2 || site.allocated >= least);
    much.take(3).map(|site| suspect(growth, site, SuspectRole::Churns)).collect()
}

fn suspect(growth: &Growth, site: &SiteGrowth, role: SuspectRole) -> Suspect {
    let compared = growth.points.len() > 1;
    let rate = |bytes: i64| growth.seconds().and_then(|seconds| Sig6::new(bytes as f64 / seconds));
    Suspect {
        function: site.function.clone(),
        file: (!site.file.is_empty()).then(|| site.file.clone()),
        line: u32::try_from(site.line).ok().filter(|line| *line > 0),
        basis: Basis::Heap,
        role,
        inuse_bytes: Some(site.inuse),
        share: site.inuse.share_of(growth.last().inuse).and_then(Sig6::new),
        growth_bytes: compared.then_some(site.growth),
        growth_bytes_per_second: rate(site.growth).filter(|_| compared),
        alloc_bytes_per_second: rate(site.allocated).filter(|_| compared),
        retention: site.retention().and_then(Sig6::new),
        relative_error: site.relative_error.and_then(Sig6::new),
        goroutines: None,
        signature: signature::of_site(site).filter(|signature| role == SuspectRole::Retains || signature.churns()),
    }
}

fn goroutine(case: &Case) -> Option<Suspect> {
    let (function, site, growth) = rules::leaking_goroutines(case)?;
    Some(parked(function, site, Basis::Goroutine, growth.and_then(|growth| i64::try_from(growth).ok())))
}

/// The function that stands most often on the stacks of the last goroutine profile: where they are deep.
fn deepest(case: &Case) -> Option<Suspect> {
    let (function, site) = case.goroutines.last()?.sites.iter().max_by_key(|(_, site)| site.depth)?;
    Some(parked(function, site, Basis::Stack, None))
}

fn parked(function: &str, site: &GoroutineSite, basis: Basis, growth: Option<i64>) -> Suspect {
    Suspect {
        function: function.to_owned(),
        file: (!site.file.is_empty()).then(|| site.file.clone()),
        line: u32::try_from(site.line).ok().filter(|line| *line > 0),
        basis,
        role: SuspectRole::Retains,
        inuse_bytes: None,
        share: None,
        growth_bytes: None,
        growth_bytes_per_second: None,
        alloc_bytes_per_second: None,
        retention: None,
        relative_error: None,
        goroutines: Some(SuspectGoroutines { count: site.count, growth, state: site.state.clone() }),
        signature: signature::of_goroutines(site).filter(|_| basis == Basis::Goroutine),
    }
}
