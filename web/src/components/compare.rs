//! Captures from before and after a change: did it help?

use diagnose::fix::compare::{Comparison, Row};
use diagnose::report::Sig6;
use yew::prelude::*;

use super::id;
use crate::words::words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct CompareProps {
    /// The comparison.
    pub(crate) comparison: Comparison,
}

/// A table of the measures and what they amount to.
#[component]
pub(crate) fn Compare(props: &CompareProps) -> Html {
    let Comparison { outcome, rows, .. } = &props.comparison;
    let [before, after] = words().before_and_after();
    html! {
        <section class="card compare" aria-labelledby="compare-title" data-testid="compare">
            <h2 id="compare-title">{words().compare_title()}</h2>
            <p class={classes!("outcome", id(outcome))}>{words().outcome(*outcome)}</p>
            <table>
                <thead><tr><td></td><th scope="col">{before}</th><th scope="col">{after}</th></tr></thead>
                <tbody>{ for rows.iter().map(row) }</tbody>
            </table>
        </section>
    }
}

fn row(row: &Row) -> Html {
    let show =
        |value: Option<Sig6>| value.map_or_else(|| "–".to_owned(), |value| words().measured(row.measure, value.get()));
    html! {
        <tr><th scope="row">{words().measure(row.measure)}</th><td>{show(row.before)}</td><td>{show(row.after)}</td></tr>
    }
}
