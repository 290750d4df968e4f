//! How to get what can be dropped.

use diagnose::report::{CaptureReason, NextCapture};
use diagnose::{Reach, first_captures};
use text::ReachField;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::code_block::CodeBlock;
use super::marked;
use crate::words::{sentences, words};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct CapturesProps {
    /// Where to capture, as far as it is known already.
    #[prop_or_default]
    pub(crate) reach: Reach,
}

/// The commands that make the inputs, and a form for the names in them.
#[component]
pub(crate) fn Captures(props: &CapturesProps) -> Html {
    let reach = use_state_eq(|| props.reach.clone());
    {
        let reach = reach.setter();
        use_effect_with(props.reach.clone(), move |known| reach.set(known.clone()));
    }
    let (code, commands): (Vec<_>, Vec<_>) =
        first_captures(&reach).into_iter().partition(|capture| capture.why == CaptureReason::NoPprof);
    html! {
        <div class="captures-body" data-testid="captures">
            <p class="muted">{words().captures_form()}</p>
            <div class="reach">{ for ReachField::ALL.into_iter().map(|field| html! { <Field key={format!("{field:?}")} {field} reach={reach.clone()} /> }) }</div>
            <ol class="steps">{ for commands.iter().map(|capture| html! { <li>{step(capture)}</li> }) }</ol>
            <p class="muted">{words().captures_note()}</p>
            <details class="no-pprof">
                <summary>{words().no_pprof_title()}</summary>
                { for code.iter().map(step) }
            </details>
        </div>
    }
}

/// Why a capture is wanted, and the command that makes it.
pub(super) fn step(capture: &NextCapture) -> Html {
    html! {
        <>
            <p>{marked(&sentences().capture(capture.why))}</p>
            <CodeBlock code={capture.command.clone()} />
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct FieldProps {
    field: ReachField,
    reach: UseStateHandle<Reach>,
}

/// A field of the form. A port that is none leaves the commands as they are, and says so.
#[component]
fn Field(props: &FieldProps) -> Html {
    let refused = use_state_eq(|| false);
    let oninput = {
        let (field, reach, refused) = (props.field, props.reach.clone(), refused.setter());
        Callback::from(move |event: InputEvent| {
            let text = event.target_dyn_into::<HtmlInputElement>().map(|field| field.value()).unwrap_or_default();
            let changed = with(&reach, field, text.trim());
            refused.set(changed.is_none());
            if let Some(changed) = changed {
                reach.set(changed);
            }
        })
    };
    let name = format!("{:?}", props.field).to_lowercase();
    html! {
        <label class="reach-field">
            <span>{words().reach_field(props.field)}</span>
            <input class="field" type="text" inputmode={(props.field == ReachField::Port).then_some("numeric")} autocomplete="off" autocapitalize="none" spellcheck="false"
                value={value(&props.reach, props.field)} {oninput} aria-invalid={refused.then_some("true")} data-testid={format!("reach-{name}")} />
            if *refused { <span class="input-problem" role="alert">{words().no_port()}</span> }
        </label>
    }
}

fn value(reach: &Reach, field: ReachField) -> String {
    let text = match field {
        ReachField::Namespace => &reach.namespace,
        ReachField::Pod => &reach.pod,
        ReachField::Container => &reach.container,
        ReachField::Port => return reach.port.to_string(),
    };
    text.clone().unwrap_or_default()
}

/// The reach with another text in a field; `None` if it can't be one.
fn with(reach: &Reach, field: ReachField, text: &str) -> Option<Reach> {
    let mut next = reach.clone();
    let some = (!text.is_empty()).then(|| text.to_owned());
    match field {
        ReachField::Namespace => next.namespace = some,
        ReachField::Pod => next.pod = some,
        ReachField::Container => next.container = some,
        ReachField::Port if text.is_empty() => next.port = Reach::default().port,
        ReachField::Port => next.port = text.parse().ok().filter(|port| *port > 0)?,
    }
    Some(next)
}
