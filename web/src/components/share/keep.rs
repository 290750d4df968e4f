//! Keeping work across visits: off unless the person wants it, and undone with one press.

use yew::prelude::*;

use crate::effects::{Desk, keeping};
use crate::js::boot;
use crate::state::{Keeping, KeepingSaid};
use crate::words::words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct KeepProps {
    /// Takes what is chosen.
    pub(crate) desk: Desk,
    /// Whether it is on.
    pub(crate) keeping: Keeping,
}

/// The switch and the way back; nothing where a page may keep nothing.
#[component]
pub(crate) fn Keep(props: &KeepProps) -> Html {
    if !boot::may_keep() {
        return html! {};
    }
    let words = words();
    let onchange = {
        let desk = props.desk.clone();
        Callback::from(move |event: Event| {
            let field = event.target_dyn_into::<web_sys::HtmlInputElement>();
            keeping::switch(desk.clone(), field.is_some_and(|field| field.checked()));
        })
    };
    let forget = {
        let desk = props.desk.clone();
        Callback::from(move |_: MouseEvent| keeping::forget(desk.clone()))
    };
    let said = props.keeping.said.map(|said| match said {
        KeepingSaid::Refused => words.keep_refused(),
        KeepingSaid::Forgotten => words.forgotten(),
    });
    html! {
        <section class="keeping" data-testid="keep">
            <label class="toggle">
                <input type="checkbox" role="switch" checked={props.keeping.on} {onchange} data-testid="keep-work" />
                <span><b>{words.keep_work()}</b><span class="muted">{words.keep_work_detail()}</span></span>
            </label>
            <button type="button" class="button small" onclick={forget} data-testid="forget">{words.forget_everything()}</button>
            <p class="keeping-said" role="status" data-testid="keep-said">{said}</p>
        </section>
    }
}
