//! One of a few, as a select with an icon: on a narrow screen the icon is all that shows.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::icon::{Glyph, Icon};

#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct ChoiceProps {
    /// The icon.
    pub(crate) glyph: Glyph,
    /// What is chosen, for those who don't see the icon.
    pub(crate) label: AttrValue,
    /// The names to choose from; each with its language where that is another than the page's.
    pub(crate) options: Vec<(AttrValue, Option<AttrValue>)>,
    /// Index of the chosen one.
    pub(crate) chosen: Option<usize>,
    /// Takes the index of another one.
    pub(crate) onchoose: Callback<usize>,
    /// Hook for tests.
    pub(crate) testid: AttrValue,
}

/// A choice in the header.
#[component]
pub(crate) fn Choice(props: &ChoiceProps) -> Html {
    let onchange = props.onchoose.reform(|event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>();
        select.and_then(|select| usize::try_from(select.selected_index()).ok()).unwrap_or_default()
    });
    html! {
        <label class="page-choice" title={props.label.clone()}>
            <Icon glyph={props.glyph} />
            <span class="visually-hidden">{props.label.clone()}</span>
            <select {onchange} data-testid={props.testid.clone()}>
                { for props.options.iter().enumerate().map(|(index, (name, lang))| html! {
                    <option lang={lang.clone()} selected={props.chosen == Some(index)}>{name.clone()}</option>
                }) }
            </select>
        </label>
    }
}
