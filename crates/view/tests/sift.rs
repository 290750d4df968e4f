//! Filters on places of stacks say exactly what filters on samples say.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod common;

use common::{fixture, heap, of_type, space};
use decode::pprof::Profile;
use view::Granularity;
use view::detail::{detailed, detailed_of};
use view::filter::Filters;
use view::sift::Stacked;
use view::tree::{Subject, Tree, Weight, call_tree, call_tree_of};

const GRANULARITIES: [Granularity; 5] =
    [Granularity::Functions, Granularity::Filefunctions, Granularity::Files, Granularity::Lines, Granularity::Packages];

/// Each filter alone and several together, on names that real profiles have.
fn filters() -> Vec<Filters> {
    let text = |text: &str| Some(text.to_owned());
    let own = text(r"main\.");
    let leaf = text("NewWriterSize|keep|Put|viaInline|closures");
    let none = Filters::default;
    vec![
        none(),
        Filters { focus: own.clone(), ..none() },
        Filters { focus: text("nobody is called this"), ..none() },
        Filters { ignore: leaf.clone(), ..none() },
        Filters { hide: own.clone(), ..none() },
        Filters { hide: leaf.clone(), ..none() },
        Filters { hide: text("."), ..none() },
        Filters { hide: text("^runtime|recursive"), ..none() },
        Filters { show: own.clone(), ..none() },
        Filters { show: text("recursive|net/http"), ..none() },
        Filters { show_from: leaf.clone(), ..none() },
        Filters { show_from: text("recursive|serve|load"), ..none() },
        Filters { hide: text(r"main\.main|serve"), show_from: text("load|recursive|http"), ..none() },
        Filters { tagfocus: text("bytes=1kb:64kb"), ..none() },
        Filters { tagignore: text("bytes=64kb:"), ..none() },
        Filters {
            focus: text("main|http"),
            ignore: text("even|dialConn"),
            hide: text("keep|bufio"),
            show: text("main|http|bufio"),
            show_from: own,
            tagfocus: text("bytes=:64kb"),
            tagignore: text("bytes=32b"),
        },
    ]
}

/// Bytes of a tree without its variances: those are sums of fractions, which depend a little on their order.
fn columns(tree: &Tree) -> Vec<Vec<i64>> {
    let all = || 0..tree.len() as u32;
    let number = |of: fn(view::tree::Numbers) -> i64| all().map(|node| of(tree.numbers(node))).collect();
    vec![
        all().map(|node| tree.frame_index(node) as i64).collect(),
        all().map(|node| tree.parent(node).map_or(-1, i64::from)).collect(),
        all().map(|node| i64::from(tree.is_inlined(node))).collect(),
        number(|numbers| numbers.flat),
        number(|numbers| numbers.cum),
        number(|numbers| numbers.objects.unwrap_or(-1)),
        number(|numbers| numbers.base.map_or(-1, |(flat, _)| flat)),
        number(|numbers| numbers.base.map_or(-1, |(_, cum)| cum)),
    ]
}

fn same_errors(one: &Tree, other: &Tree) {
    for node in 0..one.len() as u32 {
        let errors = (one.numbers(node).relative_error, other.numbers(node).relative_error);
        let is_near = |(a, b): (f64, f64)| (a - b).abs() <= 1e-9 * (1.0 + a.abs());
        assert_eq!(errors.0.is_some(), errors.1.is_some());
        assert!(errors.0.zip(errors.1).is_none_or(is_near), "{errors:?}");
    }
}

/// Holds both ways against each other. Gives how many rows and boxes were compared.
fn agree(profile: &Profile, base: Option<&Profile>, sample: &str) -> usize {
    let stacked = Stacked::new(profile);
    let stacked_base = base.map(|base| (base, Stacked::new(base)));
    let base_type = base.and_then(|base| base.type_index(sample));
    let mut compared = 0;
    for filters in filters() {
        let by_sample = filters.apply(profile).unwrap();
        let sifted = stacked.sift(profile, &filters).unwrap();
        assert_eq!(sifted.unmatched, by_sample.unmatched, "{filters:?}");
        let base_by_sample = base.map(|base| filters.apply(base).unwrap().profile);
        let sifted_base =
            stacked_base.as_ref().map(|(base, stacked)| (*base, stacked, stacked.sift(base, &filters).unwrap()));
        for granularity in GRANULARITIES {
            let whole = Subject { granularity, weight: Weight::Both, ..of_type(profile, sample) };
            let one_by_one =
                Subject { profile: &by_sample.profile, base: base_by_sample.as_deref().zip(base_type), ..whole };
            let at_once = Subject { base: base.zip(base_type), ..whole };
            let seen = stacked.seen(profile, &sifted);
            let seen_base = sifted_base.as_ref().map(|(base, stacked, sifted)| stacked.seen(base, sifted));
            let (one, other) = (call_tree(&one_by_one), call_tree_of(&at_once, seen, seen_base));
            assert_eq!(one.frames, other.frames, "{filters:?} {granularity:?}");
            assert_eq!(columns(&one), columns(&other), "{filters:?} {granularity:?}");
            same_errors(&one, &other);
            let (one, other) = (detailed(&one_by_one), detailed_of(&at_once, seen, seen_base));
            assert_eq!(one, other, "{filters:?} {granularity:?}");
            compared += one.table.rows.len();
        }
    }
    compared
}

#[test]
fn real_profiles_give_the_same_tables_and_trees() {
    let names = ["go1.27/heap.2", "go1.19/heap.2"].map(|name| format!("pprof/{name}.pb.gz"));
    let incidents = ["leak_http_body/leak_http_body.heap.4", "leak_cjk_names/leak_cjk_names.heap.9"];
    for name in names.into_iter().chain(incidents.map(|name| format!("incidents/{name}.pb.gz"))) {
        assert!(agree(&fixture(&name), None, "alloc_space") > 500, "{name}");
    }
}

#[test]
fn differences_and_frames_a_profile_drops_itself_are_the_same() {
    let file = |name: &str| fixture(&format!("incidents/leak_two_sites/leak_two_sites.heap.{name}.pb.gz"));
    assert!(agree(&file("11"), Some(&file("1")), "alloc_space") > 500);
    for name in ["inner", "leaves", "methods"] {
        let _ = agree(&fixture(&format!("pprof/dropped/{name}.heap.pb.gz")), None, "alloc_space");
    }
}

#[test]
fn stacks_without_frames_without_names_and_with_recursion_are_the_same() {
    let recursive = "main;recursive;keep;recursive 7\n- 3\nmain;+keep;+Put 5\n0x10;main 2\nmain;0x10 2\nmain;zero 0";
    assert!(agree(&space(recursive), None, "space") > 20);
    let negative = "main;keep 1 -100 1 -100\nmain;Put 1 100 1 100\nserve;load;main 2 50 2 50";
    assert!(agree(&heap(negative), None, "inuse_space") > 20);
}

/// The table by the rule itself: every node once for each sample that has it anywhere.
#[test]
fn a_function_counts_once_in_a_sample_however_often_it_stands_there() {
    let profile = space("a;b;a 1\na;+a;b 10\nb;c 100\nb;b;b 1000");
    let table = view::top::table(&profile, 0, Granularity::Functions);
    let mut rows: Vec<_> = table.rows.iter().map(|row| (row.name.as_str(), row.flat, row.cum)).collect();
    rows.sort_unstable();
    assert_eq!(rows, [("a", 1, 11), ("b", 1010, 1111), ("c", 100, 100)]);
}
