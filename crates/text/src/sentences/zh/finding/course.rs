//! How memory went over time.

use decode::units::Bytes;
use diagnose::evidence::Finding;

use super::{duration, percent, share, short};

pub(super) fn course(finding: &Finding) -> String {
    match finding {
        Finding::GrowthMissesKill { predicted_seconds, lived_seconds } => format!(
            "按这个斜率，{}后就该到限制，可它活了 {}：增长不可能一直这样持续。",
            duration(*predicted_seconds),
            duration(*lived_seconds)
        ),
        Finding::Loading { gained } => {
            format!("目前的增长（{}）都是主 goroutine 在装载数据，别处几乎没有分配：它还在启动。", Bytes(*gained))
        }
        Finding::RepeatedGrowth { function } => {
            format!("在这个程序的另一个进程里，{function} 分配的内存同样留着不放：不是某一次运行的偶然。")
        }
        Finding::LoadRose { change, from, to } => format!(
            "每秒分配量是开始时的 {} 倍，存活堆也从 {from} 涨到 {to}；没有函数留着自己分配的内存。",
            short(*change)
        ),
        Finding::LargeObjects { function, share } => {
            format!("{} 的分配是 512 KiB 以上的大对象，多数出自 {function}；都没有留下。", percent(share.get()))
        }
        Finding::FilledSuddenly { before, at_kill, limit } => {
            format!("被杀时用了 {at_kill}（限制 {limit}），而之前每次读数都不超过 {before}：是片刻之间涨上去的。")
        }
        Finding::PeakRemembered { peak, now, limit } => {
            format!("进程曾经常驻 {peak}（限制的 {}），现在 Go 只映射了 {now}：有过一次突发。", share(*peak, *limit))
        }
        Finding::TraceGrew { from, to, collections } => {
            format!("gctrace：{collections} 次 GC 里，回收后仍存活的堆从 {from} 涨到 {to}，最后还在涨。")
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
        Finding::ContainerRose { from, to, readings } => {
            format!("上次启动以来的 {readings} 次读数里，容器内存从 {from} 涨到 {to}，最后还在涨。")
        }
        Finding::TraceKeptAll { live, kept } => format!(
            "gctrace：分配过的内存到最后还有 {} 存活（{live}）：它还在装载，没有开始服务。",
            percent(kept.get())
        ),
        Finding::RoomMeasured { used, limit } => {
            format!("容器里所有进程加在一起，最多用了 {used}（限制 {limit}）。")
        }
        Finding::WholeReads { function, share } => format!(
            "{} 的分配来自 {function} 整份读入的 body 或不断变大的缓冲区：同时占多少，取决于进来的是什么。",
            percent(share.get())
        ),
        _ => String::new(),
    }
}
