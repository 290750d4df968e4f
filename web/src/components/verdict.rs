//! The verdict: what happened, to which container, leak or tuning, how sure.

use decode::Kind;
use diagnose::report::{Class, Confidence, Report, Target};
use text::{Own, Term, left_by};
use yew::prelude::*;

use super::budget::BudgetBar;
use super::changes::Changes;
use super::explained::explained;
use super::facts::Facts;
use super::growth::Growth;
use super::icon::{Glyph, Icon};
use super::id;
use crate::effects::Desk;
use crate::shared::Shared;
use crate::state::{Action, Changed, Verdict as Judged};
use crate::words::{sentences, words};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct VerdictProps {
    /// Takes the choice of a container.
    pub(crate) desk: Desk,
    /// The verdict.
    pub(crate) verdict: Shared<Judged>,
    /// What the last change of the inputs changed in it.
    pub(crate) changes: Option<Vec<Changed>>,
}

/// The verdict in one sentence, the facts it is about, and where the memory goes.
#[component]
pub(crate) fn Verdict(props: &VerdictProps) -> Html {
    let report = &props.verdict.report;
    let class = id(report.class);
    html! {
        <section class={classes!("verdict", class.clone())} data-testid="verdict" data-class={class.clone()} data-cause={id(report.cause)}
            data-confidence={id(report.confidence)} data-source={source(&props.verdict)} aria-labelledby="headline">
            <div class="verdict-head">
                <span class="class-badge"><Icon glyph={glyph(report.class)} />{words().class(report.class)}</span>
                <span class="cause">{words().cause(report.cause)}</span>
                <ConfidenceMeter report={report.clone()} />
            </div>
            <h2 id="headline">{sentences().headline(report)}</h2>
            <p class="cause-means">{sentences().cause(report.cause)}</p>
            { target(report, &props.desk, props.verdict.shared.is_some()) }
            { contributing(report) }
            if let Some(changes) = &props.changes { <Changes changes={changes.clone()} /> }
            <Facts verdict={props.verdict.clone()} />
            <div class="pictures">
                <BudgetBar budget={report.budget.clone()} />
                if let Some(line) = &props.verdict.growth {
                    <Growth desk={props.desk.clone()} report={report.clone()} line={line.clone()} />
                }
            </div>
        </section>
    }
}

/// Where a verdict that was shared comes from.
fn source(verdict: &Judged) -> Option<&'static str> {
    verdict.shared.as_ref().map(|shared| match shared.kind {
        _ if shared.is_kept => "kept",
        Kind::SavedReport => "report",
        _ => "link",
    })
}

fn glyph(class: Class) -> Glyph {
    match class {
        Class::Leak => Glyph::Leak,
        Class::Tuning => Glyph::Tuning,
        Class::NotOom => Glyph::NotOom,
        Class::Inconclusive => Glyph::Unknown,
    }
}

/// The container the verdict is about; a choice where there are several and it isn't settled by whoever shared it.
fn target(report: &Report, desk: &Desk, settled: bool) -> Html {
    // A part of a describe text may name no container.
    let Some(target) = report.target.as_ref().filter(|target| !target.container.is_empty()) else { return html! {} };
    let containers = crate::state::containers(report);
    let onchange = {
        let (desk, containers) = (desk.clone(), containers.clone());
        Callback::from(move |event: Event| {
            let select = event.target_dyn_into::<web_sys::HtmlSelectElement>();
            let index = select.map_or(-1, |select| select.selected_index());
            let chosen = usize::try_from(index).ok().and_then(|index| containers.get(index)).cloned();
            desk.act(Action::Targeted(chosen));
        })
    };
    html! {
        <p class="target">
            <Icon glyph={Glyph::Pod} />
            if let Some(pod) = &target.pod { <code>{pod}</code><span class="muted">{"/"}</span> }
            if containers.len() > 1 && !settled {
                <select {onchange} aria-label={words().choose_container()}>
                    { for containers.iter().map(|other| html! {
                        <option selected={other == target}>{container_name(&containers, other)}</option>
                    }) }
                </select>
            } else {
                <code>{&target.container}</code>
            }
        </p>
    }
}

/// A container, with its pod where there are several pods.
fn container_name(containers: &[Target], target: &Target) -> String {
    if containers.iter().any(|other| other.pod != target.pod) {
        words().container(target)
    } else {
        target.container.clone()
    }
}

fn contributing(report: &Report) -> Html {
    if report.contributing.is_empty() {
        return html! {};
    }
    html! {
        <ul class="contributing" aria-label={words().also()}>
            <li class="muted" aria-hidden="true">{words().also()}</li>
            { for report.contributing.iter().map(|other| html! {
                <li class="chip">{words().cause(other.cause)}<span class="muted">{words().weight(other.weight)}</span></li>
            }) }
            { for report.contributing.iter().flat_map(|other| left_by(sentences(), other)).map(|left| html! {
                <li class="left muted">{left}</li>
            }) }
        </ul>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct ConfidenceMeterProps {
    report: Report,
}

/// How sure, in words and as one to three bars.
#[component]
fn ConfidenceMeter(props: &ConfidenceMeterProps) -> Html {
    let confidence = props.report.confidence;
    let level = match confidence {
        Confidence::Low => 1,
        Confidence::Medium => 2,
        Confidence::High => 3,
    };
    let words = words();
    html! {
        <span class="confidence">
            <svg viewBox="0 0 22 16" aria-hidden="true" focusable="false">
                { for (0..3).map(|bar| html! {
                    <rect class={if bar < level { "lit" } else { "dim" }} x={(bar * 8).to_string()} y={(10 - bar * 5).to_string()}
                        width="6" height={(6 + bar * 5).to_string()} rx="1.5" />
                }) }
            </svg>
            { explained(Term::Confidence, words.confidence(confidence), &Own::of(&props.report), "verdict") }
        </span>
    }
}
