//! What traced collections show.

use diagnose::evidence::Finding;

use super::{percent, share};

pub(super) fn traced(finding: &Finding) -> String {
    match finding {
        Finding::TraceGrew { from, to, collections } => {
            format!("gctrace：{collections} 次 GC 里，回收后仍存活的堆从 {from} 涨到 {to}，到最后一次还没有停。")
        }
        Finding::TraceStacksGrew { from, to, collections } => format!(
            "gctrace：{collections} 次 GC 里，每次要扫描的 goroutine 栈从 {from} 涨到 {to}，最后最大：goroutine 在堆积。"
        ),
        Finding::TraceSteady { low, high, collections } => {
            format!("gctrace：{collections} 次 GC 里，回收后仍存活的堆没有持续上涨（{low} 到 {high}）。")
        }
        Finding::TracePeak { peak, live, limit } => {
            format!("gctrace：堆最高到 {peak}，是限制 {limit} 的 {}，其中存活的最多 {live}。", share(*peak, *limit))
        }
        Finding::BurstTraced { before, after, overshoot } => format!(
            "gctrace 抓到一次突发：一次 GC 之间存活堆从 {before} 涨到 {after}，堆达到目标的 {}。",
            percent(overshoot.get())
        ),
        Finding::TraceEndedInBurst { before, after, seconds, collections } => format!(
            "gctrace：前 {collections} 次 GC 后最多存活 {before}，最后 {seconds:.1} 秒里涨到 {after}：是一次突发。",
            seconds = seconds.get()
        ),
        Finding::TraceKeptAll { live, kept } => format!(
            "gctrace：分配过的内存到最后还有 {} 存活（{live}）：它还在装载，没有开始服务。",
            percent(kept.get())
        ),
        _ => String::new(),
    }
}
