//! The chart of the timeline, as SVG.

use decode::units::UnixNanos;
use view::timeline::{Level, Line, Point, Quantity, Timeline};
use yew::prelude::*;

use super::timeline_series::Series;
use crate::words::{explorer, words};

/// Size of a chart in its own units, and the room around the lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    /// Width.
    pub(crate) width: f64,
    /// Height.
    pub(crate) height: f64,
    /// Room for the amounts.
    pub(crate) left: f64,
    /// Room on the right.
    pub(crate) right: f64,
    /// Room on top.
    pub(crate) top: f64,
    /// Room for the times.
    pub(crate) bottom: f64,
    /// Stretches that the time is divided into.
    pub(crate) times: i64,
}

/// Width of a chart whose room is not known yet.
const WIDTH: f64 = 960.0;
/// Room a time takes on the axis, in the chart's units.
const TIME: f64 = 190.0;
/// Nanoseconds from which on times of day say too little.
const DAY: i64 = 86_400_000_000_000;

impl Frame {
    /// The chart of the timeline, as wide as its room in CSS pixels, so that its letters are as large as all others.
    pub(crate) fn whole(width: Option<f64>) -> Self {
        let width = width.unwrap_or(WIDTH).max(240.0);
        let times = ((width / TIME) as i64).max(1);
        Self { width, height: 300.0, left: 84.0, right: 14.0, top: 16.0, bottom: 28.0, times }
    }
}

/// Length of the mark of an amount without a time.
const LEVEL: f64 = 22.0;

/// Room that a word beside a line takes, with some around it.
const WORD: (f64, f64) = (60.0, 20.0);

/// What the report adds to the lines.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Marks {
    /// The memory limit in bytes.
    pub(crate) limit: Option<f64>,
    /// When the container was killed.
    pub(crate) kill: Option<UnixNanos>,
    /// From the last snapshot to where the limit will be reached.
    pub(crate) forecast: Option<(Point, Point)>,
}

/// What time and amount are where.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chart {
    from: i64,
    to: i64,
    most: f64,
    frame: Frame,
}

impl Chart {
    /// A chart that has everything on it. A forecast far ahead is cut off, so that the past stays readable.
    pub(crate) fn new(timeline: &Timeline, marks: &Marks, frame: Frame) -> Self {
        let points = || timeline.lines.iter().flat_map(|line| &line.points);
        let times = || points().map(|point| point.at.0).chain(marks.kill.map(|kill| kill.0));
        let (from, to) = (times().min().unwrap_or(0), times().max().unwrap_or(0));
        let span = to.saturating_sub(from).max(1_000_000_000);
        let ahead = marks.forecast.map_or(to, |(_, end)| end.at.0).min(to.saturating_add(span / 2));
        let levels = timeline.levels.iter().map(|level| level.bytes);
        let most = points().map(|point| point.bytes).chain(levels).chain(marks.limit).fold(1.0, f64::max);
        Self { from, to: ahead.max(from.saturating_add(span)), most: most * 1.08, frame }
    }

    /// The same times with room for the amounts of these lines only.
    pub(crate) fn scaled(self, timeline: &Timeline, marks: &Marks) -> Self {
        Self { most: Self::new(timeline, marks, self.frame).most, ..self }
    }

    /// A time as its axis writes it: with the day where the chart is about more than one.
    fn time(&self, at: UnixNanos) -> String {
        if self.to - self.from >= DAY { words().moment(at) } else { words().time_of_day(at) }
    }

    fn x(&self, at: UnixNanos) -> f64 {
        let share = (at.0 as f64 - self.from as f64) / (self.to as f64 - self.from as f64);
        self.frame.left + share.clamp(0.0, 1.0) * (self.frame.width - self.frame.left - self.frame.right)
    }

    fn bottom(&self) -> f64 {
        self.frame.height - self.frame.bottom
    }

    fn y(&self, bytes: f64) -> f64 {
        self.bottom() - bytes / self.most * (self.bottom() - self.frame.top)
    }

    /// Round amounts for the lines of the grid: binary, three to six of them.
    fn grid(&self) -> Vec<f64> {
        let mut step = 2.0_f64.powf((self.most / 4.0).log2().round());
        if self.most / step < 3.0 {
            step /= 2.0;
        }
        let count = (self.most / step) as usize;
        (0..=count).map(|number| number as f64 * step).collect()
    }

    /// Times for the axis.
    fn times(&self) -> Vec<UnixNanos> {
        let step = (self.to - self.from) / self.frame.times;
        (0..=self.frame.times).map(|number| UnixNanos(self.from + number * step)).collect()
    }
}

/// The chart. `open` is told of the input whose snapshot was chosen.
pub(crate) fn chart(chart: &Chart, timeline: &Timeline, marks: &Marks, open: &Callback<usize>) -> Html {
    html! {
        <svg class="chart" viewBox={view_box(chart)} role="group" aria-label={explorer().view_means("timeline")}>
            { drawn(chart, timeline, marks) }
            { for inuse(timeline).map(|point| snapshot(chart, point, open)) }
        </svg>
    }
}

/// The same as a picture, which says what it shows.
pub(crate) fn outline(chart: &Chart, timeline: &Timeline, marks: &Marks, means: &str) -> Html {
    html! {
        <svg class="chart" viewBox={view_box(chart)} role="img" aria-label={means.to_owned()}>
            { drawn(chart, timeline, marks) }
            { for inuse(timeline).map(|point| html! {
                <circle class="snapshot-mark" cx={chart.x(point.at).to_string()} cy={chart.y(point.bytes).to_string()} r="3.5" />
            }) }
        </svg>
    }
}

fn view_box(chart: &Chart) -> String {
    format!("0 0 {} {}", chart.frame.width, chart.frame.height)
}

fn inuse(timeline: &Timeline) -> impl Iterator<Item = &Point> {
    timeline.lines.iter().filter(|line| line.quantity == Quantity::Inuse).flat_map(|line| &line.points)
}

/// Everything but the snapshots.
fn drawn(chart: &Chart, timeline: &Timeline, marks: &Marks) -> Html {
    html! {
        <>
            { axes(chart) }
            if let Some(limit) = marks.limit { { limit_html(chart, limit) } }
            if let Some(kill) = marks.kill { { kill_html(chart, timeline, kill) } }
            { for timeline.lines.iter().map(|line| line_html(chart, line)) }
            { for timeline.levels.iter().map(|level| level_html(chart, level)) }
            { for timeline.collections.iter().map(|collection| html! {
                <circle class="collection" cx={chart.x(collection.at).to_string()} cy={chart.y(collection.live).to_string()} r="2.5" data-bytes={collection.live.to_string()}>
                    <title>{explorer().collection_at(&bytes(collection.live), &words().moment(collection.at))}</title>
                </circle>
            }) }
            if let Some(forecast) = &marks.forecast { { forecast_html(chart, forecast) } }
        </>
    }
}

fn bytes(amount: f64) -> String {
    words().amount(amount as i64, "bytes")
}

fn limit_html(chart: &Chart, limit: f64) -> Html {
    let (left, right, y) = (chart.frame.left, chart.frame.width - chart.frame.right, chart.y(limit));
    html! {
        <>
            <line class="line-limit" x1={left.to_string()} x2={right.to_string()} y1={y.to_string()} y2={y.to_string()} data-testid="limit" data-bytes={limit.to_string()}>
                <title>{explorer().limit_of(&bytes(limit))}</title>
            </line>
            <text class="axis mark" x={right.to_string()} y={(y - 5.0).to_string()} text-anchor="end">{explorer().limit()}</text>
        </>
    }
}

/// Where the word beside the kill stands: at the bottom, or half way up where the lines end at the bottom.
fn word_y(chart: &Chart, timeline: &Timeline, kill: UnixNanos) -> f64 {
    let (low, high) = (chart.bottom() - 6.0, f64::midpoint(chart.bottom(), chart.frame.top));
    let is_beside = |point: &&Point| (chart.x(point.at) - chart.x(kill)).abs() < WORD.0;
    let mut beside = timeline.lines.iter().flat_map(|line| &line.points).filter(is_beside);
    if beside.any(|point| (chart.y(point.bytes) - low).abs() < WORD.1) { high } else { low }
}

fn kill_html(chart: &Chart, timeline: &Timeline, kill: UnixNanos) -> Html {
    let x = chart.x(kill);
    // Its word stands where there is room for it.
    let (beside, anchor) = if x > chart.frame.width / 2.0 { (-5.0, "end") } else { (5.0, "start") };
    html! {
        <>
            <line class="line-kill" x1={x.to_string()} x2={x.to_string()} y1={chart.frame.top.to_string()} y2={chart.bottom().to_string()} data-testid="kill">
                <title>{explorer().kill_at(&words().moment(kill))}</title>
            </line>
            <text class="axis mark" x={(x + beside).to_string()} y={word_y(chart, timeline, kill).to_string()} text-anchor={anchor}>{explorer().kill()}</text>
        </>
    }
}

fn forecast_html(chart: &Chart, (from, to): &(Point, Point)) -> Html {
    html! {
        <line class="line-forecast" x1={chart.x(from.at).to_string()} y1={chart.y(from.bytes).to_string()}
            x2={chart.x(to.at).to_string()} y2={chart.y(cut(chart, from, to)).to_string()} data-testid="forecast" data-bytes={to.bytes.to_string()}>
            <title>{explorer().forecast_at(&bytes(to.bytes), &words().moment(to.at))}</title>
        </line>
    }
}

/// Amounts and times, with the lines of the grid.
fn axes(chart: &Chart) -> Html {
    let (left, right) = (chart.frame.left, chart.frame.width - chart.frame.right);
    let last = chart.times().len() - 1;
    html! {
        <>
            { for chart.grid().into_iter().map(|bytes| {
                let y = chart.y(bytes);
                html! { <>
                    <line class="grid" x1={left.to_string()} x2={right.to_string()} y1={y.to_string()} y2={y.to_string()} />
                    <text class="axis" x={(left - 8.0).to_string()} y={(y + 4.0).to_string()} text-anchor="end">{words().amount(bytes as i64, "bytes")}</text>
                </> }
            }) }
            { for chart.times().into_iter().enumerate().map(|(place, at)| {
                let anchor = if place == 0 { "start" } else if place == last { "end" } else { "middle" };
                html! { <text class="axis" x={chart.x(at).to_string()} y={(chart.frame.height - 7.0).to_string()} text-anchor={anchor}>{chart.time(at)}</text> }
            }) }
        </>
    }
}

/// How high a forecast is where it leaves the chart.
fn cut(chart: &Chart, from: &Point, to: &Point) -> f64 {
    let whole = (to.at.0 as f64 - from.at.0 as f64).max(1.0);
    let shown = (chart.to as f64 - from.at.0 as f64).min(whole);
    from.bytes + (to.bytes - from.bytes) * shown / whole
}

fn line_html(chart: &Chart, line: &Line) -> Html {
    let points: Vec<String> =
        line.points.iter().map(|point| format!("{:.1},{:.1}", chart.x(point.at), chart.y(point.bytes))).collect();
    let classes = classes!("line", format!("line-{}", Series::Line(line.quantity).name()));
    match line.points.as_slice() {
        // A line of one point would not be seen.
        [only] => {
            html! { <circle class={classes} cx={chart.x(only.at).to_string()} cy={chart.y(only.bytes).to_string()} r="3" /> }
        }
        _ => html! { <polyline class={classes} points={points.join(" ")} /> },
    }
}

/// An amount without a time: a short line at the right edge.
fn level_html(chart: &Chart, level: &Level) -> Html {
    let (y, right) = (chart.y(level.bytes), chart.frame.width - chart.frame.right);
    let amount = bytes(level.bytes);
    html! {
        <line class={classes!("line", "level", format!("line-{}", Series::Line(level.quantity).name()))} x1={(right - LEVEL).to_string()} x2={right.to_string()}
            y1={y.to_string()} y2={y.to_string()} data-testid="level" data-quantity={Series::Line(level.quantity).name()} data-bytes={level.bytes.to_string()}>
            <title>{explorer().level(level.quantity, &amount)}</title>
        </line>
    }
}

/// A snapshot one can open by mouse and by key.
fn snapshot(chart: &Chart, point: &Point, open: &Callback<usize>) -> Html {
    let label = explorer().open_snapshot(&words().amount(point.bytes as i64, "bytes"), point.at);
    let (click, press, input) = (open.clone(), open.clone(), point.input);
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            press.emit(input);
        }
    });
    html! {
        <circle class="snapshot-point" cx={chart.x(point.at).to_string()} cy={chart.y(point.bytes).to_string()} r="5" tabindex="0" role="button"
            aria-label={label.clone()} onclick={move |_| click.emit(input)} {onkeydown} data-testid="snapshot-point" data-bytes={point.bytes.to_string()}>
            <title>{label}</title>
        </circle>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timeline(points: &[(i64, f64)]) -> Timeline {
        let point =
            |(second, bytes): &(i64, f64)| Point { at: UnixNanos(second * 1_000_000_000), bytes: *bytes, input: 0 };
        let line = Line { quantity: Quantity::Inuse, points: points.iter().map(point).collect() };
        Timeline { lines: vec![line], ..Timeline::default() }
    }

    #[test]
    fn everything_is_on_the_chart_and_a_far_forecast_is_cut_where_it_leaves() {
        let lines = timeline(&[(0, 10.0), (100, 50.0)]);
        let last = lines.lines[0].points[1];
        let end = Point { at: UnixNanos(1_000_000_000_000), bytes: 950.0, input: 0 };
        let marks = Marks { limit: Some(950.0), kill: None, forecast: Some((last, end)) };
        let chart = Chart::new(&lines, &marks, Frame::whole(None));
        assert_eq!((chart.from, chart.to), (0, 150_000_000_000));
        assert!((cut(&chart, &last, &end) - 100.0).abs() < 1e-6);
        assert!(chart.y(950.0) > Frame::whole(None).top && chart.y(0.0) <= chart.bottom());
    }

    #[test]
    fn the_word_of_the_kill_gives_way_to_lines_that_end_at_the_bottom() {
        let word = |points: &[(i64, f64)]| {
            let (lines, kill) = (timeline(points), UnixNanos(105_000_000_000));
            let marks = Marks { limit: Some(100.0), kill: Some(kill), forecast: None };
            let chart = Chart::new(&lines, &marks, Frame::whole(None));
            (word_y(&chart, &lines, kill), chart.bottom())
        };
        let (y, bottom) = word(&[(0, 1.0), (100, 4.0)]);
        assert!(y < bottom - 50.0, "{y} of {bottom}");
        let (y, bottom) = word(&[(0, 1.0), (100, 90.0)]);
        assert!(y > bottom - 20.0, "{y} of {bottom}");
    }

    #[test]
    fn the_grid_has_round_binary_amounts() {
        for most in [1.0, 900.0, 5e6, 1.3e8, 7.7e9] {
            let chart = Chart { from: 0, to: 1, most, frame: Frame::whole(None) };
            let grid = chart.grid();
            assert!((3..=8).contains(&grid.len()), "{most}: {grid:?}");
            assert!((grid[1].log2() - grid[1].log2().round()).abs() < 1e-9, "{most}: {grid:?}");
        }
    }
}
