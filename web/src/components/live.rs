//! What a screen reader is told.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::changes::spoken;
use super::copy_button::SAID_FOR;
use crate::shared::Shared;
use crate::state::{Changed, Verdict};
use crate::words::{sentences, words};

#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct LiveProps {
    /// Whether a verdict is on its way.
    pub(crate) working: bool,
    /// The verdict on screen.
    pub(crate) verdict: Option<Shared<Verdict>>,
    /// What the last change of the inputs changed in it.
    pub(crate) changes: Option<Vec<Changed>>,
    /// Whether a copy that was just asked for worked.
    pub(crate) copied: Option<bool>,
    /// Told once that was said.
    pub(crate) said: Callback<()>,
}

/// Announces progress, the verdict, and copies made by a command.
#[component]
pub(crate) fn Live(props: &LiveProps) -> Html {
    let said = match &props.verdict {
        _ if props.working => words().working().to_owned(),
        Some(verdict) => {
            let changes = props.changes.as_deref().map(spoken).unwrap_or_default();
            format!("{} {changes}", sentences().headline(&verdict.report))
        }
        None => String::new(),
    };
    {
        let said = props.said.clone();
        use_effect_with(props.copied, move |copied| {
            let timeout = copied.map(|_| Timeout::new(SAID_FOR, move || said.emit(())));
            move || drop(timeout)
        });
    }
    let toast = props.copied.map(|worked| if worked { words().copied() } else { words().copy_refused() });
    html! {
        <>
            <p class="visually-hidden" role="status" aria-live="polite" data-testid="live">{said}</p>
            <p class={classes!("toast", toast.is_some().then_some("shown"))} role="status" data-testid="toast">{toast}</p>
        </>
    }
}
