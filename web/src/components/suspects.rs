//! The code to blame.

use diagnose::report::{Report, Sig6, Suspect, SuspectRole};
use text::{Called, Term};
use yew::prelude::*;

use super::explained::called;
use super::marked;
use crate::shared::Shared;
use crate::state::Verdict;
use crate::words::{sentences, words};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct SuspectsProps {
    /// The verdict.
    pub(crate) verdict: Shared<Verdict>,
}

/// The suspects, worst first.
#[component]
pub(crate) fn Suspects(props: &SuspectsProps) -> Html {
    let suspects = &props.verdict.report.suspects;
    if suspects.is_empty() {
        return html! {};
    }
    html! {
        <section class="card suspects" aria-labelledby="suspects-title">
            <h2 id="suspects-title">{words().suspects_title()}</h2>
            <ol>{ for suspects.iter().enumerate().map(|(place, suspect)| row(place, suspect, &props.verdict.report)) }</ol>
        </section>
    }
}

fn row(index: usize, suspect: &Suspect, report: &Report) -> Html {
    let share = suspect.share.map(|share| share.get().clamp(0.0, 1.0)).filter(|share| *share > 0.0);
    html! {
        <li class="suspect" data-testid="suspect" data-function={suspect.function.clone()}>
            <div class="suspect-head">
                <code class="function" title={suspect.function.clone()}>{&suspect.function}</code>
                <span class={classes!("chip", role_class(suspect.role))}>{words().role(suspect.role)}</span>
            </div>
            if let Some(place) = place(suspect) { <p class="place"><code>{place}</code></p> }
            if let Some(share) = share {
                <svg class="share-bar" aria-hidden="true"><rect class="share-track" width="100%" height="100%" rx="3" />
                    <rect class="share-fill" width={format!("{:.2}%", share * 100.0)} height="100%" rx="3" /></svg>
            }
            <dl class="suspect-facts">
                { for facts(suspect).into_iter().map(|(name, value)| html! { <div><dt>{called(name, report, &format!("suspect-{index}"))}</dt><dd>{value}</dd></div> }) }
            </dl>
            if let Some(signature) = &suspect.signature { <p class="muted">{marked(sentences().signature(*signature))}</p> }
        </li>
    }
}

fn role_class(role: SuspectRole) -> &'static str {
    match role {
        SuspectRole::Retains => "retains",
        SuspectRole::Churns => "churns",
    }
}

/// `cache.go:42`, with the whole path.
fn place(suspect: &Suspect) -> Option<String> {
    let file = suspect.file.as_deref()?;
    Some(suspect.line.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}")))
}

/// What is known of it; zeros are left out, they say nothing about a suspect.
fn facts(suspect: &Suspect) -> Vec<(Called, String)> {
    let held = suspect.inuse_bytes.filter(|bytes| bytes.0 > 0);
    let held =
        held.map(|bytes| (Called::Words(words().holds()), words().holds_value(bytes, suspect.share.map(Sig6::get))));
    let per_second = suspect.growth_bytes_per_second.map(Sig6::get);
    let growth = suspect.growth_bytes.filter(|bytes| *bytes != 0);
    let growth = growth.map(|bytes| (Called::Words(words().grew()), words().growth(bytes, per_second)));
    let retention = positive(suspect.retention).map(|share| (Called::Term(Term::Retention), words().percent(share)));
    let allocates =
        positive(suspect.alloc_bytes_per_second).map(|rate| (Called::Words(words().allocates()), words().rate(rate)));
    let error =
        positive(suspect.relative_error).map(|error| (Called::Term(Term::SamplingError), words().plus_minus(error)));
    let goroutines = suspect.goroutines.as_ref().map(|it| {
        (Called::Words(words().goroutines()), words().goroutines_value(it.count, it.growth, it.state.as_deref()))
    });
    [held, growth, retention, allocates, goroutines, error].into_iter().flatten().collect()
}

fn positive(value: Option<Sig6>) -> Option<f64> {
    value.map(Sig6::get).filter(|value| *value > 0.0)
}
