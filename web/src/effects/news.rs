//! What the worker says, as actions on the state.

use diagnose::report::Report;
use yew::UseReducerDispatcher;

use super::{explore, keeping};
use crate::state::{Action, Change, Explored, State, Verdict};
use crate::worker::client::News;
use crate::worker::look::{Blob, View};
use crate::worker::protocol::{Answer, Judgement};

/// Does what a piece of news asks for.
pub(crate) fn listen(news: News, dispatch: &UseReducerDispatcher<State>) {
    let action = match news {
        News::StartedOver => Some(Action::StartedOver),
        News::Answer(Answer::Ready) => None,
        News::Answer(Answer::Progress { job, step, done, total }) => {
            Some(Action::Progressed { job, step, done, total })
        }
        News::Answer(Answer::Decoded { job }) => Some(Action::Decoded(job)),
        News::Answer(Answer::Judged(judgement)) => Some(judged(*judgement)),
        News::Answer(Answer::Seen(sight)) => match &sight.seen {
            Ok(View::File(Blob { bytes })) => {
                explore::save_bytes("oomscope.pb.gz", "application/gzip", bytes);
                None
            }
            _ => Some(Action::Explored(Explored::Saw(sight))),
        },
        News::Answer(Answer::Excerpt(key, excerpt)) => Some(Action::Excerpted(key, excerpt)),
        News::Answer(Answer::ToKeep(incident)) => {
            keeping::keep(dispatch.clone(), incident);
            None
        }
        News::Answer(Answer::Packed(wish, packed)) => Some(Action::Share(Change::Packed(wish, packed))),
        News::Answer(Answer::Died { message }) => Some(Action::Crashed(message)),
    };
    if let Some(action) = action {
        dispatch.dispatch(action);
    }
}

fn judged(judgement: Judgement) -> Action {
    let Judgement { revision, document, origins, profiles, manifests, growth, comparison, shared } = judgement;
    match serde_json::from_str::<Report>(&document) {
        Ok(report) => {
            let verdict =
                Verdict { revision, report, document, origins, profiles, manifests, growth, comparison, shared };
            Action::Judged(Box::new(verdict))
        }
        Err(error) => Action::Crashed(error.to_string()),
    }
}
