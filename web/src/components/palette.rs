//! The command palette: every command of the page, found by a few letters, run by Enter.

use text::Deed;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::dialog::Dialog;
use super::keys::pressed;
use crate::commands::{Command, matching};
use crate::effects::Desk;
use crate::js::page;
use crate::state::{Action, State};
use crate::words::words;

const LIST: &str = "palette-list";

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct PaletteProps {
    /// Does what is chosen.
    pub(crate) desk: Desk,
    /// What can be done follows from it.
    pub(crate) state: UseReducerHandle<State>,
}

/// A combobox over the list of commands (WAI-ARIA: the field keeps the focus, the list shows what Enter would run).
#[component]
pub(crate) fn Palette(props: &PaletteProps) -> Html {
    let typed = use_state_eq(String::new);
    let active = use_state_eq(|| 0_usize);
    let field = use_node_ref();
    let all = Command::all(&props.state).into_iter().filter(|command| *command != Command::Do(Deed::Palette));
    let found = matching(all.collect(), &props.state, &typed);
    use_effect_with((*active, found.len()), |(active, _)| page::nearest(&option_id(*active)));
    let run = {
        let (desk, state, field) = (props.desk.clone(), props.state.clone(), field.clone());
        Callback::from(move |command: Command| {
            // Closed first: the focus goes back to where it was, and the command may take it from there.
            page::close_dialog_around(field.cast::<HtmlElement>().as_ref());
            // Told at once: another language makes all parts anew before the dialog has said that it closed.
            desk.act(Action::Overlaid(None));
            command.run(&desk, &state);
        })
    };
    let onkeydown = on_key(&active, &found, &run);
    let oninput = {
        let (typed, active) = (typed.setter(), active.setter());
        Callback::from(move |event: InputEvent| {
            typed.set(event.target_dyn_into::<HtmlInputElement>().map(|field| field.value()).unwrap_or_default());
            active.set(0);
        })
    };
    let onclose = {
        let desk = props.desk.clone();
        Callback::from(move |()| desk.act(Action::Overlaid(None)))
    };
    let option = |(place, command): (usize, &Command)| option(place, command, *active, &props.state, &run);
    html! {
        <Dialog class="palette" title={words().palette_title()} testid="palette" {onclose}>
            <input ref={field} class="field" type="text" role="combobox" aria-label={words().palette_title()} aria-expanded={(!found.is_empty()).to_string()}
                aria-controls={LIST} aria-autocomplete="list" aria-activedescendant={(!found.is_empty()).then(|| option_id(*active))}
                placeholder={words().palette_hint()} autofocus=true autocomplete="off" spellcheck="false" value={(*typed).clone()} {oninput} {onkeydown}
                data-testid="palette-field" />
            <ul id={LIST} role="listbox" aria-label={words().palette_title()} hidden={found.is_empty()}>{ for found.iter().enumerate().map(option) }</ul>
            <p class={classes!("muted", (!found.is_empty()).then_some("visually-hidden"))} role="status">{words().palette_found(found.len())}</p>
        </Dialog>
    }
}

fn option_id(place: usize) -> String {
    format!("palette-{place}")
}

fn option(place: usize, command: &Command, active: usize, state: &State, run: &Callback<Command>) -> Html {
    let onclick = {
        let (run, command) = (run.clone(), command.clone());
        Callback::from(move |_: MouseEvent| run.emit(command.clone()))
    };
    html! {
        <li role="option" id={option_id(place)} aria-selected={(place == active).to_string()} {onclick}>
            <span class="palette-group">{words().group(command.group())}</span>
            <span class="palette-name">{command.name(state, crate::words::language())}</span>
            { for command.key().map(pressed) }
        </li>
    }
}

/// Arrows, Home and End go through the list; Enter runs what they stand on.
fn on_key(active: &UseStateHandle<usize>, found: &[Command], run: &Callback<Command>) -> Callback<KeyboardEvent> {
    let (at, active, found, run) = (**active, active.setter(), found.to_vec(), run.clone());
    Callback::from(move |event: KeyboardEvent| {
        let last = found.len().saturating_sub(1);
        let next = match event.key().as_str() {
            // Enter also ends the spelling of a Chinese word.
            _ if event.is_composing() => return,
            "ArrowDown" => {
                if at >= last {
                    0
                } else {
                    at + 1
                }
            }
            "ArrowUp" => at.checked_sub(1).unwrap_or(last),
            "PageDown" => (at + 8).min(last),
            "PageUp" => at.saturating_sub(8),
            "Home" => 0,
            "End" => last,
            "Enter" => {
                event.prevent_default();
                if let Some(command) = found.get(at) {
                    run.emit(command.clone());
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        active.set(next);
    })
}
