//! The facts at a glance: how it ended, what is set, what is used, what will happen.

use diagnose::report::{ContainerReport, Forecast, Report, Sig6};
use yew::prelude::*;

use crate::shared::Shared;
use crate::state::Verdict;
use crate::words::words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct FactsProps {
    /// The verdict.
    pub(crate) verdict: Shared<Verdict>,
}

/// A tile per fact that is known.
#[component]
pub(crate) fn Facts(props: &FactsProps) -> Html {
    let report = &props.verdict.report;
    let tiles: Vec<_> = container(report).map(of_container).into_iter().flatten().chain(of_use(report)).collect();
    if tiles.is_empty() {
        return html! {};
    }
    html! {
        <dl class="facts">
            { for tiles.into_iter().map(|(name, value)| html! { <div><dt>{name}</dt><dd>{value}</dd></div> }) }
        </dl>
    }
}

type Tile = (&'static str, String);

/// The container the verdict is about.
fn container(report: &Report) -> Option<&ContainerReport> {
    let target = report.target.as_ref()?;
    let pods = report.pods.iter().filter(|pod| target.pod.is_none() || pod.name == target.pod);
    pods.flat_map(|pod| &pod.containers).find(|container| container.name == target.container)
}

fn of_container(container: &ContainerReport) -> Vec<Tile> {
    let last = container.last_state.as_ref().map(|last| (words().last_state(), words().ended(last)));
    let limit = container.memory_limit_bytes.map_or_else(|| words().not_set().to_owned(), |bytes| bytes.to_string());
    let gomemlimit = match &container.gomemlimit {
        None => words().not_set().to_owned(),
        Some(set) => set.raw.clone().unwrap_or_else(|| words().hidden().to_owned()),
    };
    let restarts = container.restart_count.map(|count| (words().restarts(), count.to_string()));
    let gogc = container.gogc.clone().map(|value| ("GOGC", value));
    [last, Some((words().memory_limit(), limit)), Some(("GOMEMLIMIT", gomemlimit)), gogc, restarts]
        .into_iter()
        .flatten()
        .collect()
}

fn of_use(report: &Report) -> Vec<Tile> {
    let Forecast { seconds_to_limit, restarts_per_day_now, restarts_per_day_after, .. } = &report.forecast;
    let live = report.budget.live_heap.map(|live| (words().live_heap(), live.bytes.to_string()));
    let to_limit = seconds_to_limit.map(|seconds| (words().time_to_limit(), words().duration(seconds.get())));
    let restarts = restarts_per_day_now.map(|now| {
        (words().restarts_per_day(), words().before_after(now.get(), restarts_per_day_after.map(Sig6::get)))
    });
    let (now, after) = (report.forecast.gc_cpu_fraction_now, report.forecast.gc_cpu_fraction_after);
    let gc = now.map(|now| (words().gc_cpu(), words().share_before_after(now.get(), after.map(Sig6::get))));
    [live, to_limit, restarts, gc].into_iter().flatten().collect()
}
