//! A term with its explanation on demand.

use diagnose::report::Report;
use text::{Called, Own, Term};
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::words::words;

/// A name, to open its explanation where there is one. `place` tells several on one page apart.
pub(crate) fn called(name: Called, report: &Report, place: &str) -> Html {
    match name {
        Called::Words(name) => html! { {name} },
        Called::Term(term) => explained(term, words().term(term), &Own::of(report), place),
    }
}

/// `name` as a button that opens what is behind it: a popover that Escape and a press outside close, and that gives the
/// focus back.
pub(crate) fn explained(term: Term, name: &str, own: &Own<'_>, place: &str) -> Html {
    let words = words();
    let id = format!("term-{place}-{term:?}");
    html! {
        <>
            <button type="button" class="term" popovertarget={id.clone()} aria-description={words.explain(name)} data-term={format!("{term:?}")}>
                {name.to_owned()}<Icon glyph={Glyph::Unknown} />
            </button>
            <span class="explanation" popover="auto" {id} role="dialog" aria-label={words.term(term)}>
                <b class="explanation-title">{words.term(term)}</b>
                <span>{words.means(term)}</span>
                if let Some(here) = words.here(term, own) { { part(words.here_label(), &here, "here") } }
                if let Some(truth) = words.truth(term) { { part(words.truth_label(), truth, "truth") } }
            </span>
        </>
    }
}

fn part(label: &str, said: &str, class: &'static str) -> Html {
    html! { <span {class}><b>{label.to_owned()}</b>{said.to_owned()}</span> }
}
