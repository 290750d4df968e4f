//! Buttons that save what is shown.

use yew::prelude::*;

use crate::components::icon::{Glyph, Icon};
use crate::words::explorer;

/// Buttons, each with the name of its kind of file and what it does.
pub(crate) fn buttons(files: Vec<(&'static str, Callback<MouseEvent>)>) -> Html {
    html! {
        <div class="save-as" role="group" aria-label={explorer().save()}>
            <Icon glyph={Glyph::Download} />
            { for files.into_iter().map(|(name, onclick)| html! {
                <button type="button" class="button small quiet" {onclick} title={explorer().save_means(name)} aria-label={explorer().save_means(name)}
                    data-testid={format!("save-{name}")}>{if name == "pprof" { ".pb.gz".to_owned() } else { name.to_uppercase() }}</button>
            }) }
        </div>
    }
}
