//! Whether work is kept across visits.

use super::{State, Verdict};
use crate::worker::protocol::JobId;

/// Keeping work in the browser.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Keeping {
    /// Whether it is switched on.
    pub(crate) on: bool,
    /// What the last attempt came to, where the person should know.
    pub(crate) said: Option<KeepingSaid>,
    /// What was kept at the last visit and is on the desk now.
    pub(crate) kept: Option<JobId>,
}

/// What the person should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeepingSaid {
    /// The browser keeps nothing for this page.
    Refused,
    /// Everything was removed.
    Forgotten,
}

/// A change of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeepingChange {
    /// It is on, or off.
    Switched(bool),
    /// This is what was kept.
    Found(JobId),
    /// The browser refuses.
    Refused,
    /// Everything was removed.
    Forgotten,
}

impl Keeping {
    pub(super) fn apply(&mut self, change: KeepingChange) {
        match change {
            KeepingChange::Switched(on) => (self.on, self.said) = (on, None),
            KeepingChange::Found(job) => self.kept = Some(job),
            KeepingChange::Refused => (self.on, self.said) = (false, Some(KeepingSaid::Refused)),
            KeepingChange::Forgotten => (self.on, self.said) = (false, Some(KeepingSaid::Forgotten)),
        }
    }

    /// Tells a verdict that was kept from one that somebody shared.
    pub(super) fn recognise(&self, verdict: &mut Verdict) {
        if let (Some(kept), Some(shared)) = (self.kept, &mut verdict.shared) {
            shared.is_kept = verdict.origins.iter().all(|origin| origin.job == kept);
        }
    }
}

impl State {
    /// Whether what is on screen is to be kept: work of this visit, or of the last one, but nothing somebody shared.
    pub(crate) fn keeps(&self) -> bool {
        let is_own = |verdict: &Verdict| verdict.shared.as_ref().is_none_or(|shared| shared.is_kept);
        self.keeping.on && !self.is_stale() && self.verdict.as_ref().is_some_and(|it| it.is_readable() && is_own(it))
    }
}
