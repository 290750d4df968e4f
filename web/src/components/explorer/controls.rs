//! What is shown of which profile: snapshot, sample type, granularity, units, search.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::panel::ViewProps;
use crate::commands::GRANULARITIES;
use crate::components::icon::{Glyph, Icon};
use crate::state::{Action, Explored, Tab, Units, offered};
use crate::words::{explorer, words};
use crate::worker::protocol::InputId;

/// The controls of the explorer.
#[component]
pub(crate) fn Controls(props: &ViewProps) -> Html {
    let desk = props.desk.clone();
    let search = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            desk.act(Action::Explored(Explored::Searched(input.value())));
        }
    });
    html! {
        <div class="top-controls">
            { snapshots(props) }
            { sample_types(props) }
            <label class="search-field">
                <Icon glyph={Glyph::Search} />
                <span class="visually-hidden">{words().search()}</span>
                <input type="search" id="explorer-search" data-testid="search" placeholder={words().search()} value={props.explorer.search.clone()}
                    oninput={search} autocomplete="off" spellcheck="false" />
            </label>
            { granularities(props) }
            { units(props) }
            <p class="muted sample-type-note">{words().sample_type_note(&props.picked.look.sample_type)}</p>
        </div>
    }
}

/// A choice of one of several things.
pub(crate) fn select(
    label: &str,
    testid: &'static str,
    options: &[String],
    chosen: usize,
    choose: Callback<usize>,
) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>();
        if let Some(index) = select.and_then(|select| usize::try_from(select.selected_index()).ok()) {
            choose.emit(index);
        }
    });
    html! {
        <label class="choice">
            <span class="visually-hidden">{label.to_owned()}</span>
            <select {onchange} data-testid={testid} title={label.to_owned()}>
                { for options.iter().enumerate().map(|(index, option)| html! { <option selected={index == chosen}>{option}</option> }) }
            </select>
        </label>
    }
}

/// The name of a profile, and when it was taken.
pub(crate) fn snapshot_name(props: &ViewProps, input: InputId) -> String {
    props.verdict.input(input).map(|input| words().snapshot(&input.name, input.taken_at)).unwrap_or_default()
}

/// Which profile, and which it is compared with.
fn snapshots(props: &ViewProps) -> Html {
    let inputs: Vec<InputId> = props.verdict.profiles.iter().map(|profile| profile.input).collect();
    let names: Vec<String> = inputs.iter().map(|input| snapshot_name(props, *input)).collect();
    let chosen = inputs.iter().position(|input| *input == props.picked.look.input).unwrap_or(0);
    let choose = {
        let (desk, inputs) = (props.desk.clone(), inputs.clone());
        Callback::from(move |index: usize| {
            if let Some(input) = inputs.get(index) {
                desk.act(Action::Explored(Explored::Input(*input)));
            }
        })
    };
    html! {
        <div class="snapshots">
            { select(words().choose_snapshot(), "snapshot", &names, chosen, choose) }
            if inputs.len() > 1 && props.explorer.tab != Tab::Timeline { { base(props, &inputs, &names) } }
        </div>
    }
}

fn base(props: &ViewProps, inputs: &[InputId], names: &[String]) -> Html {
    let base = props.picked.base.map(|(base, _)| base);
    let mut options = vec![explorer().no_base().to_owned()];
    options.extend(names.iter().map(|name| format!("{}: {name}", explorer().before())));
    let chosen = base.and_then(|base| inputs.iter().position(|input| *input == base)).map_or(0, |place| place + 1);
    let (desk, inputs) = (props.desk.clone(), inputs.to_vec());
    let choose = Callback::from(move |index: usize| {
        let base = index.checked_sub(1).and_then(|place| inputs.get(place)).copied();
        desk.act(Action::Explored(Explored::Base(base)));
    });
    select(explorer().choose_base(), "base", &options, chosen, choose)
}

/// The sample types as a plain switch.
fn sample_types(props: &ViewProps) -> Html {
    let look = &props.picked.look;
    let types = props.verdict.profile(look.input).map(offered).unwrap_or_default();
    html! {
        <div class="switch" role="group" aria-label={words().choose_sample_type()} data-testid="sample-type">
            { for types.into_iter().map(|name| {
                let pressed = name == look.sample_type;
                let (desk, chosen) = (props.desk.clone(), name.clone());
                html! {
                    <button type="button" aria-pressed={pressed.to_string()} data-sample-type={name.clone()}
                        onclick={move |_| desk.act(Action::Explored(Explored::SampleType(chosen.clone())))}>{name}</button>
                }
            }) }
        </div>
    }
}

fn granularities(props: &ViewProps) -> Html {
    let options: Vec<String> = GRANULARITIES
        .iter()
        .map(|granularity| format!("{} {}", explorer().choose_granularity(), explorer().granularity(*granularity)))
        .collect();
    let chosen = GRANULARITIES.iter().position(|other| *other == props.explorer.granularity).unwrap_or(0);
    let desk = props.desk.clone();
    let choose = Callback::from(move |index: usize| {
        if let Some(granularity) = GRANULARITIES.get(index) {
            desk.act(Action::Explored(Explored::Granularity(*granularity)));
        }
    });
    select(explorer().choose_granularity(), "granularity", &options, chosen, choose)
}

fn units(props: &ViewProps) -> Html {
    let name = |units: &Units| match units {
        Units::Auto => "auto",
        Units::Bytes => "bytes",
        Units::Kib => "kib",
        Units::Mib => "mib",
        Units::Percent => "percent",
    };
    let option = |units: &Units| format!("{}: {}", explorer().choose_units(), explorer().units(name(units)));
    let options: Vec<String> = Units::ALL.iter().map(option).collect();
    let chosen = Units::ALL.iter().position(|other| *other == props.explorer.units).unwrap_or(0);
    let desk = props.desk.clone();
    let choose = Callback::from(move |index: usize| {
        if let Some(units) = Units::ALL.get(index) {
            desk.act(Action::Explored(Explored::Units(*units)));
        }
    });
    select(explorer().choose_units(), "units", &options, chosen, choose)
}
