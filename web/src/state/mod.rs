//! What the page knows. One tree, changed only by [`reduce`], which is pure.

mod action;
mod appearance;
mod changes;
mod explorer;
mod keeping;
mod reduce;
mod select;
mod share;
#[cfg(test)]
mod tests;
mod view_state;

use std::collections::BTreeMap;

use diagnose::fix::compare::Comparison;
use diagnose::report::{Options, Report};
use view::timeline::Line;

use crate::shared::Shared;
use crate::worker::protocol::{Excerpt, InputId, JobId, Label, Manifest, ProfileInfo, SourceKey, Step};
use crate::worker::sharing::Summary;

pub(crate) use action::Action;
pub(crate) use appearance::{Appearance, Theme};
pub(crate) use changes::Changed;
pub(crate) use explorer::{
    Column, Explored, Explorer, Picked, Shown, Tab, Units, Unlike, csv, delta, json, offered, rows,
};
pub(crate) use keeping::{Keeping, KeepingChange, KeepingSaid};
pub(crate) use select::{Card, CardState, Phase, containers};
pub(crate) use share::{Change, Sharing};
pub(crate) use view_state::Stop;

/// Everything the page shows follows from this.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct State {
    /// Dropped things that are still wanted, in the order they were given.
    pub(crate) files: Vec<File>,
    /// Drops whose folders are still being listed.
    pub(crate) gathering: u32,
    /// Counts the changes that need a new verdict.
    pub(crate) revision: u32,
    /// What the person chose.
    pub(crate) options: Options,
    /// The last verdict.
    pub(crate) verdict: Option<Shared<Verdict>>,
    /// The verdict before it, on other inputs.
    pub(crate) before: Option<Shared<Verdict>>,
    /// What the person said of inputs. It outlives them: they may be brought back.
    pub(crate) labels: BTreeMap<InputId, Label>,
    /// Whether the inputs stand in the order of their times, not in the report's.
    pub(crate) by_time: bool,
    /// The last word of a worker that died while it judged.
    pub(crate) crash: Option<String>,
    /// What is looked at in the profiles.
    pub(crate) explorer: Explorer,
    /// Whether the explorer shows what was shown before: nothing that comes later may choose for the person.
    pub(crate) revisited: bool,
    /// The line of an input that is shown, if one is.
    pub(crate) source: Option<SourceView>,
    /// The sharing panel.
    pub(crate) sharing: Sharing,
    /// Whether work is kept across visits.
    pub(crate) keeping: Keeping,
    /// How the page is shown.
    pub(crate) appearance: Appearance,
    /// What lies over the page.
    pub(crate) overlay: Option<Overlay>,
    /// Whether the person wants no single keys.
    pub(crate) keys_off: bool,
    /// Whether a copy that was just asked for worked.
    pub(crate) copied: Option<bool>,
}

/// What can lie over the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Overlay {
    /// The command palette.
    Palette,
    /// The list of keys.
    Keys,
}

/// A line of an input and the text around it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SourceView {
    /// Which line.
    pub(crate) key: SourceKey,
    /// The text, once it came; `Some(None)` if there is none.
    #[allow(clippy::option_option, reason = "not there yet is one thing, never there another")]
    pub(crate) excerpt: Option<Option<Shared<Excerpt>>>,
}

/// One dropped thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    /// Its number.
    pub(crate) job: JobId,
    /// Base name, or path inside the dropped folder.
    pub(crate) name: String,
    /// Size in bytes; `None` for a folder.
    pub(crate) size: Option<u64>,
    /// How far it is.
    pub(crate) stage: Stage,
}

/// How far a dropped thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// In the queue.
    Waiting,
    /// Being read or decoded.
    Active {
        /// Which of the two.
        step: Step,
        /// Bytes done.
        done: u64,
        /// Bytes there are.
        total: u64,
    },
    /// Done; its card shows what the report says of it.
    Decoded,
}

/// A verdict on all inputs of one revision.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Verdict {
    /// The revision it is about.
    pub(crate) revision: u32,
    /// The report.
    pub(crate) report: Report,
    /// The same as JSON document, byte for byte what the terminal program prints.
    pub(crate) document: String,
    /// Where each input of the report came from.
    pub(crate) origins: Vec<InputId>,
    /// Inputs that can be explored.
    pub(crate) profiles: Vec<ProfileInfo>,
    /// Manifests among the inputs, with the recommended change in them.
    pub(crate) manifests: Vec<Manifest>,
    /// The live heap over time, if it is known at two times.
    pub(crate) growth: Option<Line>,
    /// Before and after, if the inputs are from both sides of a change.
    pub(crate) comparison: Option<Comparison>,
    /// Where it comes from, if it was shared.
    pub(crate) shared: Option<Summary>,
}
