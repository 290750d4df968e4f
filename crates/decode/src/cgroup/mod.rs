//! cgroup v1 and v2 memory files and the kernel's lines about an OOM kill.

pub mod files;
pub mod kernel;
mod reader;
