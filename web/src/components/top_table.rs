//! The functions of a profile, largest first. Only rows in view are in the document once there are many.

use std::ops::Range;

use web_sys::Element;
use yew::prelude::*;

use crate::effects::Desk;
use crate::shared::Shared;
use crate::state::{Action, Sort, rows};
use crate::words::words;
use view::top::{Row, Table};

/// Height of a row in CSS pixels; `top.css` sets the same.
const ROW: usize = 36;
/// Up to so many rows all are in the document.
const ALL: usize = 200;
/// Rows in the document beyond those in view, each way.
const MARGIN: usize = 20;
/// Rows the view holds at most; the rest is reached by scrolling.
const VIEW: usize = 40;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct TopTableProps {
    /// Takes the order.
    pub(crate) desk: Desk,
    /// The table.
    pub(crate) table: Shared<Table>,
    /// Only functions that hold this.
    pub(crate) search: String,
    /// The order.
    pub(crate) sort: Sort,
}

/// The top table.
#[component]
pub(crate) fn TopTable(props: &TopTableProps) -> Html {
    let first = use_state_eq(|| 0_usize);
    let found = use_memo((props.table.clone(), props.search.clone(), props.sort), |(table, search, sort)| {
        rows(&table.rows, search, *sort)
    });
    let onscroll = {
        let first = first.setter();
        Callback::from(move |event: Event| {
            if let Some(element) = event.target_dyn_into::<Element>() {
                first.set(usize::try_from(element.scroll_top()).unwrap_or(0) / ROW);
            }
        })
    };
    let shown = window(*first, found.len());
    let table = &props.table;
    let sum: i64 = found.iter().filter_map(|index| table.rows.get(*index)).map(|row| row.flat).sum();
    html! {
        <>
            <p class="muted table-legend">{words().table_legend(found.len(), table.rows.len(), sum, table.total, &table.unit)}</p>
            <div class="table-scroll" {onscroll} tabindex="0" role="group" aria-labelledby="top-title">
                <table data-testid="top-table" aria-rowcount={(found.len() + 1).to_string()}>
                    { head(props) }
                    <tbody>
                        { spacer(shown.start) }
                        { for found[shown.clone()].iter().zip(shown.clone()).filter_map(|(index, place)| {
                            Some(body_row(table.rows.get(*index)?, place, table))
                        }) }
                        { spacer(found.len() - shown.end) }
                    </tbody>
                </table>
                if found.is_empty() { <p class="empty-table">{words().no_rows(&props.search)}</p> }
            </div>
        </>
    }
}

/// The rows to have in the document when `first` is the topmost one in view.
fn window(first: usize, count: usize) -> Range<usize> {
    if count <= ALL {
        return 0..count;
    }
    // A search can leave fewer rows than the view had scrolled past.
    let first = first.min(count.saturating_sub(VIEW));
    first.saturating_sub(MARGIN)..(first + VIEW + MARGIN).min(count)
}

/// Stands for rows that aren't in the document.
fn spacer(rows: usize) -> Html {
    html! {
        if rows > 0 { <tr aria-hidden="true"><td colspan="5" height={(rows * ROW).to_string()}></td></tr> }
    }
}

fn head(props: &TopTableProps) -> Html {
    let column = |sort: Sort, name: &'static str, help: &'static str, class: &'static str| {
        let desk = props.desk.clone();
        let order = match (props.sort == sort, sort) {
            (false, _) => "none",
            (true, Sort::Name) => "ascending",
            (true, _) => "descending",
        };
        html! {
            <th scope="col" class={class} aria-sort={order}>
                <button type="button" title={help} onclick={move |_| desk.act(Action::Sorted(sort))}>{name}</button>
            </th>
        }
    };
    html! {
        <thead>
            <tr>
                { column(Sort::Flat, "flat", words().flat_means(), "number") }
                <th scope="col" class="number share">{"flat%"}</th>
                { column(Sort::Cum, "cum", words().cum_means(), "number") }
                <th scope="col" class="number share">{"cum%"}</th>
                { column(Sort::Name, words().function(), "", "name") }
            </tr>
        </thead>
    }
}

fn body_row(row: &Row, place: usize, table: &Table) -> Html {
    let share = |value: i64| if table.total == 0 { 0.0 } else { value as f64 / table.total as f64 };
    html! {
        <tr key={row.name.clone()} data-testid="top-row" data-function={row.name.clone()} data-flat={row.flat.to_string()} data-cum={row.cum.to_string()}
            aria-rowindex={(place + 2).to_string()}>
            <td class="number">{words().amount(row.flat, &table.unit)}</td>
            <td class="number share">{bar(share(row.flat))}{words().percent(share(row.flat))}</td>
            <td class="number">{words().amount(row.cum, &table.unit)}</td>
            <td class="number share">{bar(share(row.cum))}{words().percent(share(row.cum))}</td>
            <td class="name" title={format!("{}\n{}", row.name, place_of(row))}>
                <code>{&row.name}</code><span class="place">{place_of(row)}</span>
            </td>
        </tr>
    }
}

/// A share as a bar behind its number.
fn bar(share: f64) -> Html {
    let width = format!("{:.2}%", share.clamp(0.0, 1.0) * 100.0);
    html! { <svg class="cell-bar" aria-hidden="true"><rect {width} height="100%" rx="2" /></svg> }
}

/// `render.go:35`, with the whole path.
fn place_of(row: &Row) -> String {
    match (row.file.as_str(), row.line) {
        ("", _) => String::new(),
        (file, 0) => file.to_owned(),
        (file, line) => format!("{file}:{line}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL, MARGIN, VIEW, window};

    #[test]
    fn short_tables_are_whole_and_long_ones_hold_what_is_in_view() {
        assert_eq!(window(50, ALL), 0..ALL);
        assert_eq!(window(0, 10_000), 0..VIEW + MARGIN);
        assert_eq!(window(5_000, 10_000), 5_000 - MARGIN..5_000 + VIEW + MARGIN);
        assert_eq!(window(9_990, 10_000), 9_940..10_000);
        assert_eq!(window(9_990, 300), 240..300);
    }
}
