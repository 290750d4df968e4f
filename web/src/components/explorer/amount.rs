//! Amounts in the units that were chosen.

use view::Compared;
use view::flame::Change;
use view::tree::Pivot;
use yew::prelude::*;

use crate::state::Units;
use crate::words::{explorer, words};

/// How amounts of one profile are written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Amounts<'a> {
    /// The chosen units.
    pub(crate) units: Units,
    /// The profile's own unit.
    pub(crate) unit: &'a str,
    /// What shares are of.
    pub(crate) total: i64,
}

impl Amounts<'_> {
    /// An amount.
    pub(crate) fn amount(&self, value: i64) -> String {
        let is_bytes = matches!(self.unit, "bytes" | "byte");
        match self.units {
            Units::Percent => self.share(value),
            Units::Bytes if is_bytes => format!("{} B", words().amount(value, "count")),
            Units::Kib if is_bytes => format!("{:.1} KiB", value as f64 / 1024.0),
            Units::Mib if is_bytes => format!("{:.2} MiB", value as f64 / 1_048_576.0),
            _ => words().amount(value, self.unit),
        }
    }

    /// A change, with its sign.
    pub(crate) fn change(&self, value: i64) -> String {
        let sign = if value > 0 { "+" } else { "" };
        format!("{sign}{}", self.amount(value))
    }

    /// An amount; beside a base, how it changed.
    pub(crate) fn shown(&self, value: Compared) -> String {
        if value.base.is_some() { self.change(value.shown()) } else { self.amount(value.value) }
    }

    /// The same with the sign that says the same as its colour, and what it was.
    pub(crate) fn compared(&self, value: Compared) -> Html {
        let Some(base) = value.base else { return html! { {self.amount(value.value)} } };
        let change = Change::between(base, value.value);
        // The sign of the number says new and gone as well as a mark would.
        let mark = if matches!(change, Change::New | Change::Gone) { "" } else { change.mark() };
        let title = format!("{}: {} → {}", explorer().change(change), self.amount(base), self.amount(value.value));
        html! { <span class={side(change)} {title}><span class="change-mark">{mark}</span>{self.shown(value)}</span> }
    }

    /// A share of the total.
    pub(crate) fn share(&self, value: i64) -> String {
        words().percent(self.ratio(value))
    }

    /// The same as a number.
    pub(crate) fn ratio(&self, value: i64) -> f64 {
        if self.total == 0 { 0.0 } else { value as f64 / self.total as f64 }
    }
}

/// The class of a change: more or less.
pub(crate) const fn side(change: Change) -> &'static str {
    match change {
        Change::Same => "",
        Change::Gone | Change::Fell | Change::FellMuch => "fell",
        Change::New | Change::Grew | Change::GrewMuch => "grew",
    }
}

/// A place in the source, as far as it is known: `render.go:35` with the whole path.
pub(crate) fn source(file: &str, line: i64) -> String {
    match (file, line) {
        ("", _) => String::new(),
        (file, 0) => file.to_owned(),
        (file, line) => format!("{file}:{line}"),
    }
}

/// The same of a pivot.
pub(crate) fn source_of(pivot: &Pivot) -> String {
    source(&pivot.file, pivot.line)
}

/// A regular expression that matches exactly this name.
pub(crate) fn exactly(name: &str) -> String {
    let mut pattern = String::from("^");
    for character in name.chars() {
        if r"\.+*?()|[]{}^$#&-~".contains(character) {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('$');
    pattern
}
