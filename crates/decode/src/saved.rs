//! What oomscope itself has made: a report saved as JSON, and a link.

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

/// A link made by oomscope, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareLink {
    /// The version of its payload.
    pub version: u32,
    /// What follows the version, in base64url.
    pub payload: String,
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

/// Reads a text that is a link or what follows its `#`: `#<version>.<payload>`. `None` if it is something else.
pub(crate) fn link(text: &str) -> Option<ShareLink> {
    let text = text.trim().trim_matches(['<', '>']);
    let (address, fragment) = text.split_once('#')?;
    let is_address = ["https://", "http://", "file://"].iter().any(|scheme| address.starts_with(scheme));
    let (version, payload) = fragment.split_once('.')?;
    let is_digits = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    // A heading such as `#1.intro` is no link: a payload is longer than a word.
    let is_payload = payload.len() >= 16 && payload.bytes().all(is_base64);
    let is_link = (address.is_empty() || is_address) && is_digits && is_payload;
    is_link.then(|| Some(ShareLink { version: version.parse().ok()?, payload: payload.to_owned() }))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_read_with_and_without_their_address() {
        let fragment = "#1.AbCd_efgh-0123456789";
        for text in [
            fragment.to_owned(),
            format!("https://example.com/oomscope/{fragment}\n"),
            format!("<file:///a.html{fragment}>"),
        ] {
            let found = link(&text).unwrap();
            assert_eq!((found.version, found.payload.as_str()), (1, "AbCd_efgh-0123456789"), "{text}");
        }
        for text in [
            "#1.intro",
            "# 1.AbCd_efgh-0123456789",
            "see #12.x",
            "#v1.AbCd_efgh-0123456789",
            "#1.AbCd efgh-0123456789",
            "",
        ] {
            assert_eq!(link(text), None, "{text}");
        }
    }

    #[test]
    fn only_a_report_is_a_report() {
        let json = r#"{"schema": 1, "inputs": [{}, {}], "class": "leak", "evidence": [], "recommendation": {}}"#;
        assert_eq!(report(json), Some(SavedReport { schema: 1, class: "leak".into(), inputs: 2 }));
        assert_eq!(report(r#"{"schema": 1, "class": "leak", "inputs": []}"#), None);
    }
}
