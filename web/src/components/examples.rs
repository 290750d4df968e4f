//! Real incidents to try.

use text::page::Example;
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::effects::Desk;
use crate::examples::captures;
use crate::js::drop;
use crate::words::words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ExamplesProps {
    /// Takes the captures.
    pub(crate) desk: Desk,
}

/// One button per example.
#[component]
pub(crate) fn Examples(props: &ExamplesProps) -> Html {
    let button = |example: Example| {
        let desk = props.desk.clone();
        let give = Callback::from(move |_| {
            desk.give(captures(example).iter().map(|(name, bytes)| drop::memory_file(name, bytes)).collect());
        });
        let (title, detail) = words().example(example);
        html! {
            <li>
                <button type="button" class="example" data-testid="example" data-example={example.id()} onclick={give}>
                    <span class="example-title">{title}<Icon glyph={Glyph::Next} /></span>
                    <span class="example-detail">{detail}</span>
                </button>
            </li>
        }
    };
    html! {
        <section class="examples" aria-labelledby="examples-title">
            <h2 id="examples-title">{words().examples_title()}</h2>
            <p class="muted">{words().examples_detail()}</p>
            <ul>{ for Example::ALL.into_iter().map(button) }</ul>
        </section>
    }
}
