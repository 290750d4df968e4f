//! The list of keys.

use yew::prelude::*;

use crate::components::dialog::Dialog;
use crate::words::explorer;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct KeysProps {
    /// Told when the list is closed.
    pub(crate) close: Callback<()>,
}

/// A dialog with all keys.
#[component]
pub(crate) fn Keys(props: &KeysProps) -> Html {
    html! {
        <Dialog class="keys" title={explorer().keys_title()} testid="keys" onclose={props.close.clone()}>
            <dl class="key-list">
                { for explorer().keys().iter().map(|(key, means)| html! { <div><dt><kbd>{*key}</kbd></dt><dd>{*means}</dd></div> }) }
            </dl>
        </Dialog>
    }
}
