//! The functions of a profile. Only rows in view are in the document once there are many.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::notice::working;
use super::panel::{TITLE_ID, ViewProps};
use super::save;
use super::top_cells::{columns, head};
use super::top_rows::{ROW, Rows};
use crate::effects::explore;
use crate::shared::Shared;
use crate::state::{Shown, csv, json, rows};
use crate::words::words;
use crate::worker::look::Ask;

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
    let Some(shown) = shown else { return working() };
    let Shown::Top(table, _) = &*shown else { return working() };
    let all = &table.table.rows;
    let sum: i64 = found.iter().filter_map(|index| all.get(*index)).map(|row| row.flat).sum();
    let columns = columns(table, explorer.tab);
    html! {
        <>
            <div class="table-bar">
                <p class="muted table-legend">{words().table_legend(found.len(), all.len(), sum, table.table.total, &table.table.unit)}</p>
                { saves(props, &shown, &found) }
            </div>
            <div class="table-scroll" {onscroll} tabindex="0" role="group" aria-labelledby={TITLE_ID}>
                <table data-testid="top-table" aria-rowcount={(found.len() + 1).to_string()}>
                    { head(props, &columns) }
                    <Rows desk={props.desk.clone()} {shown} found={Rc::clone(&found)} first={*first}
                        units={explorer.units} tab={explorer.tab} />
                </table>
                if found.is_empty() { <p class="empty-table">{words().no_rows(&explorer.search)}</p> }
            </div>
        </>
    }
}

fn saves(props: &ViewProps, shown: &Shared<Shown>, found: &Rc<Vec<usize>>) -> Html {
    let save = |name: &'static str| {
        let (shown, found) = (shown.clone(), Rc::clone(found));
        Callback::from(move |_| {
            if let Shown::Top(table, _) = &*shown {
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
