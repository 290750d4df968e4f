//! The bar on top: name, promise, and what can be done at any time.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::effects::Desk;
use crate::js::{drop, page};
use crate::state::Action;
use crate::words::words;

/// Id of the file field.
pub(crate) const FILE_FIELD: &str = "file-input";

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct HeaderProps {
    /// Takes files.
    pub(crate) desk: Desk,
    /// Whether anything was given.
    pub(crate) has_inputs: bool,
    /// Whether there is a report to export.
    pub(crate) has_report: bool,
}

/// The bar on top of the page.
#[component]
pub(crate) fn Header(props: &HeaderProps) -> Html {
    let export = {
        let desk = props.desk.clone();
        Callback::from(move |_| desk.act(Action::Exporting(true)))
    };
    html! {
        <header class="page-header">
            <h1><Logo />{"oomscope"}</h1>
            <p class="promise"><Icon glyph={Glyph::Shield} /><span>{words().promise()}</span></p>
            <div class="page-actions">
                <FileField desk={props.desk.clone()} />
                if props.has_inputs {
                    <button type="button" class="button" onclick={|_| page::click(FILE_FIELD)}>
                        <Icon glyph={Glyph::Plus} />{words().add_files()}
                    </button>
                }
                if props.has_report {
                    <button type="button" class="button" data-testid="export" onclick={export}>
                        <Icon glyph={Glyph::Export} />{words().export()}
                    </button>
                }
            </div>
        </header>
    }
}

/// The name's picture: a gauge that passes its limit.
#[component]
fn Logo() -> Html {
    html! {
        <svg class="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <rect class="logo-ground" x="1" y="1" width="30" height="30" rx="8" />
            <path class="logo-limit" d="M6 11h20" />
            <path class="logo-curve" d="M6 24c5 0 6-4 9-8s5-6 11-9" />
        </svg>
    }
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct FileFieldProps {
    /// Takes the files.
    pub(crate) desk: Desk,
}

/// The one file field of the page; buttons stand for it.
#[component]
fn FileField(props: &FileFieldProps) -> Html {
    let onchange = {
        let desk = props.desk.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                desk.give(drop::picked(input.files()));
                // The same file can be picked again only if the field forgets it.
                input.set_value("");
            }
        })
    };
    html! {
        <input id={FILE_FIELD} class="visually-hidden" type="file" multiple=true tabindex="-1" aria-hidden="true"
            data-testid="file-input" {onchange} />
    }
}
