//! The JSON document of a report (schema 1), the same bytes wherever it is written.

use diagnose::report::Report;
use serde_json::{Map, Value};

use crate::{English, Fixed, Sentences};

/// Writes a report as the JSON document of the contract, pretty-printed, with a line feed at the end. Its sentences
/// are English whatever language the page shows: a reader of the document has the ids.
pub fn document(report: &Report) -> String {
    let Ok(mut document) = serde_json::to_value(report) else { return String::new() };
    say(&mut document, "evidence", |index| {
        report.evidence.get(index).map(|evidence| English.finding(&evidence.finding))
    });
    say(&mut document, "next_capture", |index| report.next_capture.get(index).map(|next| English.capture(next.why)));
    for (index, also) in report.contributing.iter().enumerate() {
        for (key, left, fixed) in [("left", &also.left, Fixed::Main), ("main_left", &also.main_left, Fixed::Other)] {
            let object = document.pointer_mut(&format!("/contributing/{index}/{key}"));
            if let (Some(left), Some(Value::Object(object))) = (left, object) {
                put(object, English.left(left, fixed));
            }
        }
    }
    for (index, input) in report.inputs.iter().enumerate() {
        let Some(object) = document.pointer_mut(&format!("/inputs/{index}")) else { continue };
        say(object, "warnings", |index| input.warnings.get(index).map(|warning| English.warning(&warning.kind)));
        if let (Some(error), Some(Value::Object(object))) = (&input.error, object.get_mut("error")) {
            put(object, English.error(error));
        }
    }
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

/// Puts a sentence into every object of the array `key`.
fn say(object: &mut Value, key: &str, sentence: impl Fn(usize) -> Option<String>) {
    let Some(Value::Array(array)) = object.get_mut(key) else { return };
    for (index, entry) in array.iter_mut().enumerate() {
        if let (Value::Object(entry), Some(sentence)) = (entry, sentence(index)) {
            put(entry, sentence);
        }
    }
}

fn put(object: &mut Map<String, Value>, sentence: String) {
    object.insert("text".to_owned(), Value::String(sentence));
}
