//! Kubernetes objects as YAML or JSON: pods, workloads, events, nodes, lists of them, several documents in one text.
//!
//! JSON is read by the same reader, being YAML 1.2; so both give lines.

mod convert;
mod piece;
mod pod;
mod wire;

use serde_saphyr::{Options, budget, options};

use super::model::{Event, Node, Pod, Workload};
use crate::error::{DecodeError, TextFault};
use crate::warning::Warning;

/// What a text of objects holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Objects {
    /// Pods, from single ones, lists and pieces (`status:` alone).
    pub pods: Vec<Pod>,
    /// Deployments and whatever else has a pod template.
    pub workloads: Vec<Workload>,
    /// Events.
    pub events: Vec<Event>,
    /// Nodes.
    pub nodes: Vec<Node>,
    /// What looks wrong.
    pub warnings: Vec<Warning>,
}

/// How many lines are looked at to recognise a text.
const LOOKED_AT: usize = 2_000;

/// Whether the text looks like Kubernetes objects of a kind that is read here, cheaply.
pub fn recognise(text: &str) -> bool {
    const KINDS: [&str; 13] = [
        "Pod",
        "PodList",
        "List",
        "Deployment",
        "StatefulSet",
        "DaemonSet",
        "ReplicaSet",
        "Job",
        "CronJob",
        "Event",
        "EventList",
        "Node",
        "NodeList",
    ];
    text.lines().take(LOOKED_AT).any(|line| {
        let mut words = line.split(['"', '\'', ' ', ',', '\t', '{', '}', '\r']).filter(|word| !word.is_empty());
        match words.next() {
            Some("kind:") => words.next().is_some_and(|kind| KINDS.contains(&kind)),
            Some("kind") => words.next() == Some(":") && words.next().is_some_and(|kind| KINDS.contains(&kind)),
            Some("containerStatuses:") => true,
            Some("containerStatuses") => words.next() == Some(":"),
            _ => false,
        }
    }) || is_compact(text, &KINDS)
        || piece::recognise(text)
}

/// Whether the text is a whole object in one line of JSON.
fn is_compact(text: &str, kinds: &[&str]) -> bool {
    let line = text.trim_start().lines().next().unwrap_or_default();
    line.starts_with('{')
        && line.contains("\"apiVersion\":\"")
        && kinds.iter().any(|kind| line.contains(&format!("\"kind\":\"{kind}\"")))
}

/// Reads every document of the text. Fails with [`TextFault::Syntax`] and its line if none of them can be read; one
/// that can't among others is left out, because the rest of a chart often is of no interest here.
pub fn parse(text: &str) -> Result<Objects, DecodeError> {
    let mut objects = Objects::default();
    let mut error = None;
    let mut any = false;
    for (first_line, document) in documents(text) {
        if document.trim().is_empty() {
            continue;
        }
        if piece::recognise(document) {
            let pod = piece::read(document, &mut convert::Reader { objects: &mut objects, first_line });
            any |= pod.is_some();
            objects.pods.extend(pod);
            continue;
        }
        match serde_saphyr::from_str_with_options::<wire::Object>(document, yaml_options(document)) {
            Ok(object) => any |= convert::Reader { objects: &mut objects, first_line }.object(object),
            Err(fault) => error = error.or(Some(syntax(&fault, first_line))),
        }
    }
    match error {
        Some(error) if !any => Err(error),
        _ => Ok(objects),
    }
}

/// The documents of a text, each with the number of lines before it. Fences and prompts around them are left out.
fn documents(text: &str) -> Vec<(usize, &str)> {
    let mut documents = Vec::new();
    let (mut start, mut start_line, mut at) = (0, 0, 0);
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let end = at + line.len();
        let bare = line.trim_end();
        let separates = bare == "---" || bare.starts_with("--- ") || bare.starts_with("```") || bare == "...";
        let command =
            ["$ ", "# kubectl", "PS "].iter().any(|prompt| bare.starts_with(prompt)) && bare.contains("kubectl");
        if separates || command {
            documents.push((start_line, &text[start..at]));
            (start, start_line) = (end, index + 1);
        }
        at = end;
    }
    documents.push((start_line, &text[start..]));
    documents
}

/// kubectl prints neither anchors nor aliases and people use a few in manifests: more are an attack. What one document
/// may hold otherwise is bounded by its length, which the caller has bounded.
fn yaml_options(document: &str) -> Options {
    options! {
        budget: budget! {
            max_events: document.len() + 1_000,
            max_nodes: document.len() + 1_000,
            max_total_scalar_bytes: 4 * document.len() + 1_000,
            max_aliases: 1_000,
            max_anchors: 1_000,
        },
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::LastWins,
        with_snippet: false,
    }
}

fn syntax(fault: &serde_saphyr::Error, first_line: usize) -> DecodeError {
    let line = fault.location().map_or(1, |location| location.line().max(1) as usize);
    let reason = fault.to_string().chars().take(200).collect();
    DecodeError::Text { fault: TextFault::Syntax { reason }, line: first_line + line }
}
