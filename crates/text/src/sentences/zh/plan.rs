//! 做什么，按什么顺序，注意什么。

use decode::kube::QosClass;
use decode::units::Bytes;
use diagnose::fix::Keeper;
use diagnose::fix::plan::{Capture, Step, Trap};
use diagnose::report::Basis;

use super::numbers::duration;

/// 要做的一件事。命令在旁边，不在句子里。
pub(super) fn step(step: &Step) -> String {
    match step {
        Step::Save { what, next_kill, lived_seconds } => {
            let what: Vec<&str> = what.iter().map(capture).collect();
            let when = match (next_kill, lived_seconds) {
                (Some(time), Some(seconds)) => format!("上一次活了 {}，下一次被杀大约在 {time}。", duration(*seconds)),
                (None, Some(seconds)) => format!("上一次活了 {}。", duration(*seconds)),
                _ => String::new(),
            };
            format!("先保存重启会毁掉的东西：{}。{when}", what.join("、"))
        }
        Step::History { restarts, .. } => {
            format!(
                "先看是不是从当前版本开始的：这个 Pod 已重启 {restarts} 次，泄漏要改代码才能好。发布历史列出各个版本，ReplicaSet 或 ControllerRevision 的 AGE 说明各个版本是什么时候发布的。"
            )
        }
        Step::RollBack { .. } => "确实如此才回滚：退回上一个版本。".to_owned(),
        Step::Resize { limit, .. } => {
            format!("不重启的权宜之计：原地把运行中 Pod 的限制提到 {limit}（Kubernetes 1.33 起）。Pod 在，它才有效。")
        }
        Step::ScaleOut { .. } => {
            "权宜之计：如果存活堆随负载增长，就多开副本，每个副本同时处理的请求会变少。".to_owned()
        }
        Step::Apply { keeper, stop_gap, .. } => {
            let what = match keeper {
                Keeper::Workload(owner) => format!("把补丁应用到 {} {}。", owner.kind, owner.name),
                Keeper::Job(name) => format!("把补丁写进 Job {name} 的清单，再重新创建这个 Job。"),
                Keeper::Bare => "把补丁写进 Pod 的清单，删除 Pod 后重新创建。".to_owned(),
                Keeper::Static { .. } => "把补丁写进节点上这个 Pod 的文件。".to_owned(),
                Keeper::Operator { kind, name } => format!("在 {kind} {name} 里设置这些值：Pod 是它生成的。"),
            };
            if *stop_gap { format!("{what}这只能争取时间。") } else { what }
        }
        Step::NothingToSet => "单凭这些输入，没有需要改的设置。".to_owned(),
        Step::CaptureFirst => "先取下面列出的采集：该设成什么还没有定。".to_owned(),
        Step::Mend { function, place, basis, .. } => {
            let seen = match basis {
                Basis::Heap => "它分配的内存一直留着",
                Basis::Goroutine => "goroutine 在里面越积越多",
                Basis::Stack => "它的栈在增长",
            };
            let place = place.as_ref().map_or_else(String::new, |place| format!("（{place}）"));
            format!("修 {function}{place}：{seen}。")
        }
        Step::Churn { function } => format!("让 {function} 少分配：不少垃圾是它产生的，少分配就少回收。"),
        Step::Prove { seconds, peak, gc_cpu, leak } => prove(*seconds, *peak, *gc_cpu, *leak),
    }
}

fn prove(seconds: Option<u64>, peak: Option<Bytes>, gc_cpu: Option<f64>, leak: bool) -> String {
    let long = seconds.map_or_else(
        || "跑过最忙的时段".to_owned(),
        |seconds| format!("持续 {}（上次存活时间的三倍）", duration(seconds)),
    );
    let mut passing = vec!["没有重启".to_owned()];
    passing.extend(peak.map(|peak| format!("峰值约 {peak}，超出不过 15%")));
    passing.extend(gc_cpu.map(|share| format!("GC 占 CPU 低于 {:.0}%", share * 100.0)));
    if leak {
        passing.push("每次回收后的存活堆不再上升".to_owned());
    }
    format!("验证：用同样的负载，{long}。通过的标准：{}。把前后的采集都拖进来，会自动比较。", passing.join("、"))
}

/// 要保存的东西。
fn capture(capture: &Capture) -> &'static str {
    match capture {
        Capture::Heap => "堆 profile（`heap?gc=1`）",
        Capture::HeapText => "它的文本格式（`heap?debug=1`）",
        Capture::Goroutines => "goroutine profile",
        Capture::Cgroup => "cgroup 的内存文件",
        Capture::PreviousLog { .. } => "上一次运行的日志",
    }
}

/// 要注意的事。
pub(super) fn trap(trap: &Trap) -> String {
    match trap {
        Trap::RestartsAll => "打补丁和 `kubectl set` 会重启这个工作负载的所有 Pod。".to_owned(),
        Trap::GitOps => "如果由 Argo CD、Flux 或 Helm 管理，要在那里改：直接打的补丁会被它们撤销。".to_owned(),
        Trap::NameGuessed { name } => {
            format!("名字 {name} 是从 ReplicaSet 的名字猜的，请核对。Argo Rollouts 的命名方式也一样。")
        }
        Trap::BarePod => {
            "这个 Pod 没有所有者：运行中的 Pod 不能改环境变量和限制，只能用 --subresource resize 原地调整。".to_owned()
        }
        Trap::Job => "Job 的 Pod 模板不能改：要重新创建 Job。".to_owned(),
        Trap::StaticPod { node } => {
            let node = node.as_ref().map_or_else(|| "所在节点".to_owned(), |node| format!("节点 {node}"));
            format!("这是静态 Pod：它是{node}上的一个文件，由 kubelet 读取；API server 里只是镜像。")
        }
        Trap::Operator { kind } => {
            format!("这个 Pod 的 spec 由 {kind} 的控制器生成，改动会被撤销：请在 {kind} 里设置。")
        }
        Trap::EnvFrozen => "环境变量只在启动时读一次：原地调整不会改变 GOMEMLIMIT。".to_owned(),
        Trap::ResourceField => "resourceFieldRef 给 GOMEMLIMIT 的是整个限制，给不了九成：必须写成字面值。".to_owned(),
        Trap::ChartMayInject => {
            "Helm chart 可能自己设置了 GOMEMLIMIT：请查它的 values，因为最后一个定义生效。".to_owned()
        }
        Trap::Unit => {
            "GOMEMLIMIT 的单位是 MiB、GiB：900MB、900Mi、900M 都会让程序一启动就退出，只写 900 则是 900 字节。"
                .to_owned()
        }
        Trap::GoVersion => "GOMEMLIMIT 需要 Go 1.19 或更新；更旧的程序会不声不响地忽略它。".to_owned(),
        Trap::RequestFollows { bytes, before, replicas } => {
            let all = replicas.map_or_else(String::new, |count| {
                format!("，{count} 个副本共 {}", Bytes(bytes.0.saturating_mul(u64::from(count))))
            });
            match before {
                Some(before) => format!(
                    "每个副本的请求从 {before} 变成 {bytes}{all}：节点和命名空间配额要容得下，按请求百分比计算的自动扩缩容看到的负载也会变。"
                ),
                None => format!("不写请求不等于 0，而是等于限制：每个副本都会向节点请求 {bytes}{all}。"),
            }
        }
        Trap::QosChanges { from, to } => format!(
            "QoS 等级从 {} 变成 {}：谁先被驱逐、配额、按请求百分比计算的自动扩缩容都会随之改变。",
            qos(*from),
            qos(*to)
        ),
        Trap::DefinedElsewhere => "GOMEMLIMIT 来自 Secret、ConfigMap 或重复的定义：补丁会先把它们去掉。".to_owned(),
        Trap::PublicPprof { port } => {
            format!("这个 Pod 在端口 {port} 上提供 pprof：不要让它暴露到 Service 和负载均衡，它会泄露代码和数据。")
        }
        Trap::TmpfsSurvives => "容器重启不会清空 tmpfs，所以一启动又会被杀：只有新的 Pod 才是空的。".to_owned(),
        Trap::DiskFills { volume } => format!(
            "{volume} 里的文件改算临时存储：超过 `sizeLimit`、Pod 的临时存储限制，或者节点磁盘满了，Pod 都会被驱逐。要有人删除这些文件。"
        ),
        Trap::ProbeHandler => "启动探针照抄存活探针里看得到的部分：`scheme: HTTPS` 和请求头要自己补上。".to_owned(),
    }
}

fn qos(class: QosClass) -> &'static str {
    match class {
        QosClass::Guaranteed => "Guaranteed",
        QosClass::Burstable => "Burstable",
        QosClass::BestEffort => "BestEffort",
    }
}
