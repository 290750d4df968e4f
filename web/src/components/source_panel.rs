//! Where a piece of evidence was read: the line, in the text it came from.

use yew::prelude::*;

use super::dialog::Dialog;
use crate::effects::Desk;
use crate::js::page;
use crate::shared::Shared;
use crate::state::{Action, SourceView, Verdict};
use crate::words::words;
use crate::worker::protocol::Excerpt;

/// Id of the line that is asked for.
const LINE_ID: &str = "source-line";

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct SourcePanelProps {
    /// Takes the wish to close.
    pub(crate) desk: Desk,
    /// The line, and the text around it.
    pub(crate) source: SourceView,
    /// The verdict, which knows the input's name.
    pub(crate) verdict: Shared<Verdict>,
}

/// A panel that shows a line among its neighbours.
#[component]
pub(crate) fn SourcePanel(props: &SourcePanelProps) -> Html {
    let key = props.source.key;
    use_effect_with(props.source.excerpt.clone(), |excerpt| {
        if matches!(excerpt, Some(Some(_))) {
            page::center(LINE_ID);
        }
    });
    let onclose = {
        let desk = props.desk.clone();
        Callback::from(move |()| desk.act(Action::Sourced(None)))
    };
    let name = props.verdict.input(key.input).map_or("", |input| input.name.as_str());
    let body = match &props.source.excerpt {
        None => html! { <p class="muted" role="status">{words().source_loading()}</p> },
        Some(None) => html! { <p class="muted">{words().source_gone()}</p> },
        Some(Some(excerpt)) => text(excerpt, key.line),
    };
    html! {
        <Dialog class="source-panel" title={words().source(name, Some(key.line))} testid="source-panel" {onclose}>{body}</Dialog>
    }
}

fn text(excerpt: &Shared<Excerpt>, wanted: usize) -> Html {
    let row = |(number, line): (usize, &String)| {
        let here = number == wanted;
        html! {
            <li class={here.then_some("here")} id={here.then_some(LINE_ID)} aria-current={here.then_some("true")} value={number.to_string()}>
                <code>{line}</code>
            </li>
        }
    };
    let last = excerpt.first + excerpt.lines.len().saturating_sub(1);
    html! {
        <>
            <ol class="source-text" tabindex="0" data-testid="source-text">{ for (excerpt.first..).zip(&excerpt.lines).map(row) }</ol>
            <p class="muted">{words().source_lines(excerpt.first, last, excerpt.total)}</p>
        </>
    }
}
