//! What the page shows while files are held over it.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::words::words;

#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct DropOverlayProps {
    /// Whether files are held over the page.
    pub(crate) shown: bool,
}

/// Says that files may be let go.
#[component]
pub(crate) fn DropOverlay(props: &DropOverlayProps) -> Html {
    html! {
        if props.shown {
            <div class="drop-overlay" aria-hidden="true">
                <p><Icon glyph={Glyph::Drop} />{words().let_go()}</p>
            </div>
        }
    }
}
