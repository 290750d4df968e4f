//! Memory over time, with the limit, the kill and where it leads.

use decode::units::UnixNanos;
use diagnose::report::{ContainerReport, Report};
use view::timeline::{Point, Quantity, Timeline as Lines};
use yew::prelude::*;

use super::notice::{notice, working};
use super::panel::ViewProps;
use super::timeline_chart::{Chart, Marks, WHOLE, chart};
use crate::state::{Action, Explored, Shown, Tab};
use crate::words::{explorer, words};
use crate::worker::look::{Ask, View};
use crate::worker::protocol::InputId;

/// The most rows of the table beside the chart.
const ROWS: usize = 500;

/// The timeline of all inputs.
#[component]
pub(crate) fn Timeline(props: &ViewProps) -> Html {
    let shown = match props.explorer.last(|ask| matches!(ask, Ask::Timeline(_))).map(|seen| seen.shown.clone()) {
        None => return working(),
        Some(Err(refusal)) => return notice(&refusal, ""),
        Some(Ok(shown)) => shown,
    };
    let Shown::Other(View::Timeline(lines, origins)) = &*shown else { return working() };
    let marks = marks(&props.verdict.report, lines);
    if lines.lines.is_empty() {
        return html! { <p class="empty-table" data-testid="no-timeline">{explorer().no_timeline()}</p> };
    }
    let open = {
        let (desk, origins) = (props.desk.clone(), origins.clone());
        Callback::from(move |input: usize| {
            if let Some(input) = origins.get(input) {
                desk.act(Action::Explored(Explored::Input(*input)));
                desk.act(Action::Explored(Explored::Tab(Tab::Top)));
            }
        })
    };
    html! {
        <div class="timeline" data-testid="timeline">
            { chart(&Chart::new(lines, &marks, WHOLE), lines, &marks, &open) }
            { legend(lines, &marks) }
            if lines.placed_by_start { <p class="muted">{explorer().placed_by_start()}</p> }
            if lines.undated > 0 { <p class="muted">{explorer().undated(lines.undated)}</p> }
            { table(props, lines, origins, &open) }
        </div>
    }
}

/// What the report knows beside the lines.
pub(crate) fn marks(report: &Report, lines: &Lines) -> Marks {
    let container = target(report);
    let limit = container.and_then(|container| container.memory_limit_bytes).map(decode::units::Bytes::as_f64);
    let last = container.and_then(|container| container.last_state.as_ref());
    let kill = last.filter(|last| last.reason.as_deref() == Some("OOMKilled")).and_then(|last| last.finished);
    let inuse = lines.lines.iter().find(|line| line.quantity == Quantity::Inuse);
    let seconds = report.forecast.seconds_to_limit.map(diagnose::report::Sig6::get);
    let forecast = match (inuse.and_then(|line| line.points.last()), seconds, limit) {
        (Some(from), Some(seconds), Some(limit)) if seconds > 0.0 && seconds < 366.0 * 86_400.0 => {
            let at = UnixNanos(from.at.0.saturating_add((seconds * 1e9) as i64));
            Some((*from, Point { at, bytes: limit, input: from.input }))
        }
        _ => None,
    };
    Marks { limit, kill, forecast }
}

fn target(report: &Report) -> Option<&ContainerReport> {
    let target = report.target.as_ref()?;
    let pod = report.pods.iter().find(|pod| pod.name == target.pod)?;
    pod.containers.iter().find(|container| container.name == target.container)
}

fn legend(lines: &Lines, marks: &Marks) -> Html {
    let entry = |class: &str, text: &str| {
        html! { <li><span class={classes!("line-swatch", format!("line-{class}"))} aria-hidden="true"></span>{text.to_owned()}</li> }
    };
    html! {
        <ul class="legend">
            { for lines.lines.iter().map(|line| entry(class(line.quantity), explorer().quantity(line.quantity))) }
            if !lines.collections.is_empty() { { entry("collections", explorer().collections()) } }
            if marks.limit.is_some() { { entry("limit", explorer().limit()) } }
            if marks.kill.is_some() { { entry("kill", explorer().kill()) } }
            if marks.forecast.is_some() { { entry("forecast", explorer().forecast()) } }
        </ul>
    }
}

/// The name of a line in the style sheet.
pub(crate) const fn class(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Inuse => "inuse",
        Quantity::Rss => "rss",
        Quantity::WorkingSet => "working-set",
        Quantity::HeapGoal => "goal",
    }
}

fn table(props: &ViewProps, lines: &Lines, origins: &[InputId], open: &Callback<usize>) -> Html {
    let all = lines.lines.iter().flat_map(|line| line.points.iter().map(|point| (line.quantity, *point)));
    let mut points: Vec<(Quantity, Point)> = all.collect();
    points.sort_by_key(|(quantity, point)| (point.at, *quantity));
    let row = |(quantity, point): &(Quantity, Point)| {
        let name = origins.get(point.input).and_then(|id| props.verdict.input(*id)).map(|input| input.name.clone());
        let name = name.unwrap_or_default();
        let (open, input) = (open.clone(), point.input);
        let source = match quantity {
            Quantity::Inuse => {
                html! { <button type="button" class="row-button" onclick={move |_| open.emit(input)}>{name}</button> }
            }
            _ => html! { {name} },
        };
        html! {
            <tr data-quantity={class(*quantity)} data-bytes={point.bytes.to_string()}>
                <td>{words().time_of_day(point.at)}</td>
                <td>{explorer().quantity(*quantity)}</td>
                <td class="number">{words().amount(point.bytes as i64, "bytes")}</td>
                <td class="name">{source}</td>
            </tr>
        }
    };
    html! {
        <details class="flame-table">
            <summary>{explorer().as_table()}</summary>
            <div class="table-scroll" tabindex="0" role="group" aria-label={explorer().view("timeline")}>
                <table data-testid="timeline-table"><tbody>{ for points.iter().take(ROWS).map(row) }</tbody></table>
            </div>
        </details>
    }
}
