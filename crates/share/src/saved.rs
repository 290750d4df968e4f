//! A report as one file: the page itself with an incident in it.

use decode::INCIDENT_TAG;

/// The page is not oomscope's one-file edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPage;

/// Puts an incident, as [`make`](crate::make) gives it, into the one-file edition of the page, in place of one that is in
/// it already. The result opens as that incident, and is told from other pages by [`INCIDENT_TAG`].
///
/// The element holds text, which no Content-Security-Policy forbids and no browser runs.
pub fn embed(page: &str, incident: &str) -> Result<String, NoPage> {
    const END: &str = "</script>";
    let place = |from: usize| page[from..].find(END).map(|end| (from, from + end + END.len()));
    let (from, to) = match page.find(INCIDENT_TAG) {
        Some(from) => place(from).ok_or(NoPage)?,
        None => page.rfind("</body>").map(|body| (body, body)).ok_or(NoPage)?,
    };
    // Only the one-file edition has its program in it.
    if !page.contains(r#"<script id="wasm" type="application/gzip">"#) {
        return Err(NoPage);
    }
    Ok([&page[..from], INCIDENT_TAG, incident, END, &page[to..]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<body><script id="wasm" type="application/gzip">H4sI</script></body></html>"#;

    #[test]
    fn an_incident_goes_before_the_end_and_replaces_an_older_one() {
        let first = embed(PAGE, "#1.A").unwrap();
        assert!(first.ends_with("#1.A</script></body></html>"));
        let second = embed(&first, "#1.B").unwrap();
        assert!(second.contains("#1.B</script></body>") && !second.contains("#1.A"));
    }

    #[test]
    fn other_pages_are_refused() {
        assert_eq!(embed("<body></body>", "#1.A"), Err(NoPage));
        assert_eq!(embed("no page at all", "#1.A"), Err(NoPage));
    }
}
