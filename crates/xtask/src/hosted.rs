//! Writes the hosted edition: files named by their content, and compressed copies of them.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::csp;
use crate::page::Page;
use crate::static_files::StaticFiles;
use crate::template::fill;

/// Writes the page into `dist`.
pub(crate) fn write(dist: &Path, page: &Page, files: &StaticFiles) -> Result<()> {
    let named = |stem: &str, extension: &str, bytes: &[u8]| -> Result<String> {
        let name = format!("{stem}-{}.{extension}", content_hash(bytes));
        fs::write(dist.join(&name), bytes).with_context(|| format!("writing {name}"))?;
        Ok(name)
    };
    let wasm = named("app_bg", "wasm", &page.wasm)?;
    let glue = named("app", "js", page.glue.as_bytes())?;
    let boot = named("boot", "js", files.boot.as_bytes())?;
    let style = named("style", "css", files.style.as_bytes())?;
    let icon = named("icon", "svg", files.icon.as_bytes())?;
    let manifest = fill(&files.manifest, &[("icon", &icon)])?;
    let manifest = named("manifest", "webmanifest", manifest.as_bytes())?;

    let head = format!(
        r#"<script src="{boot}"></script>
<link rel="stylesheet" href="{style}">
<link rel="icon" type="image/svg+xml" href="{icon}">
<link rel="manifest" href="{manifest}">
<link id="wasm" rel="preload" as="fetch" crossorigin="anonymous" href="{wasm}">"#
    );
    let scripts = format!(r#"<script id="glue" src="{glue}" defer></script>"#);
    fs::write(dist.join("index.html"), files.page(csp::HOSTED, &head, &scripts)?).context("writing index.html")
}

/// Writes the service worker: its list of files is what is in `dist`, its version a hash of all their content. Its own
/// name never changes, so that browsers find the next one.
pub(crate) fn write_service_worker(dist: &Path, files: &StaticFiles) -> Result<()> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dist)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let mut all = Sha256::new();
    for name in &names {
        all.update(name);
        all.update(fs::read(dist.join(name))?);
    }
    let listed = names.iter().map(|name| if name == "index.html" { "\"./\"".to_owned() } else { format!("{name:?}") });
    let listed = format!("[{}]", listed.collect::<Vec<_>>().join(", "));
    let version = hexadecimal(&all.finalize());
    let worker = fill(&files.service_worker, &[("version", &version), ("files", &listed)])?;
    fs::write(dist.join("service_worker.js"), worker).context("writing service_worker.js")
}

/// Puts a `.br` and a `.gz` beside every file, for servers that send them as they are.
pub(crate) fn precompress(dist: &Path) -> Result<()> {
    for entry in fs::read_dir(dist)? {
        let entry = entry?;
        let bytes = fs::read(entry.path())?;
        let beside = |extension: &str| dist.join(format!("{}.{extension}", entry.file_name().display()));
        let mut gzip = GzEncoder::new(fs::File::create(beside("gz"))?, Compression::best());
        gzip.write_all(&bytes)?;
        gzip.finish()?;
        let parameters = brotli::enc::BrotliEncoderParams::default();
        brotli::BrotliCompress(&mut bytes.as_slice(), &mut fs::File::create(beside("br"))?, &parameters)?;
    }
    Ok(())
}

fn content_hash(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// 16 hexadecimal digits of a hash: enough that two builds never share a name.
fn hexadecimal(hash: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut digits = String::new();
    for byte in &hash[..8] {
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}
