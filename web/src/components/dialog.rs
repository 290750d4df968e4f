//! A panel over the page.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::js::page;
use crate::words::words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct DialogProps {
    /// Its class, beside `dialog`.
    pub(crate) class: &'static str,
    /// Its title.
    pub(crate) title: AttrValue,
    /// Its hook for tests.
    pub(crate) testid: &'static str,
    /// Called when it was closed, by whatever means.
    pub(crate) onclose: Callback<()>,
    /// What is in it.
    pub(crate) children: Html,
}

/// A modal panel with a title and a button that closes it: takes the focus, gives it back, and closes on Escape.
#[component]
pub(crate) fn Dialog(props: &DialogProps) -> Html {
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            if let Some(element) = dialog.cast::<web_sys::Element>() {
                page::open_dialog(&element);
            }
        });
    }
    let close = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(element) = dialog.cast::<web_sys::Element>() {
                page::close_dialog(&element);
            }
        })
    };
    let onclose = props.onclose.reform(|_: Event| ());
    let id = format!("{}-title", props.testid);
    html! {
        <dialog class={classes!("dialog", props.class)} ref={dialog} {onclose} aria-labelledby={id.clone()} data-testid={props.testid}>
            <div class="dialog-head">
                <h2 {id}>{&props.title}</h2>
                <button type="button" class="icon-button" onclick={close} aria-label={words().close()}><Icon glyph={Glyph::Close} /></button>
            </div>
            {props.children.clone()}
        </dialog>
    }
}
