//! pprof's filters: which samples count and which frames show.

use std::borrow::Cow;
use std::cell::RefCell;

use decode::pprof::{Frame, LocationId, Profile, SampleId, StringId};
use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::prune;
use crate::samples_of::SamplesOf;
use crate::tag::{TagFilter, Units};

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
        ByName::new(self)?;
        compile(FilterName::ShowFrom, self.show_from.as_ref())?;
        compile_tag(FilterName::Tagfocus, self.tagfocus.as_ref())?;
        compile_tag(FilterName::Tagignore, self.tagignore.as_ref())?;
        Ok(())
    }

    /// Filters a profile; first of all, the frames go that it says itself are of no interest. Rules: google/pprof,
    /// `profile/prune.go`, `profile/filter.go` and `internal/driver/driver_focus.go`.
    pub fn apply<'a>(&self, profile: &'a Profile) -> Result<Filtered<'a>, FilterError> {
        self.apply_with(profile, None)
    }

    /// The same, quicker where it is known which samples of this profile each location is in.
    pub fn apply_with<'a>(
        &self,
        profile: &'a Profile,
        samples_of: Option<&SamplesOf>,
    ) -> Result<Filtered<'a>, FilterError> {
        let mut unmatched = Vec::new();
        let mut filtered = prune::uninteresting(profile).map_or(Cow::Borrowed(profile), Cow::Owned);
        if let Some(by_name) = ByName::new(self)? {
            // What was known is known of the whole profile only.
            let samples_of = samples_of.filter(|_| matches!(filtered, Cow::Borrowed(_)));
            filtered = Cow::Owned(by_name.of(&filtered).apply(samples_of, &mut unmatched));
        }
        if let Some(regex) = compile(FilterName::ShowFrom, self.show_from.as_ref())? {
            filtered = Cow::Owned(show_from(&filtered, &regex, &mut unmatched));
        }
        let tagfocus = compile_tag(FilterName::Tagfocus, self.tagfocus.as_ref())?;
        let tagignore = compile_tag(FilterName::Tagignore, self.tagignore.as_ref())?;
        if tagfocus.is_some() || tagignore.is_some() {
            // Units are those of the whole profile, filtered or not.
            let units = Units::new(profile);
            filtered = Cow::Owned(by_tag(&filtered, tagfocus.as_ref(), tagignore.as_ref(), &units, &mut unmatched));
        }
        Ok(Filtered { profile: filtered, unmatched })
    }
}

fn compile(filter: FilterName, text: Option<&String>) -> Result<Option<Regex>, FilterError> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    Regex::new(text).map(Some).map_err(|error| FilterError { filter, reason: error.to_string() })
}

fn compile_tag(filter: FilterName, text: Option<&String>) -> Result<Option<TagFilter>, FilterError> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    TagFilter::parse(text).map(Some).map_err(|error| FilterError { filter, reason: error.to_string() })
}

/// A regular expression held against the names of a profile. Each name is looked at once, however many frames have it.
struct Matcher<'a> {
    regex: &'a Regex,
    profile: &'a Profile,
    /// By string; `None` as long as nobody asked.
    known: RefCell<Vec<Option<bool>>>,
}

impl<'a> Matcher<'a> {
    fn new(regex: &'a Regex, profile: &'a Profile) -> Self {
        Self { regex, profile, known: RefCell::new(vec![None; profile.strings().len()]) }
    }

    fn string(&self, id: StringId) -> bool {
        let is_match = || self.regex.is_match(self.profile.string(id));
        *self.known.borrow_mut()[id.index()].get_or_insert_with(is_match)
    }

    fn frame(&self, frame: &Frame) -> bool {
        let function = self.profile.function(frame.function);
        self.string(function.name) || self.string(function.file)
    }

    fn mapping(&self, location: LocationId) -> bool {
        self.profile.location_mapping(location).is_some_and(|mapping| self.string(mapping.file))
    }

    fn location(&self, location: LocationId) -> bool {
        self.profile.frames(location).iter().any(|frame| self.frame(frame)) || self.mapping(location)
    }
}

/// The filters that look at one location at a time.
struct ByName {
    focus: Option<Regex>,
    ignore: Option<Regex>,
    hide: Option<Regex>,
    show: Option<Regex>,
}

/// The same, held against a profile.
struct ByNameOf<'a> {
    profile: &'a Profile,
    focus: Option<Matcher<'a>>,
    ignore: Option<Matcher<'a>>,
    hide: Option<Matcher<'a>>,
    show: Option<Matcher<'a>>,
}

/// What they say of a location.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Focused,
    Ignored,
    Neither,
}

impl ByName {
    /// Compiles them; `None` if none is set.
    fn new(filters: &Filters) -> Result<Option<Self>, FilterError> {
        let by_name = Self {
            focus: compile(FilterName::Focus, filters.focus.as_ref())?,
            ignore: compile(FilterName::Ignore, filters.ignore.as_ref())?,
            hide: compile(FilterName::Hide, filters.hide.as_ref())?,
            show: compile(FilterName::Show, filters.show.as_ref())?,
        };
        let Self { focus, ignore, hide, show } = &by_name;
        let is_set = [focus, ignore, hide, show].into_iter().any(Option::is_some);
        Ok(is_set.then_some(by_name))
    }

    fn of<'a>(&'a self, profile: &'a Profile) -> ByNameOf<'a> {
        let matcher = |regex: &'a Option<Regex>| regex.as_ref().map(|regex| Matcher::new(regex, profile));
        let Self { focus, ignore, hide, show } = self;
        ByNameOf { profile, focus: matcher(focus), ignore: matcher(ignore), hide: matcher(hide), show: matcher(show) }
    }
}

impl ByNameOf<'_> {
    fn apply(&self, samples_of: Option<&SamplesOf>, unmatched: &mut Vec<FilterName>) -> Profile {
        let profile = self.profile;
        let roles: Vec<Role> = profile.locations().map(|location| self.role(location)).collect();
        let hides_frames = self.hide.is_some() || self.show.is_some();
        let is_hidden: Vec<bool> =
            profile.locations().map(|location| hides_frames && self.is_hidden(location)).collect();

        let mut check = |filter, is_unmatched: bool| unmatched.extend(is_unmatched.then_some(filter));
        check(FilterName::Focus, self.focus.is_some() && !roles.contains(&Role::Focused));
        check(FilterName::Ignore, self.ignore.is_some() && !roles.contains(&Role::Ignored));
        let none = |matcher: &Matcher<'_>| !profile.locations().any(|location| matcher.location(location));
        check(FilterName::Hide, self.hide.as_ref().is_some_and(none));
        let shows_any = || profile.locations().any(|location| self.frames(location).next().is_some());
        check(FilterName::Show, self.show.is_some() && !shows_any());

        let looked_up = samples_of.map(|samples_of| self.kept(samples_of, &roles));
        let filtered = profile.with_stacks(|sample, stack, kept| {
            let any = |wanted| stack.iter().any(|location| roles[location.index()] == wanted);
            // A sample without a stack has no focused frame either, even if all are.
            let is_kept = match &looked_up {
                Some(kept) => kept[sample.index()] && !stack.is_empty(),
                None => !(self.ignore.is_some() && any(Role::Ignored)) && any(Role::Focused),
            };
            if !is_kept {
                return false;
            }
            let first = kept.len();
            if hides_frames {
                kept.extend(stack.iter().filter(|location| !is_hidden[location.index()]));
            } else {
                kept.extend_from_slice(stack);
            }
            kept.len() > first
        });
        if hides_frames { filtered.with_frames(|location| self.frames(location)) } else { filtered }
    }

    /// By sample, whether `focus` and `ignore` leave it. A sample without a stack may count as left.
    fn kept(&self, samples_of: &SamplesOf, roles: &[Role]) -> Vec<bool> {
        let with_any = |wanted| samples_of.any(self.profile.locations().filter(move |at| roles[at.index()] == wanted));
        let ignored = self.ignore.is_some().then(|| with_any(Role::Ignored));
        // Without `focus` all that isn't ignored is focused.
        let focused = self.focus.is_some().then(|| with_any(Role::Focused));
        let is_kept = |sample: SampleId| {
            let is_in = |samples: &Vec<bool>| samples[sample.index()];
            focused.as_ref().is_none_or(is_in) && !ignored.as_ref().is_some_and(is_in)
        };
        self.profile.samples().map(is_kept).collect()
    }

    fn role(&self, location: LocationId) -> Role {
        let matches = |matcher: &Matcher<'_>| matcher.location(location);
        match () {
            () if self.ignore.as_ref().is_some_and(matches) => Role::Ignored,
            () if self.focus.as_ref().is_none_or(matches) => Role::Focused,
            () => Role::Neither,
        }
    }

    /// The frames that `hide` and then `show` leave of a location.
    fn frames(&self, location: LocationId) -> impl Iterator<Item = Frame> {
        let hides_all = self.hide.as_ref().is_some_and(|hide| hide.mapping(location));
        let shows_all = self.show.as_ref().is_none_or(|show| show.mapping(location));
        let is_hidden = move |frame: &Frame| hides_all || self.hide.as_ref().is_some_and(|hide| hide.frame(frame));
        let is_shown = move |frame: &Frame| shows_all || self.show.as_ref().is_none_or(|show| show.frame(frame));
        let frames = self.profile.frames(location).iter().copied();
        frames.filter(move |frame| !is_hidden(frame) && is_shown(frame))
    }

    /// A location goes where `hide` matches it or `show` is set, and no frame is left. So `show` hides everything that
    /// has no names, and `hide` only what it matches.
    fn is_hidden(&self, location: LocationId) -> bool {
        let is_matched = || self.hide.as_ref().is_some_and(|hide| hide.location(location));
        (self.show.is_some() || is_matched()) && self.frames(location).next().is_none()
    }
}

/// Cuts every stack above the matching frame nearest to its root. A matching location loses the frames its match is
/// inlined into wherever it stands.
fn show_from(profile: &Profile, regex: &Regex, unmatched: &mut Vec<FilterName>) -> Profile {
    let matcher = Matcher::new(regex, profile);
    let matched = |location: LocationId| {
        let frames = profile.frames(location);
        if matcher.mapping(location) {
            return Some(frames.len());
        }
        frames.iter().rposition(|frame| matcher.frame(frame)).map(|last| last + 1)
    };
    let kept: Vec<Option<usize>> = profile.locations().map(matched).collect();
    if kept.iter().all(Option::is_none) {
        unmatched.push(FilterName::ShowFrom);
    }
    let cut = profile.with_stacks(|_, stack, left| {
        let root = stack.iter().rposition(|location| kept[location.index()].is_some());
        left.extend(stack.iter().take(root.map_or(0, |root| root + 1)));
        root.is_some()
    });
    cut.with_frames(|location| {
        let frames = profile.frames(location);
        frames.iter().take(kept[location.index()].unwrap_or(frames.len())).copied()
    })
}

fn by_tag(
    profile: &Profile,
    focus: Option<&TagFilter>,
    ignore: Option<&TagFilter>,
    units: &Units<'_>,
    unmatched: &mut Vec<FilterName>,
) -> Profile {
    let (mut focuses, mut ignores) = (false, false);
    let filtered = profile.with_stacks(|sample, stack, kept| {
        let matches = |filter: &TagFilter| filter.matches(profile, profile.labels(sample), units);
        let (is_focused, is_ignored) = (focus.is_none_or(matches), ignore.is_some_and(matches));
        focuses |= is_focused;
        ignores |= is_ignored;
        kept.extend_from_slice(stack);
        is_focused && !is_ignored
    });
    unmatched.extend((focus.is_some() && !focuses).then_some(FilterName::Tagfocus));
    unmatched.extend((ignore.is_some() && !ignores).then_some(FilterName::Tagignore));
    filtered
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
    fn looking_samples_up_leaves_the_same_as_searching_for_them() {
        let profile = profile("a;b;a 1\na;c 2\n- 3\nc;0x10 4\nb 5\na;b;c;d 6");
        let samples_of = SamplesOf::new(&profile);
        assert!(samples_of.is_some());
        for focus in [None, Some("a"), Some("b|d"), Some("zz")] {
            for ignore in [None, Some("c"), Some("a"), Some("zz")] {
                for hide in [None, Some("b")] {
                    let text = |filter: Option<&str>| filter.map(str::to_owned);
                    let filters =
                        Filters { focus: text(focus), ignore: text(ignore), hide: text(hide), ..Filters::default() };
                    let (searched, looked_up) =
                        (filters.apply(&profile).unwrap(), filters.apply_with(&profile, samples_of.as_ref()).unwrap());
                    assert_eq!(searched.profile, looked_up.profile, "{filters:?}");
                    assert_eq!(searched.unmatched, looked_up.unmatched, "{filters:?}");
                }
            }
        }
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
