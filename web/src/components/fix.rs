//! The fix: what to set and why, YAML to paste, the same as commands.

use yew::prelude::*;

use super::code_block::CodeBlock;
use super::forms::Forms;
use super::manifests::Manifests;
use super::settings::Settings;
use crate::shared::Shared;
use crate::state::Verdict;
use crate::words::words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct FixProps {
    /// The verdict.
    pub(crate) verdict: Shared<Verdict>,
}

/// What to change.
#[component]
pub(crate) fn Fix(props: &FixProps) -> Html {
    let report = &props.verdict.report;
    html! {
        <section class="card fix" aria-labelledby="fix-title">
            <h2 id="fix-title">{words().fix_title()}</h2>
            if report.recommendation.stop_gap {
                <p class="stop-gap">{words().stop_gap(report.class)}</p>
            }
            <Settings recommendation={report.recommendation.clone()} />
            if report.yaml.is_some() {
                <Forms verdict={props.verdict.clone()} />
            } else {
                <p class="muted">{words().no_yaml()}</p>
            }
            <Manifests verdict={props.verdict.clone()} />
            if !report.kubectl.is_empty() {
                <h3>{words().commands_title(report.recommendation.sets_probes())}</h3>
                { for report.kubectl.iter().map(|command| html! { <CodeBlock code={command.clone()} /> }) }
            }
        </section>
    }
}
