//! A command to run, with its copy button.

use yew::prelude::*;

use super::copy_button::CopyButton;
use crate::words::words;

#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct CodeBlockProps {
    /// The command.
    pub(crate) code: AttrValue,
}

/// A command to run.
#[component]
pub(crate) fn CodeBlock(props: &CodeBlockProps) -> Html {
    html! {
        <div class="code-block">
            <pre tabindex="0"><code>{props.code.clone()}</code></pre>
            <CopyButton text={props.code.clone()} what={words().the_command()} />
        </div>
    }
}
