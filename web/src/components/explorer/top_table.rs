//! The functions of a profile. Only rows in view are in the document once there are many.

use std::ops::Range;
use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::amount::Amounts;
use super::notice::working;
use super::panel::{TITLE_ID, ViewProps};
use super::save;
use super::top_cells::{columns, head, row};
use crate::effects::explore;
use crate::shared::Shared;
use crate::state::{Shown, csv, json, rows};
use crate::words::words;
use crate::worker::look::Ask;

/// Height of a row in CSS pixels; `top.css` sets the same.
const ROW: usize = 36;
/// Up to so many rows all are in the document.
const ALL: usize = 200;
/// Rows in the document beyond those in view, each way.
const MARGIN: usize = 20;
/// Rows the view holds at most; the rest is reached by scrolling.
const VIEW: usize = 40;

/// The table that is there: the one that is wanted, else the last one until it comes.
fn shown(props: &ViewProps) -> Option<Shared<Shown>> {
    let wanted = props.explorer.answer(&props.picked.look, &Ask::Top).cloned();
    let last = || props.explorer.last(|ask| *ask == Ask::Top).map(|seen| seen.shown.clone());
    wanted.or_else(last)?.ok()
}

/// The top table.
#[component]
pub(crate) fn TopTable(props: &ViewProps) -> Html {
    let first = use_state_eq(|| 0_usize);
    let shown = shown(props);
    let explorer = &props.explorer;
    let found =
        use_memo((shown.clone(), explorer.search.clone(), explorer.order), |(shown, search, order)| {
            match shown.as_deref() {
                Some(Shown::Top(table, _)) => rows(table, search, *order),
                _ => Vec::new(),
            }
        });
    let onscroll = {
        let first = first.setter();
        Callback::from(move |event: Event| {
            if let Some(element) = event.target_dyn_into::<Element>() {
                first.set(usize::try_from(element.scroll_top()).unwrap_or(0) / ROW);
            }
        })
    };
    let Some(Shown::Top(table, _)) = shown.as_deref() else { return working() };
    let window = window(*first, found.len());
    let amounts = Amounts { units: explorer.units, unit: &table.table.unit, total: table.table.total };
    let all = &table.table.rows;
    let flat = |index: &usize| all.get(*index).map_or(0, |row| row.flat);
    let sum: i64 = found.iter().map(flat).sum();
    let mut running: i64 = found[..window.start].iter().map(flat).sum();
    let columns = columns(table, explorer.tab);
    let body = found[window.clone()].iter().zip(window.clone()).filter_map(|(index, place)| {
        running = running.saturating_add(flat(index));
        Some(row(
            props,
            &columns,
            (all.get(*index)?, table.details.get(*index)?),
            (place, running, table.seconds),
            &amounts,
        ))
    });
    html! {
        <>
            <div class="table-bar">
                <p class="muted table-legend">{words().table_legend(found.len(), all.len(), sum, table.table.total, &table.table.unit)}</p>
                { saves(props, shown.as_ref(), &found) }
            </div>
            <div class="table-scroll" {onscroll} tabindex="0" role="group" aria-labelledby={TITLE_ID}>
                <table data-testid="top-table" aria-rowcount={(found.len() + 1).to_string()}>
                    { head(props, &columns) }
                    <tbody>
                        { spacer(window.start, columns.len()) }
                        { for body.collect::<Vec<_>>() }
                        { spacer(found.len() - window.end, columns.len()) }
                    </tbody>
                </table>
                if found.is_empty() { <p class="empty-table">{words().no_rows(&explorer.search)}</p> }
            </div>
        </>
    }
}

fn saves(props: &ViewProps, shown: Option<&Shared<Shown>>, found: &Rc<Vec<usize>>) -> Html {
    let save = |name: &'static str| {
        let (shown, found) = (shown.cloned(), Rc::clone(found));
        Callback::from(move |_| {
            if let Some(Shown::Top(table, _)) = shown.as_deref() {
                match name {
                    "csv" => explore::save_text("oomscope-top.csv", "text/csv", &csv(table, &found)),
                    _ => explore::save_text("oomscope-top.json", "application/json", &json(table, &found)),
                }
            }
        })
    };
    let profile = {
        let (desk, look) = (props.desk.clone(), props.picked.look.clone());
        Callback::from(move |_| desk.client().look(look.clone(), Ask::File))
    };
    save::buttons(vec![("csv", save("csv")), ("json", save("json")), ("pprof", profile)])
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
fn spacer(rows: usize, columns: usize) -> Html {
    html! {
        if rows > 0 { <tr aria-hidden="true"><td colspan={columns.to_string()} height={(rows * ROW).to_string()}></td></tr> }
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
