//! Keys that work anywhere on the page.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::UseReducerHandle;

use super::Desk;
use crate::commands::{Command, PALETTE};
use crate::js::page;
use crate::state::{Action, Overlay, State};

/// Starts the command whose key is pressed, given what can be done in `state`. Dropping the listener ends it.
pub(crate) fn listen(desk: &Desk, state: &UseReducerHandle<State>) -> Option<EventListener> {
    let (desk, state) = (desk.clone(), state.clone());
    let options = EventListenerOptions::enable_prevent_default();
    let document = page::document()?;
    Some(EventListener::new_with_options(&document, "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        // What was pressed in the flame graph is done already.
        if event.default_prevented() || event.is_composing() || event.alt_key() {
            return;
        }
        if event.ctrl_key() || event.meta_key() {
            if event.key().eq_ignore_ascii_case(PALETTE) && !event.shift_key() {
                event.prevent_default();
                toggle_palette(&desk, &state);
            }
        } else if !state.keys_off && !is_field(event) && !page::has_dialog() {
            let command = Command::all(&state).into_iter().find(|command| command.key() == Some(event.key().as_str()));
            if let Some(command) = command.filter(|command| command.key() != Some(PALETTE)) {
                event.prevent_default();
                command.run(&desk, &state);
            }
        }
    }))
}

fn toggle_palette(desk: &Desk, state: &State) {
    if state.overlay == Some(Overlay::Palette) {
        page::close_dialog_around(page::focused().as_ref());
    } else if !page::has_dialog() {
        desk.act(Action::Overlaid(Some(Overlay::Palette)));
    }
}

/// Whether keys are typed into something.
fn is_field(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest("input, select, textarea").ok().flatten().is_some())
}
