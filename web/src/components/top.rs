//! The profile itself: which one, which sample type, and its functions.

use yew::prelude::*;

use super::top_controls::TopControls;
use super::top_table::TopTable;
use crate::effects::Desk;
use crate::shared::Shared;
use crate::state::{Top, Verdict};
use crate::words::words;
use crate::worker::protocol::TableKey;

/// Id of its title, which can be brought into view.
pub(crate) const TITLE_ID: &str = "top-title";

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct TopPanelProps {
    /// Takes what is chosen.
    pub(crate) desk: Desk,
    /// The verdict, which knows the profiles.
    pub(crate) verdict: Shared<Verdict>,
    /// What was chosen, and the table that is there.
    pub(crate) top: Top,
    /// Which table is wanted.
    pub(crate) wanted: TableKey,
}

/// The top table with its controls.
#[component]
pub(crate) fn TopPanel(props: &TopPanelProps) -> Html {
    let table = props.top.table.as_ref().and_then(|(_, table)| table.clone());
    html! {
        <section class="card top" aria-labelledby={TITLE_ID}>
            <h2 id={TITLE_ID} tabindex="-1">{words().top_title()}</h2>
            <TopControls desk={props.desk.clone()} verdict={props.verdict.clone()} top={props.top.clone()} wanted={props.wanted.clone()} />
            if let Some(table) = table {
                <TopTable desk={props.desk.clone()} {table} search={props.top.search.clone()} sort={props.top.sort} />
            }
        </section>
    }
}
