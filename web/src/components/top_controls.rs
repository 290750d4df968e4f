//! What is shown of a profile: snapshot, sample type, search.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::effects::Desk;
use crate::shared::Shared;
use crate::state::{Action, Top, Verdict, offered};
use crate::words::words;
use crate::worker::protocol::TableKey;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct TopControlsProps {
    /// Takes what is chosen.
    pub(crate) desk: Desk,
    /// The verdict, which knows the profiles.
    pub(crate) verdict: Shared<Verdict>,
    /// What was chosen.
    pub(crate) top: Top,
    /// What is shown, or about to be.
    pub(crate) wanted: TableKey,
}

/// The controls of the top table.
#[component]
pub(crate) fn TopControls(props: &TopControlsProps) -> Html {
    let search = {
        let desk = props.desk.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                desk.act(Action::Searched(input.value()));
            }
        })
    };
    html! {
        <div class="top-controls">
            { snapshots(props) }
            { sample_types(props) }
            <label class="search-field">
                <Icon glyph={Glyph::Search} />
                <span class="visually-hidden">{words().search()}</span>
                <input type="search" data-testid="search" placeholder={words().search()} value={props.top.search.clone()} oninput={search}
                    autocomplete="off" spellcheck="false" />
            </label>
            <p class="muted sample-type-note">{words().sample_type_note(&props.wanted.sample_type)}</p>
        </div>
    }
}

/// Which profile; a plain name where there is but one.
fn snapshots(props: &TopControlsProps) -> Html {
    let profiles = props.verdict.profiles.clone();
    let label = |index: usize| {
        let input = profiles.get(index).and_then(|profile| props.verdict.input(profile.input));
        input.map(|input| words().snapshot(&input.name, input.taken_at)).unwrap_or_default()
    };
    let options: Vec<_> = (0..profiles.len())
        .map(|index| html! { <option selected={profiles[index].input == props.wanted.input}>{label(index)}</option> })
        .collect();
    let onchange = {
        let (desk, profiles) = (props.desk.clone(), profiles.clone());
        Callback::from(move |event: Event| {
            let select = event.target_dyn_into::<HtmlSelectElement>();
            let index = select.and_then(|select| usize::try_from(select.selected_index()).ok());
            if let Some(profile) = index.and_then(|index| profiles.get(index)) {
                desk.act(Action::ChoseInput(profile.input));
            }
        })
    };
    html! {
        <label class="snapshot">
            <span class="visually-hidden">{words().choose_snapshot()}</span>
            <select {onchange} data-testid="snapshot">{ for options }</select>
        </label>
    }
}

/// The sample types as a plain switch.
fn sample_types(props: &TopControlsProps) -> Html {
    let profile = props.verdict.profiles.iter().find(|profile| profile.input == props.wanted.input);
    let types = profile.map(offered).unwrap_or_default();
    html! {
        <div class="switch" role="group" aria-label={words().choose_sample_type()} data-testid="sample-type">
            { for types.into_iter().map(|name| {
                let pressed = name == props.wanted.sample_type;
                let (desk, chosen) = (props.desk.clone(), name.clone());
                html! {
                    <button type="button" aria-pressed={pressed.to_string()} data-sample-type={name.clone()}
                        onclick={move |_| desk.act(Action::ChoseSampleType(chosen.clone()))}>{name}</button>
                }
            }) }
        </div>
    }
}
