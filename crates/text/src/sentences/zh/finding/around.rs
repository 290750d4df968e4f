//! What goes on around the heap: settings not in force, other limits, other processes, goroutines.

use diagnose::evidence::Finding;
use diagnose::report::Scope;

use super::share;

#[expect(clippy::too_many_lines, reason = "one arm per finding: one without a sentence does not compile")]
pub(super) fn around(finding: &Finding) -> String {
    match finding {
        Finding::GomemlimitIgnored { gomemlimit, reached } => format!(
            "GOMEMLIMIT 设成了 {gomemlimit}，runtime 实际按 {reached} 走：没有生效（Go 早于 1.19，或被程序改掉）。"
        ),
        Finding::GomemlimitElsewhere { container } => {
            format!("GOMEMLIMIT 设在了 {container} 上，不在被杀的容器上。")
        }
        Finding::GomemlimitStale { gomemlimit, before, now } => format!(
            "spec 里写的是 {before}，实际生效的是 {now}：容器调整过大小，而 GOMEMLIMIT（{gomemlimit}）在启动时就定下了。"
        ),
        Finding::LimitAbove { scope: Scope::Node } => "内核说是节点自己内存耗尽。".into(),
        Finding::LimitAbove { .. } => {
            "内核说撞上的是上层 cgroup（Pod）的限制：它的各个容器和内存里的文件加在一起。".into()
        }
        Finding::NodeOutOfMemory { count } => format!("节点事件里有 SystemOOM（{count} 次）：是节点内存耗尽。"),
        Finding::CrashLogged { out_of_memory: true } => {
            "程序日志说系统不给它内存：是 ulimit 或严格 overcommit，绝不是容器的限制。".into()
        }
        Finding::CrashLogged { out_of_memory: false } => "程序日志说明了它为什么结束：Go panic 或 fatal error。".into(),
        Finding::Replicas { hit, all } => {
            let what = if hit == all {
                "全部：看它们共有的东西"
            } else {
                "不是全部：看它们之间的差别"
            };
            format!("已知的 {all} 个副本里有 {hit} 个被 OOM 杀掉，{what}。")
        }
        Finding::OtherProcess { bytes, limit } => {
            format!("{bytes}（限制的 {}）属于容器里的其他进程，不是程序自己的。", share(*bytes, *limit))
        }
        Finding::ChildKilled { task, program } => {
            format!("内核杀掉的是 {task}，不是这些 profile 所属的 {program}。")
        }
        Finding::Fragmented { bytes, spans, limit } => {
            format!("堆的 {spans} 里有 {bytes} 是用不上的空隙，占限制的 {}。", share(*bytes, *limit))
        }
        Finding::OldRuntime { version } => {
            format!("{version} 已知会比其他版本多占常驻内存，后来的补丁版本已修好。")
        }
        Finding::ConnectionsGrew { from, to } => {
            format!("goroutine 从 {from} 增到 {to}，多数是客户端保持着的连接：是负载，不是泄漏。")
        }
        Finding::GoroutinesProven { count, function } => {
            format!("GC 证明有 {count} 个 goroutine 永远走不下去，多数停在 {function}。")
        }
        Finding::GoroutinesWaiting { count, function, state, minutes } => {
            let since = minutes.map_or(String::new(), |minutes| format!("，其中一半以上等了至少 {minutes} 分钟"));
            format!("有 {count} 个 goroutine 等在 {function}（{state}）{since}。")
        }
        Finding::MemoryVolume { volume, limit } => {
            let limit = limit.map_or_else(|| "没有大小上限".to_owned(), |limit| format!("最多 {limit}"));
            format!("卷 {volume} 的文件放在内存里（{limit}），算在容器头上，而堆解释不了这次被杀。")
        }
        Finding::StartsPrograms {} => {
            "程序会启动别的程序（os/exec）：它们的内存也算在容器头上，而 profile 里看不到。".into()
        }
        Finding::NeverServed { refused } => {
            format!("启动探针失败了 {refused} 次，容器在开始服务之前就被杀：内存是在启动过程中耗尽的。")
        }
        Finding::ProfilesOfAnother { program, container } => {
            format!("这些 profile 属于 {program}，它跑在容器 {container} 里：说明不了被杀的那个容器。")
        }
        _ => String::new(),
    }
}
