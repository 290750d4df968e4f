//! The bar on top: name, promise, what can be done at any time, and how the page is shown.

use text::{Deed, Language};
use yew::prelude::*;

use super::choice::Choice;
use super::icon::{Glyph, Icon};
use crate::commands::theme_name;
use crate::effects::{Desk, appearance};
use crate::js::page;
use crate::state::{Action, Appearance, Change, Overlay, Theme};
use crate::words::{language, words};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct HeaderProps {
    /// Takes files.
    pub(crate) desk: Desk,
    /// Whether anything was given.
    pub(crate) has_inputs: bool,
    /// Whether there is a report to export.
    pub(crate) has_report: bool,
    /// How the page is shown.
    pub(crate) appearance: Appearance,
}

/// The bar on top of the page.
#[component]
pub(crate) fn Header(props: &HeaderProps) -> Html {
    let export = {
        let desk = props.desk.clone();
        Callback::from(move |_| desk.act(Action::Share(Change::Open(true))))
    };
    let palette = {
        let desk = props.desk.clone();
        Callback::from(move |_| desk.act(Action::Overlaid(Some(Overlay::Palette))))
    };
    html! {
        <header class="page-header">
            <h1><Logo />{"oomscope"}</h1>
            <p class="promise"><Icon glyph={Glyph::Shield} /><span>{words().promise()}</span></p>
            <div class="page-actions">
                if props.has_inputs {
                    <button type="button" class="button" onclick={|_| page::choose_files()}>
                        <Icon glyph={Glyph::Plus} /><span>{words().add_files()}</span>
                    </button>
                }
                if props.has_report {
                    <button type="button" class="button export-open" data-testid="export" onclick={export.clone()}>
                        <Icon glyph={Glyph::Download} /><span>{words().export()}</span>
                    </button>
                    <button type="button" class="button primary" data-testid="share-open" onclick={export}>
                        <Icon glyph={Glyph::Export} /><span>{words().share()}</span>
                    </button>
                }
                <button type="button" class="button quiet palette-open" onclick={palette} aria-keyshortcuts="Control+K Meta+K"
                    title={words().deed(Deed::Palette)} data-testid="palette-open">
                    <Icon glyph={Glyph::Search} /><span class="visually-hidden">{words().deed(Deed::Palette)}</span><kbd aria-hidden="true">{"Ctrl K"}</kbd>
                </button>
                { languages(props) }
                { themes(props) }
            </div>
        </header>
    }
}

/// The languages, each by its own name.
fn languages(props: &HeaderProps) -> Html {
    let desk = props.desk.clone();
    let onchoose = Callback::from(move |index: usize| {
        if let Some(language) = Language::ALL.get(index) {
            appearance::speak(&desk, *language);
        }
    });
    let options: Vec<_> =
        Language::ALL.iter().map(|language| (language.name().into(), Some(language.code().into()))).collect();
    let chosen = Language::ALL.iter().position(|language| *language == props.appearance.language);
    html! { <Choice glyph={Glyph::Language} label={words().choose_language()} {options} {chosen} {onchoose} testid="language" /> }
}

fn themes(props: &HeaderProps) -> Html {
    let desk = props.desk.clone();
    let onchoose = Callback::from(move |index: usize| {
        if let Some(theme) = Theme::ALL.get(index) {
            appearance::show(&desk, *theme);
        }
    });
    let options: Vec<_> = Theme::ALL.iter().map(|theme| (theme_name(*theme, language()).into(), None)).collect();
    let chosen = Theme::ALL.iter().position(|theme| *theme == props.appearance.theme);
    html! { <Choice glyph={Glyph::Theme} label={words().choose_theme()} {options} {chosen} {onchoose} testid="theme" /> }
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
