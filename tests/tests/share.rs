//! What links hold: the same verdict and the same profile as the incident they were made of, and nothing else.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use decode::error::SharedFault;
use decode::{Facts, Input, Kind, Limits, Source, unwatched};
use diagnose::report::Report;
use share::{Shared, Tier, Wish};
use tests::shared::Case;
use view::Granularity;
use view::top::Row;

fn wish(tier: Tier) -> Wish {
    Wish { tier, ..Wish::default() }
}

fn opened(case: &Case, wish: &Wish) -> (share::Made, Shared) {
    let made = share::make(&case.incident(), wish);
    let shared = share::open(&made.link).unwrap_or_else(|fault| panic!("{fault:?}"));
    (made, shared)
}

fn decode_text(name: &str, text: &str) -> Input {
    decode::decode(Source { name, bytes: text.as_bytes() }, &Limits::default(), &mut unwatched).remove(0)
}

/// The report as a link holds it: messages of events and quotes of inputs are gone.
fn as_shared(report: &Report) -> Report {
    serde_json::from_value(share::scrubbed(report)).unwrap()
}

fn rows(profile: &decode::pprof::Profile, sample_type: &str) -> Vec<(String, i64, i64)> {
    let index = profile.type_index(sample_type).unwrap();
    let row = |row: &Row| (row.name.clone(), row.flat, row.cum);
    let mut rows: Vec<_> = view::top::table(profile, index, Granularity::Functions).rows.iter().map(row).collect();
    rows.sort();
    rows
}

#[test]
fn every_tier_brings_back_the_verdict_the_evidence_and_the_patch() {
    for incident in tests::incidents() {
        let (most, all) = (incident.heaps_and_describe(), incident.inputs());
        for (inputs, tiers) in [(most, &[Tier::Chat, Tier::Standard][..]), (all, &[Tier::Chat, Tier::File])] {
            let case = Case::new(&inputs);
            let expected = as_shared(&case.report);
            for tier in tiers.iter().copied() {
                let (made, shared) = opened(&case, &wish(tier));
                assert!(made.characters <= tier.characters(), "{}: {} characters", incident.name, made.characters);
                let found = &shared.report;
                assert_eq!(
                    (found.class, found.cause, found.confidence, &found.yaml),
                    (expected.class, expected.cause, expected.confidence, &expected.yaml),
                    "{} {tier:?}",
                    incident.name
                );
                if shared.left_out.is_empty() {
                    assert_eq!(*found, expected, "{} {tier:?}", incident.name);
                } else {
                    assert_eq!(tier, Tier::Chat, "{}", incident.name);
                    assert!(expected.evidence.starts_with(&found.evidence), "{}", incident.name);
                }
            }
        }
    }
}

#[test]
fn a_sample_type_that_is_there_whole_has_the_same_table() {
    for incident in tests::incidents() {
        let inputs = incident.heaps_and_describe();
        let case = Case::new(&inputs);
        let (_, shared) = opened(&case, &wish(Tier::Chat));
        assert!(shared.kept.first().is_none_or(|first| first.kept == first.whole), "{}", incident.name);
        for kept in shared.kept.iter().filter(|kept| kept.kept == kept.whole) {
            let of = |profiles: &[(usize, &decode::pprof::Profile)]| {
                rows(profiles.iter().find(|(input, _)| *input == kept.input).unwrap().1, &kept.sample_type)
            };
            let original = of(&case.incident().profiles);
            let again: Vec<_> = shared.profiles.iter().map(|(input, profile)| (*input, profile)).collect();
            assert_eq!(of(&again), original, "{}: {}", incident.name, kept.sample_type);
        }
    }
}

#[test]
fn a_saved_report_keeps_every_profile_with_its_files_and_lines() {
    let incident = tests::incidents().iter().find(|incident| incident.name == "leak_map_cache").unwrap();
    let inputs = incident.inputs();
    let case = Case::new(&inputs);
    let (_, shared) = opened(&case, &wish(Tier::File));
    assert!(shared.kept.iter().all(|kept| kept.kept == kept.whole));
    assert!(shared.kept.len() > 30);
    let (_, profile) =
        shared.profiles.iter().find(|(input, _)| shared.report.inputs[*input].kind == Kind::Heap).unwrap();
    let table = view::top::table(profile, profile.type_index("inuse_space").unwrap(), Granularity::Lines);
    let put = table.rows.iter().find(|row| row.name == "main.(*SessionCache).Put").unwrap();
    assert!(put.file.ends_with("sessionsvc/main.go") && put.line > 0, "{put:?}");
}

#[test]
fn what_does_not_fit_is_pruned_from_the_small_end_and_nothing_is_lost_from_the_total() {
    let bytes = testkit::big_profile(6_000);
    let inputs = decode::decode(Source { name: "big.pb.gz", bytes: &bytes }, &Limits::default(), &mut unwatched);
    let case = Case::new(&inputs);
    let original = inputs[0].facts.profile().unwrap();
    let mut held = Vec::new();
    for tier in Tier::LINKS {
        let (made, shared) = opened(&case, &wish(tier));
        assert!(made.characters <= tier.characters());
        // A budget is there to be used.
        assert!(made.characters * 10 > tier.characters() * 9, "{tier:?}: {}", made.characters);
        let kept = &shared.kept[0];
        let profile = &shared.profiles[0].1;
        let index = original.type_index(&kept.sample_type).unwrap();
        assert_eq!(profile.total(0), original.total(index), "{tier:?}");
        let table = rows(profile, &kept.sample_type);
        let pruned = table.iter().find(|(name, ..)| name == share::PRUNED).unwrap();
        assert_eq!(pruned.1.unsigned_abs() + kept.kept, kept.whole);
        held.push(kept.kept);
    }
    assert!(held.is_sorted() && held[0] < held[2], "{held:?}");
}

#[test]
fn a_link_cut_anywhere_says_that_it_was_cut() {
    let incident = tests::incidents().iter().find(|incident| incident.name == "leak_map_cache").unwrap();
    let inputs = incident.heaps_and_describe();
    let link = share::make(&Case::new(&inputs).incident(), &wish(Tier::Chat)).link;
    let start = link.find('.').unwrap() + 1;
    for end in start..link.len() {
        match share::open(&link[..end]).unwrap_err() {
            SharedFault::Cut { characters, of } => {
                assert_eq!(characters, end - start);
                assert!(of.is_none_or(|of| of == link.len() - start), "{of:?}");
            }
            other => panic!("cut at {end}: {other:?}"),
        }
    }
}

#[test]
fn a_link_with_any_character_changed_is_refused_and_never_opens_as_something_else() {
    let incident = tests::incidents().iter().find(|incident| incident.name == "leak_map_cache").unwrap();
    let inputs = incident.heaps_and_describe();
    let link = share::make(&Case::new(&inputs).incident(), &wish(Tier::Chat)).link;
    let whole = share::open(&link).unwrap();
    for at in 3..link.len() {
        let changed = if &link[at..=at] == "A" { "B" } else { "A" };
        let link = format!("{}{changed}{}", &link[..at], &link[at + 1..]);
        // The last character has bits that mean nothing.
        assert!(share::open(&link).is_err_and(|_| true) || at + 1 == link.len() && whole.kept.len() > 1, "{at}");
    }
}

#[test]
fn newer_links_and_other_fragments_are_told_apart() {
    assert_eq!(share::open("#7.AAAA").unwrap_err(), SharedFault::Newer { version: 7, newest: share::NEWEST });
    for text in ["", "#", "#top", "#0.AAAA", "1.AAAA", "#x.AAAA"] {
        assert_eq!(share::open(text).unwrap_err(), SharedFault::NoLink, "{text:?}");
    }
    assert_eq!(share::upgraders(), share::NEWEST as usize, "every version has its opener");
}

#[test]
fn a_dropped_link_and_a_dropped_report_open_as_the_incident_they_hold() {
    let incident = tests::incidents().iter().find(|incident| incident.name == "tuning_churn_gogc100").unwrap();
    let inputs = incident.heaps_and_describe();
    let case = Case::new(&inputs);
    let made = share::make(&case.incident(), &wish(Tier::File));
    let page = r#"<!doctype html><body><script id="wasm" type="application/gzip">H4sI</script></body></html>"#;
    let saved = share::embed(page, &made.link).unwrap();
    let link = format!("https://oomscope.example/{}", made.link);
    for (text, kind) in [(saved, Kind::SavedReport), (link, Kind::ShareLink)] {
        let input = decode_text("shared", &text);
        assert_eq!(input.kind, kind);
        let shared = share::alone(&[input]).unwrap().unwrap();
        assert_eq!(shared.report, as_shared(&case.report));
    }
}

/// Files of a pod whose every secret place holds a marked word.
fn secrets() -> Vec<Input> {
    let describe = fs::read_to_string(tests::fixtures().join("share/secrets.describe.txt")).unwrap();
    vec![decode_text("secrets.describe.txt", &describe)]
}

#[test]
fn planted_secrets_are_in_no_link_no_report_and_no_export() {
    let inputs = secrets();
    let case = Case::new(&inputs);
    assert_eq!(case.report.pods.len(), 1);
    for tier in [Tier::Chat, Tier::File] {
        let (_, shared) = opened(&case, &wish(tier));
        let everything = format!(
            "{}{:?}{}{}",
            text::document(&shared.report),
            shared.view,
            text::plain(&shared.report, text::Language::English),
            text::markdown(&text::Postmortem::of(&shared.report), text::Language::English),
        );
        let leaked = everything.to_lowercase().lines().find(|line| line.contains("sekret")).map(str::to_owned);
        assert_eq!(leaked, None, "{tier:?}");
        assert!(!everything.contains("10.42."), "{everything}");
        assert!(everything.contains("460MiB"), "GOMEMLIMIT stays");
    }
}

/// Names of fields of type `String` in a source file.
fn string_fields(path: &str) -> BTreeSet<String> {
    let source = fs::read_to_string(tests::root().join("..").join(path)).unwrap();
    let fields = source.lines().filter_map(|line| line.trim().trim_start_matches("pub ").split_once(": "));
    let strings = fields.filter(|(_, kind)| kind.contains("String") && !kind.contains("BTreeMap"));
    strings.map(|(name, _)| name.trim_start_matches("r#").to_owned()).filter(|name| !name.contains(' ')).collect()
}

#[test]
fn every_string_of_a_report_was_decided_on() {
    let decided: BTreeSet<String> =
        share::PASSED.iter().chain(&share::BLOCKED).map(|name| (*name).to_owned()).collect();
    let report = ["fix", "numbers", "pod", "verdict"].map(|part| format!("crates/diagnose/src/report/{part}.rs"));
    let whole = ["crates/diagnose/src/evidence.rs", "crates/diagnose/src/report.rs"].map(str::to_owned);
    for path in whole.into_iter().chain(report) {
        let open: Vec<String> = string_fields(&path).difference(&decided).cloned().collect();
        assert!(
            open.is_empty(),
            "{path}: may {open:?} go into links? Add each to PASSED or BLOCKED in crates/share/src/scrub.rs"
        );
    }
}

#[test]
fn a_link_holds_what_is_on_screen_and_what_it_needs_to_be_shown() {
    let incident = tests::incidents().iter().find(|incident| incident.name == "leak_map_cache").unwrap();
    let inputs = incident.heaps_and_describe();
    let case = Case::new(&inputs);
    let heaps: Vec<usize> = case.incident().profiles.iter().map(|(input, _)| *input).collect();
    let view: Vec<(String, String)> =
        [("tab", "compare"), ("granularity", "lines"), ("base", "1"), ("focus", "main\\."), ("search", "Put")]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .to_vec();
    let on_screen = Wish {
        input: Some(heaps[3]),
        base: Some(heaps[1]),
        sample_type: Some("alloc_space".into()),
        granularity: Granularity::Lines,
        view: view.clone(),
        ..wish(Tier::Standard)
    };
    let (_, shared) = opened(&case, &on_screen);
    assert_eq!(shared.view, view);
    let columns: Vec<_> = shared.kept.iter().map(|kept| (kept.input, kept.sample_type.as_str())).take(2).collect();
    assert_eq!(columns, [(heaps[3], "alloc_space"), (heaps[1], "alloc_space")]);
    let (_, profile) = shared.profiles.iter().find(|(input, _)| *input == heaps[3]).unwrap();
    let table = view::top::table(profile, profile.type_index("alloc_space").unwrap(), Granularity::Lines);
    let put = table.rows.iter().find(|row| row.name == "main.(*SessionCache).Put").unwrap();
    assert!(put.file.ends_with("sessionsvc/main.go") && put.line > 0, "{put:?}");
    let listed = share::contents(&shared).into_iter().find(|(held, _)| *held == share::Held::View).unwrap();
    assert_eq!(listed.1, ["focus: main\\.", "search: Put"]);
}

#[test]
fn a_link_cut_at_any_length_is_explained_with_its_address_and_without() {
    let incident = tests::incidents().iter().find(|incident| incident.name == "tuning_churn_gogc100").unwrap();
    let inputs = incident.heaps_and_describe();
    let link = share::make(&Case::new(&inputs).incident(), &wish(Tier::Chat)).link;
    for address in ["", "https://oomscope.example/"] {
        let whole = format!("{address}{link}");
        for end in 0..whole.len() {
            let fault = share::open(&whole[..end]).unwrap_err();
            assert!(matches!(fault, SharedFault::Cut { .. } | SharedFault::NoLink), "cut at {end}: {fault:?}");
            let said = decode::error::DecodeError::Shared { fault };
            for language in text::Language::ALL {
                assert!(!language.sentences().error(&said).is_empty());
            }
        }
    }
}

#[test]
fn what_chat_tools_add_to_a_link_does_not_break_it() {
    let incident = tests::incidents().iter().find(|incident| incident.name == "tuning_churn_gogc100").unwrap();
    let inputs = incident.heaps_and_describe();
    let link = share::make(&Case::new(&inputs).incident(), &wish(Tier::Chat)).link;
    let address = "https://oomscope.example/";
    let encoded = link.replace('#', "%23").replace('.', "%2E");
    let wrapped: String =
        link.chars().enumerate().flat_map(|(at, c)| (at % 70 == 69).then_some('\n').into_iter().chain([c])).collect();
    let decorated = [
        format!("{address}{link}."),
        format!("{address}{link}),"),
        format!("<{address}{link}>"),
        format!("<{address}{link}|checkout down>"),
        format!("[checkout down]({address}{link})"),
        format!("see {address}{link}, second time this week"),
        format!("\u{201c}{address}{link}\u{201d}"),
        format!("{address}{link}*"),
        format!("{address}{link}&amp;utm_source=chat"),
        format!("{address}{wrapped}"),
        format!("{address}{}", wrapped.replace('\n', "\r\n> ")),
        format!("{address}{}", link.replace('_', "\\_")),
        format!("{address}?fbclid=x{link}"),
        format!("{address}{encoded}"),
        format!("{address}{link}%29"),
        format!("{}\u{200b}{}", &link[..90], &link[90..]),
        format!("{}=\r\n{}", &link[..76], &link[76..]),
    ];
    let whole = share::open(&link).unwrap().report;
    for link in decorated {
        match share::open(&link) {
            Ok(shared) => assert_eq!(shared.report, whole, "{link}"),
            Err(fault) => panic!("{fault:?}: {link}"),
        }
    }
    // An ellipsis says that something is missing, wherever it stands.
    for link in
        [format!("{}…", &link[..300]), format!("{}...", &link[..300]), format!("{}…{}", &link[..90], &link[200..])]
    {
        assert!(matches!(share::open(&link), Err(SharedFault::Cut { .. })), "{link}");
    }
}

/// What must stay true of a link for ever.
fn summary(shared: &Shared) -> serde_json::Value {
    let report = &shared.report;
    let tables: Vec<_> = shared
        .kept
        .iter()
        .map(|kept| {
            let (_, profile) = shared.profiles.iter().find(|(input, _)| *input == kept.input).unwrap();
            serde_json::json!({ "of": kept, "rows": rows(profile, &kept.sample_type) })
        })
        .collect();
    serde_json::json!({
        "class": report.class, "cause": report.cause, "confidence": report.confidence, "target": report.target,
        "suspects": report.suspects.iter().map(|suspect| &suspect.function).collect::<Vec<_>>(),
        "inputs": report.inputs.iter().map(|input| &input.name).collect::<Vec<_>>(),
        "yaml": report.yaml, "title": shared.title, "note": shared.note, "view": shared.view,
        "left_out": shared.left_out, "tables": tables,
    })
}

/// Every shape a link can have: tiers, redaction, titles and views, other classes, and nothing but a verdict.
fn shapes() -> Vec<(String, Wish, &'static str)> {
    let titled = Wish {
        title: "checkout down".into(),
        note: "second time this week".into(),
        view: vec![("tab".into(), "flame".into())],
        ..wish(Tier::Standard)
    };
    let pair = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
    let words = [("tab", "callers"), ("granularity", "lines"), ("base", "2"), ("anyway", "yes"), ("direction", "up")];
    let typed = [("weight", "both"), ("pivot", "main.(*SessionCache).Put"), ("focus", "main"), ("hide", "runtime")];
    let viewed = Wish {
        base: Some(2),
        granularity: Granularity::Lines,
        view: words.into_iter().chain(typed).map(pair).collect(),
        ..wish(Tier::Standard)
    };
    let redacted = Wish { redact_names: true, own_functions_only: true, ..wish(Tier::Full) };
    let least = Wish { tier: Tier::Chat, address: 1_400, ..Wish::default() };
    vec![
        ("chat".into(), wish(Tier::Chat), "leak_map_cache"),
        ("standard-titled".into(), titled, "tuning_churn_gogc100"),
        ("full-redacted".into(), redacted, "leak_cjk_names"),
        ("full-goroutines".into(), wish(Tier::Full), "gleak_chan_block"),
        ("least".into(), least, "leak_two_sites"),
        ("chat-not-oom".into(), wish(Tier::Chat), "other_wrong_kinds"),
        ("standard-viewed".into(), viewed, "leak_map_cache"),
    ]
}

fn frozen() -> std::path::PathBuf {
    tests::fixtures().join("share/v1")
}

#[test]
fn frozen_links_open_for_ever() {
    let mut count = 0;
    for entry in fs::read_dir(frozen()).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.extension().is_some_and(|extension| extension == "link") {
            let shared = share::open(&fs::read_to_string(&entry).unwrap()).unwrap();
            let expected = fs::read_to_string(entry.with_extension("json")).unwrap();
            let expected: serde_json::Value = serde_json::from_str(&expected).unwrap();
            assert_eq!(summary(&shared), expected, "{}", entry.display());
            count += 1;
        }
    }
    assert!(count >= shapes().len());
}

/// Writes the frozen links of the newest version: when a version, or a shape, is new. Never over links that were released.
#[test]
#[ignore = "writes fixtures"]
fn freeze_links() {
    let is_new = |name: &str| !frozen().join(format!("{name}.link")).exists();
    for (name, wish, incident) in shapes().into_iter().filter(|(name, ..)| is_new(name)) {
        let inputs = tests::incidents().iter().find(|known| known.name == incident).unwrap().inputs();
        let case = Case::new(&inputs);
        let (made, shared) = opened(&case, &wish);
        write(&frozen().join(format!("{name}.link")), &made.link);
        write(
            &frozen().join(format!("{name}.json")),
            &(serde_json::to_string_pretty(&summary(&shared)).unwrap() + "\n"),
        );
    }
}

fn write(path: &Path, text: &str) {
    assert!(!path.exists(), "{} is frozen", path.display());
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn links_hold_no_facts_but_those_of_a_report() {
    let link = decode_text("x", "#1.AAAA");
    assert!(matches!(link.facts, Facts::Shared(_)) && link.error.is_none());
    let mixed = [link, decode_text("pod", "Name: x\nNamespace: y\nContainers:\n  app:\n    State: Running\n")];
    assert!(share::alone(&mixed).is_none());
}
