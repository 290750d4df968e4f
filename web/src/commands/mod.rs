//! Everything that can be done on the page, in one list: the palette offers it, the keys start it, and the list of keys
//! names what they start.

mod matching;
mod name;
mod run;

use diagnose::report::Target;
use text::page::Example;
use text::{Deed, Language};
use view::Granularity;

use crate::state::{self, Phase, State, Tab, Theme};
use crate::worker::protocol::InputId;

pub(crate) use matching::matching;
pub(crate) use name::theme_name;

/// One thing to do.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Command {
    /// Choose files of the disk.
    ChooseFiles,
    /// Take what is on the clipboard.
    Paste,
    /// Write a link into its field.
    OpenLink,
    /// Take all inputs away.
    RemoveAll,
    /// Look at a real incident.
    Try(Example),
    /// Go to a part of the page.
    GoTo(Part),
    /// Something that has a name of its own.
    Do(Deed),
    /// Show a view of the profile.
    Show(Tab),
    /// Show another profile.
    Snapshot(InputId),
    /// Measure something else.
    SampleType(String),
    /// Gather frames by something else.
    Granularity(Granularity),
    /// Take the last change of the filters back.
    Undo,
    /// Make it again.
    Redo,
    /// Take all filters away.
    ResetFilters,
    /// Judge another container.
    Judge(Target),
    /// Speak another language.
    Speak(Language),
    /// Show another theme.
    Theme(Theme),
}

/// A part of the page, by the id of its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The inputs strip.
    Inputs,
    /// Code to look at.
    Suspects,
    /// Now, next, later.
    Plan,
    /// The evidence.
    Evidence,
    /// The fix.
    Fix,
    /// The profile.
    Profile,
}

impl Part {
    const ALL: [Self; 6] = [Self::Inputs, Self::Suspects, Self::Plan, Self::Evidence, Self::Fix, Self::Profile];

    /// Id of its title in the document.
    pub(crate) const fn element_id(self) -> &'static str {
        match self {
            Self::Inputs => "inputs-title",
            Self::Suspects => "suspects-title",
            Self::Plan => "plan-title",
            Self::Evidence => "evidence-title",
            Self::Fix => "fix-title",
            Self::Profile => "explorer-title",
        }
    }
}

/// The granularities that are offered.
pub(crate) const GRANULARITIES: [Granularity; 4] =
    [Granularity::Functions, Granularity::Files, Granularity::Lines, Granularity::Packages];

impl Command {
    /// All that can be done now, in the order they are offered.
    pub(crate) fn all(state: &State) -> Vec<Self> {
        let readable = state.verdict.as_ref().is_some_and(|verdict| verdict.is_readable());
        let mut all = vec![Self::ChooseFiles, Self::Paste];
        if readable {
            all.extend(of_report(state));
            all.extend(of_profile(state));
        }
        all.push(Self::OpenLink);
        if state.phase() != Phase::Empty {
            all.extend([Self::Do(Deed::OrderInputs), Self::RemoveAll]);
        }
        all.extend(Example::ALL.map(Self::Try));
        all.extend(Language::ALL.map(Self::Speak));
        all.extend(Theme::ALL.map(Self::Theme));
        all.extend([Self::Do(Deed::Keys), Self::Do(Deed::Palette)]);
        all
    }

    /// The key that starts it outside fields, as a keyboard event names it; with [`PALETTE`] it is pressed with Ctrl or Cmd.
    pub(crate) fn key(&self) -> Option<&'static str> {
        match self {
            Self::Show(tab) => {
                Tab::ALL.iter().position(|other| other == tab).and_then(|place| DIGITS.get(place).copied())
            }
            Self::Do(Deed::Search) => Some("/"),
            Self::Undo => Some("z"),
            Self::Redo => Some("Z"),
            Self::Do(Deed::Keys) => Some("?"),
            Self::Do(Deed::Palette) => Some(PALETTE),
            Self::Do(Deed::Share) => Some("s"),
            Self::Do(Deed::CopyYaml) => Some("y"),
            _ => None,
        }
    }
}

/// The key that opens the palette, with Ctrl or Cmd.
pub(crate) const PALETTE: &str = "k";
const DIGITS: [&str; 7] = ["1", "2", "3", "4", "5", "6", "7"];

fn of_report(state: &State) -> Vec<Command> {
    let Some(verdict) = &state.verdict else { return Vec::new() };
    let report = &verdict.report;
    let mut all = Vec::new();
    all.extend(report.yaml.is_some().then_some(Command::Do(Deed::CopyYaml)));
    all.extend((!report.kubectl.is_empty()).then_some(Command::Do(Deed::CopyKubectl)));
    all.extend([Deed::Share, Deed::SaveJson, Deed::Print].map(Command::Do));
    let is_there = |part: &Part| match part {
        Part::Suspects => !report.suspects.is_empty(),
        Part::Profile => state.picked().is_some(),
        Part::Inputs | Part::Plan | Part::Evidence | Part::Fix => true,
    };
    all.extend(Part::ALL.into_iter().filter(is_there).map(Command::GoTo));
    let containers = state::containers(report);
    if containers.len() > 1 && verdict.shared.is_none() {
        let others = containers.into_iter().filter(|other| report.target.as_ref() != Some(other));
        all.extend(others.map(Command::Judge));
    }
    all
}

fn of_profile(state: &State) -> Vec<Command> {
    let (Some(verdict), Some(picked)) = (&state.verdict, state.picked()) else { return Vec::new() };
    let mut all: Vec<Command> = Tab::ALL.map(Command::Show).into();
    all.push(Command::Do(Deed::Search));
    let profiles = verdict.profiles.iter();
    let shown = profiles.clone().find(|profile| profile.input == picked.look.input);
    all.extend(shown.map(state::offered).unwrap_or_default().into_iter().map(Command::SampleType));
    all.extend(
        profiles.filter(|profile| profile.input != picked.look.input).map(|other| Command::Snapshot(other.input)),
    );
    all.extend(GRANULARITIES.map(Command::Granularity));
    let history = &state.explorer.history;
    let filtered = !history.now().chips.is_empty() || history.now().pivot.is_some();
    all.extend(history.can_undo().then_some(Command::Undo));
    all.extend(history.can_redo().then_some(Command::Redo));
    all.extend(filtered.then_some(Command::ResetFilters));
    all
}
