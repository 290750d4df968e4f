//! The incident as a file or a text.

use decode::units::Bytes;
use text::Postmortem;
use yew::prelude::*;

use crate::components::copy_button::CopyButton;
use crate::components::icon::{Glyph, Icon};
use crate::effects::{Desk, copy, share};
use crate::shared::Shared;
use crate::state::{Sharing, Verdict};
use crate::words::{language, words};
use crate::worker::sharing::Packed;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ExportsProps {
    /// Saves.
    pub(crate) desk: Desk,
    /// The verdict.
    pub(crate) verdict: Shared<Verdict>,
    /// The links that were made.
    pub(crate) sharing: Sharing,
    /// The link as it is now.
    pub(crate) packed: Option<Shared<Packed>>,
    /// The same with its address.
    pub(crate) link: Option<AttrValue>,
}

/// One row for each thing that can be taken along.
#[component]
pub(crate) fn Exports(props: &ExportsProps) -> Html {
    let words = words();
    let (markdown, chat) = texts(props).unwrap_or_default();
    let save = |name: &'static str, media_type: &'static str, text: String| {
        Callback::from(move |_: MouseEvent| copy::save(name, media_type, &text))
    };
    let document = props.verdict.document.clone();
    let save_json = {
        let document = document.clone();
        Callback::from(move |_: MouseEvent| copy::save_json(&document))
    };
    html! {
        <div class="share-exports">
            { html_row(props) }
            { row(words.markdown_title(), words.markdown_detail(), html! {
                <>
                    { download("export-markdown", save("oomscope-report.md", "text/markdown", markdown.clone())) }
                    <CopyButton text={markdown} what={words.markdown_title()} testid="copy-markdown" />
                </>
            }) }
            { row(words.chat_title(), words.chat_detail(), html! {
                <CopyButton text={chat} what={words.chat_title()} testid="copy-chat" />
            }) }
            { row(words.json_title(), words.json_detail(), html! {
                <>
                    { download("export-json", save_json) }
                    <CopyButton text={document} what={words.json_title()} testid="copy-json" />
                </>
            }) }
            { row(words.print_title(), words.print_detail(), html! {
                <button type="button" class="button small" onclick={|_| share::print()} data-testid="print">{words.print()}</button>
            }) }
        </div>
    }
}

/// Postmortem and chat summary of the report as its reader will see it.
fn texts(props: &ExportsProps) -> Option<(String, String)> {
    let report = props.packed.as_ref()?.report.as_ref()?;
    // A link without an address opens nothing for those who click on it.
    let link = props.link.as_deref().filter(|link| !link.starts_with('#'));
    let postmortem = Postmortem { report, title: &props.sharing.chosen.title, note: &props.sharing.chosen.note, link };
    Some((text::markdown(&postmortem, language()), text::chat(&postmortem, language())))
}

fn html_row(props: &ExportsProps) -> Html {
    let words = words();
    let file = props.sharing.file.as_ref().map(|(_, packed)| packed.clone());
    let onclick = {
        let (desk, file) = (props.desk.clone(), file.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(file) = &file {
                share::save_page(desk.clone(), file.link.clone());
            }
        })
    };
    let size = file.as_ref().map(|file| words.html_size(Bytes(file.link.len() as u64)));
    html! {
        <div class="export-choice">
            <div>
                <h3>{words.html_title()}</h3>
                <p class="muted">{words.html_detail()}{" "}{size}</p>
                if props.sharing.refused { <p class="input-problem" role="alert">{words.html_refused()}</p> }
            </div>
            <div class="export-actions">
                <button type="button" class="button primary small" disabled={file.is_none()} {onclick} data-testid="export-html">
                    <Icon glyph={Glyph::Download} />{words.download()}
                </button>
            </div>
        </div>
    }
}

fn row(title: &str, detail: &str, actions: Html) -> Html {
    html! {
        <div class="export-choice">
            <div><h3>{title}</h3><p class="muted">{detail}</p></div>
            <div class="export-actions">{actions}</div>
        </div>
    }
}

fn download(testid: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" class="button small" {onclick} data-testid={testid}>
            <Icon glyph={Glyph::Download} />{words().download()}
        </button>
    }
}
