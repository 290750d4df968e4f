//! What a person can do that concerns files: state and worker are told together.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::UseReducerDispatcher;

use crate::js::drop::{self, Item};
use crate::js::page;
use crate::state::{Action, File, Phase, Stage, State};
use crate::worker::client::{Client, Given};
use crate::worker::protocol::{JobId, SourceKey};

/// The state and the worker, for those who change both.
#[derive(Clone)]
pub(crate) struct Desk {
    dispatch: UseReducerDispatcher<State>,
    client: Rc<Client>,
}

impl PartialEq for Desk {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.client, &other.client)
    }
}

impl Desk {
    /// A desk over this state and worker.
    pub(crate) fn new(dispatch: UseReducerDispatcher<State>, client: Rc<Client>) -> Self {
        Self { dispatch, client }
    }

    /// Changes the state alone.
    pub(crate) fn act(&self, action: Action) {
        self.dispatch.dispatch(action);
    }

    /// The worker.
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Takes what was dropped, picked or pasted. The page says `working` before this returns.
    pub(crate) fn give(&self, items: Vec<Item>) {
        if items.is_empty() {
            return;
        }
        page::set_state(Phase::Working.name());
        self.act(Action::Dropped);
        let desk = self.clone();
        spawn_local(async move {
            let files = drop::list(items).await.into_iter().map(|given| desk.add(given)).collect();
            desk.act(Action::Gathered(files));
        });
    }

    fn add(&self, given: Given) -> File {
        File {
            name: given.name.clone(),
            size: given.content.as_ref().ok().map(|file| file.size() as u64),
            stage: Stage::Waiting,
            job: self.client.add(given),
        }
    }

    /// Shows the text around a line of an input.
    pub(crate) fn show_source(&self, key: SourceKey) {
        self.act(Action::Sourced(Some(key)));
        self.client.excerpt(key);
    }

    /// Takes a file away.
    pub(crate) fn remove(&self, job: JobId) {
        self.client.remove(job);
        self.act(Action::Removed(job));
    }

    /// Takes all files away.
    pub(crate) fn clear(&self) {
        self.client.clear();
        self.act(Action::Cleared);
    }
}
