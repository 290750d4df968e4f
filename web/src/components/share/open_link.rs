//! A field that takes a link.

use yew::prelude::*;

use crate::effects::{Desk, share};
use crate::words::words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct OpenLinkProps {
    /// Takes the link.
    pub(crate) desk: Desk,
}

/// Where a link is pasted on pages that have no address, or another one than the link.
#[component]
pub(crate) fn OpenLink(props: &OpenLinkProps) -> Html {
    let field = use_node_ref();
    let onsubmit = {
        let (desk, field) = (props.desk.clone(), field.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(field) = field.cast::<web_sys::HtmlInputElement>() {
                share::open(&desk, &field.value());
                field.set_value("");
            }
        })
    };
    html! {
        <form class="open-link" {onsubmit}>
            <label for="open-link">{words().open_link()}</label>
            <input id="open-link" class="field" ref={field} type="text" placeholder="#1.…" autocomplete="off" spellcheck="false" data-testid="open-link" />
            <button type="submit" class="button">{words().open()}</button>
        </form>
    }
}
