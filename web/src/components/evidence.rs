//! What speaks for the verdict and what against, with its numbers and where it was read.

use diagnose::evidence::{Evidence as Piece, Says};
use diagnose::report::Class;
use yew::prelude::*;

use super::id;
use super::{explorer, input_card};
use crate::effects::Desk;
use crate::js::page;
use crate::shared::Shared;
use crate::state::{Action, Explored, Tab, Verdict};
use crate::words::{sentences, words};
use crate::worker::protocol::SourceKey;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct EvidenceProps {
    /// Opens what the evidence was read from.
    pub(crate) desk: Desk,
    /// The verdict.
    pub(crate) verdict: Shared<Verdict>,
}

/// The evidence: for, against, and context.
#[component]
pub(crate) fn Evidence(props: &EvidenceProps) -> Html {
    let report = &props.verdict.report;
    if report.evidence.is_empty() {
        return html! {};
    }
    let groups = [
        (Side::For, words().evidence_for()),
        (Side::Against, words().evidence_against()),
        (Side::Context, words().evidence_context()),
    ];
    html! {
        <section class="card evidence" aria-labelledby="evidence-title">
            <h2 id="evidence-title">{words().evidence_title()}</h2>
            { for groups.into_iter().map(|(side, title)| group(props, side, title)) }
        </section>
    }
}

/// Which side a piece of evidence is on, seen from the verdict.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    For,
    Against,
    Context,
}

fn side(class: Class, says: Says) -> Side {
    match says {
        Says::Neutral => Side::Context,
        // A verdict that is open has no side: what points anywhere is shown as what it is.
        _ if class == Class::Inconclusive => Side::Context,
        _ if says == Says::from(class) => Side::For,
        _ => Side::Against,
    }
}

fn group(props: &EvidenceProps, wanted: Side, title: &'static str) -> Html {
    let report = &props.verdict.report;
    let pieces: Vec<_> = report.evidence.iter().filter(|piece| side(report.class, piece.says) == wanted).collect();
    if pieces.is_empty() {
        return html! {};
    }
    html! {
        <>
            <h3>{title}</h3>
            <ul class="evidence-list">{ for pieces.into_iter().map(|piece| row(props, piece)) }</ul>
        </>
    }
}

fn row(props: &EvidenceProps, piece: &Piece) -> Html {
    let source = piece.input.and_then(|index| Some((index, props.verdict.report.inputs.get(index)?)));
    html! {
        <li class={classes!("piece", id(piece.says), id(piece.weight))} data-testid="evidence" data-says={id(piece.says)} data-weight={id(piece.weight)}>
            <p>{sentences().finding(&piece.finding)}</p>
            <p class="piece-source">
                <span class="chip">{words().says(piece.says)}</span>
                <span class="weight">{words().weight(piece.weight)}</span>
                if let Some((index, input)) = source {
                    <button type="button" class="source-link" onclick={open(props, piece, index)}>
                        {words().source(&input.name, piece.line)}
                    </button>
                }
            </p>
        </li>
    }
}

/// Opens where a piece was read: its line in a text, its function in a profile, else the card of its input.
fn open(props: &EvidenceProps, piece: &Piece, index: usize) -> Callback<MouseEvent> {
    let (desk, line) = (props.desk.clone(), piece.line);
    let origin = props.verdict.origins.get(index).copied();
    let profile = origin.filter(|origin| props.verdict.profiles.iter().any(|profile| profile.input == *origin));
    let function = piece.finding.function().map(ToOwned::to_owned);
    Callback::from(move |_| match (origin, line, profile) {
        (Some(input), Some(line), _) => desk.show_source(SourceKey { input, line }),
        (_, None, Some(profile)) => {
            desk.act(Action::Explored(Explored::Input(profile)));
            desk.act(Action::Explored(Explored::Tab(Tab::Top)));
            desk.act(Action::Explored(Explored::Searched(function.clone().unwrap_or_default())));
            page::reveal(explorer::TITLE_ID);
        }
        _ => page::reveal(&input_card::element_id(index)),
    })
}
