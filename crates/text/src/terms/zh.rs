//! Simplified Chinese.

use decode::units::Bytes;

use super::{Own, Term, Terms};
use crate::Chinese;

impl Terms for Chinese {
    fn term(&self, term: Term) -> &'static str {
        match term {
            Term::LastState => "上次状态",
            Term::MemoryLimit => "内存限制",
            Term::Gomemlimit => "GOMEMLIMIT",
            Term::Gogc => "GOGC",
            Term::LiveHeap => "存活堆",
            Term::HeapGoal => "堆目标（heap goal）",
            Term::Rss => "常驻内存（RSS）",
            Term::WorkingSet => "工作集（working set）",
            Term::TimeToLimit => "离撞上限制",
            Term::GcCpu => "GC 占用 CPU",
            Term::Retention => "没有释放",
            Term::SamplingError => "采样误差",
            Term::Confidence => "把握",
        }
    }
    fn means(&self, term: Term) -> &'static str {
        match term {
            Term::LastState => {
                "上一次运行是怎么结束的。OOMKilled 表示容器的 cgroup 达到内存限制，内核杀掉了其中的进程。"
            }
            Term::MemoryLimit => "内核允许容器用多少：堆、栈、Go 以外的内存、page cache 和内核内存合在一起。",
            Term::Gomemlimit => "Go runtime 尽力不超过的总量。只算 Go 管理的内存：不含 C 内存、mmap 和 page cache。",
            Term::Gogc => "GC 运行之前可以堆积多少垃圾，按存活内存的百分比：100 会让堆翻倍。",
            Term::LiveHeap => "上一次 GC 发现仍在使用的内存。任何配置都减不了它，只有改代码才行。",
            Term::HeapGoal => "下一次 GC 结束时堆的大小：存活堆加上允许的垃圾。",
            Term::Rss => "进程在内存里的页：Go 的、C 的、程序文件的，不管在用还是闲置。",
            Term::WorkingSet => "kubectl top 显示的数字：容器的内存减去最近没用过的 page cache。",
            Term::TimeToLimit => "照快照之间的速度增长下去，存活堆什么时候撞上限制。这是预测，不是保证。",
            Term::GcCpu => "GC 占用的 CPU 时间，以及换成推荐配置之后的占用。",
            Term::Retention => "这段代码在两份快照之间分配的内存里，到后一份时还在的比例。",
            Term::SamplingError => "堆 profile 大约每分配 512 KiB 采样一次再放大：数额越小越不准。",
            Term::Confidence => "高：可以照着做。中等：多半如此。低：只是怀疑，要靠下一份采集来定。",
        }
    }
    fn here(&self, term: Term, own: &Own<'_>) -> Option<String> {
        Some(match term {
            Term::MemoryLimit => format!("一共 {}。", own.limit?),
            Term::Gomemlimit => match (own.gomemlimit, own.limit) {
                (Some(set), Some(limit)) => format!("{set}，限制是 {limit}。"),
                (Some(set), None) => format!("{set}，不知道限制是多少。"),
                (None, Some(limit)) => format!("没有设置：runtime 不知道自己不能超过 {limit}。"),
                (None, None) => return None,
            },
            Term::LiveHeap => match own.limit {
                Some(limit) => format!("{}，限制是 {limit}。", own.live?),
                None => format!("{}。", own.live?),
            },
            Term::HeapGoal if own.goal.is_some() => up_to(own.goal?, own.limit),
            Term::Rss => up_to(own.rss?, own.limit),
            Term::WorkingSet => up_to(own.working_set?, own.limit),
            Term::HeapGoal | Term::Gogc => {
                let (live, headroom) = (own.live?, own.headroom?);
                format!("存活 {live}，旁边最多还有 {headroom} 垃圾。")
            }
            _ => return None,
        })
    }
    fn truth(&self, term: Term) -> Option<&'static str> {
        Some(match term {
            Term::LastState => "“退出码 137 就是 OOM”：它只表示 SIGKILL。探针失败、驱逐、节点关机也是 137。",
            Term::MemoryLimit => "“调高限制就好了”：程序本来就大时有用；有泄漏时只是晚一点再被杀。",
            Term::Gomemlimit => "“设了 GOMEMLIMIT 就不会 OOM”：它是软目标。低于存活堆时什么也防不住，只会烧 CPU。",
            Term::Gogc => "“调低 GOGC 省内存”：那会一直花 CPU。GOMEMLIMIT 只在内存紧张时才花。",
            Term::LiveHeap => "“profile 显示的比容器用的少，所以不准”：垃圾、栈和 Go 以外的内存本来就不在里面。",
            Term::HeapGoal => "“堆翻倍了，所以有泄漏”：GOGC=100 时，两次 GC 之间本来就会翻倍。",
            Term::Rss => "“负载过后 RSS 没降，所以有泄漏”：Go 归还闲置内存很慢，还会留着以后可能要用的。",
            Term::WorkingSet => "“OOM killer 看的是 working set”：它看的是记在 cgroup 上、无法回收的全部内存。",
            Term::TimeToLimit => "“跑了好几天，不可能是泄漏”：慢的泄漏在撞上限制之前就是这个样子。",
            Term::GcCpu => "“GC 会让程序停下来”：它大部分工作与程序同时进行，占用的是 CPU。",
            Term::Retention => "“分配最多的就是泄漏”：分配最多的往往释放也最多。留下来的才是泄漏。",
            Term::SamplingError | Term::Confidence => return None,
        })
    }
    fn explain(&self, name: &str) -> String {
        format!("“{name}” 是什么意思？")
    }
    fn here_label(&self) -> &'static str {
        "这里"
    }
    fn truth_label(&self) -> &'static str {
        "常有人说，其实不对"
    }
    fn terms_title(&self) -> &'static str {
        "术语解释"
    }
}

/// An amount at its highest, beside the limit.
fn up_to(highest: Bytes, limit: Option<Bytes>) -> String {
    match limit {
        Some(limit) => format!("最高 {highest}，限制为 {limit}。"),
        None => format!("最高 {highest}。"),
    }
}
