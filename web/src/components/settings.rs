//! What to set, keep or remove, why, and the arithmetic.

use diagnose::report::{Action, Reason, Recommendation, Setting, VolumeSettings};
use text::Term;
use yew::prelude::*;

use super::{id, marked};
use crate::words::{language, words};

#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct SettingsProps {
    /// What is recommended.
    pub(crate) recommendation: Recommendation,
}

/// One row per setting there is something to say about.
#[component]
pub(crate) fn Settings(props: &SettingsProps) -> Html {
    let Recommendation { memory_limit, memory_request, gomemlimit, gogc, liveness, startup, volumes, .. } =
        &props.recommendation;
    let rows = [
        (words().term(Term::MemoryLimit), memory_limit),
        (words().memory_request(), memory_request),
        ("GOMEMLIMIT", gomemlimit),
        ("GOGC", gogc),
        (words().liveness(), liveness),
        (words().startup(), startup),
    ];
    let (rows, kept): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .filter(|(_, setting)| says_something(setting))
        .partition(|(_, setting)| !is_untouched(setting));
    let kept: Vec<_> = kept.into_iter().map(|(name, _)| name).collect();
    html! {
        <>
            if !(rows.is_empty() && volumes.is_empty()) {
                <ul class="settings">
                    { for rows.into_iter().map(|(name, setting)| row(name, setting, None)) }
                    { for volumes.iter().map(volume) }
                </ul>
            }
            if !kept.is_empty() { <p class="muted kept">{words().kept(&kept)}</p> }
        </>
    }
}

/// Whether nothing asks for a change of it: such settings share one line.
fn is_untouched(setting: &Setting) -> bool {
    setting.action == Action::Keep && setting.reason == Some(Reason::NoEvidence)
}

fn says_something(setting: &Setting) -> bool {
    setting.action != Action::Unknown || setting.reason.is_some()
}

/// What to do with a volume in memory, and the other way.
fn volume(volume: &VolumeSettings) -> Html {
    row(&words().medium_of(&volume.name), &volume.medium, text::instead_of_disk(volume, language()))
}

fn row(name: &str, setting: &Setting, instead: Option<String>) -> Html {
    let written = setting.value.clone().filter(|_| setting.action != Action::Keep);
    let value = written.or_else(|| setting.bytes.filter(|_| setting.value.is_none()).map(|bytes| bytes.to_string()));
    html! {
        <li class={classes!("setting", id(setting.action))}>
            <p class="setting-line">
                <span class="setting-action">{words().action(setting.action)}</span>
                <span class="setting-name">{name.to_owned()}</span>
                if let Some(value) = value { <b class="setting-value">{value}</b> }
            </p>
            if setting.reason.is_some() { <p class="muted">{marked(&text::why(setting, language()))}</p> }
            if let Some(instead) = instead { <p class="muted">{marked(&instead)}</p> }
            { arithmetic(setting) }
        </li>
    }
}

fn arithmetic(setting: &Setting) -> Html {
    let Some(formula) = &setting.formula else { return html! {} };
    html! {
        <details>
            <summary>{words().arithmetic()}</summary>
            <p><code>{formula}</code></p>
            <dl class="formula-inputs">
                { for setting.inputs.iter().map(|(name, bytes)| html! {
                    <div><dt><code>{name}</code></dt><dd>{decode::units::Bytes(*bytes).to_string()}</dd></div>
                }) }
            </dl>
        </details>
    }
}
