//! The sharing panel.

use yew::prelude::*;

use super::contents::Contents;
use super::exports::Exports;
use super::link::LinkPart;
use crate::components::dialog::Dialog;
use crate::effects::Desk;
use crate::js::share;
use crate::shared::Shared;
use crate::state::{Action, Change, Sharing, Verdict};
use crate::words::words;
use ::share::{Tier, Wish};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct SharePanelProps {
    /// Takes what is chosen.
    pub(crate) desk: Desk,
    /// The verdict.
    pub(crate) verdict: Shared<Verdict>,
    /// What was chosen, and the links that were made.
    pub(crate) sharing: Sharing,
    /// What is on screen.
    pub(crate) shown: Wish,
}

/// The panel that makes links and files of the incident on screen.
#[component]
pub(crate) fn SharePanel(props: &SharePanelProps) -> Html {
    let (desk, sharing) = (&props.desk, &props.sharing);
    let address = use_memo((), |()| share::address());
    let wish = sharing.wish(&props.shown, address.chars().count());
    {
        let desk = desk.clone();
        use_effect_with((wish.clone(), props.verdict.clone()), move |(wish, _)| {
            desk.client().share(wish.clone());
            desk.client().share(Wish { tier: Tier::File, address: 0, ..wish.clone() });
        });
    }
    let packed = sharing.current(&wish).cloned();
    let link = packed.as_ref().map(|packed| AttrValue::from(format!("{}{}", *address, packed.link)));
    let onclose = {
        let desk = desk.clone();
        Callback::from(move |()| desk.act(Action::Share(Change::Open(false))))
    };
    html! {
        <Dialog class="share-panel" title={words().share_title()} testid="export-panel" {onclose}>
            <p class="muted">{words().share_intro()}</p>
            <LinkPart desk={desk.clone()} sharing={sharing.clone()} packed={packed.clone()} link={link.clone()} served={!address.is_empty()} />
            if let Some(packed) = packed.clone() { <Contents {packed} /> }
            <p class="muted share-never">{words().never_held()}</p>
            <Exports desk={desk.clone()} verdict={props.verdict.clone()} sharing={sharing.clone()} {packed} {link} />
        </Dialog>
    }
}
