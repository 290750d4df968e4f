//! Filters and pivot, with undo.

use view::filter::{FilterName, Filters};
use view::tree::Pivot;

/// One filter, as a chip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chip {
    /// Which filter.
    pub(crate) name: FilterName,
    /// Its regular expression, or its range of numbers.
    pub(crate) text: String,
}

/// What is applied to the profile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Applied {
    /// The filters, in the order in which they were set.
    pub(crate) chips: Vec<Chip>,
    /// The function looked at from both sides.
    pub(crate) pivot: Option<Pivot>,
}

impl Applied {
    /// Sets a filter. Of those that can only take away (ignore, hide) and of `show` there may be several; of each other
    /// there is one.
    pub(crate) fn set(&mut self, name: FilterName, text: String) {
        let chip = Chip { name, text };
        if self.chips.contains(&chip) {
            return;
        }
        if !adds_up(name) {
            self.chips.retain(|other| other.name != name);
        }
        self.chips.push(chip);
    }

    /// The filters in pprof's form: several of one kind are alternatives of one regular expression.
    pub(crate) fn filters(&self) -> Filters {
        let mut filters = Filters::default();
        for Chip { name, text } in &self.chips {
            let slot = filters.get_mut(*name);
            *slot = Some(match slot.take() {
                Some(before) => format!("(?:{before})|(?:{text})"),
                None => text.clone(),
            });
        }
        filters
    }
}

const fn adds_up(name: FilterName) -> bool {
    matches!(name, FilterName::Ignore | FilterName::Hide | FilterName::Show)
}

/// How many changes can be taken back.
const STEPS: usize = 100;

/// What is applied, what was before, and what was taken back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct History {
    now: Applied,
    past: Vec<Applied>,
    future: Vec<Applied>,
}

impl History {
    /// What is applied.
    pub(crate) const fn now(&self) -> &Applied {
        &self.now
    }

    /// Whether there is something to take back.
    pub(crate) const fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to make again.
    pub(crate) const fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Makes a change that can be taken back.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut Applied)) {
        let before = self.now.clone();
        change(&mut self.now);
        if self.now != before {
            self.past.push(before);
            self.future.clear();
            let surplus = self.past.len().saturating_sub(STEPS);
            self.past.drain(..surplus);
        }
    }

    /// Takes the last change back.
    pub(crate) fn undo(&mut self) {
        if let Some(before) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.now, before));
        }
    }

    /// Makes the last change that was taken back again.
    pub(crate) fn redo(&mut self) {
        if let Some(after) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.now, after));
        }
    }
}
