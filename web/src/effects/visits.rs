//! Back and forward: the entries of the browser's history that are this page's, and what belongs to each.
//!
//! The browser keeps only the numbers of entries; what they stand for is in memory, and gone with the tab. Inputs that are
//! taken away are put away with the entries they belong to, so that going back brings them back.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use crate::js::history;
use crate::state::Stop;
use crate::worker::client::Files;

/// The entries, and which of them is on screen.
pub(crate) struct Visits {
    /// Tells the entries of this visit from those of an earlier one, before the page was loaded again.
    session: f64,
    at: Cell<usize>,
    entries: RefCell<Vec<Entry>>,
    /// The inputs that are on screen, by their number.
    inputs: Cell<usize>,
    put_away: RefCell<BTreeMap<usize, Files>>,
    last_inputs: Cell<usize>,
}

/// What an entry stands for.
#[derive(Clone, Default)]
struct Entry {
    /// Number of its inputs.
    inputs: usize,
    /// How they are looked at; `None` until there is a verdict.
    stop: Option<Stop>,
}

/// Where one went back, or forward, to.
pub(crate) struct Return {
    /// Its inputs, if they are not those on screen.
    pub(crate) inputs: Option<usize>,
    /// How they are looked at.
    pub(crate) stop: Option<Stop>,
}

impl Visits {
    /// The entry that the page was opened with.
    pub(crate) fn new() -> Self {
        let visits = Self {
            session: js_sys::Date::now(),
            at: Cell::new(0),
            entries: RefCell::new(vec![Entry::default()]),
            inputs: Cell::new(0),
            put_away: RefCell::default(),
            last_inputs: Cell::new(0),
        };
        history::mark(&visits.mark(0));
        visits
    }

    fn mark(&self, entry: usize) -> String {
        format!("oomscope {} {entry}", self.session)
    }

    /// Puts the inputs on screen away. What is given from now on belongs together.
    pub(crate) fn put_away(&self, files: Files) {
        self.put_away.borrow_mut().insert(self.inputs.get(), files);
        self.last_inputs.set(self.last_inputs.get() + 1);
        self.inputs.set(self.last_inputs.get());
    }

    /// Changes the inputs on screen for those with this number, which are given back.
    pub(crate) fn bring_back(&self, inputs: usize, files: Files) -> Files {
        let mut put_away = self.put_away.borrow_mut();
        put_away.insert(self.inputs.replace(inputs), files);
        put_away.remove(&inputs).unwrap_or_default()
    }

    /// Takes down what is on screen: as a new entry if it is a step further, else in the current one.
    pub(crate) fn record(&self, stop: Option<Stop>) {
        let mut entries = self.entries.borrow_mut();
        let Some(entry) = entries.get_mut(self.at.get()) else { return };
        let is_step = match (&entry.stop, &stop) {
            (Some(before), Some(stop)) => stop.is_step_from(before),
            _ => false,
        };
        if entry.inputs != self.inputs.get() || is_step {
            entries.push(Entry { inputs: self.inputs.get(), stop });
            self.at.set(entries.len() - 1);
            history::push(&self.mark(self.at.get()));
        } else if stop.is_some() {
            entry.stop = stop;
        }
    }

    /// Takes over an entry that the browser made, for another fragment, for what is on screen.
    pub(crate) fn take_over(&self) {
        let mut entries = self.entries.borrow_mut();
        entries.push(Entry { inputs: self.inputs.get(), stop: None });
        self.at.set(entries.len() - 1);
        history::mark(&self.mark(self.at.get()));
    }

    /// Whether the browser is at an entry that isn't known here.
    pub(crate) fn is_elsewhere(&self) -> bool {
        self.entry().is_none()
    }

    /// What the browser's current entry stands for; `None` if it is on screen already, or isn't known.
    pub(crate) fn returned(&self) -> Option<Return> {
        let at = self.entry().filter(|at| *at != self.at.get())?;
        self.at.set(at);
        let Entry { inputs, stop } = self.entries.borrow().get(at)?.clone();
        Some(Return { inputs: (inputs != self.inputs.get()).then_some(inputs), stop })
    }

    fn entry(&self) -> Option<usize> {
        let marked = history::marked()?;
        let at: usize = marked.rsplit(' ').next()?.parse().ok()?;
        (self.mark(at) == marked && at < self.entries.borrow().len()).then_some(at)
    }
}
