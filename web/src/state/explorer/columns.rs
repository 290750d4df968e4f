//! The columns of the table: orders, and the table as text.

use std::cmp::Ordering;
use std::fmt::Write;

use view::detail::{Detail, Detailed};
use view::top::Row;

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// What a function itself accounts for.
    Flat,
    /// What it and its callees account for.
    Cum,
    /// Objects it holds or made.
    Objects,
    /// Their average size.
    Average,
    /// Error from sampling.
    Error,
    /// Change of flat from the base.
    Delta,
    /// Change of cum from the base.
    DeltaCum,
    /// Flat of the base.
    Before,
    /// Of what was allocated since the base, the share that stayed.
    Retention,
    /// The name.
    Name,
}

/// An order of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Order {
    /// By what.
    pub(crate) column: Column,
    /// Whether the smallest comes first; names from A.
    pub(crate) ascending: bool,
}

impl Default for Order {
    fn default() -> Self {
        Self { column: Column::Flat, ascending: false }
    }
}

impl Order {
    /// The order after a press on the head of a column: largest first, names from A; turned around by a second press.
    pub(crate) fn pressed(self, column: Column) -> Self {
        let ascending = if self.column == column { !self.ascending } else { column == Column::Name };
        Self { column, ascending }
    }
}

/// Change of flat and cum of a row from the base; `None` without a base.
pub(crate) fn delta(row: &Row, detail: &Detail) -> Option<(i64, i64)> {
    let (flat, cum) = detail.base?;
    Some((row.flat.saturating_sub(flat), row.cum.saturating_sub(cum)))
}

/// Indices of the rows whose function or file holds `search` (upper and lower case alike), in order. Rows that have
/// nothing in a column come last, whichever way it is sorted.
pub(crate) fn rows(table: &Detailed, search: &str, order: Order) -> Vec<usize> {
    let needle = search.trim().to_lowercase();
    let matches = |row: &Row| {
        needle.is_empty() || row.name.to_lowercase().contains(&needle) || row.file.to_lowercase().contains(&needle)
    };
    // Keys are worked out once for each row: a sort asks for them again and again.
    let all = table.table.rows.iter().zip(&table.details).enumerate().filter(|(_, (row, _))| matches(row));
    let mut found: Vec<(Option<f64>, usize, &Row)> =
        all.map(|(index, (row, detail))| (key(order.column, (row, detail)), index, row)).collect();
    found.sort_by(|(key_a, _, a), (key_b, _, b)| {
        let by_column = match (order.column, key_a, key_b) {
            (Column::Name, ..) => directed(a.name.cmp(&b.name), order.ascending),
            (_, Some(a), Some(b)) => directed(a.total_cmp(b), order.ascending),
            (_, a, b) => b.is_some().cmp(&a.is_some()),
        };
        by_column.then_with(|| b.cum.cmp(&a.cum)).then_with(|| a.name.cmp(&b.name))
    });
    found.into_iter().map(|(_, index, _)| index).collect()
}

fn directed(ordering: Ordering, ascending: bool) -> Ordering {
    if ascending { ordering } else { ordering.reverse() }
}

fn key(column: Column, (row, detail): (&Row, &Detail)) -> Option<f64> {
    match column {
        Column::Flat => Some(row.flat as f64),
        Column::Cum => Some(row.cum as f64),
        Column::Objects => detail.objects.map(|objects| objects as f64),
        Column::Average => detail.average(),
        Column::Error => detail.relative_error,
        Column::Delta => delta(row, detail).map(|(flat, _)| flat as f64),
        Column::DeltaCum => delta(row, detail).map(|(_, cum)| cum as f64),
        Column::Before => detail.base.map(|(flat, _)| flat as f64),
        Column::Retention => detail.retention,
        Column::Name => None,
    }
}

/// The shown rows as comma-separated values (RFC 4180), amounts in the profile's own unit.
pub(crate) fn csv(table: &Detailed, rows: &[usize]) -> String {
    let mut text = "function,file,line,flat,cum,objects,relative_error,base_flat,base_cum,retention\r\n".to_owned();
    for index in rows {
        let (Some(row), Some(detail)) = (table.table.rows.get(*index), table.details.get(*index)) else { continue };
        let base = detail.base.unzip();
        // Writing to a string doesn't fail.
        let _ = write!(
            text,
            "{},{},{},{},{},{},{},{},{},{}\r\n",
            quoted(&row.name),
            quoted(&row.file),
            row.line,
            row.flat,
            row.cum,
            cell(detail.objects),
            cell(detail.relative_error),
            cell(base.0),
            cell(base.1),
            cell(detail.retention)
        );
    }
    text
}

fn cell(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A field that starts like a formula is quoted with an apostrophe, so that no spreadsheet runs it.
fn quoted(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// The shown rows as JSON, with what they are shares of.
pub(crate) fn json(table: &Detailed, rows: &[usize]) -> String {
    let row = |index: &usize| {
        let (row, detail) = (table.table.rows.get(*index)?, table.details.get(*index)?);
        let base = detail.base.unzip();
        Some(serde_json::json!({
            "function": row.name, "file": row.file, "line": row.line, "flat": row.flat, "cum": row.cum,
            "objects": detail.objects, "relative_error": detail.relative_error,
            "base_flat": base.0, "base_cum": base.1, "retention": detail.retention,
        }))
    };
    let rows: Vec<_> = rows.iter().filter_map(row).collect();
    let document = serde_json::json!({
        "sample_type": table.table.sample, "unit": table.table.unit, "total": table.table.total,
        "base_total": table.base_total, "seconds": table.seconds, "rows": rows,
    });
    serde_json::to_string_pretty(&document).unwrap_or_default()
}
