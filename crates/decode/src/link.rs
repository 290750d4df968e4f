//! Links and reports that oomscope made, told from other text. What they hold is opened by the crate `share`.

use crate::Kind;

/// The element of a saved report that holds the incident, as oomscope writes it.
pub const INCIDENT_TAG: &str = r#"<script id="incident" type="text/plain">"#;

/// The kind and the link, from `#` on, of text that is a link and nothing else, or of a page with an incident in it.
pub(crate) fn read(text: &str) -> Option<(Kind, Box<str>)> {
    if let Some((_, after)) = text.split_once(INCIDENT_TAG) {
        let (link, _) = after.split_once("</script>").unwrap_or((after, ""));
        return Some((Kind::SavedReport, fragment(link)?.into()));
    }
    if let Some(link) = in_words(text) {
        return Some((Kind::ShareLink, link.into()));
    }
    let link = fragment(text)?;
    // White space is what mail programs put into long links.
    let mut payload = link.bytes().skip_while(|byte| *byte != b'.').skip(1);
    let is_payload = |byte: u8| byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace() || b"-_>).,".contains(&byte);
    payload.all(is_payload).then(|| (Kind::ShareLink, link.into()))
}

/// Characters before the address of a link in a message, and of a link that can't be anything else.
const MESSAGE: usize = 400;
const CERTAIN: usize = 60;

/// From the `#` on, a link that stands in a message: what chat tools set around a link does not hide it. So long a payload
/// after an address can't be anything else.
fn in_words(text: &str) -> Option<&str> {
    let address = text.find("://")?;
    let hash = address + text[address..].find('#')?;
    let link = &text[hash..];
    let (version, payload) = link[1..].split_once('.')?;
    let is_version = (1..10).contains(&version.len()) && version.bytes().all(|byte| byte.is_ascii_digit());
    let is_own = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let is_certain = payload.bytes().take_while(is_own).count() >= CERTAIN;
    let is_address = hash < MESSAGE && !text[address..hash].contains(char::is_whitespace);
    (is_version && is_certain && is_address).then_some(link)
}

/// From the `#` of `#<digits>.` on, where what stands before it is an address or nothing.
fn fragment(text: &str) -> Option<&str> {
    let text = text.trim().trim_matches(['<', '>']);
    let (address, _) = text.split_once('#')?;
    let link = &text[address.len()..];
    let (version, _) = link[1..].split_once('.')?;
    let is_version = !version.is_empty() && version.len() < 10 && version.bytes().all(|byte| byte.is_ascii_digit());
    let is_address = address.is_empty() || address.contains("://") && !address.contains(char::is_whitespace);
    (is_version && is_address).then_some(link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_told_from_text_that_only_holds_a_hash() {
        for link in ["#1.AbC-_9", " https://oomscope.example/#1.AbC\n", "file:///home/oomscope.html#12.Ab\nC"] {
            assert!(matches!(read(link), Some((Kind::ShareLink, _))), "{link}");
        }
        for text in ["# 1. Title", "#1 is first.", "see https://oomscope.example/#1.AbC", "#1.Title: first of", "a#1.b"]
        {
            assert!(read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_link_in_a_message_is_a_link() {
        let payload = "Ab-_".repeat(20);
        let link = format!("https://oomscope.example/#1.{payload}");
        for text in [format!("[down]({link})"), format!("see {link}, again: twice"), format!("<{link}|down again>")] {
            let (kind, found) = read(&text).unwrap();
            assert!(kind == Kind::ShareLink && found.starts_with(&format!("#1.{payload}")), "{text}");
        }
    }

    #[test]
    fn a_page_with_an_incident_in_it_is_a_saved_report() {
        let page = format!("<!doctype html>\n<p>#2.no</p>{INCIDENT_TAG}\n#1.AbC\n</script></body>");
        let (kind, link) = read(&page).unwrap();
        assert_eq!((kind, &*link), (Kind::SavedReport, "#1.AbC"));
        assert!(read("<!doctype html><body></body>").is_none());
    }
}
