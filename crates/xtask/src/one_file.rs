//! Writes the one-file edition: everything inlined, opens from disk, connects to nothing.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::csp;
use crate::page::Page;
use crate::static_files::StaticFiles;

/// Writes `dist/oomscope.html`. `licences` is the text of the third-party licences.
pub(crate) fn write(dist: &Path, page: &Page, files: &StaticFiles, licences: &str) -> Result<()> {
    for (name, text) in [("boot.js", &files.boot), ("the glue", &page.glue), ("the styles", &files.style)] {
        let lower = text.to_ascii_lowercase();
        let ends = ["</script", "</style", "<!--"].iter().any(|end| lower.contains(end));
        ensure!(!ends, "{name} can't be inlined: it holds text that would end or hide its own element");
    }
    let head = format!(
        r#"<script>{}</script>
<link rel="icon" type="image/svg+xml" href="data:image/svg+xml;base64,{}">
<style>{}</style>"#,
        files.boot,
        STANDARD.encode(&files.icon),
        files.style
    );
    let scripts = format!(
        r#"<script id="wasm" type="application/gzip">{}</script>
<script id="glue">{}</script>
<script id="licences" type="text/plain">
{}</script>"#,
        STANDARD.encode(gzip(&page.wasm)?),
        page.glue,
        licences.replace("</", "<\\/").replace("<!--", "<\\!--")
    );
    let policy = csp::one_file(&[&files.boot, &page.glue], &files.style);
    fs::write(dist.join("oomscope.html"), files.page(&policy, &head, &scripts)?).context("writing oomscope.html")
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
