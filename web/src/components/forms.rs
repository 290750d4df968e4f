//! The change in the form that a person needs.

use diagnose::fix::forms::{self, Form};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::yaml::Yaml;
use crate::shared::Shared;
use crate::state::Verdict;
use crate::words::words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct FormsProps {
    /// The verdict.
    pub(crate) verdict: Shared<Verdict>,
}

/// The patch, and a choice of the other forms it can have.
#[component]
pub(crate) fn Forms(props: &FormsProps) -> Html {
    let chosen = use_state_eq(|| 0_usize);
    let forms = forms::all(&props.verdict.report);
    let Some((form, text)) = forms.get(*chosen).or(forms.first()) else { return html! {} };
    let onchange = {
        let chosen = chosen.setter();
        Callback::from(move |event: Event| {
            let at = event.target_dyn_into::<HtmlSelectElement>().map_or(0, |select| select.selected_index());
            chosen.set(usize::try_from(at).unwrap_or(0));
        })
    };
    html! {
        <>
            if forms.len() > 1 {
                <label class="form-choice">
                    <span>{words().choose_form()}</span>
                    <select {onchange} data-testid="form">
                        { for forms.iter().enumerate().map(|(at, (form, _))| html! {
                            <option selected={at == *chosen}>{words().form(*form)}</option>
                        }) }
                    </select>
                </label>
            }
            <Yaml text={text.clone()} title={words().form(*form)} file={file(*form)} />
        </>
    }
}

/// The name under which a form is saved.
fn file(form: Form) -> &'static str {
    match form {
        // The name its own first line uses.
        Form::Patch => "oomscope.yaml",
        Form::Snippet => "manifest.yaml",
        Form::Kustomize => "kustomization.yaml",
    }
}
