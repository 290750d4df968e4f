//! What commands do.

use text::Deed;

use super::Command;
use crate::effects::{Desk, appearance, copy, share};
use crate::examples::captures;
use crate::js::{drop, page};
use crate::state::{Action, Change, Explored, Overlay, State};

impl Command {
    /// Does it.
    pub(crate) fn run(&self, desk: &Desk, state: &State) {
        let explore = |explored: Explored| {
            desk.act(Action::Explored(explored));
            page::reveal(super::Part::Profile.element_id());
        };
        match self {
            Self::ChooseFiles => page::choose_files(),
            Self::Paste => copy::paste(desk.clone()),
            Self::OpenLink => page::focus("open-link"),
            Self::RemoveAll => desk.clear(),
            Self::Try(example) => {
                desk.clear();
                desk.give(captures(*example).iter().map(|(name, bytes)| drop::memory_file(name, bytes)).collect());
            }
            Self::GoTo(part) => page::reveal(part.element_id()),
            Self::Do(deed) => run(*deed, desk, state),
            Self::Show(tab) => explore(Explored::Tab(*tab)),
            Self::Snapshot(input) => explore(Explored::Input(*input)),
            Self::SampleType(name) => explore(Explored::SampleType(name.clone())),
            Self::Granularity(granularity) => explore(Explored::Granularity(*granularity)),
            Self::Undo => desk.act(Action::Explored(Explored::Undid)),
            Self::Redo => desk.act(Action::Explored(Explored::Redid)),
            Self::ResetFilters => desk.act(Action::Explored(Explored::Reset)),
            Self::Judge(target) => desk.act(Action::Targeted(Some(target.clone()))),
            Self::Speak(language) => appearance::speak(desk, *language),
            Self::Theme(theme) => appearance::show(desk, *theme),
        }
    }
}

fn run(deed: Deed, desk: &Desk, state: &State) {
    let report = state.verdict.as_ref().map(|verdict| &verdict.report);
    match deed {
        Deed::CopyYaml => copy_and_say(desk, report.and_then(|report| report.yaml.clone())),
        Deed::CopyKubectl => copy_and_say(desk, report.and_then(|report| report.kubectl.first().cloned())),
        Deed::Share => desk.act(Action::Share(Change::Open(true))),
        Deed::SaveJson => {
            if let Some(verdict) = &state.verdict {
                copy::save_json(&verdict.document);
            }
        }
        Deed::Print => share::print(),
        Deed::Search => page::reveal("explorer-search"),
        Deed::Palette => desk.act(Action::Overlaid(Some(Overlay::Palette))),
        Deed::Keys => desk.act(Action::Overlaid(Some(Overlay::Keys))),
        Deed::OrderInputs => desk.act(Action::Reordered),
    }
}

/// Copies, and has the page say whether that worked.
fn copy_and_say(desk: &Desk, text: Option<String>) {
    let Some(text) = text else { return };
    let desk = desk.clone();
    copy::copy(text, yew::Callback::from(move |worked| desk.act(Action::Copied(Some(worked)))));
}
