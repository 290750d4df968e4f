//! Single changes to a text, at the places that nodes point to.

use std::ops::Range;

use granit_parser::ScalarStyle;

use super::EditError;
use super::tree::{Kind, Node};
use crate::fix::quote;

/// Spaces by which what is added is indented under its key.
const STEP: usize = 2;

/// A value to write.
pub(super) enum Value {
    /// A string: quoted where it is new, in the style of what it replaces otherwise.
    Text(String),
    /// A number: never quoted.
    Plain(String),
}

impl Value {
    fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Plain(text) => text,
        }
    }

    /// As a new value.
    fn fresh(&self) -> String {
        match self {
            Self::Text(text) => quote::yaml(text),
            Self::Plain(text) => text.clone(),
        }
    }

    /// In the style of the scalar that it replaces.
    fn like(&self, style: ScalarStyle) -> String {
        match (self, style) {
            (Self::Text(text), ScalarStyle::Plain) if is_safe(text) => text.clone(),
            (Self::Text(text), ScalarStyle::SingleQuoted) => format!("'{}'", text.replace('\'', "''")),
            _ => self.fresh(),
        }
    }
}

/// Whether a string stays one without quotes: digits and a unit. Not a bare number, and not `off`.
fn is_safe(text: &str) -> bool {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    matches!(unit, "Ki" | "Mi" | "Gi" | "Ti" | "B" | "KiB" | "MiB" | "GiB" | "TiB") && unit.len() < text.len()
}

/// Sets the value at `path` under the map `holder`, with whatever maps are missing on the way.
pub(super) fn set(text: &str, holder: &Node, path: &[&str], value: &Value) -> Result<String, EditError> {
    let [key, rest @ ..] = path else { return Ok(text.to_owned()) };
    let entry = own(holder)?.iter().rev().find(|(name, _)| name.text() == Some(key));
    let Some((name, there)) = entry else {
        return add(text, holder, path, value);
    };
    match &there.kind {
        _ if there.anchored || matches!(there.kind, Kind::Alias) => Err(shared(there)),
        _ if there.is_null() => Ok(fill(text, holder, name, after_key(name, there), rest, value)),
        Kind::Scalar { text: old, .. } if rest.is_empty() && old == value.text() => Ok(text.to_owned()),
        Kind::Scalar { style, .. } if rest.is_empty() && !is_block(*style) => {
            Ok(replace(text, there.range.clone(), &value.like(*style)))
        }
        Kind::Map { .. } if !rest.is_empty() => set(text, there, rest, value),
        _ => Err(shared(there)),
    }
}

/// Sets an environment variable: the last definition counts, so that is the one that changes. A value from elsewhere
/// becomes a literal one.
pub(super) fn set_variable(text: &str, container: &Node, name: &str, value: &str) -> Result<String, EditError> {
    let value = Value::Text(value.to_owned());
    let Some((key, env)) = own(container)?.iter().find(|(key, _)| key.text() == Some("env")) else {
        return Ok(add_env(text, container, name, &value));
    };
    if env.anchored || matches!(env.kind, Kind::Alias) {
        return Err(shared(env));
    }
    let Kind::List { items, flow } = &env.kind else {
        let rows = variable_rows(key.column + STEP, name, &value);
        return Ok(insert_lines(&replace(text, after_key(key, env), ":"), key.range.end, &rows));
    };
    if let Some(item) = items.iter().rev().find(|item| item.get("name").and_then(Node::text) == Some(name)) {
        return set_in_item(text, item, &value);
    }
    Ok(match (items.last(), flow) {
        (Some(last), false) => insert_lines(text, last.range.end, &variable_rows(dash(text, last), name, &value)),
        (Some(last), true) => {
            replace(text, last.range.end..last.range.end, &format!(", {}", flow_variable(name, &value)))
        }
        (None, _) => replace(text, env.range.clone(), &format!("[{}]", flow_variable(name, &value))),
    })
}

fn set_in_item(text: &str, item: &Node, value: &Value) -> Result<String, EditError> {
    if item.anchored {
        return Err(shared(item));
    }
    match own(item)?.iter().find(|(key, _)| key.text() == Some("valueFrom")) {
        Some((key, from)) => {
            let end = if from.range.is_empty() { key.range.end + 1 } else { from.range.end };
            let quoted = if is_json(text, item) { "\"value\"" } else { "value" };
            Ok(replace(text, key.range.start..end, &format!("{quoted}: {}", value.fresh())))
        }
        None => set(text, item, &["value"], value),
    }
}

/// Takes every definition of an environment variable away.
pub(super) fn remove_variable(text: &str, container: &Node, name: &str) -> Result<String, EditError> {
    let Some((key, env)) = own(container)?.iter().find(|(key, _)| key.text() == Some("env")) else {
        return Ok(text.to_owned());
    };
    if env.anchored || matches!(env.kind, Kind::Alias) {
        return Err(shared(env));
    }
    let Kind::List { items, flow } = &env.kind else { return Ok(text.to_owned()) };
    let goes = |item: &&Node| item.get("name").and_then(Node::text) == Some(name);
    let gone: Vec<&Node> = items.iter().filter(goes).collect();
    if gone.is_empty() {
        return Ok(text.to_owned());
    }
    if gone.len() == items.len() {
        return Ok(if *flow {
            replace(text, env.range.clone(), "[]")
        } else {
            let start = line_start(text, key.range.start);
            // The key may share its line with the dash of its container.
            let alone = text[start..key.range.start].trim().is_empty();
            if alone {
                replace(text, start..line_end(text, env.range.end), "")
            } else {
                replace(text, key.range.end + 1..env.range.end, " []")
            }
        });
    }
    let mut edited = text.to_owned();
    for item in gone.into_iter().rev() {
        let range = if *flow { flow_item(items, item) } else { block_item(text, item) };
        edited = replace(&edited, range, "");
    }
    Ok(edited)
}

/// The lines of a list item, from its dash.
fn block_item(text: &str, item: &Node) -> Range<usize> {
    line_start(text, item.range.start)..line_end(text, item.range.end)
}

/// A flow item with one comma beside it.
fn flow_item(items: &[Node], item: &Node) -> Range<usize> {
    let at = items.iter().position(|other| std::ptr::eq(other, item)).unwrap_or(0);
    let before = at.checked_sub(1).and_then(|before| items.get(before));
    match (items.get(at + 1), before) {
        (Some(next), _) => item.range.start..next.range.start,
        (None, Some(before)) => before.range.end..item.range.end,
        (None, None) => item.range.clone(),
    }
}

/// The entries of a map that is not shared.
fn own(node: &Node) -> Result<&[(Node, Node)], EditError> {
    match &node.kind {
        Kind::Map { entries, .. } if !node.anchored && !entries.iter().any(|(key, _)| key.text() == Some("<<")) => {
            Ok(entries)
        }
        _ => Err(shared(node)),
    }
}

fn shared(node: &Node) -> EditError {
    EditError::Shared { line: node.line }
}

fn is_block(style: ScalarStyle) -> bool {
    matches!(style, ScalarStyle::Literal | ScalarStyle::Folded)
}

/// Adds an entry to a map.
fn add(text: &str, map: &Node, path: &[&str], value: &Value) -> Result<String, EditError> {
    let Kind::Map { entries, flow } = &map.kind else { return Err(shared(map)) };
    Ok(match (entries.last(), flow) {
        (Some(_), false) => insert_lines(text, map.range.end, &rows(entries[0].0.column, path, value)),
        (Some((_, last)), true) => {
            let end = last.range.end;
            replace(text, end..end, &format!(", {}", in_flow(path, value, is_json(text, map))))
        }
        (None, _) => replace(text, map.range.clone(), &format!("{{{}}}", in_flow(path, value, is_json(text, map)))),
    })
}

/// From the colon after a key to the end of its null, which may not be written at all.
fn after_key(key: &Node, null: &Node) -> Range<usize> {
    let end = if null.range.is_empty() { key.range.end + 1 } else { null.range.end };
    key.range.end..end
}

/// Fills a key that has nothing or `null`.
fn fill(text: &str, map: &Node, name: &Node, null: Range<usize>, rest: &[&str], value: &Value) -> String {
    let flow = matches!(map.kind, Kind::Map { flow: true, .. });
    if rest.is_empty() {
        return replace(text, null, &format!(": {}", value.fresh()));
    }
    if flow {
        return replace(text, null, &format!(": {{{}}}", in_flow(rest, value, is_json(text, map))));
    }
    let bare = replace(text, null, ":");
    insert_lines(&bare, name.range.end, &rows(name.column + STEP, rest, value))
}

fn add_env(text: &str, container: &Node, name: &str, value: &Value) -> String {
    let Kind::Map { entries, flow } = &container.kind else { return text.to_owned() };
    if *flow {
        let json = is_json(text, container);
        let key = if json { "\"env\"" } else { "env" };
        let end = entries.last().map_or(container.range.start + 1, |(_, last)| last.range.end);
        return replace(text, end..end, &format!(", {key}: [{}]", flow_variable(name, value)));
    }
    let column = entries.first().map_or(container.column, |(key, _)| key.column);
    let mut lines = vec![format!("{}env:", " ".repeat(column))];
    lines.extend(variable_rows(column, name, value));
    insert_lines(text, container.range.end, &lines)
}

/// Rows of a list item for a variable, with its dash in column `dash`.
fn variable_rows(dash: usize, name: &str, value: &Value) -> Vec<String> {
    let before = " ".repeat(dash);
    vec![format!("{before}- name: {name}"), format!("{before}  value: {}", value.fresh())]
}

fn flow_variable(name: &str, value: &Value) -> String {
    format!("{{\"name\": \"{name}\", \"value\": {}}}", value.fresh())
}

/// Rows of nested block maps.
fn rows(column: usize, path: &[&str], value: &Value) -> Vec<String> {
    let row = |(depth, key): (usize, &&str)| {
        let last = depth + 1 == path.len();
        let value = if last { format!(" {}", value.fresh()) } else { String::new() };
        format!("{}{key}:{value}", " ".repeat(column + depth * STEP))
    };
    path.iter().enumerate().map(row).collect()
}

/// Nested flow maps, without the outer braces.
fn in_flow(path: &[&str], value: &Value, json: bool) -> String {
    let key = |key: &str| if json { format!("\"{key}\"") } else { key.to_owned() };
    match path {
        [] => String::new(),
        [last] => format!("{}: {}", key(last), value.fresh()),
        [first, rest @ ..] => format!("{}: {{{}}}", key(first), in_flow(rest, value, json)),
    }
}

/// Whether keys are quoted as in JSON.
fn is_json(text: &str, map: &Node) -> bool {
    let quoted = |(key, _): &(Node, Node)| matches!(key.kind, Kind::Scalar { style: ScalarStyle::DoubleQuoted, .. });
    match &map.kind {
        Kind::Map { entries, .. } if !entries.is_empty() => entries.iter().all(quoted),
        _ => text.trim_start().starts_with(['{', '[']),
    }
}

/// The column of the dash before a list item.
fn dash(text: &str, item: &Node) -> usize {
    let line = &text[line_start(text, item.range.start)..item.range.start];
    line.rfind('-').map_or(item.column, |at| line[..at].chars().count())
}

fn replace(text: &str, range: Range<usize>, with: &str) -> String {
    format!("{}{with}{}", &text[..range.start], &text[range.end..])
}

/// Inserts rows after the line of the byte before `at`, with the line ends that the text has.
fn insert_lines(text: &str, at: usize, rows: &[String]) -> String {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let end = if text[..at].ends_with('\n') { at } else { line_end(text, at) };
    let before = if end > 0 && !text[..end].ends_with('\n') { newline } else { "" };
    let rows: String = rows.iter().flat_map(|row| [row.as_str(), newline]).collect();
    replace(text, end..end, &format!("{before}{rows}"))
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1)
}
