//! One input: what it is, how far it is, what is wrong with it.

use decode::Kind;
use decode::units::Bytes;
use yew::prelude::*;

use super::arrange::Arrange;
use super::icon::{Glyph, Icon};
use super::{id, marked};
use crate::effects::Desk;
use crate::state::{Card, CardState, Stage};
use crate::words::{sentences, words};
use crate::worker::protocol::Step;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct InputCardProps {
    /// Takes the card away.
    pub(crate) desk: Desk,
    /// The input.
    pub(crate) card: Card,
}

/// Id of the card of the input at `index` of the report.
pub(crate) fn element_id(index: usize) -> String {
    format!("input-{index}")
}

/// One card of the inputs strip.
#[component]
pub(crate) fn InputCard(props: &InputCardProps) -> Html {
    let card = &props.card;
    let (state, glyph) = match card.state {
        CardState::Working(_) => ("working", Glyph::File),
        CardState::Ok(_) if is_pod(card.kind) => ("ok", Glyph::Pod),
        CardState::Ok(_) => ("ok", Glyph::File),
        CardState::Failed(_) => ("error", Glyph::Warning),
    };
    let arranging = use_state_eq(|| false);
    let (arrange, arranged) = {
        let (open, close) = (arranging.setter(), arranging.setter());
        (Callback::from(move |_: MouseEvent| open.set(true)), Callback::from(move |()| close.set(false)))
    };
    let remove = {
        let (desk, job) = (props.desk.clone(), card.job);
        Callback::from(move |_| desk.remove(job))
    };
    html! {
        <li class={classes!("input-card", state)} id={card.input.map(|(_, place)| element_id(place))} tabindex="-1" data-testid="input-card"
            data-kind={id(card.kind)} data-state={state} data-name={card.name.clone()}>
            <Icon {glyph} />
            <div class="input-card-body">
                <p class="input-name" title={card.name.clone()}>
                    if let Some((folder, name)) = card.name.rsplit_once('/') {
                        <span class="input-folder">{folder}{"/"}</span><span>{name}</span>
                    } else {
                        <span>{&card.name}</span>
                    }
                </p>
                <p class="input-facts">{ for facts(card).into_iter().map(|fact| html! { <span>{fact}</span> }) }</p>
                { problem(&card.state) }
            </div>
            if card.input.is_some() && matches!(card.state, CardState::Ok(_)) {
                <button type="button" class="icon-button" onclick={arrange} aria-haspopup="dialog" aria-label={words().arrange(&card.name)}
                    title={words().arrange(&card.name)} data-testid="arrange-open"><Icon glyph={Glyph::More} /></button>
            }
            <button type="button" class="icon-button" onclick={remove} aria-label={words().remove(&card.name)} title={words().remove(&card.name)}>
                <Icon glyph={Glyph::Close} />
            </button>
            if *arranging { <Arrange desk={props.desk.clone()} card={card.clone()} onclose={arranged} /> }
        </li>
    }
}

fn is_pod(kind: Kind) -> bool {
    matches!(kind, Kind::DescribePod | Kind::Pod | Kind::Workload | Kind::Events | Kind::Node | Kind::PodTable)
}

fn facts(card: &Card) -> Vec<String> {
    let what = match card.state {
        CardState::Working(Stage::Active { step: Step::Read, .. }) => words().reading().to_owned(),
        CardState::Working(Stage::Active { step: Step::Decode, .. }) => words().decoding().to_owned(),
        CardState::Working(Stage::Waiting) => words().waiting().to_owned(),
        CardState::Working(Stage::Decoded) => words().judging().to_owned(),
        CardState::Failed(_) if card.kind == Kind::Unknown => words().not_read().to_owned(),
        _ => words().kind(card.kind).to_owned(),
    };
    let time = card.taken_at.map(|time| words().time_of_day(time));
    let process = card.process.map(|number| words().process(number));
    let size = card.size.map(|bytes| Bytes(bytes).to_string());
    let side = card.label.side.map(|side| words().side(Some(side)).to_owned());
    [Some(what), time, size, process, side].into_iter().flatten().collect()
}

fn problem(state: &CardState) -> Html {
    match state {
        CardState::Working(Stage::Active { done, total, .. }) => html! {
            <progress max={total.max(&1).to_string()} value={done.to_string()} aria-label={words().working()} />
        },
        CardState::Working(_) => html! { <progress aria-label={words().working()} /> },
        CardState::Failed(error) => html! { <p class="input-problem">{marked(&sentences().error(error))}</p> },
        CardState::Ok(warnings) => html! {
            { for warnings.iter().map(|warning| html! { <p class="input-warning">{marked(&sentences().warning(&warning.kind))}</p> }) }
        },
    }
}
