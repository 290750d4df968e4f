//! The timeline as a table: the same for those who don't see the chart.

use decode::units::UnixNanos;
use view::timeline::{Quantity, Timeline};
use yew::prelude::*;

use super::panel::ViewProps;
use super::timeline_chart::Marks;
use super::timeline_series::Series;
use crate::words::{explorer, words};
use crate::worker::protocol::InputId;

/// The most rows of the table.
const ROWS: usize = 1_000;

/// One amount or event.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Row {
    at: Option<UnixNanos>,
    series: Series,
    bytes: Option<f64>,
    /// Index of the input it is from; `None` for what the report adds.
    input: Option<usize>,
}

/// All that is drawn, by time; what has no time comes last.
fn rows(lines: &Timeline, marks: &Marks) -> Vec<Row> {
    let points = lines.lines.iter().flat_map(|line| line.points.iter().map(|point| (line.quantity, point)));
    let points = points.map(|(quantity, point)| Row {
        at: Some(point.at),
        series: Series::Line(quantity),
        bytes: Some(point.bytes),
        input: Some(point.input),
    });
    let levels = lines.levels.iter().map(|level| Row {
        at: None,
        series: Series::Line(level.quantity),
        bytes: Some(level.bytes),
        input: Some(level.input),
    });
    let collections = lines.collections.iter().map(|collection| Row {
        at: Some(collection.at),
        series: Series::Collections,
        bytes: Some(collection.live),
        input: Some(collection.input),
    });
    let limit = marks.limit.map(|limit| Row { at: None, series: Series::Limit, bytes: Some(limit), input: None });
    let kill = marks.kill.map(|at| Row { at: Some(at), series: Series::Kill, bytes: None, input: None });
    let forecast = marks.forecast.map(|(_, end)| Row {
        at: Some(end.at),
        series: Series::Forecast,
        bytes: Some(end.bytes),
        input: None,
    });
    let mut rows: Vec<Row> = points.chain(levels).chain(collections).chain(limit).chain(kill).chain(forecast).collect();
    rows.sort_by_key(|row| (row.at.is_none(), row.at, row.series));
    rows
}

/// The table, closed until somebody wants it.
pub(crate) fn table(
    props: &ViewProps,
    (lines, marks): (&Timeline, &Marks),
    origins: &[InputId],
    open: &Callback<usize>,
) -> Html {
    let all = rows(lines, marks);
    let left = all.len().saturating_sub(ROWS);
    html! {
        <details class="flame-table">
            <summary>{explorer().as_table()}</summary>
            <div class="table-scroll" tabindex="0" role="group" aria-label={explorer().view("timeline")}>
                <table data-testid="timeline-table">
                    <thead><tr>
                        <th scope="col" class="name">{explorer().timeline_column("time")}</th>
                        <th scope="col" class="name">{explorer().timeline_column("what")}</th>
                        <th scope="col" class="number">{explorer().timeline_column("amount")}</th>
                        <th scope="col" class="name">{explorer().timeline_column("from")}</th>
                    </tr></thead>
                    <tbody>{ for all.iter().take(ROWS).map(|row| row_html(props, row, origins, open)) }</tbody>
                </table>
            </div>
            if left > 0 { <p class="muted" data-testid="not-listed">{explorer().not_listed(left)}</p> }
        </details>
    }
}

fn row_html(props: &ViewProps, row: &Row, origins: &[InputId], open: &Callback<usize>) -> Html {
    let id = row.input.and_then(|input| origins.get(input));
    let name = id.and_then(|id| props.verdict.input(*id)).map(|input| input.name.clone()).unwrap_or_default();
    let source = match (row.series, row.input) {
        (Series::Line(Quantity::Inuse), Some(input)) => {
            let open = open.clone();
            html! { <button type="button" class="row-button" onclick={move |_| open.emit(input)}>{name}</button> }
        }
        _ => html! { {name} },
    };
    html! {
        <tr data-series={row.series.name()} data-bytes={row.bytes.map(|bytes| bytes.to_string())}>
            <td class="time">{row.at.map_or_else(|| "—".to_owned(), |at| words().moment(at))}</td>
            <td class="what">{row.series.label()}</td>
            <td class="number">{row.bytes.map(|bytes| words().amount(bytes as i64, "bytes"))}</td>
            <td class="name">{source}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use view::timeline::{Collection, Level, Line, Point};

    use super::*;

    #[test]
    fn the_table_has_all_that_is_drawn_by_time_and_what_has_none_last() {
        let point = |second: i64, bytes: f64| Point { at: UnixNanos(second * 1_000_000_000), bytes, input: 0 };
        let lines = Timeline {
            lines: vec![Line { quantity: Quantity::Inuse, points: vec![point(1, 10.0), point(9, 20.0)] }],
            levels: vec![Level { quantity: Quantity::Rss, bytes: 30.0, input: 1 }],
            collections: vec![Collection { at: UnixNanos(5_000_000_000), live: 15.0, forced: false, input: 2 }],
            ..Timeline::default()
        };
        let kill = Some(UnixNanos(10_000_000_000));
        let marks = Marks { limit: Some(50.0), kill, forecast: Some((point(9, 20.0), point(40, 50.0))) };
        let rows = rows(&lines, &marks);
        let seen: Vec<_> = rows.iter().map(|row| (row.series.name(), row.at.map(|at| at.0 / 1_000_000_000))).collect();
        let expected = [
            ("inuse", Some(1)),
            ("collections", Some(5)),
            ("inuse", Some(9)),
            ("kill", Some(10)),
            ("forecast", Some(40)),
            ("rss", None),
            ("limit", None),
        ];
        assert_eq!(seen, expected);
    }
}
