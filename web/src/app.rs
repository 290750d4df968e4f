//! The page as a whole.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use share::{Tier, Wish};
use yew::prelude::*;

use crate::components::{
    DropOverlay, ErrorPanel, Header, Inputs, Keep, Keys, Live, OpenLink, Palette, Report, SharePanel, SharedBanner,
    SourcePanel, UpdateBar, Welcome,
};
use crate::effects::{self, Desk, Visits, intake};
use crate::js::page;
use crate::state::{Action, Overlay, Phase, State};
use crate::worker::client::Client;

/// The root component: state, worker, and the parts of the page.
#[component]
pub(crate) fn App() -> Html {
    let state = use_reducer(|| State { appearance: effects::appearance::present(), ..State::default() });
    let hovering = use_state_eq(|| false);
    let desk = use_desk(&state);
    use_intake(&desk, &hovering);
    use_verdict(&state, &desk);
    use_explorer(&state, &desk);
    use_history(&state, &desk);
    use_keeping(&state, &desk);
    use_keys(&state, &desk);
    let phase = state.phase();
    // Runs after the new verdict is on screen.
    use_effect_with((phase, state.verdict.clone()), |(phase, _)| page::set_state(phase.name()));
    // A part draws its words when it draws itself: under another key all parts are made anew. The header stays, as it holds
    // the switch that has the focus.
    let said = {
        let desk = desk.clone();
        Callback::from(move |()| desk.act(Action::Copied(None)))
    };
    let key = state.appearance.language.code();
    html! {
        <>
            <Header desk={desk.clone()} has_inputs={phase != Phase::Empty} has_report={state.verdict.is_some()}
                appearance={state.appearance} />
            <main class="page" id="main" {key}>
                if phase == Phase::Empty {
                    <Welcome desk={desk.clone()} />
                } else {
                    <Inputs desk={desk.clone()} cards={state.cards()} by_time={state.by_time} wrapped={phase == Phase::Error} />
                    <ErrorPanel {phase} crash={state.crash.clone()} link={state.broken_link()} />
                    if let Some(verdict) = state.verdict.clone().filter(|verdict| verdict.is_readable()) {
                        <SharedBanner verdict={verdict.clone()} />
                        <Report desk={desk.clone()} {verdict} explorer={state.explorer.clone()} picked={state.picked()}
                            changes={state.changes()} stale={state.is_stale()} />
                    }
                }
                <OpenLink desk={desk.clone()} />
                <Keep desk={desk.clone()} keeping={state.keeping} />
            </main>
            <Live {key} working={state.is_stale() && phase != Phase::Empty} verdict={state.verdict.clone()}
                changes={state.changes()} copied={state.copied} {said} />
            if let Some((source, verdict)) = state.source.clone().zip(state.verdict.clone()) {
                <SourcePanel {key} desk={desk.clone()} {source} {verdict} />
            }
            <UpdateBar {key} />
            <DropOverlay {key} shown={*hovering} />
            if let Some(verdict) = state.verdict.clone().filter(|verdict| state.sharing.open && verdict.is_readable()) {
                <SharePanel {key} desk={desk.clone()} {verdict} sharing={state.sharing.clone()} shown={state.shown()} />
            }
            if state.overlay == Some(Overlay::Palette) { <Palette {key} desk={desk.clone()} state={state.clone()} /> }
            if state.overlay == Some(Overlay::Keys) { <Keys {key} {desk} {state} /> }
        </>
    }
}

#[hook]
fn use_desk(state: &UseReducerHandle<State>) -> Desk {
    let dispatch = state.dispatcher();
    let client = use_memo((), |()| {
        let dispatch = dispatch.clone();
        Client::new(Callback::from(move |news| effects::listen(news, &dispatch)))
    });
    let visits = use_memo((), |()| Rc::new(Visits::new()));
    Desk::new(dispatch, (*client).clone(), (*visits).clone())
}

/// Listens for files, from the first render on.
#[hook]
fn use_intake(desk: &Desk, hovering: &UseStateHandle<bool>) {
    let hover = hovering.setter();
    let desk = desk.clone();
    use_effect_with((), move |()| {
        let mut listeners = intake::listen(&desk, &Callback::from(move |over| hover.set(over)));
        listeners.extend(effects::share::listen(&desk));
        move || drop(listeners)
    });
}

/// Listens for keys; what they start follows from the state.
#[hook]
fn use_keys(state: &UseReducerHandle<State>, desk: &Desk) {
    let desk = desk.clone();
    use_effect_with(state.clone(), move |state| {
        let listener = effects::keys::listen(&desk, state);
        move || drop(listener)
    });
}

/// Asks for a verdict whenever the inputs or the options changed.
#[hook]
fn use_verdict(state: &UseReducerHandle<State>, desk: &Desk) {
    let judge = desk.clone();
    let has_files = !state.files.is_empty();
    use_effect_with((state.revision, state.options.clone()), move |(revision, options)| {
        if has_files {
            judge.client().judge(*revision, options.clone());
        }
    });
}

/// Takes down what is on screen for the browser's back and forward.
#[hook]
fn use_history(state: &UseReducerHandle<State>, desk: &Desk) {
    let desk = desk.clone();
    use_effect_with((state.revision, state.stop()), move |(_, stop)| desk.visits().record(stop.clone()));
}

/// How long the screen must rest before what is on it is kept, in milliseconds: making it takes the worker's time.
const REST: u32 = 1_500;

/// Finds what was kept, and keeps what is on screen, if the person wants that.
#[hook]
fn use_keeping(state: &UseReducerHandle<State>, desk: &Desk) {
    let (finder, keeper) = (desk.clone(), desk.clone());
    use_effect_with((), move |()| effects::keeping::find(finder));
    let wish = state.keeps().then(|| Wish { tier: Tier::File, ..state.shown() });
    use_effect_with((wish, state.verdict.clone()), move |(wish, _)| {
        let keep = |wish: Wish| Timeout::new(REST, move || keeper.client().keep(wish));
        let waiting = wish.clone().map(keep);
        move || drop(waiting)
    });
}

/// Asks the worker for what the explorer is to show, each thing once for each verdict.
#[hook]
fn use_explorer(state: &UseReducerHandle<State>, desk: &Desk) {
    let asked = use_mut_ref(|| (None, Vec::new()));
    let explorer = desk.clone();
    use_effect_with((state.asks(), state.verdict.clone()), move |(asks, verdict)| {
        let mut asked = asked.borrow_mut();
        if asked.0 != *verdict {
            *asked = (verdict.clone(), Vec::new());
        }
        asked.1.retain(|ask| asks.contains(ask));
        for ask in asks {
            if !asked.1.contains(ask) {
                asked.1.push(ask.clone());
                explorer.client().look(ask.0.clone(), ask.1.clone());
            }
        }
    });
}
