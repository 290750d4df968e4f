//! Memory over time, with the limit, the kill and where it leads.

use decode::units::UnixNanos;
use diagnose::report::{ContainerReport, Report};
use view::timeline::{Point, Quantity, Timeline as Lines};
use web_sys::Element;
use yew::prelude::*;

use super::notice::{notice, working};
use super::panel::ViewProps;
use super::timeline_chart::{Chart, Frame, Marks, chart};
use super::timeline_series::{Hidden, Series, legend, terms, without};
use super::timeline_table::table;
use crate::js::canvas::Resizes;
use crate::state::{Action, Explored, Shown, Tab};
use crate::words::explorer;
use crate::worker::look::{Ask, View};

/// The timeline of all inputs.
#[component]
pub(crate) fn Timeline(props: &ViewProps) -> Html {
    let hidden = use_state_eq(Hidden::new);
    let room = use_node_ref();
    let shown = props.explorer.last(|ask| matches!(ask, Ask::Timeline(_))).map(|seen| seen.shown.clone());
    let width = use_width(&room, shown.is_some());
    let shown = match shown {
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
    let all = Series::of(lines, &marks);
    let (left, left_marks) = without(&hidden, lines, &marks);
    // Times stay where they are, whatever is hidden; amounts fill the chart.
    let scale = Chart::new(lines, &marks, Frame::whole(width)).scaled(&left, &left_marks);
    html! {
        <div class="timeline" data-testid="timeline" ref={room}>
            { chart(&scale, &left, &left_marks, &open) }
            { legend(&all, &hidden) }
            { terms(&all, lines, &props.verdict.report) }
            if lines.placed_by_start { <p class="muted">{explorer().placed_by_start()}</p> }
            if !left.levels.is_empty() { <p class="muted" data-testid="levels">{explorer().levels()}</p> }
            if lines.undated > 0 { <p class="muted">{explorer().undated(lines.undated)}</p> }
            { table(props, (&left, &left_marks), origins, &open) }
        </div>
    }
}

/// Width of an element in CSS pixels, once it is there; follows its changes.
#[hook]
fn use_width(element: &NodeRef, is_there: bool) -> Option<f64> {
    let width = use_state_eq(|| None);
    let (setter, element) = (width.setter(), element.clone());
    use_effect_with(is_there, move |_| {
        let resizes = element.cast::<Element>().and_then(|element| {
            let measured = element.clone();
            Resizes::of(&element, move |_| setter.set(Some(f64::from(measured.client_width()))))
        });
        move || drop(resizes)
    });
    *width
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
