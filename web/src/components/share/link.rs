//! The link: how long, what of names, and the link itself.

use share::Tier;
use yew::prelude::*;

use crate::components::copy_button::CopyButton;
use crate::components::id;
use crate::effects::Desk;
use crate::shared::Shared;
use crate::state::{Action, Change, Sharing};
use crate::words::words;
use crate::worker::sharing::Packed;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct LinkPartProps {
    /// Takes what is chosen.
    pub(crate) desk: Desk,
    /// What was chosen.
    pub(crate) sharing: Sharing,
    /// What the link holds, once it is made.
    pub(crate) packed: Option<Shared<Packed>>,
    /// The link with its address.
    pub(crate) link: Option<AttrValue>,
    /// Whether this page has an address others can open.
    pub(crate) served: bool,
}

/// The choices, the meter and the link.
#[component]
pub(crate) fn LinkPart(props: &LinkPartProps) -> Html {
    let (words, sharing) = (words(), &props.sharing);
    let used = props.packed.as_ref().map(|packed| packed.characters);
    let of = sharing.chosen.tier.characters();
    html! {
        <>
            <div class="share-tiers" role="group" aria-label={words.choose_tier()} data-testid="share-tier" data-tier={id(sharing.chosen.tier)}>
                { for Tier::LINKS.iter().map(|tier| tier_button(*tier, sharing.chosen.tier, &props.desk)) }
            </div>
            <p class="muted share-tier-means">{words.tier_means(sharing.chosen.tier)}</p>
            <div class="share-link-row">
                <input class="field share-link" type="text" readonly=true aria-label={words.link()} data-testid="share-link"
                    value={props.link.clone().unwrap_or_default()} placeholder={words.share_working()} />
                if let Some(link) = props.link.clone() { <CopyButton text={link} what={words.the_link()} testid="copy-link" /> }
            </div>
            <div class="share-meter">
                <meter min="0" max={of.to_string()} value={used.unwrap_or(0).to_string()} aria-hidden="true"></meter>
                <span data-testid="share-length" data-characters={used.map(|used| used.to_string())}>
                    { used.map_or_else(|| words.share_working().to_owned(), |used| words.characters(used, of)) }
                </span>
            </div>
            if !props.served { <p class="muted">{words.no_address()}</p> }
            <div class="share-switches">
                { switch(words.redact_names(), words.redact_names_detail(), "redact", sharing.chosen.redact_names, &props.desk, Change::RedactNames) }
                { switch(words.own_functions(), words.own_functions_detail(), "own-functions", sharing.chosen.own_functions_only, &props.desk, Change::OwnFunctionsOnly) }
            </div>
            <div class="share-words">
                { text_field(words.title_label(), "share-title", &sharing.chosen.title, ::share::TITLE, &props.desk, Change::Title) }
                { text_field(words.note_label(), "share-note", &sharing.chosen.note, ::share::NOTE, &props.desk, Change::Note) }
            </div>
        </>
    }
}

fn tier_button(tier: Tier, chosen: Tier, desk: &Desk) -> Html {
    let desk = desk.clone();
    let onclick = Callback::from(move |_| desk.act(Action::Share(Change::Tier(tier))));
    html! {
        <button type="button" class="segment" aria-pressed={(tier == chosen).to_string()} {onclick} data-tier={id(tier)}>
            {words().tier(tier)}
        </button>
    }
}

fn switch(label: &str, detail: &str, testid: &'static str, on: bool, desk: &Desk, change: fn(bool) -> Change) -> Html {
    let desk = desk.clone();
    let onchange = Callback::from(move |event: Event| {
        let field = event.target_dyn_into::<web_sys::HtmlInputElement>();
        desk.act(Action::Share(change(field.is_some_and(|field| field.checked()))));
    });
    html! {
        <label class="toggle">
            <input type="checkbox" role="switch" checked={on} {onchange} data-testid={testid} />
            <span><b>{label}</b><span class="muted">{detail}</span></span>
        </label>
    }
}

/// A field that counts once it is left: every change makes a new link.
fn text_field(
    label: &str,
    testid: &'static str,
    text: &str,
    most: usize,
    desk: &Desk,
    change: fn(String) -> Change,
) -> Html {
    let desk = desk.clone();
    let onchange = Callback::from(move |event: Event| {
        let field = event.target_dyn_into::<web_sys::HtmlInputElement>();
        desk.act(Action::Share(change(field.map(|field| field.value()).unwrap_or_default())));
    });
    html! {
        <label>
            <span>{label}</span>
            <input class="field" type="text" value={text.to_owned()} maxlength={most.to_string()} {onchange} data-testid={testid} />
        </label>
    }
}
