//! The address that links start with, where it is not that of the page: for copies that are opened from disk.

use std::str::FromStr;

use anyhow::{Result, ensure};

/// An address of the web without a fragment, safe to stand in an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LinkBase(String);

impl LinkBase {
    /// The element of the page's head that names it; `web/src/js/share.rs` reads it.
    pub(crate) fn element(&self) -> String {
        format!("<meta name=\"link-base\" content=\"{}\">\n", self.0)
    }
}

impl FromStr for LinkBase {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let is_web = ["https://", "http://"].iter().any(|scheme| text.len() > scheme.len() && text.starts_with(scheme));
        ensure!(is_web, "an address starts with https:// or http://");
        // Everything else has to be percent-encoded in an address (RFC 3986, section 2); a fragment is what links add.
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~:/?[]@!$'()*+,;=%".contains(c);
        if let Some(wrong) = text.chars().find(|c| !allowed(*c)) {
            anyhow::bail!("an address to put a link behind has no {wrong:?}");
        }
        Ok(Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::LinkBase;

    #[test]
    fn an_address_of_the_web_is_taken_into_the_page() {
        let base: LinkBase = "https://oomscope.example/tools/?v=1".parse().unwrap();
        assert_eq!(base.element(), "<meta name=\"link-base\" content=\"https://oomscope.example/tools/?v=1\">\n");
    }

    #[test]
    fn what_is_no_address_or_would_leave_the_attribute_is_refused() {
        for wrong in [
            "",
            "https://",
            "oomscope.example",
            "file:///x.html",
            "https://a/#b",
            "https://a/\"><script>",
            "https://a b",
        ] {
            assert!(wrong.parse::<LinkBase>().is_err(), "{wrong}");
        }
    }
}
