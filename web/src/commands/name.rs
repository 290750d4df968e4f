//! What commands are called.

use text::{Deed, Group, Language};

use super::{Command, Part};
use crate::state::{State, Theme};

impl Command {
    /// The kind of command it is.
    pub(crate) fn group(&self) -> Group {
        match self {
            Self::ChooseFiles | Self::Paste | Self::OpenLink | Self::RemoveAll | Self::Do(Deed::OrderInputs) => {
                Group::Inputs
            }
            Self::Try(_) => Group::Example,
            Self::GoTo(_) => Group::GoTo,
            Self::Do(Deed::Search) | Self::Show(_) => Group::View,
            Self::Do(Deed::Keys | Deed::Palette) => Group::Help,
            Self::Do(_) => Group::Report,
            Self::Snapshot(_) => Group::Snapshot,
            Self::SampleType(_) => Group::SampleType,
            Self::Granularity(_) => Group::Granularity,
            Self::Undo | Self::Redo | Self::ResetFilters => Group::Filter,
            Self::Judge(_) => Group::Container,
            Self::Speak(_) => Group::Language,
            Self::Theme(_) => Group::Theme,
        }
    }

    /// Its name in a language, without its group.
    pub(crate) fn name(&self, state: &State, language: Language) -> String {
        let (page, explorer) = (language.page(), language.explorer());
        let name = match self {
            Self::ChooseFiles => page.choose_files(),
            Self::Paste => page.paste(),
            Self::OpenLink => page.open_link(),
            Self::RemoveAll => page.remove_all(),
            Self::Try(example) => page.example(*example).0,
            Self::GoTo(Part::Inputs) => page.inputs(),
            Self::GoTo(Part::Suspects) => page.suspects_title(),
            Self::GoTo(Part::Plan) => page.plan_title(),
            Self::GoTo(Part::Evidence) => page.evidence_title(),
            Self::GoTo(Part::Fix) => page.fix_title(),
            Self::GoTo(Part::Profile) => page.top_title(),
            Self::Do(deed) => page.deed(*deed),
            Self::Show(tab) => explorer.view(tab.name()),
            Self::SampleType(name) => name,
            Self::Granularity(granularity) => explorer.granularity(*granularity),
            Self::Undo => explorer.undo(),
            Self::Redo => explorer.redo(),
            Self::ResetFilters => explorer.reset(),
            Self::Speak(language) => language.name(),
            Self::Theme(theme) => theme_name(*theme, language),
            Self::Judge(target) => return page.container(target),
            Self::Snapshot(id) => {
                let input = state.verdict.as_ref().and_then(|verdict| verdict.input(*id));
                return input.map(|input| page.snapshot(&input.name, input.taken_at)).unwrap_or_default();
            }
        };
        name.to_owned()
    }
}

/// The name of a theme.
pub(crate) fn theme_name(theme: Theme, language: Language) -> &'static str {
    let page = language.page();
    match theme {
        Theme::System => page.theme_system(),
        Theme::Light => page.theme_light(),
        Theme::Dark => page.theme_dark(),
        Theme::Contrast => page.theme_contrast(),
    }
}
