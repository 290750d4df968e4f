//! Other settings, tried on paper: sliders on one side, what they do on the other.

use decode::units::Bytes;
use diagnose::fix::what_if::{self, Inputs, Outcome};
use diagnose::report::Report;
use text::{Called, Term};
use yew::prelude::*;

use super::budget::BudgetBar;
use super::explained::called;
use super::marked;
use super::slider::{Scale, Slider};
use super::yaml::Yaml;
use crate::shared::Shared;
use crate::state::Verdict;
use crate::words::{language, sentences, words};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct WhatIfProps {
    /// The verdict.
    pub(crate) verdict: Shared<Verdict>,
}

/// The panel; nothing without a limit to start from.
#[component]
pub(crate) fn WhatIf(props: &WhatIfProps) -> Html {
    let report = &props.verdict.report;
    let tried = use_state_eq(|| None::<Inputs>);
    {
        // Other inputs, other recommendation: what was tried is about the old one.
        let tried = tried.setter();
        use_effect_with(props.verdict.clone(), move |_| tried.set(None));
    }
    let Some(start) = Inputs::recommended(report) else { return html! {} };
    let inputs = (*tried).unwrap_or(start);
    let outcome = what_if::what_if(report, &inputs);
    let set = {
        let tried = tried.setter();
        Callback::from(move |inputs: Inputs| tried.set(Some(inputs)))
    };
    let reset = {
        let tried = tried.setter();
        Callback::from(move |_: MouseEvent| tried.set(None))
    };
    html! {
        <details class="card what-if" data-testid="what-if">
            <summary><h2>{words().what_if_title()}</h2><span class="muted">{words().what_if_note()}</span></summary>
            { controls(&inputs, start, &set) }
            <button type="button" class="button small" onclick={reset} disabled={tried.is_none()} data-testid="what-if-reset">{words().reset()}</button>
            <p class={classes!("what-if-verdict", (outcome.fits == Some(false)).then_some("over"))} role="status" data-testid="what-if-verdict">
                {words().what_if_verdict(outcome.fits, outcome.price)}
            </p>
            { facts(report, &outcome) }
            <BudgetBar budget={outcome.budget.clone()} />
            if !outcome.traps.is_empty() {
                <ul class="traps" data-testid="what-if-traps">
                    { for outcome.traps.iter().map(|trap| html! { <li>{marked(&sentences().trap(trap))}</li> }) }
                </ul>
            }
            if let Some(yaml) = outcome.yaml {
                <Yaml text={yaml} title={words().yaml_title()} file="what-if.yaml" testid="what-if-yaml" />
            }
        </details>
    }
}

/// Sliders; each hands on the whole set of inputs with its own value changed.
fn controls(inputs: &Inputs, start: Inputs, set: &Callback<Inputs>) -> Html {
    let with = |change: fn(&mut Inputs, f64)| {
        let (set, inputs) = (set.clone(), *inputs);
        Callback::from(move |value: f64| {
            let mut inputs = inputs;
            change(&mut inputs, value);
            set.emit(inputs);
        })
    };
    let mib = |bytes: Bytes| (bytes.0 >> 20) as f64;
    let most = (mib(start.limit) * 4.0).max(1024.0);
    let request = {
        let (set, inputs) = (set.clone(), *inputs);
        Callback::from(move |_: Event| {
            set.emit(Inputs { request_under_limit: !inputs.request_under_limit, ..inputs });
        })
    };
    html! {
        <div class="sliders">
            <Slider label={words().term(Term::MemoryLimit)} unit="Mi" value={mib(inputs.limit)} scale={Scale { from: 16.0, to: most, step: 1.0 }}
                onchange={with(|inputs, value| inputs.limit = Bytes((value.max(1.0) as u64) << 20))} testid="what-if-limit" />
            <Slider label={words().gomemlimit_percent()} unit="%" value={inputs.gomemlimit.map_or(0.0, |share| share * 100.0)} zero={words().off()}
                scale={Scale { from: 0.0, to: 100.0, step: 1.0 }}
                onchange={with(|inputs, value| inputs.gomemlimit = (value > 0.0).then_some(value / 100.0))} testid="what-if-gomemlimit" />
            <Slider label="GOGC" unit="" value={inputs.gogc.map_or(0.0, f64::from)} zero={words().off()}
                scale={Scale { from: 0.0, to: 400.0, step: 5.0 }}
                onchange={with(|inputs, value| inputs.gogc = (value > 0.0).then_some(value as u32))} testid="what-if-gogc" />
            <Slider label={words().headroom()} unit="%" value={inputs.headroom * 100.0} scale={Scale { from: 0.0, to: 200.0, step: 5.0 }}
                onchange={with(|inputs, value| inputs.headroom = value / 100.0)} testid="what-if-headroom" />
            <label class="check"><input type="checkbox" checked={inputs.request_under_limit} onchange={request} />{words().request_under_limit()}</label>
        </div>
    }
}

fn facts(report: &Report, outcome: &Outcome) -> Html {
    let gomemlimit = outcome.gomemlimit.map(|bytes| (Called::Term(Term::Gomemlimit), bytes.to_string()));
    let rows = gomemlimit.into_iter().chain(text::forecast(&outcome.forecast, language()));
    html! {
        <dl class="facts" data-testid="what-if-forecast">
            { for rows.map(|(name, value)| html! { <div><dt>{called(name, report, "what-if")}</dt><dd>{value}</dd></div> }) }
        </dl>
    }
}
