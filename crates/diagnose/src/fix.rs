//! What to set, what that costs and buys, and how it is written down.
//!
//! `left` says what a cause goes on doing while the others are fixed. `budget` measures what the program needs ([`Demand`]), `recommend` works out settings, `forecast` what they do;
//! `place` says where they go and `yaml`, `kubectl`, `forms` write them down. [`plan`](mod@plan), [`what_if`](mod@what_if)
//! and [`compare`](mod@compare) start from the finished report, so that page, terminal and saved reports give the same.

mod budget;
mod collector;
pub mod compare;
mod demand;
pub(crate) mod forecast;
pub mod forms;
mod kubectl;
pub(crate) mod left;
pub mod manifest;
pub(crate) mod pacing;
mod peak;
mod place;
pub mod plan;
mod quote;
mod recommend;
mod tidy;
pub mod what_if;
mod yaml;

use crate::case::{Case, Subject};
use crate::report::{Budget, Cause, ContainerReport, Forecast, PodReport, Recommendation, Report};
use crate::rules;
use crate::verdict::Verdict;

pub use compare::compare;
pub use demand::{Demand, Pacing};
pub use kubectl::{commands, resize};
pub use place::{Keeper, Place, Workload, Written};
pub use plan::plan;
pub(crate) use quote::shell;
pub use recommend::Price;
pub use what_if::what_if;
pub use yaml::patch;

/// Everything in the report that follows from the verdict.
#[derive(Debug)]
pub(crate) struct Fix {
    pub budget: Budget,
    pub forecast: Forecast,
    pub recommendation: Recommendation,
    pub yaml: Option<String>,
    pub kubectl: Vec<String>,
}

/// Works out the fix for a verdict about the container `subject` describes.
pub(crate) fn work_out(case: &Case, verdict: &Verdict, pods: &[PodReport]) -> Fix {
    let budget = budget::parts(case);
    let demand = budget::demand(case, &budget);
    let recommendation = recommend::settings(case, verdict, demand.as_ref());
    let place = case.subject.and_then(|subject| place_of(&subject, pods));
    Fix {
        forecast: forecast::forecast(case, verdict, demand.as_ref(), &recommendation),
        budget,
        yaml: place.as_ref().and_then(|place| yaml::patch(place, &recommendation)),
        kubectl: place.map_or_else(Vec::new, |place| kubectl::commands(&place, &recommendation)),
        recommendation,
    }
}

/// Whether what fills the container is not in what [`Demand`] knows: not Go's own memory, holes in the heap that only the
/// kill ended (`fragmentation_shards` took as much more as it was given), or stacks that have not stopped growing.
fn is_unmeasured(case: &Case, cause: Cause) -> bool {
    cause.is_beside_go() || cause == Cause::Fragmentation || (cause == Cause::Stacks && !rules::stacks_stopped(case))
}

/// The place of the subject, with what only its spec tells: how its variables are written.
fn place_of(subject: &Subject, pods: &[PodReport]) -> Option<Place> {
    let pod = pods.iter().find(|pod| pod.name == subject.pod.name && pod.namespace == subject.pod.namespace)?;
    let container = pod.containers.iter().find(|container| container.name == subject.container.name)?;
    let written = |name: &str| {
        let definitions = subject.container.env.iter().filter(|variable| variable.name == name).count();
        match definitions {
            0 => Written::Not,
            1 if subject.literal(name).is_some() => Written::Literal,
            _ => Written::Elsewhere,
        }
    };
    let pod_level = recommend::is_shared(subject);
    Some(Place { gomemlimit: written("GOMEMLIMIT"), gogc: written("GOGC"), pod_level, ..Place::at(pod, container) })
}

/// The pod and the container a report is about.
pub(crate) fn target(report: &Report) -> Option<(&PodReport, &ContainerReport)> {
    let target = report.target.as_ref()?;
    let pods = report.pods.iter().filter(|pod| target.pod.is_none() || pod.name == target.pod);
    pods.flat_map(|pod| pod.containers.iter().map(move |container| (pod, container)))
        .find(|(_, container)| container.name == target.container)
}

/// The container a report is about.
pub(crate) fn container(report: &Report) -> Option<&ContainerReport> {
    target(report).map(|(_, container)| container)
}
