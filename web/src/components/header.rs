//! The bar on top: name, promise, and what can be done at any time.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::effects::Desk;
use crate::js::page;
use crate::state::Action;
use crate::words::words;

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
                if props.has_inputs {
                    <button type="button" class="button" onclick={|_| page::choose_files()}>
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
