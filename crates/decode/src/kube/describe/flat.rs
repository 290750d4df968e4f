//! Text that lost all its indentation: the print order of the keys tells their place.

use super::lines::Line;
use super::vocabulary;

/// Where the words of a line are looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Header,
    /// Labels, annotations, IPs, conditions, volumes: everything up to the next header key belongs to them.
    HeaderList,
    /// Between a list's `Containers:` and the end of its last container.
    Containers,
    /// The arguments of a command: anything at all, up to a state.
    Arguments,
    /// A message: anything at all, up to an exit code.
    Message,
    Events,
}

/// Gives every line of flat text the indent kubectl would have printed.
pub(super) fn restore(lines: &mut [Line<'_>], in_pod: bool) {
    let mut place = if in_pod { Place::Header } else { Place::Containers };
    for at in 0..lines.len() {
        let next = lines.get(at + 1).map(|line| line.text.to_string());
        let (indent, now) = level(&lines[at], next.as_deref(), place);
        lines[at].indent = indent;
        place = now;
    }
}

/// The indent of one line, and the place after it.
fn level(line: &Line<'_>, next: Option<&str>, place: Place) -> (usize, Place) {
    let key = line.key().unwrap_or_default();
    let is_state = matches!(key, "State" | "Last State") && opens_state(&line.text);
    match place {
        Place::Message if key != "Exit Code" => (0, place),
        Place::Arguments if !(is_state || vocabulary::follows_state(key)) => (6, place),
        Place::Events if key != "Name" => (if is_event_row(&line.text) { 2 } else { 0 }, place),
        Place::Header | Place::HeaderList | Place::Events => header_level(key, place),
        Place::Containers | Place::Arguments | Place::Message => container_level(line, key, next),
    }
}

fn header_level(key: &str, place: Place) -> (usize, Place) {
    match key {
        "Containers" | "Init Containers" | "Ephemeral Containers" => (0, Place::Containers),
        "Events" => (0, Place::Events),
        "Labels" | "Annotations" | "Conditions" | "Volumes" | "Tolerations" | "Node-Selectors" => {
            (0, Place::HeaderList)
        }
        "IP" | "Limits" | "Requests" if place == Place::HeaderList => (2, place),
        "IPs" | "Resources" => (0, Place::HeaderList),
        "Type" | "Medium" | "SizeLimit" | "cpu" | "memory" => (4, place),
        _ if vocabulary::HEADER.contains(&key) => (0, Place::Header),
        _ => (2, place),
    }
}

fn container_level(line: &Line<'_>, key: &str, next: Option<&str>) -> (usize, Place) {
    let follows = |words: [&str; 3]| next.is_some_and(|next| words.iter().any(|word| next.starts_with(word)));
    match key {
        "Conditions" | "Volumes" => (0, Place::HeaderList),
        "Containers" | "Ephemeral Containers" | "Init Containers" => (0, Place::Containers),
        "QoS Class" | "Node-Selectors" | "Tolerations" => (0, Place::Header),
        "Events" => (0, Place::Events),
        "Command" | "Args" => (4, Place::Arguments),
        "Message" => {
            (6, if follows(["Exit Code:", "Reason:", "Started:"]) { Place::Containers } else { Place::Message })
        }
        _ if vocabulary::CONTAINER.contains(&key) => (4, Place::Containers),
        _ if line.text.ends_with(':') && !line.text.contains(' ') && follows(["Container ID:", "Image:", "Port:"]) => {
            (2, Place::Containers)
        }
        _ => (6, Place::Containers),
    }
}

/// `State:` with one of the words that can follow it.
fn opens_state(text: &str) -> bool {
    ["Running", "Waiting", "Terminated"].iter().any(|word| text.ends_with(word))
}

fn is_event_row(text: &str) -> bool {
    ["Normal", "Warning", "Type", "----"].iter().any(|word| text.starts_with(word))
}
