//! Everything the report says: verdict first, then why, the fix, and the profile itself.

use diagnose::Reach;
use diagnose::report::Class;
use yew::prelude::*;

use super::captures::Captures;
use super::compare::Compare;
use super::evidence::Evidence;
use super::explorer::ExplorerPanel;
use super::fix::Fix;
use super::next_captures::NextCaptures;
use super::plan::Plan;
use super::suspects::Suspects;
use super::verdict::Verdict;
use super::what_if::WhatIf;
use crate::effects::Desk;
use crate::shared::Shared;
use crate::state::{Changed, Explorer, Picked, Verdict as Judged};
use crate::words::words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ReportProps {
    /// Takes what is chosen.
    pub(crate) desk: Desk,
    /// The verdict.
    pub(crate) verdict: Shared<Judged>,
    /// What is looked at in the profiles.
    pub(crate) explorer: Explorer,
    /// What that comes to; `None` without a profile.
    pub(crate) picked: Option<Picked>,
    /// What the last change of the inputs changed in it.
    pub(crate) changes: Option<Vec<Changed>>,
    /// Whether a newer verdict is on its way.
    pub(crate) stale: bool,
}

/// The report on screen.
#[component]
pub(crate) fn Report(props: &ReportProps) -> Html {
    let verdict = &props.verdict;
    let next = html! { <NextCaptures verdict={verdict.clone()} /> };
    // What would settle it comes first where nothing is settled.
    let (open, settled) =
        if verdict.report.class == Class::Inconclusive { (next, Html::default()) } else { (Html::default(), next) };
    html! {
        <div class={classes!("report", props.stale.then_some("stale"))} aria-busy={props.stale.to_string()}>
            <Verdict desk={props.desk.clone()} verdict={verdict.clone()} changes={props.changes.clone()} />
            <div class="columns">
                <div class="column">
                    {open}
                    <Suspects verdict={verdict.clone()} />
                    <Plan verdict={verdict.clone()} />
                    <Evidence desk={props.desk.clone()} verdict={verdict.clone()} />
                    {settled}
                    if verdict.report.next_capture.is_empty() { { again(verdict) } }
                </div>
                <div class="column">
                    if let Some(comparison) = &verdict.comparison { <Compare comparison={comparison.clone()} /> }
                    <Fix verdict={verdict.clone()} />
                    <WhatIf verdict={verdict.clone()} />
                </div>
            </div>
            if let Some(picked) = props.picked.clone() {
                <ExplorerPanel desk={props.desk.clone()} verdict={verdict.clone()} explorer={props.explorer.clone()} {picked} />
            }
        </div>
    }
}

/// The commands for the container that is judged: a fix has to be proven by captures of its own.
fn again(verdict: &Judged) -> Html {
    html! {
        <details class="card captures-again">
            <summary>{words().captures_again()}</summary>
            <Captures reach={Reach::of(&verdict.report)} />
        </details>
    }
}
