//! The columns of the top table, and their cells.

use view::Compared;
use view::detail::{Detail, Detailed};
use view::name::folded;
use view::top::Row;
use view::tree::Pivot;
use yew::prelude::*;

use super::amount::{Amounts, source};
use super::panel::ViewProps;
use crate::effects::Desk;
use crate::state::{Action, Column, Explored, Tab, delta};
use crate::words::{explorer, words};

/// What a cell shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell {
    /// A column one can sort by, with its name in the words.
    Sorted(Column, &'static str),
    /// A share of the total: of flat, of the running sum, of cum.
    Share(&'static str),
    /// Change of flat per second.
    PerSecond,
}

/// The columns that a table has something for.
pub(crate) fn columns(table: &Detailed, tab: Tab) -> Vec<Cell> {
    let has = |of: fn(&Detail) -> bool| table.details.iter().any(of);
    let name = Cell::Sorted(Column::Name, "name");
    if table.base_total.is_some() {
        let mut columns = vec![
            Cell::Sorted(Column::Before, "before"),
            Cell::Sorted(Column::Flat, "flat"),
            Cell::Sorted(Column::Delta, "delta"),
            Cell::Sorted(Column::DeltaCum, "delta-cum"),
        ];
        columns.extend(table.seconds.filter(|seconds| *seconds > 0.0).map(|_| Cell::PerSecond));
        columns
            .extend(has(|detail| detail.retention.is_some()).then_some(Cell::Sorted(Column::Retention, "retention")));
        columns.push(name);
        if tab != Tab::Compare {
            columns.insert(4, Cell::Sorted(Column::Cum, "cum"));
        }
        return columns;
    }
    let mut columns = vec![
        Cell::Sorted(Column::Flat, "flat"),
        Cell::Share("flat%"),
        Cell::Share("sum%"),
        Cell::Sorted(Column::Cum, "cum"),
        Cell::Share("cum%"),
    ];
    if has(|detail| detail.objects.is_some()) {
        columns.extend([Cell::Sorted(Column::Objects, "objects"), Cell::Sorted(Column::Average, "average")]);
    }
    columns.extend(has(|detail| detail.relative_error.is_some()).then_some(Cell::Sorted(Column::Error, "error")));
    columns.push(name);
    columns
}

/// The class of a column: some give way on narrow screens.
fn class(cell: Cell) -> &'static str {
    match cell {
        Cell::Sorted(Column::Name, _) => "name",
        Cell::Sorted(Column::Flat | Column::Cum | Column::Delta, _) => "number",
        Cell::Share("sum%") => "number sum extra",
        Cell::Share(_) => "number share",
        _ => "number extra",
    }
}

/// The heads of the columns, as buttons that sort.
pub(crate) fn head(props: &ViewProps, columns: &[Cell]) -> Html {
    let order = props.explorer.order;
    let cell = |cell: &Cell| match *cell {
        Cell::Share(name) => {
            let means = if name == "sum%" { explorer().column_means("sum") } else { "" };
            html! { <th scope="col" class={class(*cell)} title={means}>{name}</th> }
        }
        Cell::PerSecond => html! {
            <th scope="col" class={class(*cell)} title={explorer().column_means("per-second")}>{explorer().column("per-second")}</th>
        },
        Cell::Sorted(column, name) => {
            let sorted = match (order.column == column, order.ascending) {
                (false, _) => "none",
                (true, true) => "ascending",
                (true, false) => "descending",
            };
            let desk = props.desk.clone();
            let (label, means) = words_of(name);
            html! {
                <th scope="col" class={class(*cell)} aria-sort={sorted} data-column={name}>
                    <button type="button" title={means} onclick={move |_| desk.act(Action::Explored(Explored::Sorted(column)))}>{label}</button>
                </th>
            }
        }
    };
    html! { <thead><tr>{ for columns.iter().map(cell) }</tr></thead> }
}

fn words_of(name: &'static str) -> (&'static str, &'static str) {
    match name {
        "flat" => ("flat", words().flat_means()),
        "cum" => ("cum", words().cum_means()),
        "name" => (words().function(), ""),
        name => (explorer().column(name), explorer().column_means(name)),
    }
}

/// A row. `place` is its place among all rows, the sum of flat up to it, and the seconds since the base.
pub(crate) fn row(
    desk: &Desk,
    columns: &[Cell],
    (row, detail): (&Row, &Detail),
    (place, running, seconds): (usize, i64, Option<f64>),
    amounts: &Amounts<'_>,
) -> Html {
    let change = delta(row, detail);
    let cell = |cell: &Cell| {
        let content = content(*cell, (row, detail), running, seconds, amounts);
        match cell {
            Cell::Sorted(Column::Name, _) => name_cell(desk, row),
            _ => html! { <td class={classes!(class(*cell), content.1)}>{content.0}</td> },
        }
    };
    html! {
        <tr key={place} data-testid="top-row" data-function={row.name.clone()} data-file={row.file.clone()} data-line={row.line.to_string()}
            data-flat={row.flat.to_string()} data-cum={row.cum.to_string()} data-delta={change.map(|(flat, _)| flat.to_string())}
            data-delta-cum={change.map(|(_, cum)| cum.to_string())} aria-rowindex={(place + 2).to_string()}>
            { for columns.iter().map(cell) }
        </tr>
    }
}

/// What a cell shows, and its class.
fn content(
    cell: Cell,
    (row, detail): (&Row, &Detail),
    running: i64,
    seconds: Option<f64>,
    amounts: &Amounts<'_>,
) -> (Html, Option<&'static str>) {
    let change = delta(row, detail);
    let plain = |text: Option<String>| (html! { {text.unwrap_or_default()} }, None);
    match cell {
        Cell::Share(name) => {
            let value = match name {
                "flat%" => row.flat,
                "cum%" => row.cum,
                _ => running,
            };
            let share = amounts.share(value);
            if name == "sum%" { plain(Some(share)) } else { (html! { <>{bar(amounts.ratio(value))}{share}</> }, None) }
        }
        Cell::PerSecond => plain(change.zip(seconds).map(|((flat, _), seconds)| words().rate(flat as f64 / seconds))),
        Cell::Sorted(column, _) => match column {
            Column::Flat => plain(Some(amounts.amount(row.flat))),
            Column::Cum => plain(Some(amounts.amount(row.cum))),
            Column::Objects => plain(detail.objects.map(|objects| words().amount(objects, "count"))),
            Column::Average => plain(detail.average().map(|size| words().amount(size.round() as i64, "bytes"))),
            Column::Error => plain(detail.relative_error.map(|error| words().plus_minus(error))),
            Column::Before => plain(detail.base.map(|(flat, _)| amounts.amount(flat))),
            Column::Retention => plain(detail.retention.map(|share| words().percent(share))),
            Column::Delta => changed(detail.base.map(|(flat, _)| flat), row.flat, amounts),
            Column::DeltaCum => changed(detail.base.map(|(_, cum)| cum), row.cum, amounts),
            Column::Name => plain(None),
        },
    }
}

/// A change with a sign that says the same as its colour.
fn changed(before: Option<i64>, after: i64, amounts: &Amounts<'_>) -> (Html, Option<&'static str>) {
    let Some(before) = before else { return (Html::default(), None) };
    (amounts.compared(Compared { value: after, base: Some(before) }), None)
}

fn name_cell(desk: &Desk, row: &Row) -> Html {
    let place = source(&row.file, row.line);
    let pivot = Pivot { name: row.name.clone(), file: row.file.clone(), line: row.line };
    let desk = desk.clone();
    html! {
        <td class="name" title={format!("{}\n{place}", row.name)}>
            <button type="button" class="row-button" aria-label={explorer().pivot(&row.name)}
                onclick={move |_| desk.act(Action::Explored(Explored::Pivoted(pivot.clone())))}><code>{folded(&row.name)}</code></button>
            <span class="place">{place}</span>
        </td>
    }
}

/// A share as a bar behind its number.
pub(crate) fn bar(share: f64) -> Html {
    let width = format!("{:.2}%", share.clamp(0.0, 1.0) * 100.0);
    html! { <svg class="cell-bar" aria-hidden="true"><rect {width} height="100%" rx="2" /></svg> }
}
