//! What went wrong with the whole of it; what is wrong with one input stands on its card.

use decode::error::DecodeError;
use yew::prelude::*;

use super::captures::Captures;
use super::icon::{Glyph, Icon};
use crate::state::Phase;
use crate::words::{sentences, words};

#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct ErrorPanelProps {
    /// What the page is doing.
    pub(crate) phase: Phase,
    /// The last word of a worker that died while it judged.
    pub(crate) crash: Option<String>,
    /// What is wrong with the link that was opened.
    pub(crate) link: Option<DecodeError>,
}

/// Shown when nothing could be read, or when judging failed.
#[component]
pub(crate) fn ErrorPanel(props: &ErrorPanelProps) -> Html {
    let (title, detail) = match &props.crash {
        Some(message) => (words().judging_crashed(), words().judging_crashed_detail(message)),
        None if props.link.is_some() => {
            let reason = props.link.as_ref().map(|error| sentences().error(error));
            (words().link_refused(), reason.unwrap_or_default())
        }
        None if props.phase == Phase::Error => (words().nothing_read(), words().nothing_read_detail()),
        None => return html! {},
    };
    html! {
        <>
            <section class="error-panel" role="alert" data-testid="error">
                <Icon glyph={Glyph::Warning} />
                <div>
                    <h2>{title}</h2>
                    <p>{detail}</p>
                </div>
            </section>
            if props.phase == Phase::Error && props.crash.is_none() && props.link.is_none() { <Captures /> }
        </>
    }
}
