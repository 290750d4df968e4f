//! Source paths in the form pprof shows them.

use std::borrow::Cow;

/// The shortest path that means the same, by Go's `filepath.Clean` on Unix: no empty or `.` parts, `..` taken with the
/// part before it, no slash at the end. The empty path stays empty (Go makes it `.`; pprof never cleans it).
pub(crate) fn clean(path: &str) -> Cow<'_, str> {
    let is_odd = |part: &str| matches!(part, "" | "." | "..");
    let relative = path.strip_prefix('/').unwrap_or(path);
    if relative.is_empty() || !relative.split('/').any(is_odd) {
        return Cow::Borrowed(path);
    }
    let is_absolute = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if is_absolute => {}
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    Cow::Owned(match (is_absolute, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    })
}

/// What follows the last slash.
pub(crate) fn base_name(path: &str) -> &str {
    path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_cleaned_as_go_cleans_them() {
        // Results of filepath.Clean.
        let cases = [
            ("", ""),
            ("/", "/"),
            ("net/http/server.go", "net/http/server.go"),
            ("/src/main.go", "/src/main.go"),
            ("./main.go", "main.go"),
            ("a//b/./c/", "a/b/c"),
            ("a/../../b", "../b"),
            ("/../a", "/a"),
            ("a/..", "."),
            ("//a", "/a"),
        ];
        for (path, cleaned) in cases {
            assert_eq!(clean(path), cleaned, "{path}");
        }
    }
}
