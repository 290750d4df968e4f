//! From one look to the next.

use view::detail::Detailed;

use super::{Explored, Explorer, Order, Seen, Shown, Tab};
use crate::shared::Shared;
use crate::worker::look::{Ask, Refusal, Sight, View};
use crate::worker::protocol::InputId;

/// How many answers are kept: enough to go back to the view before without asking again.
const KEPT: usize = 8;

impl Explorer {
    /// Takes one thing that happened.
    pub(crate) fn apply(&mut self, explored: Explored) {
        match explored {
            Explored::Input(input) => (self.input, self.anyway) = (Some(input), false),
            Explored::Base(base) => (self.base, self.anyway) = (base, false),
            Explored::Anyway => self.anyway = true,
            Explored::SampleType(name) => self.sample_type = Some(name),
            Explored::Granularity(granularity) => {
                self.granularity = granularity;
                // A place of another granularity is none.
                self.history.change(|applied| applied.pivot = None);
            }
            Explored::Units(units) => self.units = units,
            Explored::Tab(tab) => self.show(tab),
            Explored::Searched(text) => self.search = text,
            Explored::Sorted(column) => self.order = self.order.pressed(column),
            Explored::Direction(direction) => self.direction = direction,
            Explored::Weight(weight) => self.weight = weight,
            Explored::Filtered(name, text) => self.history.change(|applied| applied.set(name, text)),
            Explored::Unfiltered(place) => self.history.change(|applied| {
                if place < applied.chips.len() {
                    applied.chips.remove(place);
                }
            }),
            Explored::Pivoted(pivot) => {
                self.history.change(|applied| applied.pivot = Some(pivot));
                self.tab = Tab::Callers;
            }
            Explored::Unpivoted => self.history.change(|applied| applied.pivot = None),
            Explored::Reset => self.history.change(|applied| *applied = super::Applied::default()),
            Explored::Undid => self.history.undo(),
            Explored::Redid => self.history.redo(),
            Explored::Saw(sight) => self.saw(*sight),
        }
    }

    /// The table is sorted by what its view is about.
    pub(crate) fn show(&mut self, tab: Tab) {
        let (from, to) = (self.tab, tab);
        self.tab = tab;
        if from != to && (from == Tab::Compare || to == Tab::Compare) {
            let column = if to == Tab::Compare { super::Column::Delta } else { super::Column::Flat };
            self.order = Order { column, ascending: false };
        }
    }

    fn saw(&mut self, sight: Sight) {
        let Sight { look, ask, seen } = sight;
        let shown = seen.and_then(|view| match view {
            View::Top(blob, unmatched) => match Detailed::from_bytes(&blob.bytes) {
                Some(table) => Ok(Shown::Top(table, unmatched)),
                None => Err(Refusal::Gone),
            },
            View::Flame(blob) => blob.tree().map(|tree| Shown::Flame(Shared::new(tree))).ok_or(Refusal::Gone),
            View::Sandwich(callers, callees) => match (callers.tree(), callees.tree()) {
                (Some(callers), Some(callees)) => Ok(Shown::Sandwich(Shared::new(callers), Shared::new(callees))),
                _ => Err(Refusal::Gone),
            },
            view => Ok(Shown::Other(view)),
        });
        self.seen.retain(|seen| seen.look != look || seen.ask != ask);
        self.seen.insert(0, Seen { look, ask, shown: shown.map(Shared::new) });
        // Files are saved at once, and trees are large.
        self.seen.truncate(KEPT);
    }

    /// Forgets what was chosen of inputs that have gone, and all that was shown: the timeline is of all inputs.
    pub(crate) fn forget(&mut self, is_there: impl Fn(InputId) -> bool) {
        self.input = self.input.filter(|input| is_there(*input));
        self.base = self.base.filter(|base| is_there(*base));
        self.seen.retain(|seen| {
            is_there(seen.look.input) && seen.look.base.is_none_or(&is_there) && !matches!(seen.ask, Ask::Timeline(_))
        });
    }
}
