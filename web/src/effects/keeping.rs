//! Keeping work across visits, once the person has switched it on.

use wasm_bindgen_futures::spawn_local;
use yew::UseReducerDispatcher;

use super::Desk;
use crate::js::boot;
use crate::state::{Action, KeepingChange, State};

/// Looks for what was kept, and shows it unless there is something else to show.
pub(crate) fn find(desk: Desk) {
    spawn_local(async move {
        let Some(incident) = boot::kept().await else { return };
        tell(&desk, KeepingChange::Switched(true));
        if !incident.is_empty() {
            desk.give_kept(&incident);
        }
    });
}

/// Switches keeping on, or off: then what was kept is removed.
pub(crate) fn switch(desk: Desk, on: bool) {
    spawn_local(async move {
        let worked = if on { boot::start_keeping().await } else { boot::forget_work().await };
        tell(&desk, if worked { KeepingChange::Switched(on) } else { KeepingChange::Refused });
    });
}

/// Keeps an incident.
pub(crate) fn keep(dispatch: UseReducerDispatcher<State>, incident: String) {
    spawn_local(async move {
        let change = match boot::keep(&incident).await {
            Ok(true) => return,
            Ok(false) => KeepingChange::Switched(false),
            Err(_) => KeepingChange::Refused,
        };
        dispatch.dispatch(Action::Keeping(change));
    });
}

/// Removes everything this page ever kept.
pub(crate) fn forget(desk: Desk) {
    spawn_local(async move {
        let worked = boot::forget().await;
        tell(&desk, if worked { KeepingChange::Forgotten } else { KeepingChange::Refused });
    });
}

fn tell(desk: &Desk, change: KeepingChange) {
    desk.act(Action::Keeping(change));
}
