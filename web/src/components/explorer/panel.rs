//! The panel as a whole: what is chosen, what is applied, and the view.

use yew::prelude::*;

use super::callers::Callers;
use super::chips::Chips;
use super::compare::Compare;
use super::controls::Controls;
use super::flame::Flame;
use super::notice::notice;
use super::tabs::Tabs;
use super::tags::Tags;
use super::timeline::Timeline;
use super::top_table::TopTable;
use super::traces::Traces;
use crate::commands::Part;
use crate::effects::Desk;
use crate::shared::Shared;
use crate::state::{Explorer, Picked, Tab, Verdict};
use crate::words::words;
use crate::worker::look::Ask;

/// Id of its title, which can be brought into view.
pub(crate) const TITLE_ID: &str = Part::Profile.element_id();

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
    let ExplorerPanelProps { desk, verdict, explorer, picked } = props.clone();
    let tab = explorer.tab;
    html! {
        <section class="card top explorer" id="explorer" aria-labelledby={TITLE_ID} data-view={tab.name()}>
            <h2 id={TITLE_ID} tabindex="-1">{words().top_title()}</h2>
            <Controls desk={desk.clone()} verdict={verdict.clone()} explorer={explorer.clone()} picked={picked.clone()} />
            <Tabs desk={desk.clone()} {tab} />
            <Chips desk={desk.clone()} verdict={verdict.clone()} explorer={explorer.clone()} picked={picked.clone()} />
            <div role="tabpanel" id="explorer-view" aria-labelledby={format!("tab-{}", tab.name())}>
                if let Some(reason) = refusal(&explorer, &picked) {
                    {reason}
                } else {
                    { view(tab, ViewProps { desk, verdict, explorer, picked }) }
                }
            </div>
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
