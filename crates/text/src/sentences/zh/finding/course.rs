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
        Finding::GrowthTooSlow { predicted_seconds, lived_seconds } => format!(
            "按测得的斜率，{}后才会到限制，可它 {}就被杀了：占满它的是别的东西，或者增长在最后变快了。",
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
        Finding::ContainerRose { from, to, readings } => {
            format!("上次启动以来的 {readings} 次读数里，容器内存从 {from} 涨到 {to}，最后还在涨。")
        }
        Finding::RoomMeasured { used, limit, peak: true } => {
            format!("容器里所有进程加在一起，最多用了 {used}（限制 {limit}）。")
        }
        Finding::RoomMeasured { used, limit, peak: false } => {
            format!("每次读数时，容器里所有进程加在一起都不超过 {used}（限制 {limit}）。")
        }
        Finding::WholeReads { function, share } => format!(
            "{} 的分配来自 {function} 整份读入的 body 或不断变大的缓冲区：同时占多少，取决于进来的是什么。",
            percent(share.get())
        ),
        _ => String::new(),
    }
}
