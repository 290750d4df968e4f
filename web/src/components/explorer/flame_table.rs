//! The same graph as a table, for those who don't see it.

use view::flame::outline;
use view::name::folded;
use view::tree::{NodeId, Tree};
use yew::prelude::*;

use super::amount::Amounts;
use crate::canvas::{Graph, Place};
use crate::state::Units;
use crate::words::{explorer, words};

/// Calls below this share of the graph are counted, not listed.
const LEAST: f64 = 0.002;
/// The most rows.
const ROWS: usize = 400;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct FlameTableProps {
    /// The graph.
    pub(crate) graph: Graph,
    /// How amounts are written.
    pub(crate) units: Units,
    /// Told of the node to show in the graph.
    pub(crate) choose: Callback<Place>,
}

/// A folded table of all calls worth listing, depth first.
#[component]
pub(crate) fn FlameTable(props: &FlameTableProps) -> Html {
    let open = use_state_eq(|| false);
    let ontoggle = {
        let open = open.clone();
        Callback::from(move |_: Event| open.set(!*open))
    };
    let trees: &[usize] = if matches!(props.graph, Graph::Whole(_)) { &[0] } else { &[0, 1] };
    html! {
        <details class="flame-table" {ontoggle}>
            <summary>{explorer().as_table()}</summary>
            if *open { { for trees.iter().map(|tree| table(props, *tree)) } }
        </details>
    }
}

fn table(props: &FlameTableProps, index: usize) -> Html {
    let tree = props.graph.tree(index);
    let amounts = Amounts { units: props.units, unit: &tree.unit, total: tree.total };
    let rows = outline(tree, Tree::ROOT, LEAST, ROWS);
    let caption = match (&props.graph, index) {
        (Graph::Whole(_), _) => explorer().view("flame"),
        (Graph::Sandwich(..), 0) => explorer().callers(),
        (Graph::Sandwich(..), _) => explorer().callees(),
    };
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-label={caption}>
            <table data-testid="flame-table" role="treegrid" aria-label={caption}>
                <thead><tr>
                    <th scope="col" class="number">{"cum"}</th><th scope="col" class="number share">{explorer().share()}</th>
                    <th scope="col" class="number">{"flat"}</th><th scope="col" class="name">{words().function()}</th>
                </tr></thead>
                <tbody>{ for rows.iter().map(|row| row_html(props, index, (row.node, row.level, row.hidden), &amounts)) }</tbody>
            </table>
        </div>
    }
}

fn row_html(
    props: &FlameTableProps,
    index: usize,
    (node, level, hidden): (NodeId, usize, usize),
    amounts: &Amounts<'_>,
) -> Html {
    let tree = props.graph.tree(index);
    let numbers = tree.numbers(node);
    let name = tree.frame(node).map_or_else(|| explorer().everything().to_owned(), |frame| folded(&frame.name));
    let choose = props.choose.clone();
    let indent = "\u{2003}".repeat(level.min(40));
    html! {
        <tr aria-level={(level + 1).to_string()} data-function={tree.frame(node).map(|frame| frame.name.clone())} data-cum={numbers.cum.to_string()}>
            <td class="number">{amounts.amount(numbers.cum)}</td>
            <td class="number share">{amounts.share(numbers.cum)}</td>
            <td class="number">{amounts.amount(numbers.flat)}</td>
            <td class="name">
                {indent}<button type="button" class="row-button" onclick={move |_| choose.emit((index, node))}><code>{name}</code></button>
                if hidden > 0 { <span class="place">{explorer().hidden(hidden)}</span> }
            </td>
        </tr>
    }
}
