//! What the colours of a flame graph mean, in words.

use view::flame::Change;
use yew::prelude::*;

use crate::words::explorer;

/// The colours of code, by where it comes from.
pub(crate) fn origins() -> Html {
    let origins = ["Application", "ThirdParty", "Standard", "Runtime"];
    html! {
        <ul class="legend" aria-label={explorer().legend()} data-testid="legend">
            { for origins.iter().map(|name| html! {
                <li><span class={classes!("flame-swatch", format!("swatch-{}", name.to_lowercase()))} aria-hidden="true"></span>{explorer().origin(name)}</li>
            }) }
            <li><span class="flame-swatch swatch-inlined" aria-hidden="true"></span>{explorer().inlined()}</li>
        </ul>
    }
}

/// The colours of change, each with its sign.
pub(crate) fn changes() -> Html {
    html! {
        <ul class="legend" aria-label={explorer().legend()} data-testid="legend">
            { for Change::ALL.iter().map(|change| html! {
                <li><span class={classes!("flame-swatch", format!("swatch-{}", change.name()))} aria-hidden="true">{change.mark()}</span>{explorer().change(*change)}</li>
            }) }
        </ul>
    }
}
