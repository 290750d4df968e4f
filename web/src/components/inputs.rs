//! The inputs strip: one card per input.

use yew::prelude::*;

use super::input_card::InputCard;
use crate::effects::Desk;
use crate::state::{Card, CardState};
use crate::words::words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct InputsProps {
    /// Takes cards away.
    pub(crate) desk: Desk,
    /// The cards in their order.
    pub(crate) cards: Vec<Card>,
    /// Whether they take as many rows as they need: where they are all there is to read.
    pub(crate) wrapped: bool,
}

/// One card per input, and a way to start afresh.
#[component]
pub(crate) fn Inputs(props: &InputsProps) -> Html {
    let clear = {
        let desk = props.desk.clone();
        Callback::from(move |_| desk.clear())
    };
    let failed = props.cards.iter().filter(|card| matches!(card.state, CardState::Failed(_))).count();
    html! {
        <section class="inputs" aria-label={words().inputs()} data-testid="drop-zone">
            <div class="inputs-head">
                <h2>{words().inputs_count(props.cards.len(), failed)}</h2>
                <p class="muted">{words().drop_more()}</p>
                <button type="button" class="button quiet small" onclick={clear}>{words().remove_all()}</button>
            </div>
            <ul class={classes!("input-cards", props.wrapped.then_some("wrapped"))}>
                { for props.cards.iter().enumerate().map(|(index, card)| html! {
                    <InputCard key={format!("{}-{}", card.job.0, card.name)} desk={props.desk.clone()} {index} card={card.clone()} />
                }) }
            </ul>
        </section>
    }
}
