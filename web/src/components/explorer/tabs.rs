//! The switch of views.

use yew::prelude::*;

use crate::effects::Desk;
use crate::state::{Action, Explored, Overlay, Tab};
use crate::words::{explorer, words};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct TabsProps {
    /// Takes what is chosen.
    pub(crate) desk: Desk,
    /// The view that is shown.
    pub(crate) tab: Tab,
}

/// The views as tabs; arrow keys go from one to the next.
#[component]
pub(crate) fn Tabs(props: &TabsProps) -> Html {
    let onkeydown = {
        let (desk, tab) = (props.desk.clone(), props.tab);
        Callback::from(move |event: KeyboardEvent| {
            let step = match event.key().as_str() {
                "ArrowRight" => 1,
                "ArrowLeft" => Tab::ALL.len() - 1,
                _ => return,
            };
            let place = Tab::ALL.iter().position(|other| *other == tab).unwrap_or(0);
            let next = Tab::ALL[(place + step) % Tab::ALL.len()];
            event.prevent_default();
            desk.act(Action::Explored(Explored::Tab(next)));
            crate::js::page::focus(&format!("tab-{}", next.name()));
        })
    };
    let keys = {
        let desk = props.desk.clone();
        Callback::from(move |_: MouseEvent| desk.act(Action::Overlaid(Some(Overlay::Keys))))
    };
    html! {
        <div class="tabs-row">
            <div class="tabs" role="tablist" aria-label={explorer().views()} data-testid="views" {onkeydown}>
                { for Tab::ALL.iter().map(|tab| tab_button(&props.desk, *tab, props.tab)) }
            </div>
            <button type="button" class="icon-button keys-button" onclick={keys} title={words().keys_title()} aria-label={words().keys_title()}>{"?"}</button>
        </div>
    }
}

fn tab_button(desk: &Desk, tab: Tab, shown: Tab) -> Html {
    let desk = desk.clone();
    let is_shown = tab == shown;
    html! {
        <button type="button" role="tab" id={format!("tab-{}", tab.name())} aria-selected={is_shown.to_string()} aria-controls="explorer-view"
            tabindex={if is_shown { "0" } else { "-1" }} title={explorer().view_means(tab.name())} data-view={tab.name()}
            onclick={move |_| desk.act(Action::Explored(Explored::Tab(tab)))}>{explorer().view(tab.name())}</button>
    }
}
