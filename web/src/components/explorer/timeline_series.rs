//! What can be shown and hidden on the timeline, each by its button.

use std::collections::BTreeSet;

use decode::units::Bytes;
use diagnose::report::Report;
use text::{Own, Term};
use view::timeline::{Quantity, Timeline};
use yew::prelude::*;

use super::timeline_chart::Marks;
use crate::components::explained::explained;
use crate::words::{explorer, words};

/// One thing that is drawn over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Series {
    /// A line, and the amounts of its kind that have no time.
    Line(Quantity),
    /// The live heap after each collection.
    Collections,
    /// The memory limit.
    Limit,
    /// When the container was killed.
    Kill,
    /// Where the growth leads.
    Forecast,
}

/// What a person has hidden.
pub(crate) type Hidden = BTreeSet<Series>;

impl Series {
    /// Its name in the style sheet.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Line(Quantity::Inuse) => "inuse",
            Self::Line(Quantity::Rss) => "rss",
            Self::Line(Quantity::WorkingSet) => "working-set",
            Self::Line(Quantity::Usage) => "usage",
            Self::Line(Quantity::HeapGoal) => "goal",
            Self::Collections => "collections",
            Self::Limit => "limit",
            Self::Kill => "kill",
            Self::Forecast => "forecast",
        }
    }

    /// Its name for people.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Line(quantity) => explorer().quantity(quantity),
            Self::Collections => explorer().collections(),
            Self::Limit => explorer().limit(),
            Self::Kill => explorer().kill(),
            Self::Forecast => explorer().forecast(),
        }
    }

    /// What it is called where that is explained.
    const fn term(self) -> Option<Term> {
        match self {
            Self::Line(Quantity::Inuse) => Some(Term::LiveHeap),
            Self::Line(Quantity::Rss) => Some(Term::Rss),
            Self::Line(Quantity::WorkingSet) => Some(Term::WorkingSet),
            Self::Line(Quantity::HeapGoal) => Some(Term::HeapGoal),
            Self::Limit => Some(Term::MemoryLimit),
            Self::Forecast => Some(Term::TimeToLimit),
            Self::Line(Quantity::Usage) | Self::Collections | Self::Kill => None,
        }
    }

    /// All that these inputs have.
    pub(crate) fn of(lines: &Timeline, marks: &Marks) -> BTreeSet<Self> {
        let quantities = lines.lines.iter().map(|line| line.quantity);
        let levels = lines.levels.iter().map(|level| level.quantity);
        let mut all: BTreeSet<Self> = quantities.chain(levels).map(Self::Line).collect();
        all.extend((!lines.collections.is_empty()).then_some(Self::Collections));
        all.extend(marks.limit.map(|_| Self::Limit));
        all.extend(marks.kill.map(|_| Self::Kill));
        all.extend(marks.forecast.map(|_| Self::Forecast));
        all
    }
}

/// What is left to be drawn.
pub(crate) fn without(hidden: &Hidden, lines: &Timeline, marks: &Marks) -> (Timeline, Marks) {
    let is_shown = |series: Series| !hidden.contains(&series);
    let (mut lines, mut marks) = (lines.clone(), marks.clone());
    lines.lines.retain(|line| is_shown(Series::Line(line.quantity)));
    lines.levels.retain(|level| is_shown(Series::Line(level.quantity)));
    lines.collections.retain(|_| is_shown(Series::Collections));
    marks.limit = marks.limit.filter(|_| is_shown(Series::Limit));
    marks.kill = marks.kill.filter(|_| is_shown(Series::Kill));
    marks.forecast = marks.forecast.filter(|_| is_shown(Series::Forecast));
    (lines, marks)
}

/// A button for each series: pressed as long as it is shown.
pub(crate) fn legend(all: &BTreeSet<Series>, hidden: &UseStateHandle<Hidden>) -> Html {
    let entry = |series: &Series| {
        let (series, hidden) = (*series, hidden.clone());
        let is_shown = !hidden.contains(&series);
        let turn = Callback::from(move |_: MouseEvent| {
            let mut next = (*hidden).clone();
            if !next.remove(&series) {
                next.insert(series);
            }
            hidden.set(next);
        });
        html! {
            <li><button type="button" aria-pressed={is_shown.to_string()} data-series={series.name()} onclick={turn}>
                <span class={classes!("line-swatch", format!("line-{}", series.name()))} aria-hidden="true"></span>{series.label()}
            </button></li>
        }
    };
    html! { <ul class="legend series" aria-label={explorer().choose_series()} data-testid="series">{ for all.iter().map(entry) }</ul> }
}

/// What is behind the names of all that is there, with the person's own numbers.
pub(crate) fn terms(all: &BTreeSet<Series>, lines: &Timeline, report: &Report) -> Html {
    let points = lines.lines.iter().flat_map(|line| line.points.iter().map(|point| (line.quantity, point.bytes)));
    let all_of: Vec<(Quantity, f64)> =
        points.chain(lines.levels.iter().map(|level| (level.quantity, level.bytes))).collect();
    let highest = |wanted: Quantity| {
        let amounts = all_of.iter().filter(|(quantity, _)| *quantity == wanted).map(|(_, bytes)| *bytes);
        amounts.max_by(f64::total_cmp).map(|bytes| Bytes(bytes as u64))
    };
    let own = Own {
        rss: highest(Quantity::Rss),
        working_set: highest(Quantity::WorkingSet),
        goal: highest(Quantity::HeapGoal),
        ..Own::of(report)
    };
    let terms = all.iter().filter_map(|series| series.term());
    html! {
        <p class="muted terms">{ for terms.map(|term| explained(term, words().term(term), &own, "timeline")) }</p>
    }
}

#[cfg(test)]
mod tests {
    use decode::units::UnixNanos;
    use view::timeline::{Collection, Level, Line, Point};

    use super::*;

    fn all() -> (Timeline, Marks) {
        let point = Point { at: UnixNanos(1), bytes: 2.0, input: 0 };
        let line = |quantity| Line { quantity, points: vec![point] };
        let lines = Timeline {
            lines: vec![line(Quantity::Inuse), line(Quantity::HeapGoal)],
            levels: vec![Level { quantity: Quantity::Rss, bytes: 3.0, input: 1 }],
            collections: vec![Collection { at: UnixNanos(1), live: 1.0, forced: false, input: 0 }],
            ..Timeline::default()
        };
        (lines, Marks { limit: Some(9.0), kill: Some(UnixNanos(4)), forecast: Some((point, point)) })
    }

    #[test]
    fn everything_that_is_there_has_a_button_and_its_button_hides_it_alone() {
        let (lines, marks) = all();
        let series = Series::of(&lines, &marks);
        let names: Vec<&str> = series.iter().map(|series| series.name()).collect();
        assert_eq!(names, ["inuse", "rss", "goal", "collections", "limit", "kill", "forecast"]);
        for hidden in &series {
            let (lines, marks) = without(&Hidden::from([*hidden]), &lines, &marks);
            let left = Series::of(&lines, &marks);
            assert_eq!((left.len(), left.contains(hidden)), (series.len() - 1, false), "{hidden:?}");
        }
    }
}
