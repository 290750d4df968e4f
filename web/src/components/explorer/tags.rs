//! Labels, and the sizes of objects.

use view::Compared;
use view::filter::FilterName;
use view::tags::{TagKey, TagValues};
use yew::prelude::*;

use super::amount::{Amounts, exactly};
use super::notice::{notice, working};
use super::panel::ViewProps;
use super::top_cells::bar;
use crate::state::{Action, Explored, Shown};
use crate::words::{explorer, words};
use crate::worker::look::{Ask, View};

/// The labels of a profile, key by key.
#[component]
pub(crate) fn Tags(props: &ViewProps) -> Html {
    let shown = match props.explorer.answer(&props.picked.look, &Ask::Tags) {
        None => return working(),
        Some(Err(refusal)) => return notice(refusal, ""),
        Some(Ok(shown)) => shown,
    };
    let Shown::Other(View::Tags(tags)) = &**shown else { return working() };
    let amounts = Amounts { units: props.explorer.units, unit: &tags.unit, total: tags.total };
    html! {
        <div class="tags" data-testid="tags">
            if tags.keys.is_empty() { <p class="empty-table">{explorer().no_tags()}</p> }
            { for tags.keys.iter().map(|key| key_html(props, key, &amounts)) }
        </div>
    }
}

fn key_html(props: &ViewProps, key: &TagKey, amounts: &Amounts<'_>) -> Html {
    // Each row: what it says, the filter that leaves it, its sum.
    let rows: Vec<(String, String, Compared)> = match &key.values {
        TagValues::Texts(texts) => {
            texts.iter().map(|(text, sum)| (text.clone(), format!("{}={}", key.key, exactly(text)), *sum)).collect()
        }
        TagValues::Numbers { unit, ranges } => ranges
            .iter()
            .map(|range| {
                let amount = |number: i64| words().amount(number, unit);
                let label = match (range.from, range.to) {
                    (i64::MIN, to) => format!("≤ {}", amount(to)),
                    (from, to) if from == to => amount(from),
                    (from, to) => format!("{} – {}", amount(from), amount(to)),
                };
                let is_open = range.from == i64::MIN;
                let from = if is_open { String::new() } else { format!("{}{unit}", range.from) };
                (label, format!("{}={from}:{}{unit}", key.key, range.to), range.sum)
            })
            .collect(),
    };
    let largest = rows.iter().map(|(_, _, sum)| sum.shown().unsigned_abs()).max().unwrap_or(1).max(1);
    html! {
        <section class="tag-key" data-key={key.key.clone()}>
            <h3><code>{key.key.clone()}</code><span class="muted">{explorer().tag_legend(&amounts.shown(key.sum), &amounts.share(key.sum.shown()))}</span></h3>
            <table><tbody>
                { for rows.into_iter().map(|(label, filter, sum)| {
                    let desk = props.desk.clone();
                    html! {
                        <tr data-value={sum.shown().to_string()}>
                            <td class="name"><button type="button" class="row-button" title={explorer().tag_focus()}
                                onclick={move |_| desk.act(Action::Explored(Explored::Filtered(FilterName::Tagfocus, filter.clone())))}>{label}</button></td>
                            <td class="histogram">{bar(sum.shown().unsigned_abs() as f64 / largest as f64)}</td>
                            <td class="number">{amounts.compared(sum)}</td>
                            <td class="number share">{amounts.share(sum.shown())}</td>
                        </tr>
                    }
                }) }
            </tbody></table>
        </section>
    }
}
