//! The way of the state from the first drop to a verdict, without a browser.

use std::rc::Rc;

use decode::error::DecodeError;
use decode::{Input, Limits, Source, unwatched};
use diagnose::report::Options;
use yew::Reducible;

use super::{Action, CardState, File, Phase, Sort, Stage, State, Verdict, rows};
use crate::worker::protocol::{InputId, JobId, ProfileInfo, TableKey};

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
        origins: order.iter().map(|index| id(files[*index].0)).collect(),
        profiles: Vec::new(),
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
        origins: (1..).take(kinds.len()).map(id).collect(),
        profiles: (1..)
            .zip(kinds)
            .map(|(job, (_, names))| ProfileInfo { input: id(job), sample_types: types(names) })
            .collect(),
    };
    let jobs: Vec<u32> = (1..).take(kinds.len()).collect();
    Page::new().after(given(&jobs)).after([Action::Judged(Box::new(verdict))])
}

/// An input of kind heap; its facts don't matter here.
fn heap(name: &str) -> Input {
    Input { kind: decode::Kind::Heap, error: None, ..Input::failed(name, DecodeError::Empty {}) }
}

const HEAP: &[&str] = &["alloc_objects", "alloc_space", "inuse_objects", "inuse_space"];

#[test]
fn the_last_heap_snapshot_and_inuse_space_are_shown_first() {
    let page = with_profiles(&[("1", HEAP), ("2", HEAP)]);
    assert_eq!(page.0.table_key(), Some(TableKey { input: id(2), sample_type: "inuse_space".into() }));
}

#[test]
fn the_page_is_ready_only_with_the_table_that_was_chosen() {
    let page = with_profiles(&[("1", HEAP)]);
    assert_eq!(page.phase(), Phase::Working);
    let key = page.0.table_key().unwrap();
    let page = page.after([Action::Tabled(key, None)]);
    assert_eq!(page.phase(), Phase::Ready);
    let page = page.after([Action::ChoseSampleType("alloc_space".into())]);
    assert_eq!(page.phase(), Phase::Working);
    assert!(!page.0.is_stale(), "the verdict itself stays valid");
}

#[test]
fn a_choice_the_profile_does_not_have_falls_back_to_its_own_types() {
    let page = with_profiles(&[("1", &["goroutine"])]).after([Action::ChoseSampleType("alloc_space".into())]);
    assert_eq!(page.0.table_key().unwrap().sample_type, "goroutine");
}

#[test]
fn rows_are_found_by_part_of_function_or_file_and_sorted_largest_first() {
    let row = |name: &str, flat, cum| view::top::Row {
        name: name.into(),
        file: format!("/src/{name}.go"),
        line: 1,
        flat,
        cum,
    };
    let table = [row("main.Cache", 5, 10), row("net/http.serve", 0, 90), row("main.load", 7, 7)];
    assert_eq!(rows(&table, "", Sort::Flat), [2, 0, 1]);
    assert_eq!(rows(&table, "", Sort::Cum), [1, 0, 2]);
    assert_eq!(rows(&table, "", Sort::Name), [0, 2, 1]);
    assert_eq!(rows(&table, " cache ", Sort::Flat), [0]);
    assert_eq!(rows(&table, "/src/net", Sort::Flat), [1]);
}

#[test]
fn a_container_that_two_inputs_describe_is_offered_once() {
    let read = |name| decode::decode(Source { name, bytes: POD }, &Limits::default(), &mut unwatched);
    let inputs: Vec<Input> = ["a.txt", "b.txt"].into_iter().flat_map(read).collect();
    let report = diagnose::diagnose(&inputs, &Options::default());
    let containers = super::containers(&report);
    assert_eq!(containers.iter().map(|target| target.container.as_str()).collect::<Vec<_>>(), ["sessionsvc"]);
}
