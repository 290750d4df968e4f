//! Call trees: what is under what, and how much.

#![allow(
    clippy::float_cmp,
    clippy::format_push_string,
    clippy::unwrap_used,
    reason = "every share is exact, and helpers of tests fail as tests do"
)]

mod common;

use common::{fixture, heap, of_type, space, subject};
use view::tree::{Pivot, Subject, Tree, Weight, call_tree, sandwich};
use view::{Granularity, top};

/// A tree as text: `name flat cum`, callees indented, `+` for inlined.
fn drawn(tree: &Tree) -> String {
    fn add(tree: &Tree, node: u32, level: usize, text: &mut String) {
        let numbers = tree.numbers(node);
        let name = tree.frame(node).map_or("all", |frame| &frame.name);
        let inlined = if tree.is_inlined(node) { "+" } else { "" };
        let base = numbers.base.map(|(flat, cum)| format!(" was {flat} {cum}")).unwrap_or_default();
        *text += &format!("{}{inlined}{name} {} {}{base}\n", " ".repeat(level), numbers.flat, numbers.cum);
        for child in tree.children(node) {
            add(tree, child, level + 1, text);
        }
    }
    let mut text = String::new();
    add(tree, Tree::ROOT, 0, &mut text);
    text
}

fn lines(text: &str) -> String {
    text.trim_start_matches('\n').to_owned()
}

fn pivot(name: &str) -> Pivot {
    Pivot { name: name.to_owned(), ..Pivot::default() }
}

#[test]
fn callees_are_under_their_callers_widest_first() {
    let profile = space("main;a;b 10\nmain;a 5\nmain;c;+d 20\nmain;a;b;b 1\nmain;zero 0");
    let wanted = "
all 0 36
 main 0 36
  c 0 20
   +d 20 20
  a 5 16
   b 10 11
    b 1 1
";
    assert_eq!(drawn(&call_tree(&subject(&profile))), lines(wanted));
}

#[test]
fn samples_without_a_stack_stay_with_the_root() {
    let tree = call_tree(&subject(&space("- 3\nmain 4")));
    assert_eq!(drawn(&tree), "all 3 7\n main 4 4\n");
    assert_eq!(tree.span(1), (0.0, 4.0 / 7.0));
}

#[test]
fn negative_values_are_as_wide_as_they_are_large() {
    let tree = call_tree(&subject(&space("a 6\nb -2")));
    assert_eq!(drawn(&tree), "all 0 4\n a 6 6\n b -2 -2\n");
    assert_eq!(tree.span(2), (0.75, 1.0));
}

#[test]
fn a_profile_without_values_is_a_root() {
    let tree = call_tree(&subject(&space("a 0")));
    assert!(tree.is_empty());
    assert_eq!((tree.span(0), tree.depth), ((0.0, 1.0), 0));
}

#[test]
fn a_sandwich_has_callers_above_and_callees_below_the_outermost_place() {
    let profile = space("main;f;g;f;h 8\nmain;f 1\nother;f;g 2\nmain;h 5");
    let (callers, callees) = sandwich(&subject(&profile), &pivot("f")).unwrap();
    assert_eq!(drawn(&callers), "f 0 11\n main 9 9\n other 2 2\n");
    assert_eq!(drawn(&callees), "f 1 11\n g 2 10\n  f 0 8\n   h 8 8\n");
    assert!(sandwich(&subject(&profile), &pivot("nobody")).is_none());
}

#[test]
fn a_difference_has_both_sides_and_is_as_wide_as_what_changed() {
    let (before, after) =
        (space("main;gone 4\nmain;same 10\nmain;grew 3"), space("main;same 10\nmain;grew 9\nmain;new 2"));
    let subject = Subject { base: Some((&before, 0)), ..subject(&after) };
    let tree = call_tree(&subject);
    let wanted = "
all 0 21 was 0 17
 main 0 21 was 0 17
  grew 9 9 was 3 3
  gone 0 0 was 4 4
  new 2 2 was 0 0
";
    assert_eq!(drawn(&tree), lines(wanted));
    assert_eq!(tree.span(2), (0.0, 0.5));
    let both = call_tree(&Subject { weight: Weight::Both, ..subject });
    assert_eq!(both.children(1).len(), 4);
    assert_eq!(both.span(2), (0.0, 20.0 / 38.0), "what stayed is widest");
}

#[test]
fn packages_and_files_make_one_step_of_calls_among_themselves() {
    let profile = space("main.main@m.go:1;a/b.X@x.go:1;a/b.Y@y.go:2;main.z@z.go:4 7");
    let by = |granularity| drawn(&call_tree(&Subject { granularity, ..subject(&profile) }));
    assert_eq!(by(Granularity::Packages), "all 0 7\n main 0 7\n  a/b 0 7\n   main 7 7\n");
    assert_eq!(by(Granularity::Files), "all 0 7\n m.go 0 7\n  x.go 0 7\n   y.go 0 7\n    z.go 7 7\n");
}

#[test]
fn objects_and_errors_go_with_bytes() {
    // 64 objects of 512 KiB: each is seen with chance 1 - 1/e, so the error is sqrt(0.582/64).
    let profile = heap(&format!("main;a 64 {0} 64 {0} {{bytes=524288}}", 64 << 19));
    let tree = call_tree(&of_type(&profile, "inuse_space"));
    let numbers = tree.numbers(2);
    assert_eq!(numbers.objects, Some(64));
    assert!((numbers.relative_error.unwrap() - (0.581_977_f64 / 64.0).sqrt()).abs() < 1e-6);
    let counts = call_tree(&of_type(&profile, "inuse_objects")).numbers(2);
    assert!((counts.relative_error.unwrap() - numbers.relative_error.unwrap()).abs() < 1e-9);
}

#[test]
fn the_nodes_of_a_function_add_up_to_its_row_in_the_top_table() {
    for (file, name) in [
        ("pprof/go1.27/heap.2.pb.gz", "alloc_space"),
        ("incidents/leak_http_body/leak_http_body.heap.4.pb.gz", "inuse_space"),
        ("incidents/tuning_json_bursts/tuning_json_bursts.heap.9.pb.gz", "alloc_objects"),
    ] {
        let profile = fixture(file);
        let subject = of_type(&profile, name);
        let tree = call_tree(&subject);
        for row in top::table(&profile, subject.sample_type, Granularity::Functions).rows {
            let is_row = |node: &u32| tree.frame(*node).is_some_and(|frame| frame.name == row.name);
            let all: Vec<u32> = (0..tree.len() as u32).filter(is_row).collect();
            let outermost = |node: &&u32| !tree.path(**node)[..tree.level(**node)].iter().any(is_row);
            assert_eq!(all.iter().map(|node| tree.numbers(*node).flat).sum::<i64>(), row.flat, "{file} {}", row.name);
            let cum: i64 = all.iter().filter(outermost).map(|node| tree.numbers(*node).cum).sum();
            assert_eq!(cum, row.cum, "{file} {}", row.name);
            let (callers, callees) = sandwich(&subject, &pivot(&row.name)).unwrap();
            assert_eq!((callers.numbers(0).cum, callees.numbers(0).cum), (row.cum, row.cum), "{file} {}", row.name);
        }
    }
}

#[test]
fn a_tree_survives_the_way_as_bytes_and_broken_bytes_are_no_tree() {
    let (before, after) = (fixture("pprof/go1.27/heap.1.pb.gz"), fixture("pprof/go1.27/heap.2.pb.gz"));
    for base in [None, Some((&before, 1))] {
        let tree = call_tree(&Subject { base, ..of_type(&after, "alloc_space") });
        assert!(tree.len() > 50);
        let bytes = tree.to_bytes();
        assert_eq!(Tree::from_bytes(&bytes), Some(tree));
        for end in 0..bytes.len().min(4_000) {
            assert_eq!(Tree::from_bytes(&bytes[..end]), None);
        }
        for at in (0..bytes.len()).step_by(7) {
            let mut bent = bytes.clone();
            bent[at] ^= 0xff;
            // Whatever comes out, walking it must not fail.
            if let Some(tree) = Tree::from_bytes(&bent) {
                drawn(&tree);
            }
        }
    }
}
