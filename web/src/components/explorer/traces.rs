//! The heaviest stacks.

use view::traces::{Trace, Traces as Stacks};
use view::tree::Pivot;
use yew::prelude::*;

use super::amount::{Amounts, source_of};
use super::notice::{notice, working};
use super::panel::ViewProps;
use super::top_cells::bar;
use crate::state::{Action, Explored, Shown};
use crate::words::{explorer, words};
use crate::worker::look::{Ask, View};

/// Stacks are folded from this one on.
const OPEN: usize = 3;

/// The stacks, each with all its frames.
#[component]
pub(crate) fn Traces(props: &ViewProps) -> Html {
    let shown = match props.explorer.answer(&props.picked.look, &Ask::Traces) {
        None => return working(),
        Some(Err(refusal)) => return notice(refusal, ""),
        Some(Ok(shown)) => shown,
    };
    let Shown::Other(View::Traces(traces)) = &**shown else { return working() };
    let needle = props.explorer.search.trim().to_lowercase();
    let holds =
        |pivot: &Pivot| pivot.name.to_lowercase().contains(&needle) || pivot.file.to_lowercase().contains(&needle);
    let is_found = |trace: &&Trace| needle.is_empty() || trace.frames.iter().any(|frame| holds(&frame.place));
    let found: Vec<&Trace> = traces.heaviest.iter().filter(is_found).collect();
    html! {
        <>
            <p class="muted table-legend">{explorer().traces_legend(found.len(), traces.count)}</p>
            if found.is_empty() { <p class="empty-table">{words().no_rows(&props.explorer.search)}</p> }
            <ol class="traces" data-testid="traces">{ for found.iter().enumerate().map(|(place, trace)| trace_html(props, traces, trace, place)) }</ol>
        </>
    }
}

fn trace_html(props: &ViewProps, traces: &Stacks, trace: &Trace, place: usize) -> Html {
    let amounts = Amounts { units: props.explorer.units, unit: &traces.unit, total: traces.total };
    let leaf = trace.frames.first().map(|frame| view::name::folded(&frame.place.name)).unwrap_or_default();
    let frame = |frame: &view::traces::TraceFrame| {
        let (desk, pivot) = (props.desk.clone(), frame.place.clone());
        let name = view::name::folded(&pivot.name);
        let source = source_of(&pivot);
        html! {
            <li>
                <button type="button" class="row-button" title={pivot.name.clone()} onclick={move |_| desk.act(Action::Explored(Explored::Pivoted(pivot.clone())))}><code>{name}</code></button>
                if frame.inlined { <span class="chip">{explorer().inlined()}</span> }
                <span class="place">{source}</span>
            </li>
        }
    };
    html! {
        <li data-value={trace.value.shown().to_string()}>
            <details open={place < OPEN}>
                <summary>
                    <span class="trace-value">{amounts.compared(trace.value)}</span>
                    <span class="trace-share">{bar(amounts.ratio(trace.value.shown()).abs())}{amounts.share(trace.value.shown())}</span>
                    <code>{leaf}</code>
                    if let Some(objects) = trace.objects.filter(|_| traces.unit == "bytes") { <span class="place">{explorer().objects(&words().amount(objects, "count"))}</span> }
                </summary>
                <ol class="trace-frames">{ for trace.frames.iter().map(frame) }</ol>
            </details>
        </li>
    }
}
