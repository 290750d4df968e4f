//! A button that copies, and says that it did.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::effects::copy;
use crate::words::words;

/// For how long it is said that something was copied, in milliseconds.
pub(super) const SAID_FOR: u32 = 2_000;

#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct CopyButtonProps {
    /// What is copied.
    pub(crate) text: AttrValue,
    /// What that is, for those who don't see it: "the YAML".
    pub(crate) what: AttrValue,
    /// Hook for tests.
    #[prop_or_default]
    pub(crate) testid: Option<AttrValue>,
}

/// A button that copies `text`.
#[component]
pub(crate) fn CopyButton(props: &CopyButtonProps) -> Html {
    let copied = use_state_eq(|| None::<bool>);
    {
        let setter = copied.setter();
        use_effect_with(*copied, move |copied| {
            let timeout = copied.map(|_| Timeout::new(SAID_FOR, move || setter.set(None)));
            move || drop(timeout)
        });
    }
    let onclick = {
        let (text, setter) = (props.text.clone(), copied.setter());
        Callback::from(move |_| {
            let setter = setter.clone();
            copy::copy(text.to_string(), Callback::from(move |worked| setter.set(Some(worked))));
        })
    };
    let (glyph, label) = match *copied {
        None => (Glyph::Copy, words().copy()),
        Some(true) => (Glyph::Check, words().copied()),
        Some(false) => (Glyph::Warning, words().copy_refused()),
    };
    html! {
        <button type="button" class="button small" {onclick} data-testid={props.testid.clone()}>
            <Icon {glyph} />
            <span aria-live="polite">{label}</span>
            <span class="visually-hidden">{props.what.clone()}</span>
        </button>
    }
}
