//! Shows profiles: filters them, and makes tables and trees of what is left.

use std::borrow::Cow;

use decode::pprof::{Profile, encode_profile};
use view::filter::{FilterName, Filters};
use view::tree::{Subject, call_tree, sandwich};
use view::{SamplesOf, detail, peek, tags, traces};

use super::look::{Ask, Look, Refusal, View};
use super::protocol::InputId;

/// How many of the heaviest stacks are shown.
const STACKS: usize = 200;

/// Remembers the profiles it filtered last, so that one look at them serves several views.
#[derive(Default)]
pub(crate) struct Viewer {
    kept: Vec<Kept>,
    /// Which samples of the profile looked at last each location is in; `None` if they are too many to know.
    samples_of: Option<(InputId, Option<SamplesOf>)>,
}

/// How many filtered profiles are remembered: one and its base, and those of the look before.
const KEPT: usize = 4;

struct Kept {
    input: InputId,
    filters: Filters,
    /// `None` if nothing was filtered away.
    profile: Option<Box<Profile>>,
    unmatched: Vec<FilterName>,
}

impl Viewer {
    /// Forgets all profiles: some have gone.
    pub(crate) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Looks through a profile for filters to come: best after an answer, while nobody waits.
    pub(crate) fn prepare(&mut self, input: InputId, whole: &Profile) {
        if self.samples_of.as_ref().is_none_or(|(known, _)| *known != input) {
            self.samples_of = Some((input, SamplesOf::new(whole)));
        }
    }

    /// Shows what was asked for. `profiles` finds a profile by its input.
    pub(crate) fn show<'a>(
        &mut self,
        look: &Look,
        ask: &Ask,
        profiles: impl Fn(InputId) -> Option<&'a Profile>,
    ) -> Result<View, Refusal> {
        let whole = profiles(look.input).ok_or(Refusal::Gone)?;
        let sample_type = whole.type_index(&look.sample_type).ok_or(Refusal::Gone)?;
        let base = match look.base {
            None => None,
            Some(id) => {
                let base = profiles(id).ok_or(Refusal::Gone)?;
                Some((id, base, base.type_index(&look.sample_type).ok_or(Refusal::NotComparable)?))
            }
        };
        self.filter(look.input, whole, &look.filters)?;
        if let Some((id, base, _)) = base {
            self.filter(id, base, &look.filters)?;
        }
        let subject = Subject {
            profile: self.filtered(look.input, whole, &look.filters),
            sample_type,
            base: base.map(|(id, base, of)| (self.filtered(id, base, &look.filters), of)),
            // Shares are of the whole profile, filtered or not; those of a difference are of its base, as in pprof.
            total: match base {
                Some((_, base, of)) => view::top::total(base, of),
                None => view::top::total(whole, sample_type),
            },
            granularity: look.granularity,
            weight: look.weight,
        };
        self.view(look, ask, &subject, (whole, sample_type))
    }

    fn view(
        &self,
        look: &Look,
        ask: &Ask,
        subject: &Subject<'_>,
        (whole, sample_type): (&Profile, usize),
    ) -> Result<View, Refusal> {
        Ok(match ask {
            Ask::Top => {
                let own = Subject { total: view::top::total(whole, sample_type), ..*subject };
                View::Top(detail::detailed(&own).to_bytes().into(), self.unmatched(look).to_vec())
            }
            Ask::Flame => View::Flame(call_tree(subject).to_bytes().into()),
            Ask::Sandwich(pivot) => {
                let (callers, callees) = sandwich(subject, pivot).ok_or(Refusal::NoPivot)?;
                View::Sandwich(callers.to_bytes().into(), callees.to_bytes().into())
            }
            Ask::Peek(pivot) => View::Peek(peek::peek(subject, pivot).ok_or(Refusal::NoPivot)?),
            Ask::Traces => View::Traces(traces::traces(subject, STACKS)),
            Ask::Tags => View::Tags(tags::tags(subject)),
            Ask::File => View::File(encode_profile(subject.profile).into()),
            // Not of one profile: the host makes it.
            Ask::Timeline(_) => return Err(Refusal::Gone),
        })
    }

    fn filter(&mut self, input: InputId, whole: &Profile, filters: &Filters) -> Result<(), Refusal> {
        if self.find(input, filters).is_some() {
            return Ok(());
        }
        let known = self.samples_of.as_ref().filter(|(known, _)| *known == input);
        let samples_of = known.and_then(|(_, samples_of)| samples_of.as_ref());
        let filtered = filters.apply_with(whole, samples_of).map_err(Refusal::Filter)?;
        let profile = match filtered.profile {
            Cow::Borrowed(_) => None,
            Cow::Owned(profile) => Some(Box::new(profile)),
        };
        self.kept.truncate(KEPT - 1);
        self.kept.insert(0, Kept { input, filters: filters.clone(), profile, unmatched: filtered.unmatched });
        Ok(())
    }

    fn find(&self, input: InputId, filters: &Filters) -> Option<&Kept> {
        self.kept.iter().find(|kept| kept.input == input && kept.filters == *filters)
    }

    fn filtered<'b>(&'b self, input: InputId, whole: &'b Profile, filters: &Filters) -> &'b Profile {
        self.find(input, filters).and_then(|kept| kept.profile.as_deref()).unwrap_or(whole)
    }

    fn unmatched(&self, look: &Look) -> &[FilterName] {
        self.find(look.input, &look.filters).map_or(&[], |kept| &kept.unmatched)
    }
}
