//! The growth of the live heap at a glance, and the same in words.

use decode::units::Bytes;
use diagnose::report::Report;
use view::timeline::{Line, Timeline};
use yew::prelude::*;

use super::explorer::{Chart, Frame, marks, outline};
use crate::effects::Desk;
use crate::js::page;
use crate::state::{Action, Explored, Tab};
use crate::words::{explorer, words};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct GrowthProps {
    /// Opens the whole timeline.
    pub(crate) desk: Desk,
    /// The report.
    pub(crate) report: Report,
    /// The live heap over time.
    pub(crate) line: Line,
}

/// The size of the picture in its own units.
const FRAME: Frame = Frame { width: 480.0, height: 128.0, left: 68.0, right: 10.0, top: 14.0, bottom: 22.0, times: 2 };

/// Snapshots, limit, kill and forecast; nothing where there are not two snapshots with a time.
#[component]
pub(crate) fn Growth(props: &GrowthProps) -> Html {
    let line = &props.line;
    let (Some(first), Some(last)) = (line.points.first(), line.points.last()) else { return html! {} };
    if first.at == last.at {
        return html! {};
    }
    // The other lines have a view of their own.
    let lines = Timeline { lines: vec![line.clone()], ..Timeline::default() };
    let marks = marks(&props.report, &lines);
    let seconds = (last.at.0 - first.at.0) as f64 / 1e9;
    let (from, to) = (Bytes(first.bytes as u64), Bytes(last.bytes as u64));
    let means = words().growth_means(from, to, seconds, line.points.len());
    let ahead = marks
        .forecast
        .zip(marks.limit)
        .map(|((from, to), limit)| words().growth_ahead(Bytes(limit as u64), (to.at.0 - from.at.0) as f64 / 1e9));
    let open = {
        let desk = props.desk.clone();
        Callback::from(move |_: MouseEvent| {
            desk.act(Action::Explored(Explored::Tab(Tab::Timeline)));
            page::reveal(super::explorer::TITLE_ID);
        })
    };
    html! {
        <figure class="growth" data-testid="growth">
            <figcaption>{words().growth_title()}
                <button type="button" class="row-button" onclick={open} title={explorer().view_means("timeline")}>{explorer().view("timeline")}</button>
            </figcaption>
            { outline(&Chart::new(&lines, &marks, FRAME), &lines, &marks, &format!("{means} {}", ahead.clone().unwrap_or_default())) }
            <p class="muted">{means}{" "}{ahead}</p>
        </figure>
    }
}
