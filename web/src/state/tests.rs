//! The way of the state from the first drop to a verdict, without a browser.

use std::rc::Rc;

use decode::error::DecodeError;
use decode::{Input, Limits, Source, unwatched};
use diagnose::report::Options;
use yew::Reducible;

use super::{Action, CardState, Explored, File, Phase, Stage, State, Tab, Unlike, Verdict};
use crate::worker::look::{Ask, Look, Refusal, Sight};
use crate::worker::protocol::{InputId, JobId, ProfileInfo};

/// What kubectl printed of the pod of a real incident.
const POD: &[u8] = include_bytes!("../../../tests/fixtures/incidents/leak_map_cache/leak_map_cache.describe.txt");

/// A page on which things happen.
struct Page(Rc<State>);

impl Page {
    fn new() -> Self {
        Self(Rc::default())
    }

    fn after(self, actions: impl IntoIterator<Item = Action>) -> Self {
        Self(actions.into_iter().fold(self.0, State::reduce))
    }

    fn phase(&self) -> Phase {
        self.0.phase()
    }
}

fn file(job: u32) -> File {
    File { job: JobId(job), name: format!("{job}.txt"), size: Some(10), stage: Stage::Waiting }
}

fn given(jobs: &[u32]) -> [Action; 2] {
    [Action::Dropped, Action::Gathered(jobs.iter().map(|job| file(*job)).collect())]
}

fn id(job: u32) -> InputId {
    InputId { job: JobId(job), part: 0 }
}

/// What the worker would say of a pod's text (`true`) and of empty files (`false`).
fn judged(revision: u32, files: &[(u32, bool)]) -> Action {
    let inputs: Vec<Input> = files
        .iter()
        .flat_map(|(job, readable)| {
            let bytes = if *readable { POD } else { b"" };
            decode::decode(Source { name: &format!("{job}.txt"), bytes }, &Limits::default(), &mut unwatched)
        })
        .collect();
    let order = diagnose::order(&inputs);
    Action::Judged(Box::new(Verdict {
        revision,
        report: diagnose::diagnose(&inputs, &Options::default()),
        document: String::new(),
        shared: None,
        origins: order.iter().map(|index| id(files[*index].0)).collect(),
        profiles: Vec::new(),
        manifests: Vec::new(),
        comparison: None,
        growth: None,
    }))
}

#[test]
fn the_page_works_from_the_drop_until_its_verdict_is_there() {
    let page = Page::new();
    assert_eq!(page.phase(), Phase::Empty);
    let page = page.after([Action::Dropped]);
    assert_eq!(page.phase(), Phase::Working);
    let page = page.after([Action::Gathered(vec![file(1)])]);
    assert_eq!(page.phase(), Phase::Working);
    let page = page.after([judged(1, &[(1, true)])]);
    assert_eq!(page.phase(), Phase::Ready);
}

#[test]
fn a_drop_without_files_changes_nothing() {
    let page = Page::new().after([Action::Dropped, Action::Gathered(Vec::new())]);
    assert_eq!(page.phase(), Phase::Empty);
}

#[test]
fn a_verdict_on_fewer_files_than_there_are_leaves_the_page_working() {
    let page = Page::new().after(given(&[1])).after(given(&[2])).after([judged(1, &[(1, true)])]);
    assert_eq!(page.phase(), Phase::Working);
    assert!(page.0.is_stale());
    assert_eq!(page.after([judged(2, &[(1, true), (2, true)])]).phase(), Phase::Ready);
}

#[test]
fn the_page_is_an_error_only_while_nothing_could_be_read() {
    let page = Page::new().after(given(&[1])).after([judged(1, &[(1, false)])]);
    assert_eq!(page.phase(), Phase::Error);
    let page = page.after(given(&[2])).after([judged(2, &[(1, false), (2, true)])]);
    assert_eq!(page.phase(), Phase::Ready);
}

#[test]
fn a_crash_while_judging_ends_the_work_and_the_next_file_starts_it_again() {
    let page = Page::new().after(given(&[1])).after([Action::Crashed("index out of bounds".into())]);
    assert_eq!(page.phase(), Phase::Error);
    let page = page.after(given(&[2]));
    assert_eq!((page.phase(), page.0.crash.clone()), (Phase::Working, None));
}

#[test]
fn taking_the_last_file_away_empties_the_page_and_a_late_verdict_does_not_fill_it() {
    let page = Page::new().after(given(&[1])).after([judged(1, &[(1, true)]), Action::Removed(JobId(1))]);
    assert_eq!((page.phase(), page.0.verdict.is_none()), (Phase::Empty, true));
    assert_eq!(page.after([judged(1, &[(1, true)])]).phase(), Phase::Empty);
}

#[test]
fn a_file_given_after_the_page_was_emptied_needs_a_verdict_of_its_own() {
    let page = Page::new().after(given(&[1])).after([judged(1, &[(1, true)]), Action::Cleared]).after(given(&[2]));
    assert_eq!(page.phase(), Phase::Working);
    assert_eq!(page.after([judged(1, &[(1, true)])]).phase(), Phase::Working);
}

#[test]
fn cards_are_those_of_the_report_and_then_those_that_wait() {
    let page = Page::new().after(given(&[1, 2])).after([judged(1, &[(1, false), (2, true)])]).after(given(&[3]));
    let cards = page.0.cards();
    assert_eq!(cards.iter().map(|card| card.job.0).collect::<Vec<_>>(), [2, 1, 3]);
    assert_eq!(cards[0].state, CardState::Ok(Vec::new()));
    assert_eq!(cards[1].state, CardState::Failed(DecodeError::Empty {}));
    assert_eq!(cards[2].state, CardState::Working(Stage::Waiting));
}

/// A page with heap inputs called by their place from 1, with these sample types.
fn with_profiles(kinds: &[(&str, &[&str])]) -> Page {
    let inputs: Vec<Input> = kinds.iter().map(|(name, _)| heap(name)).collect();
    let types = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let verdict = Verdict {
        revision: 1,
        report: diagnose::diagnose(&inputs, &Options::default()),
        document: String::new(),
        shared: None,
        origins: (1..).take(kinds.len()).map(id).collect(),
        profiles: (1..)
            .zip(kinds)
            .map(|(job, (_, names))| ProfileInfo {
                input: id(job),
                sample_types: types(names),
                period: 524_288,
                duration_nanos: 0,
                group: None,
                own_modules: None,
            })
            .collect(),
        manifests: Vec::new(),
        comparison: None,
        growth: None,
    };
    let jobs: Vec<u32> = (1..).take(kinds.len()).collect();
    Page::new().after(given(&jobs)).after([Action::Judged(Box::new(verdict))])
}

/// An input of kind heap; its facts don't matter here.
fn heap(name: &str) -> Input {
    Input { kind: decode::Kind::Heap, error: None, ..Input::failed(name, DecodeError::Empty {}) }
}

const HEAP: &[&str] = &["alloc_objects", "alloc_space", "inuse_objects", "inuse_space"];

/// What the explorer looks at.
fn look(page: &Page) -> Look {
    page.0.picked().unwrap().look
}

#[test]
fn the_last_heap_snapshot_and_inuse_space_are_shown_first() {
    let page = with_profiles(&[("1", HEAP), ("2", HEAP)]);
    assert_eq!(look(&page), Look::at(id(2), "inuse_space"));
    assert_eq!(page.0.asks(), [(Look::at(id(2), "inuse_space"), Ask::Top)]);
}

#[test]
fn the_page_is_ready_only_with_the_table_that_was_chosen() {
    let page = with_profiles(&[("1", HEAP)]);
    assert_eq!(page.phase(), Phase::Working);
    let wanted = look(&page);
    let page = page.after([Action::Explored(Explored::Saw(Box::new(Sight {
        look: wanted,
        ask: Ask::Top,
        seen: Err(Refusal::Gone),
    })))]);
    assert_eq!((page.phase(), page.0.asks()), (Phase::Ready, vec![]));
    let page = page.after([Action::Explored(Explored::SampleType("alloc_space".into()))]);
    assert_eq!(page.phase(), Phase::Working);
    assert!(!page.0.is_stale(), "the verdict itself stays valid");
}

#[test]
fn a_choice_the_profile_does_not_have_falls_back_to_its_own_types() {
    let chosen = Action::Explored(Explored::SampleType("alloc_space".into()));
    let page = with_profiles(&[("1", &["goroutine"])]).after([chosen]);
    assert_eq!(look(&page).sample_type, "goroutine");
}

#[test]
fn comparing_starts_with_the_first_snapshot_and_stays_with_what_was_chosen() {
    let page = with_profiles(&[("1", HEAP), ("2", HEAP), ("3", HEAP)]);
    assert_eq!(look(&page).base, None);
    let page = page.after([Action::Explored(Explored::Tab(Tab::Compare))]);
    assert_eq!((look(&page).input, look(&page).base), (id(3), Some(id(1))));
    let page = page.after([Action::Explored(Explored::Base(Some(id(2)))), Action::Explored(Explored::Tab(Tab::Flame))]);
    assert_eq!(look(&page).base, Some(id(2)));
    let page = page.after([Action::Removed(JobId(2))]);
    assert_eq!(look(&page).base, None, "what is gone is no base");
}

#[test]
fn unlike_profiles_are_compared_only_when_told_to() {
    let page = with_profiles(&[("1", HEAP), ("2", HEAP)]).after([Action::Explored(Explored::Tab(Tab::Compare))]);
    let mut state = (*page.0).clone();
    let mut verdict = Verdict::clone(state.verdict.as_ref().unwrap());
    verdict.profiles[0].period = 4096;
    state.verdict = Some(crate::shared::Shared::new(verdict));
    let page = Page(Rc::new(state));
    let picked = page.0.picked().unwrap();
    assert_eq!((picked.look.base, picked.base), (None, Some((id(1), Some(Unlike::Rates(4096, 524_288))))));
    let page = page.after([Action::Explored(Explored::Anyway)]);
    assert_eq!(look(&page).base, Some(id(1)));
    let page = page.after([Action::Explored(Explored::Input(id(2)))]);
    assert_eq!(look(&page).base, None, "a new choice is asked for anew");
}

#[test]
fn profiles_with_nothing_in_common_are_never_compared() {
    let page = with_profiles(&[("1", &["goroutine"]), ("2", HEAP)]);
    let page = page.after([Action::Explored(Explored::Base(Some(id(1)))), Action::Explored(Explored::Anyway)]);
    let picked = page.0.picked().unwrap();
    assert_eq!((picked.look.base, picked.base), (None, Some((id(1), Some(Unlike::Kinds)))));
}

#[test]
fn a_container_that_two_inputs_describe_is_offered_once() {
    let read = |name| decode::decode(Source { name, bytes: POD }, &Limits::default(), &mut unwatched);
    let inputs: Vec<Input> = ["a.txt", "b.txt"].into_iter().flat_map(read).collect();
    let report = diagnose::diagnose(&inputs, &Options::default());
    let containers = super::containers(&report);
    assert_eq!(containers.iter().map(|target| target.container.as_str()).collect::<Vec<_>>(), ["sessionsvc"]);
}

#[test]
fn more_inputs_say_what_they_changed_and_another_container_does_not() {
    use super::Changed;
    let page = Page::new().after(given(&[1])).after([judged(1, &[(1, false)])]);
    let page = page.after(given(&[2])).after([judged(2, &[(1, false), (2, true)])]);
    assert_eq!(page.0.changes(), None, "nothing readable stood there before");
    let page = page.after(given(&[3])).after([judged(3, &[(1, false), (2, true), (3, false)])]);
    assert_eq!(page.0.changes(), Some(vec![]), "an input that can't be read changes nothing");
    let mut state = (*page.0).clone();
    let mut before = Verdict::clone(state.before.as_ref().unwrap());
    before.report.confidence = diagnose::report::Confidence::Low;
    let now = state.verdict.as_ref().unwrap().report.confidence;
    state.before = Some(crate::shared::Shared::new(before.clone()));
    let low = diagnose::report::Confidence::Low;
    let expected = if now == low { vec![] } else { vec![Changed::Confidence(low, now)] };
    assert_eq!(state.changes(), Some(expected));
    before.report.target = None;
    state.before = Some(crate::shared::Shared::new(before.clone()));
    assert!(state.changes().is_some(), "a container that becomes known is the same one");
    before.report.target = Some(diagnose::report::Target { pod: None, container: "another".into() });
    state.before = Some(crate::shared::Shared::new(before));
    assert_eq!(state.changes(), None);
}

#[test]
fn what_was_said_of_an_input_stays_when_all_inputs_go() {
    let label = crate::worker::protocol::Label { name: Some("first".into()), side: None };
    let page = Page::new().after(given(&[1])).after([Action::Labelled(id(1), label.clone())]);
    assert_eq!(page.0.revision, 2, "another name needs another verdict");
    let page = page.after([Action::Cleared]);
    assert_eq!(page.0.labels.get(&id(1)), Some(&label));
}
