//! The inputs strip: one card per input.

use yew::prelude::*;

use super::input_card::InputCard;
use crate::commands::Part;
use crate::effects::Desk;
use crate::state::{Action, Card, CardState};
use crate::words::words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct InputsProps {
    /// Takes cards away.
    pub(crate) desk: Desk,
    /// The cards in their order.
    pub(crate) cards: Vec<Card>,
    /// Whether that is the order of their times.
    pub(crate) by_time: bool,
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
    let reorder = {
        let desk = props.desk.clone();
        Callback::from(move |_| desk.act(Action::Reordered))
    };
    let failed = props.cards.iter().filter(|card| matches!(card.state, CardState::Failed(_))).count();
    html! {
        <section class="inputs" aria-label={words().inputs()} data-testid="drop-zone">
            <div class="inputs-head">
                <h2 id={Part::Inputs.element_id()}>{words().inputs_count(props.cards.len(), failed)}</h2>
                <p class="muted">{words().drop_more()}</p>
                if props.cards.len() > 1 {
                    <button type="button" class="button quiet small" aria-pressed={props.by_time.to_string()} onclick={reorder} data-testid="by-time">{words().by_time()}</button>
                }
                <button type="button" class="button quiet small" onclick={clear}>{words().remove_all()}</button>
            </div>
            <ul class={classes!("input-cards", props.wrapped.then_some("wrapped"))}>
                { for props.cards.iter().map(|card| html! { <InputCard key={key(card)} desk={props.desk.clone()} card={card.clone()} /> }) }
            </ul>
        </section>
    }
}

/// What a card stays the same by while its input is renamed or moved.
fn key(card: &Card) -> String {
    match card.input {
        Some((input, _)) => format!("{}-{}", input.job.0, input.part),
        None => format!("{}", card.job.0),
    }
}
