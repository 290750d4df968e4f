//! Two snapshots: the difference as a graph and as a table.

use view::tree::Weight;
use yew::prelude::*;

use super::amount::Amounts;
use super::controls::{select, snapshot_name};
use super::flame::Flame;
use super::panel::ViewProps;
use super::top_table::TopTable;
use crate::state::{Action, Explored, Unlike};
use crate::words::{explorer, words};

/// The difference between two snapshots, or why there is none.
#[component]
pub(crate) fn Compare(props: &ViewProps) -> Html {
    let Some((base, unlike)) = props.picked.base else {
        return html! { <p class="empty-table" data-testid="compare-refused">{explorer().nothing_to_compare()}</p> };
    };
    let is_compared = props.picked.look.base.is_some();
    html! {
        <div class="snapshots-compared" data-testid="compare">
            <p class="compare-names">
                <span>{explorer().before()}{": "}<b>{snapshot_name(props, base)}</b></span>
                <span>{explorer().after()}{": "}<b>{snapshot_name(props, props.picked.look.input)}</b></span>
            </p>
            if let Some(reason) = unlike { { refused(props, reason, is_compared) } }
            if is_compared {
                { summary(props) }
                { weights(props) }
                <Flame ..props.clone() />
                <TopTable ..props.clone() />
            }
        </div>
    }
}

fn refused(props: &ViewProps, reason: Unlike, is_compared: bool) -> Html {
    let text = match reason {
        Unlike::Processes(before, after) => explorer().unlike_processes(before, after),
        Unlike::Rates(before, after) => explorer().unlike_rates(before, after),
        Unlike::Delta => explorer().unlike_delta().to_owned(),
        Unlike::Kinds => explorer().unlike_kinds().to_owned(),
    };
    let desk = props.desk.clone();
    html! {
        <div class="compare-refused" role="status" data-testid="compare-refused">
            <p>{text}</p>
            if !is_compared && reason != Unlike::Kinds {
                <button type="button" class="button small" data-testid="compare-anyway"
                    onclick={move |_| desk.act(Action::Explored(Explored::Anyway))}>{explorer().compare_anyway()}</button>
            }
        </div>
    }
}

/// The whole change in one line.
fn summary(props: &ViewProps) -> Html {
    let Some(table) = props.explorer.table(&props.picked.look) else { return Html::default() };
    let before = table.base_total.unwrap_or(0);
    let amounts = Amounts { units: props.explorer.units, unit: &table.table.unit, total: before };
    let (after, change) = (table.table.total, table.table.total.saturating_sub(before));
    let over = table.seconds.filter(|seconds| *seconds >= 1.0).map(|seconds| words().duration(seconds));
    let amount = |value| words().amount(value, &table.table.unit);
    html! {
        <p class="compare-summary" data-testid="compare-summary" data-before={before.to_string()} data-after={after.to_string()}>
            {explorer().compare_legend(&amount(before), &amount(after), &amounts.change(change), over.as_deref())}
        </p>
    }
}

fn weights(props: &ViewProps) -> Html {
    let weights = [Weight::Change, Weight::Both];
    let options: Vec<String> = weights
        .iter()
        .map(|weight| format!("{}: {}", explorer().choose_weight(), explorer().weight(*weight)))
        .collect();
    let chosen = usize::from(props.explorer.weight == Weight::Both);
    let desk = props.desk.clone();
    let choose = Callback::from(move |index: usize| {
        desk.act(Action::Explored(Explored::Weight(weights.get(index).copied().unwrap_or_default())));
    });
    select(explorer().choose_weight(), "weight", &options, chosen, choose)
}
