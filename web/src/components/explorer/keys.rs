//! The list of keys.

use yew::prelude::*;

use crate::components::icon::{Glyph, Icon};
use crate::js::page;
use crate::words::{explorer, words};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct KeysProps {
    /// Told when the list is closed.
    pub(crate) close: Callback<()>,
}

/// A dialog with all keys.
#[component]
pub(crate) fn Keys(props: &KeysProps) -> Html {
    let dialog = use_node_ref();
    let opened = dialog.clone();
    use_effect_with((), move |()| {
        if let Some(element) = opened.cast::<web_sys::Element>() {
            page::open_dialog(&element);
        }
    });
    let close = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(element) = dialog.cast::<web_sys::Element>() {
                page::close_dialog(&element);
            }
        })
    };
    let onclose = props.close.reform(|_: Event| ());
    html! {
        <dialog class="export-panel keys" ref={dialog} {onclose} aria-labelledby="keys-title" data-testid="keys">
            <div class="dialog-head">
                <h2 id="keys-title">{explorer().keys_title()}</h2>
                <button type="button" class="icon-button" onclick={close} aria-label={words().close()}><Icon glyph={Glyph::Close} /></button>
            </div>
            <dl class="key-list">
                { for explorer().keys().iter().map(|(key, means)| html! { <div><dt><kbd>{*key}</kbd></dt><dd>{*means}</dd></div> }) }
            </dl>
        </dialog>
    }
}
