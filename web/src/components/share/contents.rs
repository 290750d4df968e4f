//! Exactly what a link holds, before it is sent.

use yew::prelude::*;

use crate::components::id;
use crate::shared::Shared;
use crate::words::words;
use crate::worker::sharing::Packed;
use diagnose::report::Report;
use share::{Kept, LeftOut};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ContentsProps {
    /// The link.
    pub(crate) packed: Shared<Packed>,
}

/// The list of what a link holds, folded up.
#[component]
pub(crate) fn Contents(props: &ContentsProps) -> Html {
    let words = words();
    let packed = &props.packed;
    html! {
        <details class="share-contents" data-testid="share-contents">
            <summary>{words.contents_title()}</summary>
            <dl>
                { for packed.contents.iter().map(|(held, things)| html! {
                    <>
                        <dt>{words.held(*held)}<span class="muted">{things.len()}</span></dt>
                        <dd data-held={id(*held)}>{ for things.iter().map(|thing| html! { <code>{thing}</code> }) }</dd>
                    </>
                }) }
            </dl>
            if let Some(report) = &packed.report { { left_out(report, &packed.kept, &packed.left_out) } }
        </details>
    }
}

/// What of an incident a link holds in part, or not at all.
pub(super) fn left_out(report: &Report, kept: &[Kept], left_out: &[(LeftOut, u32)]) -> Html {
    let words = words();
    let name = |kept: &Kept| report.inputs.get(kept.input).map(|input| input.name.clone()).unwrap_or_default();
    let pruned: Vec<&Kept> = kept.iter().filter(|kept| kept.kept < kept.whole).collect();
    if pruned.is_empty() && left_out.is_empty() {
        return html! { <p class="muted">{words.nothing_left_out()}</p> };
    }
    html! {
        <>
            <h3>{words.pruned_title()}</h3>
            <ul class="share-left-out">
                { for left_out.iter().map(|(what, count)| html! { <li>{words.left_out(*what, *count)}</li> }) }
                { for pruned.iter().map(|kept| html! {
                    <li>{words.kept_part(&kept.sample_type, &name(kept), kept.kept, kept.whole)}</li>
                }) }
            </ul>
        </>
    }
}
