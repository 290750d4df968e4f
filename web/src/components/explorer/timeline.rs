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
            if !lines.levels.is_empty() { <p class="muted" data-testid="levels">{explorer().levels()}</p> }
            if lines.undated > 0 { <p class="muted">{explorer().undated(lines.undated)}</p> }
            { table(props, lines, origins, &open) }
        </div>
    }
}

/// What the report knows beside the lines.
pub(crate) fn marks(report: &Report, lines: &Lines) -> Marks {
    let container = target(report);
    let limit = container.and_then(|container| container.memory_limit_bytes);
    let limit = limit.or_else(|| report.budget.limit.map(|limit| limit.bytes)).map(decode::units::Bytes::as_f64);
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
    let of_lines = lines.lines.iter().map(|line| line.quantity);
    let mut quantities: Vec<Quantity> = of_lines.chain(lines.levels.iter().map(|level| level.quantity)).collect();
    quantities.sort_unstable();
    quantities.dedup();
    html! {
        <ul class="legend">
            { for quantities.iter().map(|quantity| entry(class(*quantity), explorer().quantity(*quantity))) }
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
        Quantity::Usage => "usage",
        Quantity::HeapGoal => "goal",
    }
}

fn table(props: &ViewProps, lines: &Lines, origins: &[InputId], open: &Callback<usize>) -> Html {
    // Time, quantity, bytes, input; what has no time comes last.
    let dated = lines
        .lines
        .iter()
        .flat_map(|line| line.points.iter().map(|point| (Some(point.at), line.quantity, point.bytes, point.input)));
    let undated = lines.levels.iter().map(|level| (None, level.quantity, level.bytes, level.input));
    let mut amounts: Vec<(Option<UnixNanos>, Quantity, f64, usize)> = dated.chain(undated).collect();
    amounts.sort_by_key(|(at, quantity, ..)| (at.is_none(), *at, *quantity));
    let row = |(at, quantity, bytes, input): &(Option<UnixNanos>, Quantity, f64, usize)| {
        let name = origins.get(*input).and_then(|id| props.verdict.input(*id)).map(|input| input.name.clone());
        let name = name.unwrap_or_default();
        let (open, input) = (open.clone(), *input);
        let source = match quantity {
            Quantity::Inuse => {
                html! { <button type="button" class="row-button" onclick={move |_| open.emit(input)}>{name}</button> }
            }
            _ => html! { {name} },
        };
        html! {
            <tr data-quantity={class(*quantity)} data-bytes={bytes.to_string()}>
                <td>{at.map_or_else(|| "—".to_owned(), |at| words().time_of_day(at))}</td>
                <td>{explorer().quantity(*quantity)}</td>
                <td class="number">{words().amount(*bytes as i64, "bytes")}</td>
                <td class="name">{source}</td>
            </tr>
        }
    };
    html! {
        <details class="flame-table">
            <summary>{explorer().as_table()}</summary>
            <div class="table-scroll" tabindex="0" role="group" aria-label={explorer().view("timeline")}>
                <table data-testid="timeline-table"><tbody>{ for amounts.iter().take(ROWS).map(row) }</tbody></table>
            </div>
        </details>
    }
}
