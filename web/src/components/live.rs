//! What a screen reader is told.

use yew::prelude::*;

use crate::shared::Shared;
use crate::state::Verdict;
use crate::words::{sentences, words};

#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct LiveProps {
    /// Whether a verdict is on its way.
    pub(crate) working: bool,
    /// The verdict on screen.
    pub(crate) verdict: Option<Shared<Verdict>>,
}

/// Announces progress and the verdict.
#[component]
pub(crate) fn Live(props: &LiveProps) -> Html {
    let said = match &props.verdict {
        _ if props.working => words().working().to_owned(),
        Some(verdict) => sentences().headline(&verdict.report),
        None => String::new(),
    };
    html! { <p class="visually-hidden" role="status" aria-live="polite">{said}</p> }
}
