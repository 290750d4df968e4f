//! How to get what can be dropped.

use yew::prelude::*;

use super::code_block::CodeBlock;
use crate::words::words;

/// The commands that make the inputs.
#[component]
pub(crate) fn Captures() -> Html {
    html! {
        <section class="captures" aria-labelledby="captures-title">
            <h2 id="captures-title">{words().captures_title()}</h2>
            <ol class="steps">
                { for words().captures().iter().map(|(why, command)| html! {
                    <li><p>{*why}</p><CodeBlock code={*command} /></li>
                }) }
            </ol>
            <p class="muted">{words().captures_note()}</p>
        </section>
    }
}
