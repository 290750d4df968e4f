//! Real incidents that can be tried with one click. They are part of the program, so that they work without a network.

use text::page::Example;

/// A file of an example: its name and content.
pub(crate) type Capture = (&'static str, &'static [u8]);

macro_rules! captures {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../static/examples/", $folder, "/", $name)))),+]
    };
}

/// The captures of an example.
pub(crate) const fn captures(example: Example) -> &'static [Capture] {
    match example {
        Example::Leak => {
            captures!("leak": "describe.txt", "goroutine.first.pb.gz", "goroutine.last.pb.gz", "heap.1.pb.gz", "heap.2.pb.gz", "heap.3.pb.gz", "heap.4.pb.gz", "heap.9.pb.gz")
        }
        Example::Tuning => {
            captures!("tuning": "describe.txt", "heap.1.pb.gz", "heap.3.pb.gz", "heap.5.pb.gz", "heap.7.pb.gz", "heap.9.pb.gz")
        }
        Example::GoroutineLeak => {
            captures!("goroutine_leak": "describe.txt", "goroutine.first.pb.gz", "goroutine.last.pb.gz", "heap.1.pb.gz", "heap.2.pb.gz", "heap.3.pb.gz", "heap.4.pb.gz")
        }
        Example::ProbeKill => {
            captures!("probe_kill": "describe.txt", "heap.2.pb.gz", "heap.4.pb.gz", "heap.6.pb.gz", "heap.8.pb.gz")
        }
    }
}
