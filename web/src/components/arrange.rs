//! One input: another name, a side of a change, a base to compare with.

use diagnose::fix::compare::Side;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::dialog::Dialog;
use super::id;
use crate::commands::Part;
use crate::effects::Desk;
use crate::js::page;
use crate::state::{Action, Card, Explored, Tab};
use crate::words::words;
use crate::worker::protocol::{InputId, Label};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ArrangeProps {
    /// Takes what is said of the input.
    pub(crate) desk: Desk,
    /// The input.
    pub(crate) card: Card,
    /// Told when the panel is closed.
    pub(crate) onclose: Callback<()>,
}

/// A panel with what can be said of one input. What is said counts at once.
#[component]
pub(crate) fn Arrange(props: &ArrangeProps) -> Html {
    let card = &props.card;
    let Some((input, _)) = card.input else { return html! {} };
    let rename = {
        let (desk, label) = (props.desk.clone(), card.label.clone());
        Callback::from(move |event: Event| {
            let text = event.target_dyn_into::<HtmlInputElement>().map(|field| field.value()).unwrap_or_default();
            let name = Some(text.trim().to_owned()).filter(|name| !name.is_empty());
            desk.label(input, Label { name, ..label.clone() });
        })
    };
    let as_base = {
        let desk = props.desk.clone();
        Callback::from(move |event: MouseEvent| {
            page::close_dialog_around(event.target_dyn_into().as_ref());
            desk.act(Action::Explored(Explored::Base(Some(input))));
            desk.act(Action::Explored(Explored::Tab(Tab::Compare)));
            page::reveal(Part::Profile.element_id());
        })
    };
    html! {
        <Dialog class="arrange" title={card.name.clone()} testid="arrange" onclose={props.onclose.clone()}>
            <label class="arrange-name">
                <span>{words().rename()}</span>
                <input class="field" type="text" value={card.name.clone()} onchange={rename} maxlength="120" autocomplete="off" spellcheck="false" data-testid="rename" />
            </label>
            { sides(props, input) }
            if card.is_profile {
                <div><button type="button" class="button small" onclick={as_base} data-testid="use-as-base">{words().use_as_base()}</button></div>
            }
        </Dialog>
    }
}

fn sides(props: &ArrangeProps, input: InputId) -> Html {
    let choice = |side: Option<Side>| {
        let (desk, label) = (props.desk.clone(), props.card.label.clone());
        let onchange = Callback::from(move |_: Event| desk.label(input, Label { side, ..label.clone() }));
        let name = side.map_or_else(|| "none".to_owned(), id);
        html! {
            <label><input type="radio" name="side" checked={props.card.label.side == side} {onchange} data-testid={format!("side-{name}")} />{words().side(side)}</label>
        }
    };
    html! {
        <fieldset class="arrange-sides">
            <legend>{words().side_title()}</legend>
            { for [None, Some(Side::Before), Some(Side::After)].into_iter().map(choice) }
            <p class="muted">{words().side_means()}</p>
        </fieldset>
    }
}
