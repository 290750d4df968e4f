//! What is applied to the profile, as chips that can be taken away, and a form for more.

use view::filter::{FilterName, Filters};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::panel::ViewProps;
use crate::components::icon::{Glyph, Icon};
use crate::effects::Desk;
use crate::state::{Action, Explored, Shown};
use crate::words::explorer;
use crate::worker::look::Ask;

/// The filters that are set, and the form.
#[component]
pub(crate) fn Chips(props: &ViewProps) -> Html {
    let history = &props.explorer.history;
    let applied = history.now();
    let chips = applied
        .chips
        .iter()
        .enumerate()
        .map(|(place, chip)| chip_html(&props.desk, chip.name.flag(), &chip.text, Explored::Unfiltered(place)));
    let pivot = applied.pivot.iter().map(|pivot| chip_html(&props.desk, "pivot", &pivot.name, Explored::Unpivoted));
    let is_empty = applied.chips.is_empty() && applied.pivot.is_none();
    html! {
        <div class="applied" role="group" aria-label={explorer().applied()}>
            <FilterForm desk={props.desk.clone()} />
            { only_mine(props) }
            <span class="applied-actions">
                { action(&props.desk, explorer().undo(), "undo", history.can_undo(), Explored::Undid) }
                { action(&props.desk, explorer().redo(), "redo", history.can_redo(), Explored::Redid) }
                { action(&props.desk, explorer().reset(), "reset-filters", !is_empty, Explored::Reset) }
            </span>
            if !is_empty { <ul class="chips" data-testid="chips">{ for chips }{ for pivot }</ul> }
            { unmatched(props) }
        </div>
    }
}

fn action(desk: &Desk, label: &'static str, testid: &'static str, enabled: bool, explored: Explored) -> Html {
    let desk = desk.clone();
    html! {
        <button type="button" class="button small quiet" disabled={!enabled} data-testid={testid}
            onclick={move |_| desk.act(Action::Explored(explored.clone()))}>{label}</button>
    }
}

fn chip_html(desk: &Desk, flag: &str, text: &str, remove: Explored) -> Html {
    let desk = desk.clone();
    html! {
        <li class="chip applied-chip" data-filter={flag.to_owned()}>
            <b>{flag.to_owned()}</b><code>{text.to_owned()}</code>
            <button type="button" aria-label={explorer().remove_filter(flag, text)}
                onclick={move |_| desk.act(Action::Explored(remove.clone()))}><Icon glyph={Glyph::Close} /></button>
        </li>
    }
}

/// Only the program's own frames: those whose function is in a package of its module.
fn only_mine(props: &ViewProps) -> Html {
    let profile = props.verdict.profile(props.picked.look.input);
    let Some(pattern) = profile.and_then(|profile| props.explorer.own_modules(profile)) else { return Html::default() };
    let desk = props.desk.clone();
    html! {
        <button type="button" class="button small" data-testid="only-mine" title={format!("{}\nshow={pattern}", explorer().only_mine_means())}
            onclick={move |_| desk.act(Action::Explored(Explored::Filtered(FilterName::Show, pattern.clone())))}>{explorer().only_mine()}</button>
    }
}

/// Filters that matched nothing say so: an empty table alone would look like a profile without samples.
fn unmatched(props: &ViewProps) -> Html {
    let answer = props.explorer.answer(&props.picked.look, &Ask::Top);
    let Some(Ok(shown)) = answer else { return Html::default() };
    match &**shown {
        Shown::Top(_, unmatched) if !unmatched.is_empty() => {
            let flags: Vec<&str> = unmatched.iter().map(|name| name.flag()).collect();
            html! { <p class="filter-note" role="status" data-testid="unmatched">{explorer().unmatched(&flags)}</p> }
        }
        _ => Html::default(),
    }
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct FilterFormProps {
    /// Takes the filter.
    pub(crate) desk: Desk,
}

/// One more filter. What can't be read is said below the field while it is written.
#[component]
fn FilterForm(props: &FilterFormProps) -> Html {
    let name = use_state_eq(|| FilterName::Focus);
    let text = use_state_eq(String::new);
    let error = error(*name, &text);
    let onchange = {
        let name = name.setter();
        Callback::from(move |event: Event| {
            let select = event.target_dyn_into::<HtmlSelectElement>();
            let index = select.and_then(|select| usize::try_from(select.selected_index()).ok());
            if let Some(chosen) = index.and_then(|index| FilterName::ALL.get(index)) {
                name.set(*chosen);
            }
        })
    };
    let oninput = {
        let text = text.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                text.set(input.value());
            }
        })
    };
    let onsubmit = {
        let (desk, name, text, is_broken) = (props.desk.clone(), *name, text.clone(), error.is_some());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !is_broken && !text.is_empty() {
                desk.act(Action::Explored(Explored::Filtered(name, (*text).clone())));
                text.set(String::new());
            }
        })
    };
    html! {
        <form class="filter-form" {onsubmit}>
            <label class="choice"><span class="visually-hidden">{explorer().choose_filter()}</span>
                <select {onchange} data-testid="filter-name">
                    { for FilterName::ALL.iter().map(|other| html! { <option selected={*other == *name}>{explorer().filter(*other)}</option> }) }
                </select>
            </label>
            <label class="filter-field"><span class="visually-hidden">{explorer().filter(*name)}</span>
                <input type="text" data-testid="filter-text" value={(*text).clone()} {oninput} placeholder={explorer().filter_hint(*name)}
                    aria-invalid={error.is_some().to_string()} aria-describedby="filter-error" autocomplete="off" autocapitalize="off" spellcheck="false" />
            </label>
            <button type="submit" class="button small" disabled={error.is_some() || text.is_empty()} data-testid="filter-apply">{explorer().add_filter()}</button>
            <p class="filter-error" id="filter-error" role="status" data-testid="filter-error">{error.unwrap_or_default()}</p>
        </form>
    }
}

fn error(name: FilterName, text: &str) -> Option<String> {
    let mut filters = Filters::default();
    *filters.get_mut(name) = Some(text.to_owned());
    let reason = filters.check().err()?.reason;
    // The parser draws the place below the text, which the field shows already.
    let short = reason.lines().rev().find_map(|line| line.strip_prefix("error: ")).unwrap_or(&reason).to_owned();
    Some(explorer().filter_error(&short))
}
