//! The list of keys.

use yew::prelude::*;

use super::dialog::Dialog;
use crate::commands::{Command, PALETTE};
use crate::effects::Desk;
use crate::state::{Action, State};
use crate::words::{language, words};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct KeysProps {
    /// Takes the wish to close, and the switch.
    pub(crate) desk: Desk,
    /// What can be done follows from it.
    pub(crate) state: UseReducerHandle<State>,
}

/// A dialog with the keys of all commands that have one, and those of the flame graph.
#[component]
pub(crate) fn Keys(props: &KeysProps) -> Html {
    let onclose = {
        let desk = props.desk.clone();
        Callback::from(move |()| desk.act(Action::Overlaid(None)))
    };
    let onchange = {
        let desk = props.desk.clone();
        Callback::from(move |_: Event| desk.act(Action::SwitchedKeys))
    };
    let of_command = |command: Command| {
        let key = pressed(command.key()?);
        let name = format!("{}: {}", words().group(command.group()), command.name(&props.state, language()));
        Some(html! { <div><dt>{key}</dt><dd>{name}</dd></div> })
    };
    html! {
        <Dialog class="keys" title={words().keys_title()} testid="keys" {onclose}>
            <label class="toggle">
                <input type="checkbox" role="switch" checked={!props.state.keys_off} {onchange} data-testid="single-keys" />
                <span><b>{words().single_keys()}</b><span class="muted">{words().single_keys_means()}</span></span>
            </label>
            <h3>{words().keys_anywhere()}</h3>
            <dl class="key-list">{ for Command::all(&props.state).into_iter().filter_map(of_command) }</dl>
            <h3>{words().keys_graph()}</h3>
            <dl class="key-list">
                { for words().graph_keys().iter().map(|(key, means)| html! { <div><dt><kbd>{*key}</kbd></dt><dd>{*means}</dd></div> }) }
            </dl>
        </Dialog>
    }
}

/// A key as it is pressed.
pub(super) fn pressed(key: &'static str) -> Html {
    let is_upper = key.chars().all(|letter| letter.is_ascii_uppercase());
    match key {
        PALETTE => html! { <kbd>{"Ctrl / ⌘ K"}</kbd> },
        _ if is_upper => html! { <kbd>{"Shift "}{key}</kbd> },
        _ => html! { <kbd>{key}</kbd> },
    }
}
