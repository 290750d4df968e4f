//! The Content-Security-Policy of the two editions: what keeps the promise that nothing leaves the browser.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The hosted page: its own files and nothing else. Workers start from a Blob in both editions.
pub(crate) const HOSTED: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; font-src 'self'; \
    base-uri 'none'; form-action 'none'";

/// What a policy in the document cannot say, so the server does.
pub(crate) const SERVER_ONLY: &str = "frame-ancestors 'none'";

/// The one-file page: these inline scripts and this style, and no connection at all.
pub(crate) fn one_file(scripts: &[&str], style: &str) -> String {
    let scripts: Vec<String> = scripts.iter().map(|script| source_hash(script)).collect();
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data: blob:; connect-src 'none'; \
         worker-src blob:; base-uri 'none'; form-action 'none'",
        scripts.join(" "),
        source_hash(style)
    )
}

/// The hash source of an inline element: over exactly the text between its tags.
fn source_hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::{HOSTED, one_file};

    #[test]
    fn the_hosted_page_connects_to_its_own_files_only() {
        assert!(HOSTED.contains("default-src 'none'") && HOSTED.contains("connect-src 'self';"));
        assert!(!HOSTED.contains("http") && !HOSTED.contains('*') && !HOSTED.contains("'unsafe-inline'"));
    }

    #[test]
    fn the_one_file_page_names_its_scripts_by_hash_and_connects_to_nothing() {
        let policy = one_file(&["alert('Hello, world.');"], "");
        // The example of the Content Security Policy specification, section "Using hashes".
        assert!(policy.contains("script-src 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=' 'wasm-unsafe-eval'"));
        assert!(policy.contains("connect-src 'none'") && !policy.contains("'self'"));
    }
}
