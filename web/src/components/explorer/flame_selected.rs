//! The selected box: its numbers, and what can be done with it.

use view::filter::FilterName;
use view::flame::What;
use view::tree::Pivot;
use yew::prelude::*;

use super::amount::{Amounts, exactly};
use super::describe::describe;
use crate::canvas::{Graph, Place};
use crate::components::copy_button::CopyButton;
use crate::effects::{Desk, copy};
use crate::state::{Action, Explored, Units};
use crate::words::explorer;

/// The filters offered for one function.
const FILTERS: [FilterName; 4] = [FilterName::Focus, FilterName::Ignore, FilterName::Hide, FilterName::ShowFrom];

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct FlameSelectedProps {
    /// Takes filters and pivots.
    pub(crate) desk: Desk,
    /// The graph.
    pub(crate) graph: Graph,
    /// What is selected.
    pub(crate) place: Option<Place>,
    /// How amounts are written.
    pub(crate) units: Units,
}

/// The place a node stands for; `None` for the root of all.
pub(crate) fn pivot(graph: &Graph, (tree, node): Place) -> Option<Pivot> {
    let tree = graph.tree(tree);
    ((node as usize) < tree.len()).then(|| tree.frame(node).map(Pivot::of)).flatten()
}

/// Does what a key asks for with a place.
pub(crate) fn act(desk: &Desk, key: &str, pivot: Pivot) {
    let filter = match key {
        "p" => return desk.act(Action::Explored(Explored::Pivoted(pivot))),
        "c" => return copy::copy(pivot.name, Callback::noop()),
        "f" => FilterName::Focus,
        "i" => FilterName::Ignore,
        "h" => FilterName::Hide,
        "r" => FilterName::ShowFrom,
        _ => return,
    };
    desk.act(Action::Explored(Explored::Filtered(filter, exactly(&pivot.name))));
}

/// The bar below the graph.
#[component]
pub(crate) fn FlameSelected(props: &FlameSelectedProps) -> Html {
    let place = props.place.filter(|(tree, node)| (*node as usize) < props.graph.tree(*tree).len());
    let Some((tree, node)) = place else {
        return html! { <p class="muted flame-hint">{explorer().flame_hint()}</p> };
    };
    let pivot = pivot(&props.graph, (tree, node));
    let tree = props.graph.tree(tree);
    let described =
        describe(tree, What::Node(node), &Amounts { units: props.units, unit: &tree.unit, total: tree.total });
    html! {
        <div class="flame-selected" data-testid="flame-selected" data-function={described.name.clone()}
            data-flat={tree.numbers(node).flat.to_string()} data-cum={tree.numbers(node).cum.to_string()}>
            <div class="flame-selected-name">
                <code>{described.name.clone()}</code>
                <span class="place">{described.place}</span>
            </div>
            <p class="flame-facts">{ for described.facts.into_iter().map(|fact| html! { <span>{fact}</span> }) }</p>
            if let Some(pivot) = pivot {
                <div class="flame-actions">
                    { button(props, "p", explorer().pivot_here().to_owned(), &pivot) }
                    { for FILTERS.iter().map(|filter| button(props, key(*filter), filter.flag().replace('_', " "), &pivot)) }
                    <CopyButton text={pivot.name.clone()} what={explorer().copy_name()} />
                </div>
            }
        </div>
    }
}

const fn key(filter: FilterName) -> &'static str {
    match filter {
        FilterName::Ignore => "i",
        FilterName::Hide => "h",
        FilterName::ShowFrom => "r",
        _ => "f",
    }
}

fn button(props: &FlameSelectedProps, key: &'static str, label: String, pivot: &Pivot) -> Html {
    let (desk, pivot) = (props.desk.clone(), pivot.clone());
    html! {
        <button type="button" class="button small" data-key={key} onclick={move |_| act(&desk, key, pivot.clone())}>
            {label}<kbd>{key}</kbd>
        </button>
    }
}
