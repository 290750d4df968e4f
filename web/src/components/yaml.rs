//! The patch to paste.

use yew::prelude::*;

use super::copy_button::CopyButton;
use super::icon::{Glyph, Icon};
use crate::effects::copy;
use crate::words::words;

#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct YamlProps {
    /// The YAML, exactly as the report has it.
    pub(crate) text: AttrValue,
    /// What it is.
    pub(crate) title: AttrValue,
    /// The name it is saved under.
    pub(crate) file: AttrValue,
    /// Hook for tests.
    #[prop_or(AttrValue::Static("yaml"))]
    pub(crate) testid: AttrValue,
}

/// The YAML with its keys told from its values, to copy and to save.
#[component]
pub(crate) fn Yaml(props: &YamlProps) -> Html {
    let download = {
        let (file, text) = (props.file.clone(), props.text.clone());
        Callback::from(move |_| copy::save(&file, "application/yaml", &text))
    };
    html! {
        <div class="yaml">
            <div class="yaml-head">
                <h3>{props.title.clone()}</h3>
                <CopyButton text={props.text.clone()} what={words().the_yaml()} testid={format!("copy-{}", props.testid)} />
                <button type="button" class="button small" onclick={download}><Icon glyph={Glyph::Download} />{words().download()}</button>
            </div>
            <pre tabindex="0" data-testid={props.testid.clone()}>{ for props.text.split_inclusive('\n').map(line) }</pre>
        </div>
    }
}

/// One line, coloured; its text is not changed.
fn line(text: &str) -> Html {
    if text.trim_start().starts_with('#') {
        return html! { <span class="yaml-comment">{text}</span> };
    }
    match text.split_once(':') {
        Some((key, value)) => {
            html! { <><span class="yaml-key">{key}</span>{":"}<span class="yaml-value">{value}</span></> }
        }
        None => html! { {text} },
    }
}
