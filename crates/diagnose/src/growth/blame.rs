//! Which frame of a stack a person would go and change.

use decode::pprof::symbol::{self, Origin};
use decode::pprof::{Frame, Profile};

/// The frame to blame for a stack (leaf first): the innermost one of the program itself; else of a third-party
/// library; else, where only the standard library is on the stack (as under a transport's own goroutines), the
/// innermost frame of the package that started it. `None` for the profiler's own work and for stacks without names.
pub(crate) fn frame(profile: &Profile, frames: &[Frame]) -> Option<Frame> {
    let named = |frame: &Frame| (profile.function_name(frame), profile.file_name(frame));
    let index = index(&frames.iter().map(named).collect::<Vec<_>>())?;
    frames.get(index).copied()
}

/// The same for a stack of function and file names.
pub(crate) fn index(frames: &[(&str, &str)]) -> Option<usize> {
    if frames.iter().any(|(name, _)| is_profiler(name)) {
        return None;
    }
    let origin = |(name, file): &(&str, &str)| symbol::origin(name, file);
    let innermost = |wanted: Origin| frames.iter().position(|frame| origin(frame) == wanted);
    let started_by = frames.iter().rev().find(|frame| origin(frame) != Origin::Runtime);
    let of_starter = || {
        let package = symbol::package(started_by?.0);
        frames.iter().position(|(name, _)| symbol::package(name) == package)
    };
    let goroutine = || frames.iter().position(|(name, _)| *name == NEW_GOROUTINE);
    let program = innermost(Origin::Application).or_else(|| innermost(Origin::ThirdParty));
    program.or_else(of_starter).or_else(goroutine).or((!frames.is_empty()).then_some(0))
}

/// The frame to blame for a goroutine: that of [`index`], but for one that the standard library started for itself the
/// function it was started with.
pub(crate) fn goroutine(frames: &[(&str, &str)]) -> Option<usize> {
    let index = index(frames)?;
    let (name, file) = frames.get(index)?;
    if symbol::origin(name, file) != Origin::Standard {
        return Some(index);
    }
    let package = symbol::package(name);
    frames.iter().rposition(|(name, _)| symbol::package(name) == package)
}

/// The runtime function that allocates the structure of a goroutine (reused and never freed).
pub(crate) const NEW_GOROUTINE: &str = "runtime.malg";
/// Bytes of such a structure, at least (416 in Go 1.19, 480 in Go 1.26).
pub(crate) const GOROUTINE_BYTES: i64 = 416;

/// Whether a function of the HTTP client makes a connection: each keeps two goroutines and their buffers for as long
/// as its response body is not closed.
pub(crate) fn is_connection(function: &str) -> bool {
    function.starts_with("net/http.(*Transport).dialConn") || function.starts_with("net/http.(*persistConn).")
}

/// Whether a function makes the buffers of a connection that the HTTP server has open or has handed over: they come
/// from a pool and go back when the connection's goroutine ends (`net/http/server.go`).
pub(crate) fn is_served_connection(function: &str) -> bool {
    ["net/http.newBufioReader", "net/http.newBufioWriterSize"].contains(&function)
}

/// Whether a function makes connections, each with goroutines for as long as it is there.
pub(crate) fn comes_with_goroutine(function: &str) -> bool {
    is_connection(function) || is_served_connection(function)
}

/// Whether a function works for the profiler: what it allocates is there because someone is looking.
fn is_profiler(function: &str) -> bool {
    ["runtime/pprof.", "net/http/pprof.", "internal/profile."].iter().any(|package| function.starts_with(package))
}
