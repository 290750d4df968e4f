//! A box of a flame graph in words: for the tooltip, for the selected box, for pictures, and for screen readers.

use view::flame::What;
use view::tree::{NodeId, Tree};

use super::amount::{Amounts, source};
use crate::words::{explorer, words};

/// The name of a box, where its code is, and its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Described {
    /// The full name.
    pub(crate) name: String,
    /// File and line; empty if unknown.
    pub(crate) place: String,
    /// Numbers, each in a few words.
    pub(crate) facts: Vec<String>,
}

impl Described {
    /// All of it in one line.
    pub(crate) fn line(&self) -> String {
        format!("{}: {}", self.name, self.facts.join(", "))
    }
}

/// A box in words.
pub(crate) fn describe(tree: &Tree, what: What, amounts: &Amounts<'_>) -> Described {
    match what {
        What::Node(node) => of_node(tree, node, amounts),
        What::Rest { parent, first } => {
            let hidden = first..tree.children(parent).end;
            let sum = hidden.clone().fold(0_i64, |sum, node| sum.saturating_add(tree.numbers(node).cum));
            let name = tree.frame(parent).map_or(explorer().everything(), |frame| &frame.name);
            Described {
                name: format!("{name} → …"),
                place: String::new(),
                facts: vec![explorer().rest(hidden.len(), &amounts.amount(sum), &amounts.share(sum))],
            }
        }
    }
}

fn of_node(tree: &Tree, node: NodeId, amounts: &Amounts<'_>) -> Described {
    let numbers = tree.numbers(node);
    let frame = tree.frame(node);
    let mut facts = vec![
        format!("cum {} ({})", amounts.amount(numbers.cum), amounts.share(numbers.cum)),
        format!("flat {}", amounts.amount(numbers.flat)),
    ];
    if let Some((_, before)) = numbers.base {
        let change = numbers.cum.saturating_sub(before);
        facts.push(explorer().was(&amounts.amount(before), &amounts.change(change)));
    }
    let objects = numbers.objects.filter(|_| tree.unit == "bytes");
    facts.extend(objects.map(|objects| explorer().objects(&words().amount(objects, "count"))));
    facts.extend(numbers.relative_error.map(|error| words().plus_minus(error)));
    if tree.is_inlined(node) {
        facts.push(explorer().inlined().to_owned());
    }
    Described {
        name: frame.map_or(explorer().everything(), |frame| &frame.name).to_owned(),
        place: frame.map(|frame| source(&frame.file, frame.line)).unwrap_or_default(),
        facts,
    }
}
