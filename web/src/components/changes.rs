//! What more inputs changed in the verdict.

use text::Aspect;
use yew::prelude::*;

use crate::state::Changed;
use crate::words::words;

#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct ChangesProps {
    /// What changed.
    pub(crate) changes: Vec<Changed>,
}

/// A line for each thing that is another than before.
#[component]
pub(crate) fn Changes(props: &ChangesProps) -> Html {
    html! {
        <section class="changes" aria-labelledby="changes-title" data-testid="changes">
            <h3 id="changes-title">{words().changes_title()}</h3>
            if props.changes.is_empty() {
                <p>{words().nothing_changed()}</p>
            } else {
                <dl>
                    { for props.changes.iter().map(said).map(|(aspect, before, after)| html! {
                        <div><dt>{words().aspect(aspect)}</dt><dd><s>{before}</s><span aria-hidden="true">{"→"}</span><b>{after}</b></dd></div>
                    }) }
                </dl>
            }
        </section>
    }
}

/// The same as sentences, for those who don't see it.
pub(crate) fn spoken(changes: &[Changed]) -> String {
    if changes.is_empty() {
        return words().nothing_changed().to_owned();
    }
    let sentence = |(aspect, before, after): (Aspect, String, String)| words().changed(aspect, &before, &after);
    changes.iter().map(said).map(sentence).collect::<Vec<_>>().join(" ")
}

fn said(changed: &Changed) -> (Aspect, String, String) {
    let words = words();
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| words.no_change_of_setting().to_owned());
    match changed {
        Changed::Class(before, now) => (Aspect::Verdict, words.class(*before).into(), words.class(*now).into()),
        Changed::Confidence(before, now) => {
            (Aspect::Confidence, words.confidence(*before).into(), words.confidence(*now).into())
        }
        Changed::Cause(before, now) => (Aspect::Cause, words.cause(*before).into(), words.cause(*now).into()),
        Changed::MemoryLimit(before, now) => (Aspect::MemoryLimit, value(before), value(now)),
        Changed::Gomemlimit(before, now) => (Aspect::Gomemlimit, value(before), value(now)),
    }
}
