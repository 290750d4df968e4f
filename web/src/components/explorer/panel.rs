//! The panel as a whole: what is chosen, what is applied, and the view.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::callers::Callers;
use super::chips::Chips;
use super::compare::Compare;
use super::controls::Controls;
use super::flame::Flame;
use super::keys::Keys;
use super::notice::notice;
use super::tabs::Tabs;
use super::tags::Tags;
use super::timeline::Timeline;
use super::top_table::TopTable;
use super::traces::Traces;
use crate::effects::Desk;
use crate::js::page;
use crate::shared::Shared;
use crate::state::{Action, Explored, Explorer, Picked, Tab, Verdict};
use crate::words::words;
use crate::worker::look::Ask;

/// Id of its title, which can be brought into view.
pub(crate) const TITLE_ID: &str = "explorer-title";

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ExplorerPanelProps {
    /// Takes what is chosen.
    pub(crate) desk: Desk,
    /// The verdict, which knows the profiles.
    pub(crate) verdict: Shared<Verdict>,
    /// What was chosen, and what has been shown.
    pub(crate) explorer: Explorer,
    /// What that comes to.
    pub(crate) picked: Picked,
}

/// What every view is given.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ViewProps {
    /// Takes what is chosen.
    pub(crate) desk: Desk,
    /// The verdict.
    pub(crate) verdict: Shared<Verdict>,
    /// What was chosen, and what has been shown.
    pub(crate) explorer: Explorer,
    /// What that comes to.
    pub(crate) picked: Picked,
}

/// The explorer.
#[component]
pub(crate) fn ExplorerPanel(props: &ExplorerPanelProps) -> Html {
    let keys = use_state_eq(|| false);
    let ExplorerPanelProps { desk, verdict, explorer, picked } = props.clone();
    let show_keys = {
        let keys = keys.setter();
        Callback::from(move |shown| keys.set(shown))
    };
    let onkeydown = on_key(&desk, &show_keys);
    let tab = explorer.tab;
    html! {
        <section class="card top explorer" id="explorer" aria-labelledby={TITLE_ID} {onkeydown} data-view={tab.name()}>
            <h2 id={TITLE_ID} tabindex="-1">{words().top_title()}</h2>
            <Controls desk={desk.clone()} verdict={verdict.clone()} explorer={explorer.clone()} picked={picked.clone()} />
            <Tabs desk={desk.clone()} {tab} keys={show_keys.clone()} />
            <Chips desk={desk.clone()} verdict={verdict.clone()} explorer={explorer.clone()} picked={picked.clone()} />
            <div role="tabpanel" id="explorer-view" aria-labelledby={format!("tab-{}", tab.name())}>
                if let Some(reason) = refusal(&explorer, &picked) {
                    {reason}
                } else {
                    { view(tab, ViewProps { desk, verdict, explorer, picked }) }
                }
            </div>
            if *keys { <Keys close={show_keys.reform(|()| false)} /> }
        </section>
    }
}

fn view(tab: Tab, props: ViewProps) -> Html {
    match tab {
        Tab::Top => html! { <TopTable ..props /> },
        Tab::Flame => html! { <Flame ..props /> },
        Tab::Callers => html! { <Callers ..props /> },
        Tab::Traces => html! { <Traces ..props /> },
        Tab::Tags => html! { <Tags ..props /> },
        Tab::Compare => html! { <Compare ..props /> },
        Tab::Timeline => html! { <Timeline ..props /> },
    }
}

/// Why nothing can be shown of the chosen look at all.
fn refusal(explorer: &Explorer, picked: &Picked) -> Option<Html> {
    let answer = explorer.answer(&picked.look, &Ask::Top)?;
    answer.as_ref().err().map(|refusal| notice(refusal, ""))
}

/// The keys that work anywhere in the explorer but in its fields.
fn on_key(desk: &Desk, show_keys: &Callback<bool>) -> Callback<KeyboardEvent> {
    let (desk, show_keys) = (desk.clone(), show_keys.clone());
    Callback::from(move |event: KeyboardEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_field =
            target.is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA"));
        if is_field || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let key = event.key();
        let tab = key.parse::<usize>().ok().and_then(|number| Tab::ALL.get(number.wrapping_sub(1)));
        match (key.as_str(), tab) {
            (_, Some(tab)) => desk.act(Action::Explored(Explored::Tab(*tab))),
            ("?", _) => show_keys.emit(true),
            ("/", _) => page::focus("explorer-search"),
            ("z", _) => desk.act(Action::Explored(Explored::Undid)),
            ("Z", _) => desk.act(Action::Explored(Explored::Redid)),
            _ => return,
        }
        event.prevent_default();
    })
}
