//! What to do now, next and later, and what to mind on the way.

use diagnose::fix;
use diagnose::fix::plan::Step;
use yew::prelude::*;

use super::code_block::CodeBlock;
use super::marked;
use crate::shared::Shared;
use crate::state::Verdict;
use crate::words::{sentences, words};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct PlanProps {
    /// The verdict.
    pub(crate) verdict: Shared<Verdict>,
}

/// The plan of a report.
#[component]
pub(crate) fn Plan(props: &PlanProps) -> Html {
    let plan = fix::plan(&props.verdict.report);
    let parts = words().plan_parts().into_iter().zip([plan.now, plan.next, plan.later]);
    let parts: Vec<_> = parts.filter(|(_, steps)| !steps.is_empty()).collect();
    if parts.is_empty() {
        return html! {};
    }
    html! {
        <section class="card plan" aria-labelledby="plan-title" data-testid="plan">
            <h2 id="plan-title">{words().plan_title()}</h2>
            { for parts.into_iter().map(|(title, steps)| part(title, &steps)) }
            if !plan.traps.is_empty() {
                <h3>{words().plan_traps()}</h3>
                <ul class="traps">{ for plan.traps.iter().map(|trap| html! { <li>{marked(&sentences().trap(trap))}</li> }) }</ul>
            }
        </section>
    }
}

fn part(title: &'static str, steps: &[Step]) -> Html {
    html! {
        <>
            <h3>{title}</h3>
            <ol class="steps">
                { for steps.iter().map(|step| html! {
                    <li>
                        <p>{marked(&sentences().step(step))}</p>
                        { for step.commands().map(|command| html! { <CodeBlock code={command.to_owned()} /> }) }
                    </li>
                }) }
            </ol>
        </>
    }
}
