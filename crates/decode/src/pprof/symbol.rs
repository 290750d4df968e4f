//! What a Go function's name tells: its package, and whether that is the program's own code.

/// Where a function's code comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The Go runtime and its internals.
    Runtime,
    /// The rest of Go's standard library.
    Standard,
    /// A module fetched from elsewhere: its file lies in the module cache or a vendor folder.
    ThirdParty,
    /// Everything else: the program itself.
    Application,
}

impl Origin {
    /// All of them, from the runtime to the program.
    pub const ALL: [Self; 4] = [Self::Runtime, Self::Standard, Self::ThirdParty, Self::Application];
}

/// First path elements of the packages of Go's standard library, up to Go 1.27.
const STANDARD: [&str; 48] = [
    "archive",
    "bufio",
    "bytes",
    "cmp",
    "compress",
    "container",
    "context",
    "crypto",
    "database",
    "debug",
    "embed",
    "encoding",
    "errors",
    "expvar",
    "flag",
    "fmt",
    "go",
    "hash",
    "html",
    "image",
    "index",
    "internal",
    "io",
    "iter",
    "log",
    "maps",
    "math",
    "mime",
    "net",
    "os",
    "path",
    "plugin",
    "reflect",
    "regexp",
    "runtime",
    "slices",
    "sort",
    "strconv",
    "strings",
    "structs",
    "sync",
    "syscall",
    "testing",
    "text",
    "time",
    "unicode",
    "unique",
    "unsafe",
];

/// The import path of the package a Go function belongs to: `net/http` for `net/http.(*conn).serve`, `main` for
/// `main.run[...].func1`. Gives the whole name if it has no package.
pub fn package(function: &str) -> &str {
    let plain = function.split_once('[').map_or(function, |(before, _)| before);
    // A receiver or a type argument may hold slashes: look only before the first parenthesis.
    let plain = plain.split_once('(').map_or(plain, |(before, _)| before);
    let last_element = plain.rfind('/').map_or(0, |slash| slash + 1);
    match plain[last_element..].find('.') {
        Some(dot) => &plain[..last_element + dot],
        None => plain.trim_end_matches('.'),
    }
}

/// Where the code of `function` comes from, judged by its package and by its source file (as the profile has them).
/// The module cache is known by `/pkg/mod/`, by `@v` in the path (also with `-trimpath`) and by vendor folders.
pub fn origin(function: &str, file: &str) -> Origin {
    let package = package(function);
    let first = package.split('/').next().unwrap_or_default();
    if first == "runtime" && !package.starts_with("runtime/pprof") || package.starts_with("internal/runtime") {
        return Origin::Runtime;
    }
    if package.starts_with("vendor/") || STANDARD.contains(&first) && !file.contains("@v") {
        return Origin::Standard;
    }
    if file.contains("/pkg/mod/") || file.contains("@v") || file.contains("/vendor/") {
        return Origin::ThirdParty;
    }
    Origin::Application
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_found_in_every_form_of_go_name() {
        let cases = [
            ("main.main.func1", "main"),
            ("net/http.(*conn).serve", "net/http"),
            ("corp.example/shop/dingdan.(*缓存).放入", "corp.example/shop/dingdan"),
            ("slices.Grow[go.shape.[]uint8,go.shape.uint8]", "slices"),
            ("main.(*Cache[go.shape.struct { corp.example/a/b.T }]).Put", "main"),
            ("gopkg.in/yaml%2ev3.(*parser).parse", "gopkg.in/yaml%2ev3"),
            ("_cgo_abc", "_cgo_abc"),
        ];
        for (function, expected) in cases {
            assert_eq!(package(function), expected, "{function}");
        }
    }

    #[test]
    fn origins_tell_the_program_from_libraries() {
        let cases = [
            ("runtime.mallocgc", "/usr/local/go/src/runtime/malloc.go", Origin::Runtime),
            ("runtime/pprof.writeHeap", "/usr/local/go/src/runtime/pprof/pprof.go", Origin::Standard),
            ("net/http.(*conn).serve", "net/http/server.go", Origin::Standard),
            (
                "golang.org/x/net/http2.(*Framer).ReadFrame",
                "/go/pkg/mod/golang.org/x/net@v0.30.0/http2/frame.go",
                Origin::ThirdParty,
            ),
            ("main.(*SessionCache).Put", "/src/main.go", Origin::Application),
            ("corp.example/shop/lib.New", "/src/lib/lib.go", Origin::Application),
        ];
        for (function, file, expected) in cases {
            assert_eq!(origin(function, file), expected, "{function}");
        }
    }
}
