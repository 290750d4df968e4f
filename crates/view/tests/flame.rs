//! Flame graphs as lists of boxes, exactly.

#![allow(
    clippy::float_cmp,
    clippy::format_push_string,
    clippy::unwrap_used,
    reason = "every pixel is exact, and helpers of tests fail as tests do"
)]

mod common;

use common::{fixture, of_type, space, subject};
use view::flame::{
    Direction, Drawn, Found, Look, Outlined, Paper, Scene, Step, Tint, Viewport, What, height, outline, step, svg,
};
use view::tree::{Pivot, Subject, Tree, call_tree, sandwich};

/// Rows of 20 pixels, a column of text of 10, on a screen without fractions.
const LOOK: Look<'static> =
    Look { direction: Direction::Down, row: 20.0, device: 1.0, column: 10.0, root: "", found: None };
const SCREEN: Viewport = Viewport::whole(400.0, 100.0);

/// Boxes as text: `x y width height what`, `~` where dimmed.
fn drawn(scene: &Scene) -> Vec<String> {
    let line = |drawn: &Drawn| {
        let Drawn { x, y, width, height, text, .. } = drawn;
        let what = match drawn.what {
            What::Node(node) => format!("#{node}"),
            What::Rest { parent, first } => format!("#{parent}/{first}.."),
        };
        let dimmed = if drawn.dimmed { "~" } else { "" };
        format!("{x} {y} {width} {height} {dimmed}{what} {text}").trim_end().to_owned()
    };
    scene.boxes.iter().map(line).collect()
}

fn tree(stacks: &str) -> Tree {
    call_tree(&subject(&space(stacks)))
}

#[test]
fn boxes_stand_under_their_callers_with_a_gap_of_one_pixel() {
    let tree = tree("main;alpha;gamma 30\nmain;alpha 20\nmain;beta 50");
    let scene = Scene::of(&tree, &SCREEN, &LOOK);
    assert_eq!(scene.height, 80.0);
    assert_eq!(
        drawn(&scene),
        [
            "0 0 399 19 #0",
            "0 20 399 19 #1 main",
            "0 40 199 19 #2 alpha",
            "200 40 199 19 #3 beta",
            "0 60 119 19 #4 gamma"
        ]
    );
    assert_eq!(scene.boxes[0].tint, Tint::Root);
}

#[test]
fn a_flame_is_an_icicle_upside_down() {
    let tree = tree("main;alpha;gamma 30\nmain;alpha 20\nmain;beta 50");
    let scene = Scene::of(&tree, &SCREEN, &Look { direction: Direction::Up, ..LOOK });
    // A graph lower than the screen stands on the screen's bottom.
    assert_eq!(
        drawn(&scene),
        [
            "0 80 399 19 #0",
            "0 60 399 19 #1 main",
            "0 40 199 19 #2 alpha",
            "200 40 199 19 #3 beta",
            "0 20 119 19 #4 gamma"
        ]
    );
}

#[test]
fn edges_are_on_device_pixels() {
    let tree = tree("a 1\nb 1\nc 1");
    let scene = Scene::of(&tree, &Viewport::whole(100.0, 40.0), &Look { device: 1.5, column: 0.0, ..LOOK });
    for drawn in &scene.boxes {
        for edge in [drawn.x, drawn.x + drawn.width, drawn.y, drawn.y + drawn.height] {
            let device = edge * 1.5;
            assert!((device - device.round()).abs() < 1e-9, "{drawn:?}");
        }
    }
}

#[test]
fn only_what_is_on_screen_is_drawn() {
    let tree = tree("main;alpha;gamma 30\nmain;alpha 20\nmain;beta 50");
    let right = Scene::of(&tree, &SCREEN.over((0.6, 0.8)), &LOOK);
    assert_eq!(drawn(&right), ["-1 0 401 19 #0", "-1 20 401 19 #1 main", "-1 40 401 19 #3 beta"]);
    let low = SCREEN.resized(400.0, 30.0).scrolled(45.0, height(&tree, 20.0));
    let scene = Scene::of(&tree, &low, &LOOK);
    assert_eq!(drawn(&scene), ["0 -5 199 19 #2 alpha", "200 -5 199 19 #3 beta", "0 15 119 19 #4 gamma"]);
}

#[test]
fn the_text_of_a_box_that_starts_off_screen_starts_at_the_edge() {
    let tree = tree("main;alphabetical 60\nmain;beta 40");
    let scene = Scene::of(&tree, &SCREEN.over((0.4, 0.9)), &LOOK);
    let alpha = scene.node(0, 2).unwrap();
    assert_eq!((alpha.x, alpha.text_x, alpha.text.as_str()), (-1.0, 4.0, "alphabetical"));
}

#[test]
fn names_are_cut_to_their_box_and_left_out_of_narrow_ones() {
    let tree = tree("corp.example/shop/dingdan.(*Cache).Put 20\na 6\nb 374");
    let scene = Scene::of(&tree, &SCREEN.resized(4000.0, 100.0), &LOOK);
    let text = |node| scene.node(0, node).unwrap().text.clone();
    assert_eq!([text(1), text(2), text(3)], ["b", "dingdan…*Cache).Put", "a"]);
}

#[test]
fn callees_too_narrow_to_draw_are_one_box_that_says_how_many() {
    let mut stacks = "main;wide 900\n".to_owned();
    for number in 0..100 {
        stacks += &format!("main;f{number};deep 1\n");
    }
    let tree = tree(&stacks);
    let scene = Scene::of(&tree, &SCREEN, &LOOK);
    // Each of the hundred is 0.4 pixels wide; none of their callees is looked at.
    assert_eq!(drawn(&scene), ["0 0 399 19 #0", "0 20 399 19 #1 main", "0 40 359 19 #2 wide", "360 40 39 19 #1/3.."]);
    assert_eq!(scene.boxes[3].tint, Tint::Rest);
    let wider = Scene::of(&tree, &SCREEN.resized(800.0, 100.0), &LOOK);
    assert_eq!(drawn(&wider)[3], "720 40 79 19 #1/3.. … 100");
    // Zoomed in they are boxes of their own.
    let zoomed = Scene::of(&tree, &SCREEN.over((0.9, 0.92)), &LOOK);
    assert_eq!(zoomed.boxes.iter().filter(|drawn| matches!(drawn.what, What::Rest { .. })).count(), 0);
    assert_eq!(zoomed.boxes.len(), 2 + 20 + 20);
}

#[test]
fn a_rest_that_nobody_could_see_is_left_out() {
    let scene = Scene::of(&tree("wide 1000000\ntiny 1"), &SCREEN, &LOOK);
    assert_eq!(drawn(&scene), ["0 0 399 19 #0", "0 20 399 19 #1 wide", "400 20 1 19 #0/2.."]);
    assert_eq!(Scene::of(&tree("wide 1000000\ntiny 1"), &SCREEN.over((0.0, 0.9)), &LOOK).boxes.len(), 2);
}

#[test]
fn a_pixel_hits_the_box_drawn_there_and_no_gap() {
    let tree = tree("main;alpha;gamma 30\nmain;alpha 20\nmain;beta 50");
    let scene = Scene::of(&tree, &SCREEN, &LOOK);
    let hit = |x, y| scene.hit(x, y).map(|drawn| drawn.what);
    assert_eq!(hit(10.0, 10.0), Some(What::Node(0)));
    assert_eq!(hit(198.9, 58.9), Some(What::Node(2)));
    assert_eq!(hit(199.5, 50.0), None);
    assert_eq!(hit(200.0, 50.0), Some(What::Node(3)));
    assert_eq!(hit(150.0, 70.0), None);
    assert_eq!(hit(10.0, 59.5), None);
    assert_eq!(hit(-1.0, 10.0), None);
}

#[test]
fn every_box_of_a_real_profile_is_hit_by_its_own_middle() {
    let profile = fixture("incidents/leak_http_body/leak_http_body.heap.4.pb.gz");
    let tree = call_tree(&of_type(&profile, "alloc_space"));
    for direction in [Direction::Down, Direction::Up] {
        for (from, to) in [(0.0, 1.0), (0.2, 0.3), (0.9, 0.901)] {
            let viewport = Viewport::whole(1000.0, 400.0).over((from, to));
            let scene = Scene::of(&tree, &viewport, &Look { direction, device: 2.0, ..LOOK });
            assert!(!scene.boxes.is_empty());
            for drawn in &scene.boxes {
                let hit = scene.hit(drawn.x + drawn.width / 2.0, drawn.y + drawn.height / 2.0);
                assert_eq!(hit.map(|hit| hit.what), Some(drawn.what));
            }
        }
    }
}

#[test]
fn callees_never_stand_outside_their_caller() {
    let profile = fixture("pprof/go1.27/heap.2.pb.gz");
    let tree = call_tree(&of_type(&profile, "alloc_space"));
    for node in 1..tree.len() as u32 {
        let ((from, to), (outer_from, outer_to)) = (tree.span(node), tree.span(tree.parent(node).unwrap()));
        assert!(from >= outer_from - 1e-12 && to <= outer_to + 1e-12, "{node}");
    }
}

#[test]
fn a_sandwich_stands_on_both_sides_of_its_pivot() {
    let profile = space("main;serve;f;g 30\nmain;f 10");
    let pivot = Pivot { name: "f".to_owned(), ..Pivot::default() };
    let (callers, callees) = sandwich(&subject(&profile), &pivot).unwrap();
    let scene = Scene::sandwich(&callers, &callees, &SCREEN, &LOOK);
    assert_eq!(scene.height, 80.0);
    assert_eq!(
        drawn(&scene),
        ["0 20 299 19 #1 serve", "300 20 99 19 #2 main", "0 0 299 19 #3 main", "0 40 399 19 #0 f", "0 60 299 19 #1 g"]
    );
    assert_eq!(scene.boxes.iter().map(|drawn| drawn.tree).collect::<Vec<_>>(), [0, 0, 0, 1, 1]);
}

#[test]
fn a_difference_says_its_direction_in_colour_and_in_signs() {
    let (before, after) = (space("gone 40\ngrew 20"), space("grew 60\nnew 20"));
    let tree = call_tree(&Subject { base: Some((&before, 0)), ..subject(&after) });
    let scene = Scene::of(&tree, &SCREEN, &LOOK);
    let texts: Vec<&str> = scene.boxes.iter().skip(1).map(|drawn| drawn.text.as_str()).collect();
    assert_eq!(texts, ["− gone", "▲▲ grew", "+ new"]);
}

#[test]
fn a_search_dims_the_rest_and_counts_nested_matches_once() {
    let tree = tree("main;cache.Put;cache.grow 30\nmain;cache.Put 20\nmain;serve;Cache.Get 10\nmain;other 40");
    let found = Found::new(&tree, " CACHE ").unwrap();
    assert_eq!((found.frames, found.nodes), (3, 3));
    assert!((found.share - 0.6).abs() < 1e-12);
    let scene = Scene::of(&tree, &SCREEN, &Look { found: Some(&found), ..LOOK });
    let bright: Vec<&str> = scene.boxes.iter().filter(|drawn| !drawn.dimmed).map(|drawn| drawn.text.as_str()).collect();
    // Cache.Get is bright too, and has no room for its name.
    assert_eq!(bright, ["cache.Put", "cache.grow", ""]);
    assert!(Found::new(&tree, "  ").is_none());
    assert_eq!(Found::new(&tree, "nobody").unwrap().nodes, 0);
}

#[test]
fn the_keyboard_walks_the_tree() {
    let tree = tree("main;alpha;gamma 30\nmain;alpha 20\nmain;beta 50");
    let walk = [
        (0, Step::Callee, Some(1)),
        (1, Step::Callee, Some(2)),
        (2, Step::Narrower, Some(3)),
        (3, Step::Narrower, None),
        (3, Step::Wider, Some(2)),
        (2, Step::Wider, None),
        (4, Step::Caller, Some(2)),
        (0, Step::Caller, None),
        (4, Step::Callee, None),
    ];
    for (from, taken, to) in walk {
        assert_eq!(step(&tree, from, taken), to, "{from} {taken:?}");
    }
}

#[test]
fn the_outline_is_depth_first_and_says_what_it_leaves_out() {
    let tree = tree("main;alpha;gamma 60\nmain;beta 39\nmain;tiny 1");
    let row = |node, level, hidden| Outlined { node, level, hidden };
    let wanted = [row(0, 0, 0), row(1, 1, 1), row(2, 2, 0), row(5, 3, 0), row(3, 2, 0)];
    assert_eq!(outline(&tree, Tree::ROOT, 0.02, 100), wanted);
    assert_eq!(outline(&tree, Tree::ROOT, 0.02, 2), wanted[..2]);
}

#[test]
fn the_picture_has_every_box_with_its_words_escaped() {
    let tree = tree("main;a<b>&\"c\" 10");
    let scene = Scene::of(&tree, &SCREEN, &LOOK);
    let text = svg(
        &scene,
        &Paper { size: (400.0, 60.0), font: "mono", ground: "#fff", inlined: "#456" },
        |_| ("#abc".to_owned(), "#123".to_owned()),
        |drawn| format!("<{:?}>", drawn.what),
    );
    assert!(text.starts_with(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 60""#));
    assert_eq!(text.matches("<rect ").count(), 3);
    assert!(text.contains(r##"<path d="M0 0H400V60H0z" fill="#fff"/>"##));
    assert!(text.contains("<title>&lt;Node(2)&gt;</title>"));
    assert!(text.contains(r##"<text x="4" y="53.5" fill="#123">a&lt;b&gt;&amp;&quot;c&quot;</text>"##));
}
