//! Taking the report along.

use yew::prelude::*;

use super::copy_button::CopyButton;
use super::icon::{Glyph, Icon};
use crate::effects::{Desk, copy};
use crate::js::page;
use crate::shared::Shared;
use crate::state::{Action, Verdict};
use crate::words::words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ExportPanelProps {
    /// Takes the wish to close.
    pub(crate) desk: Desk,
    /// The verdict.
    pub(crate) verdict: Shared<Verdict>,
}

/// A dialog that offers the report as a file and on the clipboard.
#[component]
pub(crate) fn ExportPanel(props: &ExportPanelProps) -> Html {
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            if let Some(element) = dialog.cast::<web_sys::Element>() {
                page::open_dialog(&element);
            }
        });
    }
    let close = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(element) = dialog.cast::<web_sys::Element>() {
                page::close_dialog(&element);
            }
        })
    };
    let onclose = {
        let desk = props.desk.clone();
        Callback::from(move |_: Event| desk.act(Action::Exporting(false)))
    };
    let download = {
        let verdict = props.verdict.clone();
        Callback::from(move |_| copy::save("oomscope-report.json", "application/json", &verdict.document))
    };
    html! {
        <dialog class="export-panel" ref={dialog} {onclose} aria-labelledby="export-title" data-testid="export-panel">
            <div class="dialog-head">
                <h2 id="export-title">{words().export_title()}</h2>
                <button type="button" class="icon-button" onclick={close} aria-label={words().close()}><Icon glyph={Glyph::Close} /></button>
            </div>
            <div class="export-choice">
                <div><h3>{words().json_title()}</h3><p class="muted">{words().json_detail()}</p></div>
                <div class="export-actions">
                    <button type="button" class="button primary small" onclick={download} data-testid="export-json">
                        <Icon glyph={Glyph::Download} />{words().download()}
                    </button>
                    <CopyButton text={props.verdict.document.clone()} what={words().json_title()} testid="copy-json" />
                </div>
            </div>
            <p class="muted">{words().export_privacy()}</p>
        </dialog>
    }
}
