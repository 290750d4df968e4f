//! Everything that can happen to the state.

use diagnose::report::Target;
use text::Language;

use super::{Change, Explored, File, KeepingChange, Overlay, Stop, Theme, Verdict};
use crate::worker::protocol::{Excerpt, InputId, JobId, Label, SourceKey, Step};

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Action {
    /// Something was dropped; its files are being listed.
    Dropped,
    /// The files of a drop are listed. An empty list undoes [`Action::Dropped`].
    Gathered(Vec<File>),
    /// The person took a file away.
    Removed(JobId),
    /// The person took all away.
    Cleared,
    /// The worker is at a file.
    Progressed {
        /// Which file.
        job: JobId,
        /// Reading or decoding.
        step: Step,
        /// Bytes done.
        done: u64,
        /// Bytes there are.
        total: u64,
    },
    /// The worker is done with a file.
    Decoded(JobId),
    /// A new worker starts over: nothing is decoded.
    StartedOver,
    /// A verdict came.
    Judged(Box<Verdict>),
    /// The worker died while it judged.
    Crashed(String),
    /// The person wants another container judged; `None` leaves the choice to the evidence.
    Targeted(Option<Target>),
    /// The person went back, or forward, to what was on screen before.
    Revisited(Box<Stop>),
    /// Something happened in the explorer.
    Explored(Explored),
    /// The person wants to see where something was read; `None` closes it.
    Sourced(Option<SourceKey>),
    /// The text around a line came, or word that there is none.
    Excerpted(SourceKey, Option<Excerpt>),
    /// Something about keeping work across visits.
    Keeping(KeepingChange),
    /// Something about sharing.
    Share(Change),
    /// The person chose a language.
    ChoseLanguage(Language),
    /// The person chose a theme.
    ChoseTheme(Theme),
    /// The person said something of an input.
    Labelled(InputId, Label),
    /// The person wants the inputs in the other order.
    Reordered,
    /// The palette or the keys were opened; `None` closes them.
    Overlaid(Option<Overlay>),
    /// The person switched single keys off or on.
    SwitchedKeys,
    /// A copy was made, or refused; `None` once that was said for long enough.
    Copied(Option<bool>),
}
