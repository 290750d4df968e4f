//! A profile under filters, without a copy of its stacks: which of their places show, and which samples stay.
//!
//! [`Filters::apply`] says the same of samples one by one, and makes a profile of it. Here every place is looked at once,
//! however many samples lead through it, which is what makes a change of filters quick.

use decode::pprof::{LocationId, Profile, SampleId};

use crate::filter::{Compiled, FilterError, FilterName, Filters, Plan, Role};
use crate::prune;
use crate::trie::Trie;

/// The stacks of a profile, to be sifted again and again.
#[derive(Debug)]
pub struct Stacked {
    /// The profile without the frames it says itself are of no interest; `None` where it says so of none.
    pruned: Option<Profile>,
    trie: Trie,
    /// Everything: all places, all samples.
    all: Sifted,
}

/// What filters leave of a profile.
#[derive(Debug, Default)]
pub struct Sifted {
    /// The profile's tables with the frames that are left; `None` where all are.
    tables: Option<Profile>,
    /// By place of the trie.
    shown: Vec<bool>,
    samples: Vec<SampleId>,
    /// Filters that matched nothing.
    pub unmatched: Vec<FilterName>,
}

/// Samples and the stacks they have: of a profile, all of it or what filters leave.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// Values and labels of samples are read from here.
    pub(crate) profile: &'a Profile,
    /// Frames and their names from here.
    pub(crate) tables: &'a Profile,
    pub(crate) trie: &'a Trie,
    shown: &'a [bool],
    samples: &'a [SampleId],
}

impl Stacked {
    /// Gathers the stacks of a profile.
    pub fn new(profile: &Profile) -> Self {
        let pruned = prune::uninteresting(profile);
        let from = pruned.as_ref().unwrap_or(profile);
        let trie = Trie::new(from);
        let all = Sifted { shown: vec![true; trie.len()], samples: from.samples().collect(), ..Sifted::default() };
        Self { pruned, trie, all }
    }

    /// Applies filters. `profile` is the one these stacks were gathered of.
    pub fn sift(&self, profile: &Profile, filters: &Filters) -> Result<Sifted, FilterError> {
        let profile = self.pruned.as_ref().unwrap_or(profile);
        let Some(compiled) = Compiled::new(filters)? else {
            return Ok(Sifted {
                tables: None,
                shown: self.all.shown.clone(),
                samples: self.all.samples.clone(),
                unmatched: Vec::new(),
            });
        };
        let mut plan = Plan::new(&compiled, profile);
        let places = Places::new(&self.trie, &plan);
        let mut samples = self.all.samples.clone();
        samples.retain(|sample| places.stays[self.trie.of_sample(*sample)] && plan.keeps_labels(profile, *sample));
        let unmatched = plan.unmatched();
        Ok(Sifted { tables: plan.tables, shown: places.shown, samples, unmatched })
    }

    /// All of the profile.
    pub fn whole<'a>(&'a self, profile: &'a Profile) -> Seen<'a> {
        self.seen(profile, &self.all)
    }

    /// What was left of the profile.
    pub fn seen<'a>(&'a self, profile: &'a Profile, sifted: &'a Sifted) -> Seen<'a> {
        let profile = self.pruned.as_ref().unwrap_or(profile);
        Seen {
            profile,
            tables: sifted.tables.as_ref().unwrap_or(profile),
            trie: &self.trie,
            shown: &sifted.shown,
            samples: &sifted.samples,
        }
    }
}

/// What a plan says of places: as of the stacks that end there.
struct Places {
    /// Whether the place itself is left of stacks.
    shown: Vec<bool>,
    /// Whether stacks that end there stay.
    stays: Vec<bool>,
}

/// What is known of a stack on its way down.
#[derive(Clone, Copy)]
struct Way {
    role: Role,
    /// Whether a place of it is left by `hide` and `show`.
    is_seen: bool,
    /// Whether a place that is left is one to show from.
    is_from: bool,
}

impl Places {
    fn new(trie: &Trie, plan: &Plan<'_>) -> Self {
        let top = Way { role: Role::Neither, is_seen: false, is_from: plan.from.is_none() };
        let mut ways = vec![top; trie.len()];
        let mut shown = vec![false; trie.len()];
        for (place, parent, location) in trie.places() {
            let at = location.index();
            let role = plan.roles.as_ref().map_or(Role::Focused, |roles| roles[at]);
            let is_left = plan.hidden.as_ref().is_none_or(|hidden| !hidden[at]);
            let mut way = ways[parent];
            way.role = way.role.max(role);
            way.is_seen |= is_left;
            way.is_from |= is_left && plan.from.as_ref().is_some_and(|from| from[at]);
            shown[place] = is_left && way.is_from;
            ways[place] = way;
        }
        let is_by_name = plan.roles.is_some();
        let stays = |way: &Way| (!is_by_name || (way.role == Role::Focused && way.is_seen)) && way.is_from;
        Self { stays: ways.iter().map(stays).collect(), shown }
    }
}

impl<'a> Seen<'a> {
    /// The samples that stay.
    pub(crate) const fn samples(&self) -> &'a [SampleId] {
        self.samples
    }

    /// Whether a place is left of stacks.
    #[inline]
    pub(crate) fn shows(&self, place: usize) -> bool {
        self.shown[place]
    }

    /// What percentages of these samples are of: [`crate::top::total`], of what is left.
    pub(crate) fn total(&self, sample_type: usize) -> i64 {
        crate::top::total_of(self.profile, sample_type, self.samples.iter().copied())
    }

    /// For every place, the innermost location that is left of a stack that ends there; `None` where nothing is.
    pub(crate) fn leaves(&self) -> Vec<Option<LocationId>> {
        let mut leaves: Vec<Option<LocationId>> = vec![None; self.trie.len()];
        for (place, parent, location) in self.trie.places() {
            leaves[place] = if self.shows(place) { Some(location) } else { leaves[parent] };
        }
        leaves
    }
}
