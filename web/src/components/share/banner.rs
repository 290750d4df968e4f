//! Over a shared incident: that it is one, and what is missing.

use yew::prelude::*;

use super::contents::left_out;
use crate::components::icon::{Glyph, Icon};
use crate::shared::Shared;
use crate::state::Verdict;
use crate::words::words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct SharedBannerProps {
    /// The verdict.
    pub(crate) verdict: Shared<Verdict>,
}

/// Says that a verdict was shared, by whom it was named, and what was left out.
#[component]
pub(crate) fn SharedBanner(props: &SharedBannerProps) -> Html {
    let Some(shared) = &props.verdict.shared else { return html! {} };
    let words = words();
    let (what, means) = if shared.is_kept {
        (words.kept_work(), words.kept_work_means())
    } else {
        (words.shared(), words.shared_means())
    };
    html! {
        <aside class="shared-banner" data-testid="shared-banner" aria-label={what}>
            <p class="shared-head"><span class="chip"><Icon glyph={Glyph::Export} />{what}</span><b>{&shared.title}</b></p>
            if !shared.note.is_empty() { <p>{&shared.note}</p> }
            <p class="muted">{means}</p>
            { left_out(&props.verdict.report, &shared.kept, &shared.left_out) }
        </aside>
    }
}
