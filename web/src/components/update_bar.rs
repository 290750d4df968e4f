//! Word that a newer version of the page waits.

use yew::prelude::*;

use crate::js::boot;
use crate::words::words;

/// Shown once a newer version is there: nothing is switched under the person's hands.
#[component]
pub(crate) fn UpdateBar() -> Html {
    let waits = use_state_eq(|| false);
    {
        let setter = waits.setter();
        use_effect_with((), move |()| {
            let listener = boot::on_update(move || setter.set(true));
            move || drop(listener)
        });
    }
    if !*waits {
        return html! {};
    }
    html! {
        <div class="update-bar" role="status" data-testid="update">
            <span>{words().update_waits()}</span>
            <button type="button" class="button small primary" onclick={|_| boot::update()}>{words().update()}</button>
        </div>
    }
}
