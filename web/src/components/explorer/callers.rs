//! One function from both sides: its direct callers and callees, and the whole sandwich.

use view::peek::{Neighbour, Peek};
use view::tree::Pivot;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::amount::{Amounts, source_of};
use super::flame::FlameGraph;
use super::notice::{notice, working};
use super::panel::ViewProps;
use super::top_cells::bar;
use crate::canvas::Graph;
use crate::state::{Action, Explored, Shown};
use crate::words::explorer;
use crate::worker::look::{Ask, Refusal, View};

/// How many functions are offered to choose from.
const OFFERED: usize = 500;

/// Callers and callees.
#[component]
pub(crate) fn Callers(props: &ViewProps) -> Html {
    let Some(pivot) = props.explorer.history.now().pivot.clone() else {
        return html! { <div class="choose-pivot"><p>{explorer().no_pivot()}</p>{ chooser(props) }</div> };
    };
    let answer = |ask: Ask| props.explorer.answer(&props.picked.look, &ask).cloned();
    let refused = |refusal: Refusal| html! { <>{ notice(&refusal, &pivot.name) }{ chooser(props) }</> };
    let peek = match answer(Ask::Peek(pivot.clone())) {
        None => return working(),
        Some(Err(refusal)) => return refused(refusal),
        Some(Ok(shown)) => shown,
    };
    let Shown::Other(View::Peek(peek)) = &*peek else { return working() };
    let graph = match answer(Ask::Sandwich(pivot.clone())) {
        Some(Ok(shown)) => match &*shown {
            Shown::Sandwich(callers, callees) => Some(Graph::Sandwich(callers.clone(), callees.clone())),
            _ => None,
        },
        _ => None,
    };
    html! {
        <>
            { tables(props, peek) }
            if let Some(graph) = graph {
                <FlameGraph desk={props.desk.clone()} {graph} direction={view::flame::Direction::Down} search={props.explorer.search.clone()} units={props.explorer.units} />
            } else {
                { working() }
            }
        </>
    }
}

/// A field that takes the name of any function of the table.
fn chooser(props: &ViewProps) -> Html {
    let rows = props.explorer.table(&props.picked.look).map(|table| table.table.rows.clone()).unwrap_or_default();
    let options = rows.iter().take(OFFERED).map(|row| html! { <option value={row.name.clone()}></option> });
    let options: Vec<Html> = options.collect();
    let desk = props.desk.clone();
    let onchange = Callback::from(move |event: Event| {
        let Some(name) = event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()) else { return };
        if let Some(row) = rows.iter().find(|row| row.name == name) {
            let pivot = Pivot { name, file: row.file.clone(), line: row.line };
            desk.act(Action::Explored(Explored::Pivoted(pivot)));
        }
    });
    html! {
        <label class="filter-field"><span class="visually-hidden">{explorer().pivot_here()}</span>
            <input type="text" list="explorer-functions" {onchange} data-testid="choose-pivot" autocomplete="off" spellcheck="false" />
            <datalist id="explorer-functions">{ for options }</datalist>
        </label>
    }
}

fn tables(props: &ViewProps, peek: &Peek) -> Html {
    let amounts = Amounts { units: props.explorer.units, unit: &peek.unit, total: peek.total };
    html! {
        <div class="peek" data-testid="peek">
            { side(props, explorer().callers(), "callers", &peek.callers, peek.cum.shown(), &amounts) }
            <div class="peek-pivot" data-function={peek.pivot.name.clone()} data-flat={peek.flat.shown().to_string()} data-cum={peek.cum.shown().to_string()}>
                <code>{peek.pivot.name.clone()}</code>
                <span class="place">{source_of(&peek.pivot)}</span>
                <span>{"cum "}{amounts.compared(peek.cum)}{format!(" ({})", amounts.share(peek.cum.shown()))}</span>
                <span>{"flat "}{amounts.compared(peek.flat)}{format!(" ({})", amounts.share(peek.flat.shown()))}</span>
            </div>
            { side(props, explorer().callees(), "callees", &peek.callees, peek.cum.shown(), &amounts) }
        </div>
    }
}

fn side(
    props: &ViewProps,
    title: &str,
    testid: &'static str,
    neighbours: &[Neighbour],
    cum: i64,
    amounts: &Amounts<'_>,
) -> Html {
    let own = Amounts { total: cum, ..*amounts };
    html! {
        <div class="peek-side">
            <h3>{title.to_owned()}</h3>
            if neighbours.is_empty() {
                <p class="muted">{explorer().nobody()}</p>
            } else {
                <table data-testid={testid}><tbody>{ for neighbours.iter().map(|neighbour| row(props, neighbour, &own)) }</tbody></table>
            }
        </div>
    }
}

fn row(props: &ViewProps, neighbour: &Neighbour, amounts: &Amounts<'_>) -> Html {
    let (desk, pivot) = (props.desk.clone(), neighbour.place.clone());
    let name = view::name::folded(&pivot.name);
    html! {
        <tr data-function={pivot.name.clone()} data-value={neighbour.value.shown().to_string()}>
            <td class="number">{amounts.compared(neighbour.value)}</td>
            <td class="number share">{bar(amounts.ratio(neighbour.value.shown()))}{amounts.share(neighbour.value.shown())}</td>
            <td class="name" title={pivot.name.clone()}>
                <button type="button" class="row-button" onclick={move |_| desk.act(Action::Explored(Explored::Pivoted(pivot.clone())))}><code>{name}</code></button>
                if neighbour.inlined { <span class="chip">{explorer().inlined()}</span> }
            </td>
        </tr>
    }
}
