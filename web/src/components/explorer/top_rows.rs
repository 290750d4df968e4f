//! The rows of the top table that are in the document.

use std::ops::Range;
use std::rc::Rc;

use yew::prelude::*;

use super::amount::Amounts;
use super::top_cells::{columns, row};
use crate::effects::Desk;
use crate::shared::Shared;
use crate::state::{Shown, Tab, Units};

/// Height of a row in CSS pixels; `top.css` sets the same.
pub(crate) const ROW: usize = 36;
/// Up to so many rows all are in the document.
const ALL: usize = 200;
/// Rows in the document beyond those in view, each way.
const MARGIN: usize = 12;
/// Rows the view holds (`top.css`: 34rem); with letters twice as large the margin is in view too.
const VIEW: usize = 20;

#[derive(Clone, Properties)]
pub(crate) struct RowsProps {
    /// Takes what is chosen.
    pub(crate) desk: Desk,
    /// The table.
    pub(crate) shown: Shared<Shown>,
    /// The rows that are wanted, in order.
    pub(crate) found: Rc<Vec<usize>>,
    /// The topmost one in view.
    pub(crate) first: usize,
    /// The units of amounts.
    pub(crate) units: Units,
    /// The view the table is in.
    pub(crate) tab: Tab,
}

// Rows are drawn anew only where they are others: while the worker makes the next table, the page says so at once.
impl PartialEq for RowsProps {
    fn eq(&self, other: &Self) -> bool {
        let Self { desk, shown, found, first, units, tab } = self;
        (desk, shown, first, units, tab) == (&other.desk, &other.shown, &other.first, &other.units, &other.tab)
            && Rc::ptr_eq(found, &other.found)
    }
}

/// The body of the table.
#[component]
pub(crate) fn Rows(props: &RowsProps) -> Html {
    let RowsProps { desk, shown, found, first, units, tab } = props;
    let Shown::Top(table, _) = &**shown else { return Html::default() };
    let amounts = Amounts { units: *units, unit: &table.table.unit, total: table.table.total };
    let all = &table.table.rows;
    let flat = |index: &usize| all.get(*index).map_or(0, |row| row.flat);
    let window = window(*first, found.len());
    let mut running: i64 = found[..window.start].iter().map(flat).sum();
    let columns = columns(table, *tab);
    let body = found[window.clone()].iter().zip(window.clone()).filter_map(|(index, place)| {
        running = running.saturating_add(flat(index));
        let of_row = (all.get(*index)?, table.details.get(*index)?);
        Some(row(desk, &columns, of_row, (place, running, table.seconds), &amounts))
    });
    // A list of its own: among the spacers its keys would not count, and scrolling would make all rows anew.
    let body = body.collect::<Html>();
    html! {
        <tbody>
            { spacer(window.start, columns.len()) }
            { body }
            { spacer(found.len() - window.end, columns.len()) }
        </tbody>
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
        assert_eq!(window(9_990, 10_000), 9_968..10_000);
        assert_eq!(window(9_990, 300), 268..300);
    }
}
