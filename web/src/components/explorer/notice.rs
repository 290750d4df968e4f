//! Why there is nothing to be seen.

use yew::prelude::*;

use crate::words::explorer;
use crate::worker::look::Refusal;

/// A refusal in words; `name` is the place that was asked for.
pub(crate) fn notice(refusal: &Refusal, name: &str) -> Html {
    let text = match refusal {
        Refusal::Gone => explorer().gone().to_owned(),
        Refusal::Filter(error) => explorer().filter_error(&error.reason),
        Refusal::NoPivot => explorer().pivot_gone(name),
        Refusal::NotComparable => explorer().unlike_kinds().to_owned(),
    };
    html! { <p class="empty-table" role="status" data-testid="notice">{text}</p> }
}

/// Shown until an answer comes.
pub(crate) fn working() -> Html {
    html! { <p class="empty-table working" aria-busy="true">{explorer().working()}</p> }
}
