//! The report is what its contract says: valid, complete, the same bytes whatever the order of the inputs.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::fs;

use decode::{Input, Kind};
use diagnose::report::{Options, Report};
use serde_json::Value;
use tests::{fixtures, incidents};

fn report(inputs: &[Input]) -> Report {
    diagnose::diagnose(inputs, &Options::default())
}

/// Says how a document departs from the schema, if it does.
fn check(document: &str) -> Result<(), String> {
    let path = fixtures().with_file_name("report.schema.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    compiler.enable_format_assertions();
    compiler.add_resource("report.schema.json", schema).unwrap();
    let index = compiler.compile("report.schema.json", &mut schemas).unwrap();
    schemas.validate(&serde_json::from_str(document).unwrap(), index).map_err(|error| error.to_string())
}

#[test]
fn every_incident_gives_a_document_of_the_schema() {
    for incident in incidents() {
        let document = text::document(&report(&incident.inputs()));
        assert_eq!(check(&document), Ok(()), "{}", incident.name);
    }
}

#[test]
fn a_document_reads_back_as_the_same_report() {
    for incident in incidents() {
        let report = report(&incident.inputs());
        let back: Report = serde_json::from_str(&text::document(&report)).unwrap();
        assert_eq!(back, report, "{}", incident.name);
    }
}

#[test]
fn the_order_of_the_inputs_changes_no_byte() {
    for incident in incidents() {
        let mut inputs = incident.inputs();
        let forward = text::document(&report(&inputs));
        inputs.reverse();
        assert_eq!(text::document(&report(&inputs)), forward, "{}", incident.name);
        let third = inputs.len() / 3;
        inputs.rotate_left(third);
        assert_eq!(text::document(&report(&inputs)), forward, "{}", incident.name);
    }
}

#[test]
fn snapshots_whose_counts_fell_are_in_another_group_even_where_no_two_are_proven_to_be_of_one_process() {
    let restarted = incidents().iter().find(|incident| incident.name == "other_restart").unwrap();
    let mut heaps = restarted.inputs();
    heaps.retain(|input| input.kind == Kind::Heap);
    let (report, groups) = diagnose::with_groups(&heaps, &Options::default());
    assert!(report.inputs.iter().all(|input| input.process.is_none()));
    assert_eq!(groups, [1, 1, 1, 2, 2, 2, 2].map(Some));
}

#[test]
fn every_piece_of_evidence_has_its_sentence_and_its_input() {
    for incident in incidents() {
        let report = report(&incident.inputs());
        let document: Value = serde_json::from_str(&text::document(&report)).unwrap();
        for evidence in document["evidence"].as_array().unwrap() {
            assert!(evidence["text"].as_str().is_some_and(|text| text.len() > 10), "{}: {evidence}", incident.name);
            let input = evidence["input"].as_u64();
            assert!(input.is_none_or(|input| (input as usize) < report.inputs.len()), "{}: {evidence}", incident.name);
        }
    }
}

#[test]
fn no_inputs_are_inconclusive_and_ask_for_a_pod_and_a_profile() {
    let report = report(&[]);
    assert_eq!(report.class, diagnose::report::Class::Inconclusive);
    assert_eq!(report.next_capture.len(), 3, "the pod, a heap, and what to do if none is served");
}

/// The parts of the budget and what is free add up to the limit.
#[test]
fn the_budget_adds_up() {
    for incident in incidents() {
        let budget = serde_json::to_value(report(&incident.inputs()).budget).unwrap();
        let bytes = |part: &Value| part["bytes"].as_u64().unwrap_or(0);
        let Some(limit) = budget["limit"]["bytes"].as_u64() else { continue };
        if budget["live_heap"].is_null() {
            continue;
        }
        let parts: u64 =
            budget.as_object().unwrap().iter().filter(|(key, _)| *key != "limit").map(|(_, part)| bytes(part)).sum();
        assert_eq!(parts, limit, "{}", incident.name);
    }
}
