//! What a person can do that concerns files: state and worker are told together.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::UseReducerDispatcher;

use super::Visits;
use crate::js::drop::{self, Item};
use crate::js::page;
use crate::state::{Action, File, KeepingChange, Phase, Stage, State};
use crate::worker::client::{Client, Files, Given};
use crate::worker::protocol::{InputId, JobId, Label, SourceKey};

/// The state and the worker, for those who change both.
#[derive(Clone)]
pub(crate) struct Desk {
    dispatch: UseReducerDispatcher<State>,
    client: Rc<Client>,
    visits: Rc<Visits>,
}

impl PartialEq for Desk {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.client, &other.client)
    }
}

impl Desk {
    /// A desk over this state, worker and history.
    pub(crate) fn new(dispatch: UseReducerDispatcher<State>, client: Rc<Client>, visits: Rc<Visits>) -> Self {
        Self { dispatch, client, visits }
    }

    /// Changes the state alone.
    pub(crate) fn act(&self, action: Action) {
        self.dispatch.dispatch(action);
    }

    /// The worker.
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// What back and forward walk.
    pub(crate) fn visits(&self) -> &Visits {
        &self.visits
    }

    /// Takes what was dropped, picked or pasted. The page says `working` before this returns. Going back from the first
    /// inputs leads to the empty page.
    pub(crate) fn give(&self, items: Vec<Item>) {
        if !items.is_empty() && self.client.is_empty() {
            self.visits.put_away(Files::new());
        }
        self.give_here(items);
    }

    /// Takes something as part of what is on screen, as far as going back is concerned.
    pub(crate) fn give_here(&self, items: Vec<Item>) {
        if items.is_empty() {
            return;
        }
        page::set_state(Phase::Working.name());
        self.act(Action::Dropped);
        let desk = self.clone();
        spawn_local(async move {
            let given = drop::list(items).await.into_iter();
            let files = given.map(|given| file(desk.client.add(given.clone()), &given)).collect();
            desk.act(Action::Gathered(files));
        });
    }

    /// Shows what was kept at the last visit, unless there is something else already.
    pub(crate) fn give_kept(&self, incident: &str) {
        let Item::File(content) = drop::text_file("kept", incident) else { return };
        if !self.client.is_empty() {
            return;
        }
        page::set_state(Phase::Working.name());
        let given = Given { name: content.name(), content: Ok(content) };
        let job = self.client.add(given.clone());
        self.act(Action::Keeping(KeepingChange::Found(job)));
        self.act(Action::Dropped);
        self.act(Action::Gathered(vec![file(job, &given)]));
    }

    /// Shows the text around a line of an input.
    pub(crate) fn show_source(&self, key: SourceKey) {
        self.act(Action::Sourced(Some(key)));
        self.client.excerpt(key);
    }

    /// Takes what the person says of an input.
    pub(crate) fn label(&self, input: InputId, label: Label) {
        self.client.label(input, label.clone());
        self.act(Action::Labelled(input, label));
    }

    /// Takes a file away.
    pub(crate) fn remove(&self, job: JobId) {
        self.client.remove(job);
        self.act(Action::Removed(job));
    }

    /// Takes all files away. Going back brings them back.
    pub(crate) fn clear(&self) {
        self.visits.put_away(self.client.exchange(Files::new()));
        self.act(Action::Cleared);
    }

    /// Shows what the browser's current entry stands for, with the inputs it had.
    pub(crate) fn return_to_entry(&self) {
        let Some(back) = self.visits.returned() else { return };
        if let Some(inputs) = back.inputs {
            let files = self.visits.bring_back(inputs, self.client.files());
            self.act(Action::Cleared);
            self.act(Action::Dropped);
            self.act(Action::Gathered(files.iter().map(|(job, given)| file(*job, given)).collect()));
            self.client.exchange(files);
        }
        if let Some(stop) = back.stop {
            self.act(Action::Revisited(Box::new(stop)));
        }
    }
}

fn file(job: JobId, given: &Given) -> File {
    let size = given.content.as_ref().ok().map(|file| file.size() as u64);
    File { job, name: given.name.clone(), size, stage: Stage::Waiting }
}
