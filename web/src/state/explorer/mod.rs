//! What the person looks at in a profile, and what the worker has shown of it.

mod applied;
mod columns;
mod compare;
mod reduce;
mod select;
#[cfg(test)]
mod tests;

use view::Granularity;
use view::detail::Detailed;
use view::filter::FilterName;
use view::flame::Direction;
use view::tree::{Pivot, Tree, Weight};

use crate::shared::Shared;
use crate::worker::look::{Ask, Look, Refusal, Sight, View};
use crate::worker::protocol::InputId;

pub(crate) use applied::{Applied, Chip, History};
pub(crate) use columns::{Column, Order, csv, delta, json, rows};
pub(crate) use compare::{Unlike, unlike};
pub(crate) use select::{Picked, offered};

/// The explorer: choices, and answers to them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Explorer {
    /// The chosen profile; `None` stands for the last heap snapshot.
    pub(crate) input: Option<InputId>,
    /// What it is compared with.
    pub(crate) base: Option<InputId>,
    /// Whether to compare what is better not compared.
    pub(crate) anyway: bool,
    /// The chosen sample type; `None` stands for the first that is offered.
    pub(crate) sample_type: Option<String>,
    /// What frames are gathered by.
    pub(crate) granularity: Granularity,
    /// The units of amounts.
    pub(crate) units: Units,
    /// Which view is shown.
    pub(crate) tab: Tab,
    /// Only functions whose name or file holds this.
    pub(crate) search: String,
    /// The order of the rows.
    pub(crate) order: Order,
    /// Where callees are in the flame graph.
    pub(crate) direction: Direction,
    /// What makes a difference wide.
    pub(crate) weight: Weight,
    /// Filters and pivot, with what they were before.
    pub(crate) history: History,
    /// What has been shown, the last answer of each kind.
    pub(crate) seen: Vec<Seen>,
}

/// The views of a profile.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Tab {
    /// The table of functions.
    #[default]
    Top,
    /// The flame graph.
    Flame,
    /// Callers and callees of one function.
    Callers,
    /// The heaviest stacks.
    Traces,
    /// Labels and object sizes.
    Tags,
    /// Two snapshots.
    Compare,
    /// Memory over time.
    Timeline,
}

impl Tab {
    /// All of them, in the order of their switch.
    pub(crate) const ALL: [Self; 7] =
        [Self::Top, Self::Flame, Self::Callers, Self::Traces, Self::Tags, Self::Compare, Self::Timeline];

    /// Its name in the page's hooks.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Top => "top",
            Self::Flame => "flame",
            Self::Callers => "callers",
            Self::Traces => "traces",
            Self::Tags => "tags",
            Self::Compare => "compare",
            Self::Timeline => "timeline",
        }
    }
}

/// How amounts are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Units {
    /// Each in the unit that suits it.
    #[default]
    Auto,
    /// Bytes, all digits.
    Bytes,
    /// KiB.
    Kib,
    /// MiB.
    Mib,
    /// Shares of the total.
    Percent,
}

impl Units {
    /// All of them.
    pub(crate) const ALL: [Self; 5] = [Self::Auto, Self::Bytes, Self::Kib, Self::Mib, Self::Percent];
}

/// An answer of the worker.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Seen {
    /// The look it answers.
    pub(crate) look: Look,
    /// What was asked.
    pub(crate) ask: Ask,
    /// What there is to see.
    pub(crate) shown: Result<Shared<Shown>, Refusal>,
}

/// What there is to see, ready to be drawn.
#[derive(Debug)]
pub(crate) enum Shown {
    /// The table, and the filters that matched nothing.
    Top(Detailed, Vec<FilterName>),
    /// A call tree.
    Flame(Shared<Tree>),
    /// Callers and callees.
    Sandwich(Shared<Tree>, Shared<Tree>),
    /// All else, as it came.
    Other(View),
}

/// What the person does in the explorer, and what comes back from the worker.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Explored {
    /// Chose a profile.
    Input(InputId),
    /// Chose what to compare it with, or nothing.
    Base(Option<InputId>),
    /// Wants to compare what is better not compared.
    Anyway,
    /// Chose a sample type.
    SampleType(String),
    /// Chose what frames are gathered by.
    Granularity(Granularity),
    /// Chose units.
    Units(Units),
    /// Chose a view.
    Tab(Tab),
    /// Typed into the search field.
    Searched(String),
    /// Chose the column to sort by; the same column again turns the order around.
    Sorted(Column),
    /// Chose where callees are.
    Direction(Direction),
    /// Chose what makes a difference wide.
    Weight(Weight),
    /// Set a filter.
    Filtered(FilterName, String),
    /// Took away the filter at this place.
    Unfiltered(usize),
    /// Chose a function to look at from both sides, and wants to see it.
    Pivoted(Pivot),
    /// Gave that up.
    Unpivoted,
    /// Took away all filters and the pivot.
    Reset,
    /// Took the last change of filters and pivot back.
    Undid,
    /// Made it again.
    Redid,
    /// The worker answered.
    Saw(Box<Sight>),
}
