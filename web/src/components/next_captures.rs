//! The captures that would settle what is open.

use diagnose::report::Class;
use yew::prelude::*;

use super::captures::step;
use crate::shared::Shared;
use crate::state::Verdict;
use crate::words::words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct NextCapturesProps {
    /// The verdict.
    pub(crate) verdict: Shared<Verdict>,
}

/// What to capture next, best first.
#[component]
pub(crate) fn NextCaptures(props: &NextCapturesProps) -> Html {
    let captures = &props.verdict.report.next_capture;
    if captures.is_empty() {
        return html! {};
    }
    let settled = (props.verdict.report.class != Class::Inconclusive).then_some("settled");
    html! {
        <section class={classes!("card", "next-captures", settled)} aria-labelledby="next-title">
            <h2 id="next-title">{words().next_title()}</h2>
            <ol class="steps">
                { for captures.iter().map(|capture| html! { <li data-testid="next-capture">{step(capture)}</li> }) }
            </ol>
        </section>
    }
}
