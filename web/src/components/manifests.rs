//! A person's own manifests with the change in them.

use diagnose::fix::manifest;
use yew::prelude::*;

use super::copy_button::CopyButton;
use super::icon::{Glyph, Icon};
use crate::effects::copy;
use crate::shared::Shared;
use crate::state::Verdict;
use crate::words::words;
use crate::worker::protocol::Manifest;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ManifestsProps {
    /// The verdict.
    pub(crate) verdict: Shared<Verdict>,
}

/// Every manifest that was given and that the change touches, as a difference.
#[component]
pub(crate) fn Manifests(props: &ManifestsProps) -> Html {
    html! { <>{ for props.verdict.manifests.iter().map(one) }</> }
}

fn one(given: &Manifest) -> Html {
    match &given.edited {
        Err(error) => html! { <p class="muted">{words().manifest_error(&given.name, error)}</p> },
        Ok(None) => html! {},
        Ok(Some(edited)) => {
            let download = {
                let (name, text) = (given.name.clone(), edited.clone());
                Callback::from(move |_| {
                    copy::save(name.rsplit('/').next().unwrap_or("manifest.yaml"), "application/yaml", &text);
                })
            };
            html! {
                <div class="yaml" data-testid="manifest">
                    <div class="yaml-head">
                        <h3>{words().manifest_title(&given.name)}</h3>
                        <CopyButton text={edited.clone()} what={words().the_yaml()} />
                        <button type="button" class="button small" onclick={download}><Icon glyph={Glyph::Download} />{words().download()}</button>
                    </div>
                    <pre tabindex="0">{ for difference(&given.text, edited) }</pre>
                </div>
            }
        }
    }
}

/// The changed lines and their neighbours.
fn difference(before: &str, after: &str) -> Vec<Html> {
    let row = |line: String| {
        let class = match line.chars().next() {
            Some('-') => "diff-old",
            Some('+') => "diff-new",
            Some(' ') => "diff-same",
            _ => "diff-cut",
        };
        html! { <span {class}>{line}{"\n"}</span> }
    };
    manifest::hunks(&manifest::diff(before, after)).into_iter().map(row).collect()
}
