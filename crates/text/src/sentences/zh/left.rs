//! What fixing only one of two causes leaves.

use decode::units::Bytes;
use diagnose::report::Left;

use super::super::Fixed;
use super::numbers::{duration, percent};

pub(super) fn left(left: &Left, fixed: Fixed) -> String {
    let fixed = match fixed {
        Fixed::Main => "只修主因的话",
        Fixed::Other => "只修这一项的话",
    };
    format!("{fixed}，{}。", goes_on(left))
}

fn goes_on(left: &Left) -> String {
    match left {
        Left::HeapGrows { function, bytes_per_second, seconds_to_limit } => {
            let minute = Bytes((bytes_per_second.get() * 60.0) as u64);
            let reached =
                seconds_to_limit.map(|seconds| format!("，大约 {} 后到达限制", duration(seconds.get() as u64)));
            format!("堆仍因 {function} 每分钟涨 {minute}{}", reached.unwrap_or_default())
        }
        Left::GoroutinesGrow { added, seconds: Some(seconds) } => {
            format!("goroutine 仍在堆积：{} 里多了 {added} 个", duration(*seconds))
        }
        Left::GoroutinesGrow { added, seconds: None } => {
            format!("goroutine 仍在堆积：两份 profile 之间多了 {added} 个")
        }
        Left::HeapPeaks { live, peak, limit } => {
            format!("不算泄漏、存活的 {live} 会让堆最高涨到 {peak}（限制 {limit}）")
        }
        Left::MemoryTaken { bytes, limit } => format!("{limit} 里仍有 {bytes} 被占着"),
        Left::CollectorTakes { share } => format!("GC 仍占 {} 的 CPU", percent(share.get())),
        Left::LiveUnderGomemlimit { live, gomemlimit } => format!("GOMEMLIMIT 是 {gomemlimit}，仍有 {live} 存活"),
        Left::ProbeKills { seconds } => format!("liveness 探针仍会在 {} 没有应答后杀掉容器", duration(*seconds)),
    }
}
