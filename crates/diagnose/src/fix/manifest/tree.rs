//! A YAML document as nodes that know their place in the text.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span, StructureStyle};

use super::EditError;

/// A node.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Bytes of the text that it takes, without what follows it on its last line.
    pub range: Range<usize>,
    /// Line on which it starts, from 1.
    pub line: usize,
    /// Column of its start, from 0.
    pub column: usize,
    /// Whether it has an anchor, so that it may stand in other places too.
    pub anchored: bool,
    /// What it is.
    pub kind: Kind,
}

/// What a node is.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// A value.
    Scalar {
        /// The value itself.
        text: String,
        /// How it is quoted.
        style: ScalarStyle,
    },
    /// Keys and values in order.
    Map {
        /// They.
        entries: Vec<(Node, Node)>,
        /// Whether it is written with braces.
        flow: bool,
    },
    /// Items in order.
    List {
        /// They.
        items: Vec<Node>,
        /// Whether it is written with brackets.
        flow: bool,
    },
    /// A node that is written elsewhere.
    Alias,
}

impl Node {
    /// The value under `key` of a map; the last of equal keys, as readers take it.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        let Kind::Map { entries, .. } = &self.kind else { return None };
        entries.iter().rev().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value)
    }

    /// The items of a list.
    pub(super) fn items(&self) -> &[Node] {
        match &self.kind {
            Kind::List { items, .. } => items,
            _ => &[],
        }
    }

    /// The text of a scalar.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether there is nothing written for it, or `null`.
    pub(super) fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, style: ScalarStyle::Plain } if matches!(text.as_str(), "" | "~" | "null"))
    }
}

/// Reads the documents of `text`.
pub(super) fn documents(text: &str) -> Result<Vec<Node>, EditError> {
    let mut parser = Parser::new_from_str(text);
    let mut documents = Vec::new();
    while let Some(next) = parser.next() {
        let (event, span) = next.map_err(|error| EditError::Syntax { line: error.marker().line() })?;
        if let Some(node) = node(&mut parser, event, span, DEPTH)? {
            documents.push(node);
        }
    }
    Ok(documents)
}

/// How deep nodes may nest.
const DEPTH: usize = 100;

type Source<'a> = Parser<'a, granit_parser::StrInput<'a>>;

/// The node that starts with `event`; `None` for an event that starts none.
fn node(parser: &mut Source<'_>, event: Event<'_>, span: Span, depth: usize) -> Result<Option<Node>, EditError> {
    let (line, column) = (span.start.line(), span.start.col());
    let broken = || EditError::Syntax { line };
    let mut range = span.byte_range().ok_or_else(broken)?;
    if depth == 0 {
        return Err(broken());
    }
    let anchored = event.anchor_id().is_some();
    let kind = match event {
        Event::Scalar(text, style, ..) => Kind::Scalar { text: text.into_owned(), style },
        Event::Alias(_) => Kind::Alias,
        Event::MappingStart(style, ..) => {
            let (nodes, end) = children(parser, depth)?;
            let flow = style == StructureStyle::Flow;
            let mut entries = Vec::with_capacity(nodes.len() / 2);
            let mut nodes = nodes.into_iter();
            while let (Some(key), Some(value)) = (nodes.next(), nodes.next()) {
                entries.push((key, value));
            }
            range.end = if flow { end } else { entries.last().map_or(range.end, end_of_entry) };
            Kind::Map { entries, flow }
        }
        Event::SequenceStart(style, ..) => {
            let (items, end) = children(parser, depth)?;
            let flow = style == StructureStyle::Flow;
            range.end = if flow { end } else { items.last().map_or(range.end, |last| last.range.end) };
            Kind::List { items, flow }
        }
        _ => return Ok(None),
    };
    Ok(Some(Node { range, line, column, anchored, kind }))
}

/// Nodes up to the end of a collection, and the byte where that is.
fn children(parser: &mut Source<'_>, depth: usize) -> Result<(Vec<Node>, usize), EditError> {
    let mut nodes = Vec::new();
    while let Some(next) = parser.next() {
        let (event, span) = next.map_err(|error| EditError::Syntax { line: error.marker().line() })?;
        if matches!(event, Event::MappingEnd | Event::SequenceEnd) {
            return Ok((nodes, span.byte_range().map_or(0, |range| range.end)));
        }
        nodes.extend(node(parser, event, span, depth - 1)?);
    }
    Ok((nodes, 0))
}

/// A block collection ends with its last node, though the parser notices later; nothing at all ends with its key.
fn end_of_entry((key, value): &(Node, Node)) -> usize {
    if value.range.is_empty() { key.range.end } else { value.range.end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_know_where_they_are() {
        let text = "a:\n - name: \"\"\n# end\nb: [1, {c: d}]\ne:\n";
        let nodes = documents(text).unwrap();
        let item = &nodes[0].get("a").unwrap().items()[0];
        assert_eq!(&text[item.range.clone()], "name: \"\"");
        assert_eq!(item.column, 3);
        assert_eq!(&text[nodes[0].get("b").unwrap().range.clone()], "[1, {c: d}]");
        assert!(nodes[0].get("e").unwrap().is_null());
        assert_eq!(&text[nodes[0].range.end..], ":\n", "a key without a value ends with itself");
    }

    #[test]
    fn what_is_no_yaml_says_where() {
        assert!(matches!(documents("a: b\nc: {{ .Values.x }}: d\n"), Err(EditError::Syntax { line: 2 })));
    }
}
