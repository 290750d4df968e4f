//! The memory under the limit as a bar.

use diagnose::report::{Budget, How};
use yew::prelude::*;

use crate::words::words;

#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct BudgetBarProps {
    /// The parts.
    pub(crate) budget: Budget,
}

/// A bar from nothing to the limit, one stretch per part, with a legend that says the same in numbers.
#[component]
pub(crate) fn BudgetBar(props: &BudgetBarProps) -> Html {
    let parts = props.budget.parts();
    let sum: f64 = parts.iter().map(|(_, amount)| amount.bytes.as_f64()).sum();
    let whole = props.budget.limit.map_or(sum, |limit| limit.bytes.as_f64().max(sum));
    if parts.is_empty() || whole <= 0.0 {
        return html! {};
    }
    let mut from = 0.0;
    let stretches = parts.iter().map(|(part, amount)| {
        let (x, width) = (from, 100.0 * amount.bytes.as_f64() / whole);
        from += width;
        html! { <rect class={classes!("part", part.id())} x={format!("{x:.3}%")} y="0" width={format!("{width:.3}%")} height="100%" /> }
    });
    html! {
        <figure class="budget">
            <figcaption>{words().budget_title(props.budget.limit.map(|limit| limit.bytes))}</figcaption>
            <svg class="budget-bar" role="img" aria-label={words().budget_title(props.budget.limit.map(|limit| limit.bytes))}>
                { for stretches }
            </svg>
            <ul class="legend">
                { for parts.iter().map(|(part, amount)| html! {
                    <li>
                        <svg class="swatch" aria-hidden="true"><rect class={classes!("part", part.id())} width="100%" height="100%" rx="3" /></svg>
                        {words().budget_part(*part)}
                        <b>{amount.bytes.to_string()}</b>
                        if amount.how == How::Derived { <span class="muted">{words().derived()}</span> }
                    </li>
                }) }
            </ul>
        </figure>
    }
}
