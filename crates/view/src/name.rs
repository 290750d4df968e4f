//! Function names as people read them: without the compiler's noise, and short enough for a box.

use std::borrow::Cow;
use std::collections::BTreeSet;

use decode::pprof::symbol::{self, Origin};

/// A function's name without the noise of the compiler: type arguments of generics, which are mere shapes
/// (`[go.shape.int]`), become `[…]`, and the numbers of closures follow a `λ`.
///
/// `main.Map[go.shape.int,go.shape.string].Put.func1.2` gives `main.Map[…].Put.λ1.2`.
pub fn folded(name: &str) -> String {
    plain(name).into_owned()
}

/// The same; most names have no noise.
fn plain(name: &str) -> Cow<'_, str> {
    let is_plain = !name.contains('[') && !name.contains(".func");
    if is_plain { Cow::Borrowed(name) } else { Cow::Owned(closures(&without_shapes(name))) }
}

/// [`folded`], without the folders of the package's path: `dingdan.(*Cache).Put` for
/// `corp.example/shop/dingdan.(*Cache).Put`.
pub fn short(name: &str) -> String {
    without_folders(&plain(name)).to_owned()
}

fn without_folders(folded: &str) -> &str {
    // Slashes inside a receiver or type argument belong to the name.
    let end = folded.find(['(', '[']).unwrap_or(folded.len());
    folded[..end].rfind('/').map_or(folded, |slash| &folded[slash + 1..])
}

fn without_shapes(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(open) = rest.find('[') {
        let Some(close) = closing(&rest[open..]) else { break };
        plain.push_str(&rest[..open]);
        let arguments = &rest[open + 1..open + close];
        if arguments.contains("go.shape.") || arguments == "..." {
            plain.push_str("[…]");
        } else {
            plain.push_str(&rest[open..=open + close]);
        }
        rest = &rest[open + close + 1..];
    }
    plain.push_str(rest);
    plain
}

/// Index of the bracket that closes the one `text` starts with.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, character) in text.char_indices() {
        match character {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(index);
        }
    }
    None
}

/// `run.func1.2` is closure 2 in closure 1 of `run`; `glob..func1` is a closure outside all functions.
fn closures(name: &str) -> String {
    let name = name.replace(".glob..func", ".func");
    let parts: Vec<&str> = name.split(".func").collect();
    let numbered = |part: &&str| {
        let digits = part.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        digits.is_empty() && !part.is_empty()
    };
    let closures = parts.iter().skip(1).rev().take_while(|part| numbered(part)).count();
    if closures == 0 {
        return name;
    }
    let (function, numbers) = parts.split_at(parts.len() - closures);
    format!("{}.λ{}", function.join(".func"), numbers.join("."))
}

/// Columns a text takes in a font of fixed width: East Asian wide characters take two, marks that combine none.
pub fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

fn width(character: char) -> usize {
    match u32::from(character) {
        0x0300..=0x036f | 0x200b..=0x200f | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

/// A text of at most `room` columns: the text itself if it fits, else its start and its end with `…` between, more of
/// the end, as that is where names differ. Empty if there is room for less than five columns: three letters of a name say nothing.
pub fn elided(text: &str, room: usize) -> String {
    if columns(text) <= room {
        return text.to_owned();
    }
    if room < 5 {
        return String::new();
    }
    let head = taken(text.chars(), (room - 1) * 2 / 5);
    let tail = taken(text.chars().rev(), room - 1 - columns(&head));
    let mut elided = head;
    elided.push('…');
    elided.extend(tail.chars().rev());
    elided
}

/// As many characters as fit into `room` columns.
fn taken(characters: impl Iterator<Item = char>, room: usize) -> String {
    let mut left = room;
    let fits = |character: &char| {
        let fits = width(*character) <= left;
        left = left.saturating_sub(width(*character));
        fits
    };
    characters.take_while(fits).collect()
}

/// What a box with room for so many columns says of a function: its name without noise, without folders if that is too
/// long, else elided.
pub fn label(name: &str, room: usize) -> String {
    if room == 0 {
        return String::new();
    }
    let whole = plain(name);
    if columns(&whole) <= room { whole.into_owned() } else { elided(without_folders(&whole), room) }
}

/// A regular expression for `show` that keeps the program's own frames: functions of the modules whose code is neither the
/// runtime's, nor the standard library's, nor fetched from elsewhere. `functions` are names with their files. `None` if
/// there are none, or nothing else.
pub fn own_modules<'a>(functions: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<String> {
    let mut modules = BTreeSet::new();
    let mut has_others = false;
    for (name, file) in functions {
        match symbol::origin(name, file) {
            Origin::Application => drop(modules.insert(module(symbol::package(name)))),
            Origin::Runtime | Origin::Standard | Origin::ThirdParty => has_others = true,
        }
    }
    let modules: Vec<String> = modules.into_iter().map(regex::escape).collect();
    (has_others && !modules.is_empty()).then(|| format!("^({})[./]", modules.join("|")))
}

/// The likely module of a package: profiles don't say where its path ends. On the large hosts it has three elements, on
/// others two, and without a host one.
fn module(package: &str) -> &str {
    let host = package.split('/').next().unwrap_or_default();
    let elements = match host {
        "github.com" | "gitlab.com" | "bitbucket.org" => 3,
        host if host.contains('.') => 2,
        _ => 1,
    };
    let end = package.match_indices('/').nth(elements - 1).map_or(package.len(), |(end, _)| end);
    &package[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_and_closures_are_folded() {
        let cases = [
            ("main.run", "main.run"),
            ("slices.Grow[go.shape.[]uint8,go.shape.uint8]", "slices.Grow[…]"),
            ("main.(*Stack[go.shape.struct { main.a int }]).Push", "main.(*Stack[…]).Push"),
            ("main.(*Stack[...]).Push", "main.(*Stack[…]).Push"),
            ("main.Map[int].Put", "main.Map[int].Put"),
            ("main.run.func1", "main.run.λ1"),
            ("main.run.func1.2", "main.run.λ1.2"),
            ("main.run.func1.func3", "main.run.λ1.3"),
            ("main.glob..func1", "main.λ1"),
            ("main.run.func1.gowrap1", "main.run.func1.gowrap1"),
            ("main.function", "main.function"),
            ("a[go.shape.int", "a[go.shape.int"),
        ];
        for (name, plain) in cases {
            assert_eq!(folded(name), plain, "{name}");
        }
    }

    #[test]
    fn short_names_lose_folders_but_not_receivers() {
        let cases = [
            ("corp.example/shop/dingdan.(*缓存).放入", "dingdan.(*缓存).放入"),
            ("net/http.HandlerFunc.ServeHTTP", "http.HandlerFunc.ServeHTTP"),
            ("main.(*T[a/b.C]).M", "main.(*T[a/b.C]).M"),
            ("main.run.func1", "main.run.λ1"),
        ];
        for (name, plain) in cases {
            assert_eq!(short(name), plain, "{name}");
        }
    }

    #[test]
    fn names_are_elided_in_their_middle_by_columns() {
        assert_eq!(elided("main.(*SessionCache).Put", 12), "main…he).Put");
        assert_eq!(elided("订单订单订单", 7), "订…订单");
        assert_eq!(elided("abcdef", 6), "abcdef");
        assert_eq!(elided("abcdef", 4), "");
        for room in 0..20 {
            assert!(columns(&elided("corp/订单.(*缓存).放入放入放入", room)) <= room, "{room}");
        }
    }

    #[test]
    fn a_label_drops_folders_before_letters() {
        assert_eq!(label("corp.example/shop.Put", 21), "corp.example/shop.Put");
        assert_eq!(label("corp.example/shop.Put", 20), "shop.Put");
        assert_eq!(label("corp.example/shop.Put", 6), "sh…Put");
    }

    #[test]
    fn the_own_modules_are_what_is_neither_go_nor_fetched() {
        let functions = [
            ("main.run", "/src/main.go"),
            ("corp.example/shop/dingdan.(*Cache).Put", "/src/dingdan/cache.go"),
            ("corp.example/shop/api.Serve", "/src/api/api.go"),
            ("github.com/acme/lib/x.F", "/src/x/x.go"),
            ("net/http.(*conn).serve", "net/http/server.go"),
            ("golang.org/x/net/http2.Read", "/go/pkg/mod/golang.org/x/net@v0.30.0/http2/frame.go"),
        ];
        let pattern = own_modules(functions).unwrap();
        assert_eq!(pattern, r"^(corp\.example/shop|github\.com/acme/lib|main)[./]");
        assert_eq!(own_modules([("main.run", "")]), None, "nothing would change");
        assert_eq!(own_modules([("net/http.serve", "")]), None);
    }
}
