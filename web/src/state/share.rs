//! What the sharing panel shows.

use decode::error::DecodeError;
use share::{Tier, Wish};

use super::State;

use crate::shared::Shared;
use crate::worker::sharing::Packed;

/// The sharing panel: what was chosen in it, and the links that were made.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Sharing {
    /// Whether it is open.
    pub(crate) open: bool,
    /// What was chosen: length, switches, title and note.
    pub(crate) chosen: Wish,
    /// The last link, and the wish it was made for.
    pub(crate) link: Option<(Wish, Shared<Packed>)>,
    /// The last incident for a file, and the wish it was made for.
    pub(crate) file: Option<(Wish, Shared<Packed>)>,
    /// Whether the page could not be found to put an incident in.
    pub(crate) refused: bool,
}

/// A change of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Change {
    /// The panel was opened or closed.
    Open(bool),
    /// The person chose a length.
    Tier(Tier),
    /// The person switched stand-ins for names.
    RedactNames(bool),
    /// The person switched stand-ins for functions.
    OwnFunctionsOnly(bool),
    /// The person wrote a title.
    Title(String),
    /// The person wrote a note.
    Note(String),
    /// A link came, or word that there is none.
    Packed(Box<Wish>, Option<Box<Packed>>),
    /// Whether the report could be saved.
    Saved(bool),
}

impl Sharing {
    pub(super) fn apply(&mut self, change: Change) {
        match change {
            Change::Open(open) => self.open = open,
            Change::Tier(tier) => self.chosen.tier = tier,
            Change::RedactNames(on) => self.chosen.redact_names = on,
            Change::OwnFunctionsOnly(on) => self.chosen.own_functions_only = on,
            Change::Title(title) => self.chosen.title = title,
            Change::Note(note) => self.chosen.note = note,
            Change::Saved(worked) => self.refused = !worked,
            Change::Packed(wish, packed) => {
                let packed = packed.map(|packed| (*wish.clone(), Shared::new(*packed)));
                match wish.tier {
                    Tier::File => self.file = packed,
                    _ => self.link = packed,
                }
            }
        }
    }

    /// What is wished for of what is on screen, with an address of so many characters.
    pub(crate) fn wish(&self, shown: &Wish, address: usize) -> Wish {
        Wish {
            tier: self.chosen.tier,
            address,
            redact_names: self.chosen.redact_names,
            own_functions_only: self.chosen.own_functions_only,
            title: self.chosen.title.trim().to_owned(),
            note: self.chosen.note.trim().to_owned(),
            ..shown.clone()
        }
    }

    /// The link, unless it was made for another wish.
    pub(crate) fn current(&self, wish: &Wish) -> Option<&Shared<Packed>> {
        self.link.as_ref().filter(|(made_for, _)| made_for == wish).map(|(_, packed)| packed)
    }
}

impl State {
    /// What is on screen, as far as a link takes it along.
    pub(crate) fn shown(&self) -> Wish {
        let look = self.picked().map(|picked| picked.look);
        let place = |input| self.verdict.as_ref()?.origins.iter().position(|origin| *origin == input);
        Wish {
            input: look.as_ref().and_then(|look| place(look.input)),
            base: self.picked().and_then(|picked| place(picked.base?.0)),
            sample_type: look.map(|look| look.sample_type),
            granularity: self.explorer.granularity,
            view: self.view_pairs(),
            ..Wish::default()
        }
    }

    /// What is wrong with a link or saved report that was opened and can't be.
    pub(crate) fn broken_link(&self) -> Option<DecodeError> {
        let verdict = self.verdict.as_ref().filter(|verdict| !verdict.is_readable())?;
        let errors = verdict.report.inputs.iter().filter_map(|input| input.error.clone());
        errors.into_iter().find(|error| matches!(error, DecodeError::Shared { .. }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed() -> Packed {
        let (contents, kept, left_out) = (Vec::new(), Vec::new(), Vec::new());
        Packed { link: "#1.A".into(), characters: 4, contents, kept, left_out, report: None }
    }

    #[test]
    fn a_link_made_for_another_wish_is_not_shown() {
        let mut sharing = Sharing::default();
        let wish = sharing.wish(&Wish::default(), 0);
        sharing.apply(Change::Packed(Box::new(wish.clone()), Some(Box::new(packed()))));
        assert!(sharing.current(&wish).is_some());
        sharing.apply(Change::RedactNames(true));
        assert!(sharing.current(&sharing.wish(&Wish::default(), 0)).is_none());
    }

    #[test]
    fn a_file_does_not_replace_the_link() {
        let mut sharing = Sharing::default();
        let wish = Wish { tier: Tier::File, ..sharing.wish(&Wish::default(), 0) };
        sharing.apply(Change::Packed(Box::new(wish), Some(Box::new(packed()))));
        assert!(sharing.link.is_none() && sharing.file.is_some());
    }
}
