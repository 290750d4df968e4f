//! How much of a dropped file is read at most, and how its reader reports progress and is stopped.

use std::ops::ControlFlow;

/// Upper bounds on what one input may cost. Every decoder takes them; passing one is an error that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one input as dropped. Default 1 GiB.
    pub input_bytes: usize,
    /// Bytes of one input after decompression. Default 1 GiB: a wasm32 page has 4 GiB for everything.
    pub inflated_bytes: usize,
    /// Samples in one profile. Default 10 million.
    pub samples: usize,
    /// Frames in one stack, inlined ones counted. Default 100,000 (Go records 128 locations at most).
    pub stack_depth: usize,
    /// Entries in a profile's string table. Default 10 million.
    pub strings: usize,
    /// Bytes in one line of text. Default 8 MiB (a JSON log line holding a stack dump is long).
    pub line_bytes: usize,
    /// Files inside one archive. Default 2,000.
    pub archive_entries: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            input_bytes: 1 << 30,
            inflated_bytes: 1 << 30,
            samples: 10_000_000,
            stack_depth: 100_000,
            strings: 10_000_000,
            line_bytes: 8 << 20,
            archive_entries: 2_000,
        }
    }
}

/// How far a decoder has come, in bytes of the input as dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read so far.
    pub done: usize,
    /// Bytes there are.
    pub total: usize,
}

/// Called by decoders now and then (about every MiB). `Break` stops the decoder with
/// [`DecodeError::Cancelled`](crate::error::DecodeError::Cancelled).
pub type Watch<'a> = dyn FnMut(Progress) -> ControlFlow<()> + 'a;

/// A [`Watch`] that lets everything go on, for callers that neither show progress nor cancel.
pub fn unwatched(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}
