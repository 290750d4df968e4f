//! A small web server for `dist/`: this machine only, known file types, the headers the page is meant to be served with.

use std::fs;
use std::io::Cursor;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, anyhow};
use tiny_http::{Header, Method, Request, Response, Server};

use crate::csp;

const THREADS: usize = 4;

/// Serves `folder` on 127.0.0.1 from background threads, for as long as this program runs. Port 0 takes a free one.
pub(crate) fn start(folder: &Path, port: u16) -> Result<SocketAddr> {
    let server = Server::http(("127.0.0.1", port))
        .map_err(|error| anyhow!("port {port} can't be used ({error}): choose another with --port"))?;
    let address = server.server_addr().to_ip().context("the server has no address")?;
    let server = Arc::new(server);
    for _ in 0..THREADS {
        let (server, folder) = (Arc::clone(&server), folder.to_owned());
        thread::spawn(move || {
            while let Ok(request) = server.recv() {
                answer(request, &folder);
            }
        });
    }
    Ok(address)
}

fn answer(request: Request, folder: &Path) {
    let response = match request.method() {
        Method::Get | Method::Head => {
            find(folder, request.url()).map_or_else(|| plain(404, "not found"), |file| reply(&request, &file))
        }
        _ => plain(405, "only GET and HEAD are answered"),
    };
    // An error here means that the browser went away.
    let _ = request.respond(response);
}

/// The file a request path names. The folder is flat and its names are plain, so anything else is not found: there is no
/// path to climb out with.
fn find(folder: &Path, url: &str) -> Option<PathBuf> {
    let name = url.split(['?', '#']).next()?.strip_prefix('/')?;
    let name = if name.is_empty() { "index.html" } else { name };
    let is_plain =
        name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) && !name.starts_with('.');
    let path = folder.join(name);
    (is_plain && path.is_file()).then_some(path)
}

fn reply(request: &Request, path: &Path) -> Response<Cursor<Vec<u8>>> {
    let (bytes, encoding) = read_encoded(path, &accepted_encodings(request));
    let Some(bytes) = bytes else { return plain(404, "not found") };
    let mut response = Response::from_data(bytes);
    for (name, value) in headers(path) {
        response.add_header(header(name, value));
    }
    if let Some(encoding) = encoding {
        response.add_header(header("Content-Encoding", encoding));
    }
    response
}

/// The compressed copy beside a file when the browser takes it, else the file.
fn read_encoded(path: &Path, accepted: &str) -> (Option<Vec<u8>>, Option<&'static str>) {
    for (encoding, extension) in [("br", "br"), ("gzip", "gz")] {
        let is_accepted =
            accepted.split(',').any(|one| one.split(';').next().is_some_and(|name| name.trim() == encoding));
        let mut beside = path.as_os_str().to_owned();
        beside.push(".");
        beside.push(extension);
        if is_accepted && let Ok(bytes) = fs::read(beside) {
            return (Some(bytes), Some(encoding));
        }
    }
    (fs::read(path).ok(), None)
}

fn accepted_encodings(request: &Request) -> String {
    let field = request.headers().iter().find(|header| header.field.equiv("Accept-Encoding"));
    field.map(|header| header.value.as_str().to_owned()).unwrap_or_default()
}

fn headers(path: &Path) -> Vec<(&'static str, &'static str)> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let mut headers = vec![
        ("Content-Type", content_type(name)),
        ("Cache-Control", cache_control(name)),
        ("Vary", "Accept-Encoding"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
        ("Content-Security-Policy", csp::SERVER_ONLY),
    ];
    // The one-file edition brings its own, stricter policy, which names its inline scripts.
    if name != "oomscope.html" {
        headers.push(("Content-Security-Policy", csp::HOSTED));
    }
    headers
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("webmanifest") => "application/manifest+json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// A name with a content hash never means anything else; the others are asked for again each time.
fn cache_control(name: &str) -> &'static str {
    let hash = name.split('.').next().and_then(|stem| stem.rsplit_once('-')).map(|(_, hash)| hash);
    if hash.is_some_and(|hash| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

fn plain(status: u16, text: &str) -> Response<Cursor<Vec<u8>>> {
    Response::from_string(text).with_status_code(status).with_header(header("X-Content-Type-Options", "nosniff"))
}

fn header(name: &str, value: &str) -> Header {
    #[expect(clippy::expect_used, reason = "every name and value is a constant of this file")]
    Header::from_bytes(name, value).expect("a valid header")
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    fn get(path: &str) -> (String, Vec<u8>) {
        let folder = std::env::temp_dir().join(format!("oomscope-server-{}-{}", std::process::id(), path.len()));
        fs::create_dir_all(folder.join("sub")).unwrap();
        fs::write(folder.join("index.html"), "the page").unwrap();
        fs::write(folder.join("app-0123456789abcdef.js"), "script").unwrap();
        fs::write(folder.join("app-0123456789abcdef.js.br"), "brotli").unwrap();
        fs::write(folder.join("sub/secret.txt"), "secret").unwrap();
        fs::write(folder.join(".hidden"), "secret").unwrap();
        let address = start(&folder, 0).unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip, br;q=1.0\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        let end = all.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        (String::from_utf8(all[..end].to_vec()).unwrap(), all[end + 4..].to_vec())
    }

    #[test]
    fn the_page_is_served_with_its_type_and_its_policy() {
        let (head, body) = get("/?x#y");
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        assert!(head.contains("Content-Type: text/html; charset=utf-8"));
        assert!(head.contains("Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"));
        assert!(head.contains("frame-ancestors 'none'") && head.contains("nosniff") && head.contains("no-cache"));
        assert_eq!(body, b"the page");
    }

    #[test]
    fn a_hashed_file_is_kept_for_ever_and_sent_compressed() {
        let (head, body) = get("/app-0123456789abcdef.js");
        assert!(head.contains("Content-Encoding: br") && head.contains("immutable"), "{head}");
        assert!(head.contains("Content-Type: text/javascript"));
        assert_eq!(body, b"brotli");
    }

    #[test]
    fn nothing_outside_the_folder_or_below_it_is_served() {
        for path in
            ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/sub/secret.txt", "//etc/passwd", "/.hidden", "/absent.txt"]
        {
            assert!(get(path).0.starts_with("HTTP/1.1 404"), "{path}");
        }
    }
}
