//! What holds of every link, whatever is shared.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use decode::{Input, Limits, Source, unwatched};
use diagnose::report::{Report, Suspect};
use proptest::prelude::*;
use share::{Tier, Wish};
use testkit::ProfileText;
use tests::shared::Case;

fn heap(stacks: &str) -> Vec<Input> {
    let bytes = ProfileText::heap(stacks).encode();
    decode::decode(Source { name: "heap.pb.gz", bytes: &bytes }, &Limits::default(), &mut unwatched)
}

/// A tree of names from a small alphabet, so that stacks share their roots.
fn stacks() -> impl Strategy<Value = String> {
    let name = prop_oneof!["main\\.[a-c]{1,3}", "net/http\\.[a-c]{1,4}", "corp/[a-z]{3}\\.[a-z]{1,30}"];
    let stack = (prop::collection::vec(name, 1..8), 1_i64..1_000_000_000);
    prop::collection::vec(stack, 1..120).prop_map(|stacks| {
        let line = |(names, value): (Vec<String>, i64)| format!("{} 1 {value} 1 {value}", names.join(";"));
        stacks.into_iter().map(line).collect::<Vec<_>>().join("\n")
    })
}

/// A real report, with the names of its pod replaced by these everywhere.
fn report_with(names: &[String; 4]) -> Report {
    let incident = tests::incidents().iter().find(|incident| incident.name == "leak_map_cache").unwrap();
    let inputs = incident.heaps_and_describe();
    let report = Case::new(&inputs).report;
    let mut text = serde_json::to_string(&report).unwrap();
    for (old, new) in ["sessionsvc-72bd85b2df-284e3", "worker-3.corp.example", "shop", "sessionsvc"].iter().zip(names) {
        text = text.replace(old, new);
    }
    serde_json::from_str(&text).unwrap()
}

fn wish(tier: Tier) -> Wish {
    Wish { tier, ..Wish::default() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_link_is_longer_than_its_tier_and_no_value_is_lost(stacks in stacks(), address in 0_usize..600) {
        let inputs = heap(&stacks);
        let case = Case::new(&inputs);
        let original = inputs[0].facts.profile().unwrap();
        for tier in [Tier::Chat, Tier::Standard] {
            let made = share::make(&case.incident(), &Wish { address, ..wish(tier) });
            prop_assert!(made.characters <= tier.characters());
            prop_assert_eq!(made.characters, address + made.link.len());
            let shared = share::open(&made.link).unwrap();
            for (kept, index) in shared.kept.iter().zip(0..) {
                let profile = &shared.profiles[0].1;
                let column = original.type_index(&kept.sample_type).unwrap();
                prop_assert_eq!(profile.total(index), original.total(column));
            }
        }
    }

    #[test]
    fn redaction_leaves_no_name_anywhere(
        pod in "[a-z]{9,20}-[a-f0-9]{8}", node in "[a-z]{10,30}", namespace in "[a-z]{9,12}", container in "[a-z]{9,14}"
    ) {
        let names = [pod, node, namespace, container];
        let report = report_with(&names);
        let incident = share::Incident { report: &report, profiles: Vec::new() };
        let typed = |key: &str, name: &str| (key.to_owned(), name.to_owned());
        let escaped = names[1].replace('e', "\\e");
        let view = vec![
            typed("search", &names[0]), typed("focus", &names[2]), typed("hide", &escaped), typed("tab", "flame"),
            typed("pivot", &format!("main.({}).put", names[3])),
        ];
        let made = share::make(&incident, &Wish { redact_names: true, view, ..wish(Tier::File) });
        let shared = share::open(&made.link).unwrap();
        let seen = format!("{:?}", shared.view).replace('\\', "");
        let everything = format!("{}{:?}{seen}", serde_json::to_string(&shared.report).unwrap(), share::contents(&shared));
        for name in &names {
            prop_assert!(!everything.contains(name.as_str()), "{} in {}", name, everything);
        }
        prop_assert_eq!((shared.report.class, shared.report.cause), (report.class, report.cause));
    }

    #[test]
    fn reports_of_any_size_keep_their_verdict_within_the_budget(
        length in 1_usize..6_000, copies in 1_usize..300, address in 0_usize..1_500
    ) {
        let mut report = report_with(&["pod-name-x".into(), "node-name-x".into(), "namespace".into(), "n".repeat(length)]);
        let suspect: Suspect = report.suspects[0].clone();
        report.suspects = (0..copies).map(|index| Suspect { function: format!("f{index:x}{length}"), ..suspect.clone() }).collect();
        let incident = share::Incident { report: &report, profiles: Vec::new() };
        let made = share::make(&incident, &Wish { address, title: "t".repeat(500), note: "note ".repeat(400), ..wish(Tier::Chat) });
        prop_assert!(made.characters <= 2_000, "{}", made.characters);
        let shared = share::open(&made.link).unwrap();
        prop_assert_eq!((shared.report.class, shared.report.cause), (report.class, report.cause));
    }

    #[test]
    fn forged_payloads_are_refused_or_opened_but_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = share::open_payload(&bytes);
    }
}
