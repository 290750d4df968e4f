//! pprof's filters: which samples count and which frames show.

mod plan;

use std::borrow::Cow;

use decode::pprof::Profile;
use serde::{Deserialize, Serialize};

use crate::prune;
pub(crate) use plan::{Compiled, Plan, Role};

/// Filters as text, each empty or absent if unset. Regular expressions match anywhere in a function's name, its file or
/// the binary's name. Applied in this order, as pprof applies them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filters {
    /// Only samples with a matching frame.
    pub focus: Option<String>,
    /// No samples with a matching frame.
    pub ignore: Option<String>,
    /// No matching frames.
    pub hide: Option<String>,
    /// Only matching frames.
    pub show: Option<String>,
    /// No frames above the matching frame nearest to the root, and no samples without one.
    pub show_from: Option<String>,
    /// Only samples with a matching label: `key=regex,regex`, `regex,regex`, or a range of numbers such as `key=4kb:64kb`.
    pub tagfocus: Option<String>,
    /// No samples with a matching label.
    pub tagignore: Option<String>,
}

/// Filters by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilterName {
    /// [`Filters::focus`]
    Focus,
    /// [`Filters::ignore`]
    Ignore,
    /// [`Filters::hide`]
    Hide,
    /// [`Filters::show`]
    Show,
    /// [`Filters::show_from`]
    ShowFrom,
    /// [`Filters::tagfocus`]
    Tagfocus,
    /// [`Filters::tagignore`]
    Tagignore,
}

/// A filter that is no regular expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{filter:?}: {reason}")]
pub struct FilterError {
    /// Which filter.
    pub filter: FilterName,
    /// What the regular expression parser says.
    pub reason: String,
}

/// A filtered profile.
#[derive(Debug, Clone)]
pub struct Filtered<'a> {
    /// What is left, the profile itself where nothing is filtered. Percentages are still of the whole:
    /// [`crate::top::total`] of the profile before.
    pub profile: Cow<'a, Profile>,
    /// Filters that matched nothing.
    pub unmatched: Vec<FilterName>,
}

impl FilterName {
    /// All of them, in the order in which they are applied.
    pub const ALL: [Self; 7] =
        [Self::Focus, Self::Ignore, Self::Hide, Self::Show, Self::ShowFrom, Self::Tagfocus, Self::Tagignore];

    /// The name of pprof's flag.
    pub const fn flag(self) -> &'static str {
        match self {
            Self::Focus => "focus",
            Self::Ignore => "ignore",
            Self::Hide => "hide",
            Self::Show => "show",
            Self::ShowFrom => "show_from",
            Self::Tagfocus => "tagfocus",
            Self::Tagignore => "tagignore",
        }
    }
}

impl Filters {
    /// The text of one filter.
    pub fn get_mut(&mut self, name: FilterName) -> &mut Option<String> {
        match name {
            FilterName::Focus => &mut self.focus,
            FilterName::Ignore => &mut self.ignore,
            FilterName::Hide => &mut self.hide,
            FilterName::Show => &mut self.show,
            FilterName::ShowFrom => &mut self.show_from,
            FilterName::Tagfocus => &mut self.tagfocus,
            FilterName::Tagignore => &mut self.tagignore,
        }
    }

    /// Whether no filter is set.
    pub fn is_empty(&self) -> bool {
        let Self { focus, ignore, hide, show, show_from, tagfocus, tagignore } = self;
        let all = [focus, ignore, hide, show, show_from, tagfocus, tagignore];
        all.into_iter().flatten().all(String::is_empty)
    }

    /// Whether every filter can be read: the check [`Filters::apply`] makes, without a profile.
    pub fn check(&self) -> Result<(), FilterError> {
        Compiled::new(self).map(drop)
    }

    /// Filters a profile; first of all, the frames go that it says itself are of no interest. Rules: google/pprof,
    /// `profile/prune.go`, `profile/filter.go` and `internal/driver/driver_focus.go`.
    pub fn apply<'a>(&self, profile: &'a Profile) -> Result<Filtered<'a>, FilterError> {
        let pruned = prune::uninteresting(profile).map_or(Cow::Borrowed(profile), Cow::Owned);
        let Some(compiled) = Compiled::new(self)? else {
            return Ok(Filtered { profile: pruned, unmatched: Vec::new() });
        };
        let (filtered, unmatched) = Plan::new(&compiled, &pruned).filtered(&pruned);
        Ok(Filtered { profile: Cow::Owned(filtered), unmatched })
    }
}

#[cfg(test)]
mod tests {
    use decode::{Limits, unwatched};
    use testkit::ProfileText;

    use super::*;

    fn profile(text: &str) -> Profile {
        let bytes = ProfileText::new(&[("space", "bytes")], text).encode();
        decode::pprof::decode_profile(&bytes, &Limits::default(), &mut unwatched).unwrap().0
    }

    fn stacks(profile: &Profile) -> Vec<String> {
        let names = |sample| {
            let mut names: Vec<_> = profile.stack_frames(sample).map(|frame| profile.function_name(frame)).collect();
            names.reverse();
            names.join(";")
        };
        profile.samples().map(names).collect()
    }

    #[test]
    fn nothing_set_changes_nothing_and_copies_nothing() {
        let profile = profile("a;b 1");
        let filters = Filters { focus: Some(String::new()), ..Filters::default() };
        assert!(filters.is_empty());
        assert!(matches!(filters.apply(&profile).unwrap().profile, Cow::Borrowed(_)));
    }

    #[test]
    fn show_from_keeps_the_outermost_match_and_what_it_calls() {
        // The example in pprof's source.
        let profile = profile("A;B;C;B 1");
        for (from, left) in [("A", vec!["A;B;C;B"]), ("B", vec!["B;C;B"]), ("C", vec!["C;B"]), ("D", vec![])] {
            let filters = Filters { show_from: Some(from.to_owned()), ..Filters::default() };
            let filtered = filters.apply(&profile).unwrap();
            assert_eq!(stacks(&filtered.profile), left);
            assert_eq!(filtered.unmatched.is_empty(), !left.is_empty());
        }
    }

    #[test]
    fn what_matches_nothing_is_told() {
        let profile = profile("a;b 1");
        let filters = Filters {
            focus: Some("a".to_owned()),
            hide: Some("zz".to_owned()),
            tagfocus: Some("k=v".to_owned()),
            ..Filters::default()
        };
        let filtered = filters.apply(&profile).unwrap();
        assert_eq!(filtered.unmatched, [FilterName::Hide, FilterName::Tagfocus]);
        assert!(stacks(&filtered.profile).is_empty());
    }

    #[test]
    fn a_broken_regular_expression_is_named() {
        let filters = Filters { ignore: Some("((".to_owned()), ..Filters::default() };
        assert_eq!(filters.apply(&profile("a 1")).unwrap_err().filter, FilterName::Ignore);
    }

    #[test]
    fn hiding_leaves_the_unnamed_and_showing_does_not() {
        let profile = profile("a;0x10;b 1");
        let count = |filters: Filters| {
            let filtered = filters.apply(&profile).unwrap().profile.into_owned();
            filtered.samples().map(|sample| filtered.stack(sample).len()).collect::<Vec<_>>()
        };
        assert_eq!(count(Filters { hide: Some("b".to_owned()), ..Filters::default() }), [2]);
        assert_eq!(count(Filters { show: Some("a|b".to_owned()), ..Filters::default() }), [2]);
        assert_eq!(count(Filters { show: Some("a".to_owned()), ..Filters::default() }), [1]);
    }
}
