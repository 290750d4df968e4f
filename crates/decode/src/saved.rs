//! A report that oomscope itself has saved as JSON.

use serde::Deserialize;
use serde::de::IgnoredAny;

/// A report saved as JSON. Its evidence is in the files it was made from, so nothing is judged by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedReport {
    /// The version of its form.
    pub schema: u64,
    /// `leak`, `tuning`, `not_oom` or `inconclusive`.
    pub class: String,
    /// How many inputs it was made from.
    pub inputs: usize,
}

/// Reads a JSON document that is a report; `None` if it is something else.
pub(crate) fn report(json: &str) -> Option<SavedReport> {
    #[derive(Deserialize)]
    struct Report {
        schema: u64,
        class: String,
        inputs: Vec<IgnoredAny>,
        // These two make it ours.
        #[serde(rename = "evidence")]
        _evidence: Vec<IgnoredAny>,
        #[serde(rename = "recommendation")]
        _recommendation: IgnoredAny,
    }
    let report: Report = serde_json::from_str(json).ok()?;
    Some(SavedReport { schema: report.schema, class: report.class, inputs: report.inputs.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_report_is_a_report() {
        let json = r#"{"schema": 1, "inputs": [{}, {}], "class": "leak", "evidence": [], "recommendation": {}}"#;
        assert_eq!(report(json), Some(SavedReport { schema: 1, class: "leak".into(), inputs: 2 }));
        assert_eq!(report(r#"{"schema": 1, "class": "leak", "inputs": []}"#), None);
    }
}
