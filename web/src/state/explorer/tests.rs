//! Filters, their undo, and orders of rows.

use view::detail::{Detail, Detailed};
use view::filter::FilterName;
use view::top::{Row, Table};
use view::tree::Pivot;

use super::{Applied, Column, Explored, Explorer, History, Order, Tab, csv, json, rows};

fn table(rows: &[(&str, i64, i64, Option<i64>)]) -> Detailed {
    let row = |(name, flat, cum, _): &(&str, i64, i64, Option<i64>)| Row {
        name: (*name).into(),
        file: format!("/src/{name}.go"),
        line: 1,
        flat: *flat,
        cum: *cum,
    };
    let detail = |(_, _, cum, before): &(&str, i64, i64, Option<i64>)| Detail {
        base: before.map(|before| (before, *cum)),
        ..Detail::default()
    };
    Detailed {
        table: Table {
            sample: "inuse_space".into(),
            unit: "bytes".into(),
            total: 100,
            rows: rows.iter().map(row).collect(),
        },
        details: rows.iter().map(detail).collect(),
        base_total: None,
        seconds: None,
    }
}

#[test]
fn rows_are_found_by_part_of_function_or_file_and_sorted_largest_first() {
    let table = table(&[("main.Cache", 5, 10, None), ("net/http.serve", 0, 90, None), ("main.load", 7, 7, None)]);
    let by = |column| rows(&table, "", Order::default().pressed(column).pressed(column).pressed(column));
    assert_eq!(rows(&table, "", Order::default()), [2, 0, 1]);
    assert_eq!(rows(&table, "", Order { column: Column::Cum, ascending: false }), [1, 0, 2]);
    assert_eq!(by(Column::Name), [0, 2, 1]);
    assert_eq!(rows(&table, " cache ", Order::default()), [0]);
    assert_eq!(rows(&table, "/src/net", Order::default()), [1]);
}

#[test]
fn a_second_press_turns_the_order_around_and_what_has_no_value_stays_last() {
    let table = table(&[("a", 5, 5, Some(1)), ("b", 9, 9, None), ("c", 1, 1, Some(9))]);
    let once = Order::default().pressed(Column::Delta);
    assert_eq!(once, Order { column: Column::Delta, ascending: false });
    assert_eq!(rows(&table, "", once), [0, 2, 1]);
    assert_eq!(rows(&table, "", once.pressed(Column::Delta)), [2, 0, 1]);
    assert_eq!(Order::default().pressed(Column::Flat), Order { column: Column::Flat, ascending: true });
}

#[test]
fn filters_of_one_kind_are_alternatives_where_they_add_up_and_replace_one_another_where_not() {
    let mut applied = Applied::default();
    applied.set(FilterName::Focus, "a".into());
    applied.set(FilterName::Hide, "x|y".into());
    applied.set(FilterName::Focus, "b".into());
    applied.set(FilterName::Hide, "z".into());
    applied.set(FilterName::Hide, "z".into());
    assert_eq!(applied.chips.len(), 3);
    let filters = applied.filters();
    assert_eq!(filters.focus.as_deref(), Some("b"));
    assert_eq!(filters.hide.as_deref(), Some("(?:x|y)|(?:z)"));
    assert!(filters.check().is_ok());
}

#[test]
fn every_change_of_filters_can_be_taken_back_and_made_again() {
    let mut history = History::default();
    history.change(|applied| applied.set(FilterName::Focus, "a".into()));
    history.change(|applied| applied.pivot = Some(Pivot::default()));
    history.change(|applied| applied.pivot = Some(Pivot::default()));
    let last = history.now().clone();
    history.undo();
    assert_eq!(history.now().pivot, None);
    history.undo();
    assert_eq!(
        (history.now(), history.can_undo()),
        (&Applied::default(), false),
        "a change that changed nothing is none"
    );
    history.redo();
    history.redo();
    assert_eq!((history.now(), history.can_redo()), (&last, false));
    history.undo();
    history.change(|applied| applied.set(FilterName::Focus, "c".into()));
    assert!(!history.can_redo(), "a new change ends what was taken back");
}

#[test]
fn a_pivot_is_shown_from_both_sides_and_goes_with_another_granularity() {
    let mut explorer = Explorer::default();
    explorer.apply(Explored::Pivoted(Pivot { name: "main.f".into(), ..Pivot::default() }));
    assert_eq!(explorer.tab, Tab::Callers);
    explorer.apply(Explored::Granularity(view::Granularity::Packages));
    assert_eq!(explorer.history.now().pivot, None);
    explorer.apply(Explored::Undid);
    assert!(explorer.history.now().pivot.is_some());
}

#[test]
fn tables_are_saved_with_every_field_quoted_and_no_formula() {
    let table = table(&[("main.\"f\"", 5, 10, Some(1)), ("=cmd()", 1, 2, None)]);
    let text = csv(&table, &[1, 0]);
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(lines[1], r#""'=cmd()","/src/=cmd().go",1,1,2,,,,,"#);
    assert_eq!(lines[2], r#""main.""f""","/src/main.""f"".go",1,5,10,,,1,10,"#);
    let json: serde_json::Value = serde_json::from_str(&json(&table, &[0])).unwrap();
    assert_eq!(
        (&json["total"], &json["rows"][0]["flat"], &json["rows"][0]["base_flat"]),
        (&100.into(), &5.into(), &1.into())
    );
}
