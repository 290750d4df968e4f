//! What of the explorer a link takes along, and what the browser's back and forward walk.

use diagnose::report::Target;
use view::Granularity;
use view::filter::FilterName;
use view::flame::Direction;
use view::tree::{Pivot, Weight};

use super::explorer::{Applied, Chip, Explorer};
use super::{State, Tab, Verdict};
use crate::worker::protocol::InputId;

/// How the profiles are looked at.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ViewState {
    /// The view.
    pub(crate) tab: Tab,
    /// The profile.
    pub(crate) input: Option<InputId>,
    /// What it is compared with.
    pub(crate) base: Option<InputId>,
    /// Whether what is better not compared is compared.
    pub(crate) anyway: bool,
    /// The sample type.
    pub(crate) sample_type: Option<String>,
    /// What frames are gathered by.
    pub(crate) granularity: Granularity,
    /// Filters and pivot.
    pub(crate) applied: Applied,
    /// What is searched for.
    pub(crate) search: String,
    /// Where callees are.
    pub(crate) direction: Direction,
    /// What makes a difference wide.
    pub(crate) weight: Weight,
}

/// Every granularity; a link has its name.
const GRANULARITIES: [(Granularity, &str); 5] = [
    (Granularity::Functions, "functions"),
    (Granularity::Filefunctions, "filefunctions"),
    (Granularity::Files, "files"),
    (Granularity::Lines, "lines"),
    (Granularity::Packages, "packages"),
];

impl ViewState {
    /// Whether going from one to the other is a step that one goes back from: what is typed, or only drawn in another
    /// way, is none.
    pub(crate) fn is_step_from(&self, before: &Self) -> bool {
        let steps = |view: &Self| Self {
            search: String::new(),
            direction: Direction::default(),
            weight: Weight::default(),
            ..view.clone()
        };
        steps(self) != steps(before)
    }

    /// As a link has it: keys and values, what is usual left out. `place` gives the place of an input in the report.
    fn pairs(&self, place: impl Fn(InputId) -> Option<usize>) -> Vec<(String, String)> {
        let mut pairs = vec![("tab", self.tab.name().to_owned())];
        let granularity = GRANULARITIES.iter().find(|(granularity, _)| *granularity == self.granularity);
        if let Some((_, name)) = granularity.filter(|(granularity, _)| *granularity != Granularity::default()) {
            pairs.push(("granularity", (*name).to_owned()));
        }
        if let Some(base) = self.base.and_then(place) {
            pairs.push(("base", base.to_string()));
        }
        let switches = [
            ("anyway", self.anyway, "yes"),
            ("direction", self.direction == Direction::Up, "up"),
            ("weight", self.weight == Weight::Both, "both"),
        ];
        pairs.extend(switches.into_iter().filter(|(_, on, _)| *on).map(|(key, _, value)| (key, value.to_owned())));
        if let Some(Pivot { name, file, line }) = self.applied.pivot.clone() {
            pairs.extend([("pivot", name), ("pivot_file", file), ("pivot_line", line.to_string())]);
        }
        pairs.extend(self.applied.chips.iter().map(|Chip { name, text }| (name.flag(), text.clone())));
        pairs.push(("search", self.search.clone()));
        let said = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        said.map(|(key, value)| (key.to_owned(), value)).collect()
    }

    /// From what a link has. A key that isn't known, or a value that can't be, changes nothing.
    fn read(&mut self, pairs: &[(String, String)], input: impl Fn(usize) -> Option<InputId>) {
        let pivot = |applied: &mut Applied, change: &dyn Fn(&mut Pivot)| change(applied.pivot.get_or_insert_default());
        for (key, value) in pairs {
            match key.as_str() {
                "tab" => self.tab = Tab::ALL.into_iter().find(|tab| tab.name() == value).unwrap_or_default(),
                "granularity" => {
                    let found = GRANULARITIES.iter().find(|(_, name)| name == value);
                    self.granularity = found.map(|(granularity, _)| *granularity).unwrap_or_default();
                }
                "base" => self.base = value.parse().ok().and_then(&input),
                "anyway" => self.anyway = value == "yes",
                "direction" => self.direction = if value == "up" { Direction::Up } else { Direction::Down },
                "weight" => self.weight = if value == "both" { Weight::Both } else { Weight::Change },
                "pivot" => pivot(&mut self.applied, &|pivot| pivot.name.clone_from(value)),
                "pivot_file" => pivot(&mut self.applied, &|pivot| pivot.file.clone_from(value)),
                "pivot_line" => pivot(&mut self.applied, &|pivot| pivot.line = value.parse().unwrap_or_default()),
                "search" => self.search.clone_from(value),
                flag => {
                    if let Some(name) = FilterName::ALL.into_iter().find(|name| name.flag() == flag) {
                        self.applied.set(name, value.clone());
                    }
                }
            }
        }
        // Without its name, which redaction takes out, a pivot is none.
        self.applied.pivot.take_if(|pivot| pivot.name.is_empty());
    }
}

impl Explorer {
    /// How the profiles are looked at.
    pub(crate) fn view_state(&self) -> ViewState {
        ViewState {
            tab: self.tab,
            input: self.input,
            base: self.base,
            anyway: self.anyway,
            sample_type: self.sample_type.clone(),
            granularity: self.granularity,
            applied: self.history.now().clone(),
            search: self.search.clone(),
            direction: self.direction,
            weight: self.weight,
        }
    }

    /// Looks at them like this; filters and pivot can be taken back.
    pub(crate) fn look_like(&mut self, view: ViewState) {
        self.show(view.tab);
        self.history.change(|applied| *applied = view.applied);
        (self.input, self.base, self.anyway) = (view.input, view.base, view.anyway);
        (self.sample_type, self.granularity) = (view.sample_type, view.granularity);
        (self.search, self.direction, self.weight) = (view.search, view.direction, view.weight);
    }
}

/// Something one can come back to: a look at the profiles, and the container that is judged.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Stop {
    /// The container the person chose.
    pub(crate) target: Option<Target>,
    /// How the profiles are looked at.
    pub(crate) view: ViewState,
}

impl Stop {
    /// Whether going from one to the other is a step that one goes back from.
    pub(crate) fn is_step_from(&self, before: &Self) -> bool {
        self.target != before.target || self.view.is_step_from(&before.view)
    }
}

impl State {
    /// Where one is now; `None` before there is anything to see.
    pub(crate) fn stop(&self) -> Option<Stop> {
        self.verdict.as_ref()?;
        Some(Stop { target: self.options.target.clone(), view: self.explorer.view_state() })
    }

    /// What is on screen as a link takes it along, beside input and sample type.
    pub(super) fn view_pairs(&self) -> Vec<(String, String)> {
        let Some(verdict) = &self.verdict else { return Vec::new() };
        let base = self.picked().and_then(|picked| picked.base).map(|(base, _)| base);
        let view = ViewState { base, ..self.explorer.view_state() };
        view.pairs(|input| verdict.origins.iter().position(|origin| *origin == input))
    }

    /// Looks at a shared incident as the person did who shared it.
    pub(super) fn look_as_shared(&mut self, verdict: &Verdict) {
        let Some(shared) = &verdict.shared else { return };
        let first = shared.kept.first();
        let mut view = ViewState {
            sample_type: first.map(|kept| kept.sample_type.clone()),
            input: first.and_then(|kept| verdict.origins.get(kept.input)).copied(),
            ..ViewState::default()
        };
        view.read(&shared.view, |place| verdict.origins.get(place).copied());
        self.explorer = Explorer::default();
        self.explorer.look_like(view);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worker::protocol::JobId;

    fn input(part: u32) -> InputId {
        InputId { job: JobId(4), part }
    }

    fn elaborate() -> ViewState {
        let mut applied = Applied {
            pivot: Some(Pivot { name: "main.put".into(), file: "main.go".into(), line: 12 }),
            ..Applied::default()
        };
        applied.set(FilterName::Ignore, "runtime".into());
        applied.set(FilterName::Ignore, "net/http".into());
        applied.set(FilterName::ShowFrom, "^main\\.".into());
        ViewState {
            tab: Tab::Callers,
            base: Some(input(1)),
            anyway: true,
            granularity: Granularity::Lines,
            applied,
            search: "cache".into(),
            direction: Direction::Up,
            weight: Weight::Both,
            ..ViewState::default()
        }
    }

    #[test]
    fn a_link_brings_back_every_choice() {
        let view = elaborate();
        let pairs = view.pairs(|input| Some(input.part as usize));
        let mut read = ViewState::default();
        read.read(&pairs, |place| Some(input(place as u32)));
        assert_eq!(read, view);
    }

    #[test]
    fn every_granularity_has_a_name_in_links() {
        for (granularity, _) in GRANULARITIES {
            let view = ViewState { granularity, ..ViewState::default() };
            let mut read = ViewState::default();
            read.read(&view.pairs(|_| None), |_| None);
            assert_eq!(read, view);
        }
    }

    #[test]
    fn keys_that_are_not_known_and_values_that_cannot_be_change_nothing() {
        let pairs =
            [("tab", "cinema"), ("base", "x"), ("granularity", "atoms"), ("colour", "red"), ("pivot_line", "7")];
        let pairs: Vec<_> = pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let mut read = ViewState::default();
        read.read(&pairs, |_| None);
        assert_eq!(read, ViewState::default());
    }

    #[test]
    fn typing_is_no_step_and_a_filter_is_one() {
        let plain = ViewState::default();
        assert!(!ViewState { search: "put".into(), ..plain.clone() }.is_step_from(&plain));
        assert!(elaborate().is_step_from(&plain));
    }
}
