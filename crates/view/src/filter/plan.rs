//! What filters make of a profile: of each of its locations once, and then of its stacks.

use std::cell::RefCell;

use decode::pprof::{Frame, LocationId, Profile, SampleId, StringId};
use regex::Regex;

use super::{FilterError, FilterName, Filters};
use crate::tag::{TagFilter, Units};

/// Filters that can be read.
#[derive(Debug)]
pub(crate) struct Compiled {
    focus: Option<Regex>,
    ignore: Option<Regex>,
    hide: Option<Regex>,
    show: Option<Regex>,
    show_from: Option<Regex>,
    tagfocus: Option<TagFilter>,
    tagignore: Option<TagFilter>,
}

impl Compiled {
    /// Reads them; `None` if none is set.
    pub(crate) fn new(filters: &Filters) -> Result<Option<Self>, FilterError> {
        let compiled = Self {
            focus: compile(FilterName::Focus, filters.focus.as_ref())?,
            ignore: compile(FilterName::Ignore, filters.ignore.as_ref())?,
            hide: compile(FilterName::Hide, filters.hide.as_ref())?,
            show: compile(FilterName::Show, filters.show.as_ref())?,
            show_from: compile(FilterName::ShowFrom, filters.show_from.as_ref())?,
            tagfocus: compile_tag(FilterName::Tagfocus, filters.tagfocus.as_ref())?,
            tagignore: compile_tag(FilterName::Tagignore, filters.tagignore.as_ref())?,
        };
        Ok((!filters.is_empty()).then_some(compiled))
    }

    fn is_by_name(&self) -> bool {
        [&self.focus, &self.ignore, &self.hide, &self.show].into_iter().any(Option::is_some)
    }

    fn hides_frames(&self) -> bool {
        self.hide.is_some() || self.show.is_some()
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

/// The filters that look at one location at a time, held against a profile.
struct ByName<'a> {
    profile: &'a Profile,
    focus: Option<Matcher<'a>>,
    ignore: Option<Matcher<'a>>,
    hide: Option<Matcher<'a>>,
    show: Option<Matcher<'a>>,
}

/// What `focus` and `ignore` say of a location; of a stack, the last of what they say of its locations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Neither,
    Focused,
    Ignored,
}

impl<'a> ByName<'a> {
    fn new(filters: &'a Compiled, profile: &'a Profile) -> Self {
        let matcher = |regex: &'a Option<Regex>| regex.as_ref().map(|regex| Matcher::new(regex, profile));
        let Compiled { focus, ignore, hide, show, .. } = filters;
        Self { profile, focus: matcher(focus), ignore: matcher(ignore), hide: matcher(hide), show: matcher(show) }
    }

    fn unmatched(&self, roles: &[Role], unmatched: &mut Vec<FilterName>) {
        let profile = self.profile;
        let mut check = |filter, is_unmatched: bool| unmatched.extend(is_unmatched.then_some(filter));
        check(FilterName::Focus, self.focus.is_some() && !roles.contains(&Role::Focused));
        check(FilterName::Ignore, self.ignore.is_some() && !roles.contains(&Role::Ignored));
        let none = |matcher: &Matcher<'_>| !profile.locations().any(|location| matcher.location(location));
        check(FilterName::Hide, self.hide.as_ref().is_some_and(none));
        let shows_any = || profile.locations().any(|location| self.frames(location).next().is_some());
        check(FilterName::Show, self.show.is_some() && !shows_any());
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

/// What filters say of the locations of a profile. Lists are by location; one that is absent says nothing of any.
pub(crate) struct Plan<'a> {
    filters: &'a Compiled,
    units: Option<Units<'a>>,
    /// The profile's tables with the frames that are left; `None` where all are.
    pub(crate) tables: Option<Profile>,
    /// By `focus` and `ignore`.
    pub(crate) roles: Option<Vec<Role>>,
    /// By `hide` and `show`: it leaves all stacks.
    pub(crate) hidden: Option<Vec<bool>>,
    /// By `show_from`: what calls it leaves its stacks.
    pub(crate) from: Option<Vec<bool>>,
    unmatched: Vec<FilterName>,
    /// Whether a sample was found that the filters by label match.
    tags: (bool, bool),
}

impl<'a> Plan<'a> {
    /// Holds filters against a profile whose uninteresting frames are gone.
    pub(crate) fn new(filters: &'a Compiled, profile: &'a Profile) -> Self {
        let has_tags = filters.tagfocus.is_some() || filters.tagignore.is_some();
        let mut plan = Self {
            filters,
            // Units are those of the whole profile, filtered or not.
            units: has_tags.then(|| Units::new(profile)),
            tables: None,
            roles: None,
            hidden: None,
            from: None,
            unmatched: Vec::new(),
            tags: (false, false),
        };
        if filters.is_by_name() {
            plan.by_name(&ByName::new(filters, profile));
        }
        if let Some(regex) = &filters.show_from {
            plan.show_from(profile, regex);
        }
        plan
    }

    fn by_name(&mut self, by_name: &ByName<'_>) {
        let locations = || by_name.profile.locations();
        let roles: Vec<Role> = locations().map(|location| by_name.role(location)).collect();
        by_name.unmatched(&roles, &mut self.unmatched);
        self.roles = Some(roles);
        if self.filters.hides_frames() {
            self.hidden = Some(locations().map(|location| by_name.is_hidden(location)).collect());
            let tables = by_name.profile.without_samples();
            self.tables = Some(tables.with_frames(|location| by_name.frames(location)));
        }
    }

    /// Every stack is cut above the matching frame nearest to its root. A matching location loses the frames its match is
    /// inlined into wherever it stands.
    fn show_from(&mut self, profile: &Profile, regex: &Regex) {
        let tables = self.tables.take().unwrap_or_else(|| profile.without_samples());
        let matcher = Matcher::new(regex, &tables);
        let matched = |location: LocationId| {
            let frames = tables.frames(location);
            if matcher.mapping(location) {
                return Some(frames.len());
            }
            frames.iter().rposition(|frame| matcher.frame(frame)).map(|last| last + 1)
        };
        let kept: Vec<Option<usize>> = tables.locations().map(matched).collect();
        self.unmatched.extend(kept.iter().all(Option::is_none).then_some(FilterName::ShowFrom));
        let cut = tables.clone().with_frames(|location| {
            let frames = tables.frames(location);
            frames.iter().take(kept[location.index()].unwrap_or(frames.len())).copied()
        });
        self.from = Some(kept.iter().map(Option::is_some).collect());
        self.tables = Some(cut);
    }

    /// Whether the stack of a sample stays; if so, what is left of it is added to `kept`.
    fn cut(&self, stack: &[LocationId], kept: &mut Vec<LocationId>) -> bool {
        let first = kept.len();
        let is_hidden = |location: &LocationId| self.hidden.as_ref().is_some_and(|hidden| hidden[location.index()]);
        kept.extend(stack.iter().filter(|location| !is_hidden(location)));
        if let Some(roles) = &self.roles {
            let any = |wanted| stack.iter().any(|location| roles[location.index()] == wanted);
            // A sample without a stack has no focused frame either, even if all are.
            if any(Role::Ignored) || !any(Role::Focused) || kept.len() == first {
                return false;
            }
        }
        let Some(from) = &self.from else { return true };
        let Some(root) = kept[first..].iter().rposition(|location| from[location.index()]) else { return false };
        kept.truncate(first + root + 1);
        true
    }

    /// Whether the labels of a sample, whose stack stays, let it stay.
    pub(crate) fn keeps_labels(&mut self, profile: &Profile, sample: SampleId) -> bool {
        let Some(units) = &self.units else { return true };
        let matches = |filter: &TagFilter| filter.matches(profile, profile.labels(sample), units);
        let is_focused = self.filters.tagfocus.as_ref().is_none_or(matches);
        let is_ignored = self.filters.tagignore.as_ref().is_some_and(matches);
        self.tags = (self.tags.0 || is_focused, self.tags.1 || is_ignored);
        is_focused && !is_ignored
    }

    /// The filters that matched nothing, once all samples have been looked at.
    pub(crate) fn unmatched(&mut self) -> Vec<FilterName> {
        let (focuses, ignores) = self.tags;
        self.unmatched.extend((self.filters.tagfocus.is_some() && !focuses).then_some(FilterName::Tagfocus));
        self.unmatched.extend((self.filters.tagignore.is_some() && !ignores).then_some(FilterName::Tagignore));
        std::mem::take(&mut self.unmatched)
    }

    /// The profile that is left, and the filters that matched nothing.
    pub(crate) fn filtered(mut self, profile: &Profile) -> (Profile, Vec<FilterName>) {
        let filtered =
            profile.with_stacks(|sample, stack, kept| self.cut(stack, kept) && self.keeps_labels(profile, sample));
        let filtered = match &self.tables {
            Some(tables) => filtered.with_frames(|location| tables.frames(location).iter().copied()),
            None => filtered,
        };
        (filtered, self.unmatched())
    }
}
