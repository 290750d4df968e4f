//! The first screen: what this is, where to drop, how to get what to drop.

use yew::prelude::*;

use super::captures::Captures;
use super::examples::Examples;
use super::icon::{Glyph, Icon};
use crate::effects::{Desk, copy};
use crate::js::page;
use crate::words::words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct WelcomeProps {
    /// Takes files.
    pub(crate) desk: Desk,
}

/// The first screen.
#[component]
pub(crate) fn Welcome(props: &WelcomeProps) -> Html {
    let paste = {
        let desk = props.desk.clone();
        Callback::from(move |_| copy::paste(desk.clone()))
    };
    html! {
        <div class="welcome">
            <p class="lede">{words().lede()}<span>{words().lede_detail()}</span></p>
            <section class="drop-zone" data-testid="drop-zone" aria-label={words().drop_here()}>
                <Icon glyph={Glyph::Drop} />
                <h2>{words().drop_here()}</h2>
                <p class="muted">{words().drop_what()}</p>
                <div class="drop-actions">
                    <button type="button" class="button primary" onclick={|_| page::choose_files()}>{words().choose_files()}</button>
                    <button type="button" class="button" onclick={paste}>{words().paste()}</button>
                </div>
            </section>
            <Examples desk={props.desk.clone()} />
            <section class="captures" aria-labelledby="captures-title">
                <h2 id="captures-title">{words().captures_title()}</h2>
                <Captures />
            </section>
            <section class="privacy" aria-labelledby="privacy-title">
                <h2 id="privacy-title"><Icon glyph={Glyph::Shield} />{words().privacy_title()}</h2>
                <p>{words().privacy()}</p>
            </section>
        </div>
    }
}
