//! What `kubectl get pod -o jsonpath=…` prints: a piece of a pod as JSON in one line, without a word of what it is.

use serde_saphyr::{Error, Spanned};

use super::convert::Reader;
use super::{LOOKED_AT, pod, wire, yaml_options};
use crate::kube::model::Pod;

/// Whether the text is such a piece, cheaply: one line of JSON with the keys of a container's state, or of a spec.
pub(super) fn recognise(text: &str) -> bool {
    let around = |line: &&str| !line.trim().is_empty() && !line.starts_with("```") && !line.contains("kubectl ");
    let mut lines = text.lines().take(LOOKED_AT).filter(around);
    let (Some(text), None) = (lines.next(), lines.next()) else { return false };
    let is_line = text.trim_start().starts_with(['{', '[']) && !text.contains("\"apiVersion\":");
    let has = |words: [&str; 2]| words.iter().all(|word| text.contains(word));
    is_line
        && (has(["\"exitCode\":", "\"finishedAt\":"])
            || has(["\"restartCount\":", "\"containerID\":"])
            || has(["\"image\":", "\"resources\":"]))
        // The container runtimes' own.
        && !text.contains("\"CONTAINER_")
}

/// Reads the piece as a pod without a name: its `status`, its containers or their statuses, one of them, or one state.
/// `None` if it is none of these.
pub(super) fn read(text: &str, reader: &mut Reader<'_>) -> Option<Pod> {
    let object = pieces(text)?;
    Some(pod::convert(reader, object, Some(reader.first_line + 1)))
}

fn pieces(text: &str) -> Option<wire::Object> {
    fn parse<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Error> {
        serde_saphyr::from_str_with_options(text, yaml_options(text))
    }
    let statuses = |statuses| wire::Object { container_statuses: Some(statuses), ..wire::Object::default() };
    let specs = |specs| wire::Object { containers: Some(specs), ..wire::Object::default() };
    let is_list = text.trim_start().starts_with('[');
    let is_status = ["\"containerID\":", "\"restartCount\":"].iter().all(|word| text.contains(word));
    match (is_list, is_status) {
        (true, true) => parse(text).map(statuses).ok(),
        (true, false) => parse(text).map(specs).ok(),
        (false, _) if text.contains("\"containerStatuses\":") => {
            parse(text).map(|status| wire::Object { status: Some(status), ..wire::Object::default() }).ok()
        }
        (false, true) => parse(text).map(|status| statuses(vec![status])).ok(),
        (false, false) if text.contains("\"exitCode\":") => {
            let state = parse::<wire::State>(text).ok().filter(|state| state.terminated.is_some());
            let state = state.or_else(|| {
                let terminated = parse::<Spanned<wire::Terminated>>(text).ok()?;
                Some(wire::State { terminated: Some(terminated), ..wire::State::default() })
            });
            Some(statuses(vec![wire::ContainerStatus { last_state: state, ..wire::ContainerStatus::default() }]))
        }
        (false, false) => parse(text).map(|spec| specs(vec![spec])).ok(),
    }
}
