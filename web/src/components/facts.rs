//! The facts at a glance: how it ended, what is set, what is used, what will happen.

use diagnose::report::{ContainerReport, PodReport, Report};
use text::{Called, Term};
use yew::prelude::*;

use super::explained::called;
use crate::shared::Shared;
use crate::state::Verdict;
use crate::words::{language, words};

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
            { for tiles.into_iter().map(|(name, value)| html! { <div><dt>{called(name, report, "facts")}</dt><dd>{value}</dd></div> }) }
        </dl>
    }
}

type Tile = (Called, String);

/// The container the verdict is about, and its pod.
fn container(report: &Report) -> Option<(&PodReport, &ContainerReport)> {
    let target = report.target.as_ref()?;
    let pods = report.pods.iter().filter(|pod| target.pod.is_none() || pod.name == target.pod);
    pods.flat_map(|pod| pod.containers.iter().map(move |container| (pod, container)))
        .find(|(_, container)| container.name == target.container)
}

fn of_container((pod, container): (&PodReport, &ContainerReport)) -> Vec<Tile> {
    // A description that was cut off ends before settings are printed: what is missing was not left out by the pod.
    let is_whole = pod.qos.is_some() || container.state.is_none() && container.last_state.is_none();
    let absent = || if is_whole { words().not_set() } else { words().not_told() }.to_owned();
    let last = container.last_state.as_ref().map(|last| (Called::Term(Term::LastState), words().ended(last)));
    let limit = container.memory_limit_bytes.map_or_else(absent, |bytes| bytes.to_string());
    let gomemlimit = match &container.gomemlimit {
        None => absent(),
        Some(set) => set.raw.clone().unwrap_or_else(|| words().hidden().to_owned()),
    };
    let restarts = container.restart_count.map(|count| (Called::Words(words().restarts()), count.to_string()));
    let gogc = container.gogc.clone().map(|value| (Called::Term(Term::Gogc), value));
    [
        last,
        Some((Called::Term(Term::MemoryLimit), limit)),
        Some((Called::Term(Term::Gomemlimit), gomemlimit)),
        gogc,
        restarts,
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn of_use(report: &Report) -> Vec<Tile> {
    let live = report.budget.live_heap.map(|live| (Called::Term(Term::LiveHeap), live.bytes.to_string()));
    live.into_iter().chain(text::forecast(&report.forecast, language())).collect()
}
