//! What must not leave: everything that isn't known to be harmless.

use diagnose::report::Report;
use serde_json::Value;

/// Keys of the report whose strings may hold names that people gave, and pass.
pub(crate) const NAMES: [&str; 20] = [
    "base",
    "command",
    "container",
    "containers",
    "file",
    "from",
    "function",
    "kubectl",
    "name",
    "namespace",
    "node",
    "owner",
    "path",
    "place",
    "pod",
    "port",
    "program",
    "task",
    "volume",
    "yaml",
];

/// Keys whose strings are words of Kubernetes, of Go or of oomscope, and pass.
const WORDS: [&str; 17] = [
    "age",
    "env",
    "finished",
    "formula",
    "gogc",
    "handler",
    "phase",
    "qos",
    "raw",
    "reason",
    "started",
    "state",
    "taken_at",
    "type",
    "value",
    "signature",
    "version",
];

/// Keys of the report whose strings may hold anything; they are emptied.
pub const BLOCKED: [&str; 1] = ["message"];

/// Keys of warnings and errors of inputs that pass: these may quote the input itself.
const OF_PROBLEMS: [&str; 4] = ["id", "fault", "what", "table"];

/// Keys whose strings pass. Every key of the report that can hold a string chosen by people or programs is here or in
/// [`BLOCKED`]; a test holds that. Strings that are ids of oomscope's own (`heap_growth`) pass under any key.
pub const PASSED: [&str; NAMES.len() + WORDS.len()] = {
    let mut all = [""; NAMES.len() + WORDS.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = if at < NAMES.len() { NAMES[at] } else { WORDS[at - NAMES.len()] };
        at += 1;
    }
    all
};

/// The report as its JSON document, without prose, without nulls, without anything that must not leave: messages of
/// events and programs, quotes of inputs, IP addresses, queries of probes.
pub fn scrubbed(report: &Report) -> Value {
    let mut document = serde_json::to_value(report).unwrap_or_default();
    walk(&mut document, "", false);
    document
}

fn walk(value: &mut Value, key: &str, of_problem: bool) {
    match value {
        Value::String(text) => *text = passed(text, key, of_problem),
        Value::Array(values) => values.iter_mut().for_each(|value| walk(value, key, of_problem)),
        Value::Object(fields) => {
            fields.retain(|_, value| !value.is_null());
            for (key, value) in fields {
                walk(value, key, of_problem || matches!(key.as_str(), "warnings" | "error"));
            }
        }
        _ => {}
    }
}

fn passed(text: &str, key: &str, of_problem: bool) -> String {
    let may = if of_problem { OF_PROBLEMS.contains(&key) } else { PASSED.contains(&key) || is_id(text, key) };
    match key {
        _ if !may => String::new(),
        "path" => without_addresses(text.split(['?', '%', ';']).next().unwrap_or_default()),
        _ if NAMES.contains(&key) => without_addresses(text),
        _ => text.to_owned(),
    }
}

/// Whether a string is one of oomscope's own ids: `heap_growth`.
fn is_id(text: &str, key: &str) -> bool {
    let of_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !BLOCKED.contains(&key) && text.len() <= 40 && text.chars().all(of_id)
}

/// The text with every IP address replaced: four numbers up to 255 joined by dots, or by dashes as in names of nodes;
/// hexadecimal groups joined by colons.
pub(crate) fn without_addresses(text: &str) -> String {
    let of_address = |c: char| c.is_ascii_hexdigit() || matches!(c, '.' | '-' | ':');
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(of_address) {
        let end = rest[start..].find(|c| !of_address(c)).map_or(rest.len(), |end| start + end);
        clean.push_str(&rest[..start]);
        clean.push_str(&masked(&rest[start..end]));
        rest = &rest[end..];
    }
    clean.push_str(rest);
    clean
}

const MASK: &str = "[ip]";

fn masked(run: &str) -> String {
    if is_ipv6(run) {
        return MASK.to_owned();
    }
    let mut numbers: Vec<(usize, &str)> = Vec::new();
    for part in run.split(['.', '-', ':']) {
        let start = part.as_ptr() as usize - run.as_ptr() as usize;
        let is_number = part.len() <= 3 && part.parse::<u16>().is_ok_and(|number| number <= 255);
        let follows = numbers.last().is_some_and(|(at, before)| {
            let separator = &run[at + before.len()..start];
            matches!(separator, "." | "-")
                && numbers.get(1).is_none_or(|(second, _)| &run[second - 1..*second] == separator)
        });
        if !(is_number && follows) {
            numbers.clear();
        }
        if is_number {
            numbers.push((start, part));
        }
        if let [(from, _), _, _, _] = numbers[..] {
            return format!("{}{MASK}{}", &run[..from], masked(&run[start + part.len()..]));
        }
    }
    run.to_owned()
}

fn is_ipv6(run: &str) -> bool {
    let run = run.trim_end_matches(['.', '-']);
    let groups: Vec<&str> = run.split(':').collect();
    let fits = |group: &&str| group.len() <= 4 && group.chars().all(|c| c.is_ascii_hexdigit());
    let short = run.contains("::") && run.chars().any(|c| c.is_ascii_digit());
    groups.len() > 2 && groups.iter().all(fits) && (groups.len() == 8 || short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_every_form_and_nothing_else_is() {
        let cases = [
            ("ip-10-0-12-34.eu-west-1.compute.internal", "ip-[ip].eu-west-1.compute.internal"),
            ("kubelet, 192.168.1.17", "kubelet, [ip]"),
            ("http://10.1.2.3:8080/x", "http://[ip]:8080/x"),
            ("fe80::1", "[ip]"),
            ("2001:db8:0:0:0:0:2:1", "[ip]"),
            ("std::vector", "std::vector"),
            ("main.(*cache).put:12", "main.(*cache).put:12"),
            ("2026-11-21T01:25:54Z", "2026-11-21T01:25:54Z"),
            ("v1.27.3", "v1.27.3"),
            ("sessionsvc-72bd85b2df-284e3", "sessionsvc-72bd85b2df-284e3"),
            ("1Gi", "1Gi"),
        ];
        for (text, clean) in cases {
            assert_eq!(without_addresses(text), clean, "{text}");
        }
    }
}
