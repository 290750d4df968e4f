//! Shows profiles: filters them, and makes tables and trees of what is left.

use std::borrow::Cow;

use decode::pprof::{Profile, encode_profile};
use view::filter::{FilterName, Filters};
use view::sift::{Seen, Sifted, Stacked};
use view::tree::{Subject, call_tree_of, sandwich};
use view::{detail, peek, tags, traces};

use super::look::{Ask, Look, Refusal, View};
use super::protocol::InputId;

/// How many of the heaviest stacks are shown.
const STACKS: usize = 200;

/// Remembers the stacks of the profiles it looked at last and what filters left of them, so that a change of filters looks
/// at each place of the stacks once, and one look at a profile serves several views.
#[derive(Default)]
pub(crate) struct Viewer {
    stacked: Vec<(InputId, Stacked)>,
    sifted: Vec<Kept>,
}

/// How much is remembered: of one profile and its base, and of those of the look before.
const KEPT: usize = 4;

struct Kept {
    input: InputId,
    filters: Filters,
    sifted: Sifted,
    /// The filtered profile, once a view has asked for its samples one by one.
    profile: Option<Box<Profile>>,
}

/// A profile that is looked at: its input, itself, and the index of the sample type.
type Whole<'a> = (InputId, &'a Profile, usize);

impl Viewer {
    /// Forgets all profiles: some have gone.
    pub(crate) fn forget(&mut self) {
        self.stacked.clear();
        self.sifted.clear();
    }

    /// Shows what was asked for. `profiles` finds a profile by its input.
    pub(crate) fn show<'a>(
        &mut self,
        look: &Look,
        ask: &Ask,
        profiles: impl Fn(InputId) -> Option<&'a Profile>,
    ) -> Result<View, Refusal> {
        let whole = profiles(look.input).ok_or(Refusal::Gone)?;
        let own = (look.input, whole, whole.type_index(&look.sample_type).ok_or(Refusal::Gone)?);
        let base = match look.base {
            None => None,
            Some(id) => {
                let base = profiles(id).ok_or(Refusal::Gone)?;
                Some((id, base, base.type_index(&look.sample_type).ok_or(Refusal::NotComparable)?))
            }
        };
        for (input, profile, _) in [Some(own), base].into_iter().flatten() {
            self.sift(input, profile, &look.filters)?;
        }
        match ask {
            Ask::Top | Ask::Flame => self.sums(look, ask, own, base),
            _ => self.samples(look, ask, own, base),
        }
    }

    /// Views that add up: all they need is in the places of the stacks.
    fn sums<'b>(&'b self, look: &Look, ask: &Ask, own: Whole<'b>, base: Option<Whole<'b>>) -> Result<View, Refusal> {
        let subject = subject(look, own, base);
        let seen = |(input, profile, _): Whole<'b>| self.seen(input, profile, &look.filters).ok_or(Refusal::Gone);
        let (seen, seen_base) = (seen(own)?, base.map(seen).transpose()?);
        Ok(match ask {
            Ask::Top => {
                let (_, whole, sample_type) = own;
                let own = Subject { total: view::top::total(whole, sample_type), ..subject };
                let table = detail::detailed_of(&own, seen, seen_base);
                View::Top(table.to_bytes().into(), self.unmatched(look).to_vec())
            }
            _ => View::Flame(call_tree_of(&subject, seen, seen_base).to_bytes().into()),
        })
    }

    /// Views of samples one by one.
    fn samples(&mut self, look: &Look, ask: &Ask, own: Whole<'_>, base: Option<Whole<'_>>) -> Result<View, Refusal> {
        for (input, profile, _) in [Some(own), base].into_iter().flatten() {
            self.filter(input, profile, &look.filters)?;
        }
        let filtered = |(input, profile, of)| (input, self.filtered(input, profile, &look.filters), of);
        let shares = subject(look, own, base).total;
        let subject = Subject { total: shares, ..subject(look, filtered(own), base.map(filtered)) };
        Ok(match ask {
            Ask::Sandwich(pivot) => {
                let (callers, callees) = sandwich(&subject, pivot).ok_or(Refusal::NoPivot)?;
                View::Sandwich(callers.to_bytes().into(), callees.to_bytes().into())
            }
            Ask::Peek(pivot) => View::Peek(peek::peek(&subject, pivot).ok_or(Refusal::NoPivot)?),
            Ask::Traces => View::Traces(traces::traces(&subject, STACKS)),
            Ask::Tags => View::Tags(tags::tags(&subject)),
            Ask::File => View::File(encode_profile(subject.profile).into()),
            // The first two add up. The last is not of one profile: the host makes it.
            Ask::Top | Ask::Flame | Ask::Timeline(_) => return Err(Refusal::Gone),
        })
    }

    fn sift(&mut self, input: InputId, whole: &Profile, filters: &Filters) -> Result<(), Refusal> {
        if self.find(input, filters).is_some() {
            return Ok(());
        }
        if self.stacks(input).is_none() {
            self.stacked.truncate(KEPT - 1);
            self.stacked.insert(0, (input, Stacked::new(whole)));
        }
        let stacked = self.stacks(input).ok_or(Refusal::Gone)?;
        let sifted = stacked.sift(whole, filters).map_err(Refusal::Filter)?;
        self.sifted.truncate(KEPT - 1);
        self.sifted.insert(0, Kept { input, filters: filters.clone(), sifted, profile: None });
        Ok(())
    }

    fn filter(&mut self, input: InputId, whole: &Profile, filters: &Filters) -> Result<(), Refusal> {
        let kept = self.sifted.iter_mut().find(|kept| kept.input == input && kept.filters == *filters);
        if let Some(kept) = kept.filter(|kept| kept.profile.is_none()) {
            let filtered = filters.apply(whole).map_err(Refusal::Filter)?;
            kept.profile = match filtered.profile {
                Cow::Borrowed(_) => None,
                Cow::Owned(profile) => Some(Box::new(profile)),
            };
        }
        Ok(())
    }

    fn stacks(&self, input: InputId) -> Option<&Stacked> {
        self.stacked.iter().find(|(of, _)| *of == input).map(|(_, stacked)| stacked)
    }

    fn find(&self, input: InputId, filters: &Filters) -> Option<&Kept> {
        self.sifted.iter().find(|kept| kept.input == input && kept.filters == *filters)
    }

    fn seen<'b>(&'b self, input: InputId, whole: &'b Profile, filters: &Filters) -> Option<Seen<'b>> {
        Some(self.stacks(input)?.seen(whole, &self.find(input, filters)?.sifted))
    }

    fn filtered<'b>(&'b self, input: InputId, whole: &'b Profile, filters: &Filters) -> &'b Profile {
        self.find(input, filters).and_then(|kept| kept.profile.as_deref()).unwrap_or(whole)
    }

    fn unmatched(&self, look: &Look) -> &[FilterName] {
        self.find(look.input, &look.filters).map_or(&[], |kept| &kept.sifted.unmatched)
    }
}

/// What is made of profiles. Shares are of the whole profile, filtered or not; those of a difference are of its base, as in
/// pprof.
fn subject<'a>(look: &Look, (_, profile, sample_type): Whole<'a>, base: Option<Whole<'a>>) -> Subject<'a> {
    Subject {
        profile,
        sample_type,
        base: base.map(|(_, base, of)| (base, of)),
        total: match base {
            Some((_, base, of)) => view::top::total(base, of),
            None => view::top::total(profile, sample_type),
        },
        granularity: look.granularity,
        weight: look.weight,
    }
}
