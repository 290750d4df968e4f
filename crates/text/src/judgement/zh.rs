//! Simplified Chinese.

use decode::units::Bytes;
use diagnose::evidence::Says;
use diagnose::report::{Cause, Class, Confidence, LastState, Part, SuspectRole, Weight};

use super::Judgement;
use crate::Chinese;
use crate::{Numbers, numbers};

impl Judgement for Chinese {
    fn class(&self, class: Class) -> &'static str {
        match class {
            Class::Leak => "泄漏",
            Class::Tuning => "配置问题",
            Class::NotOom => "不是 OOM",
            Class::Inconclusive => "还判断不了",
        }
    }
    fn cause(&self, cause: Cause) -> &'static str {
        match cause {
            Cause::HeapGrowth => "堆一直在增长",
            Cause::GoroutineLeak => "goroutine 越积越多",
            Cause::OffHeap => "Go 堆以外的内存在增长",
            Cause::Stacks => "goroutine 的栈",
            Cause::GcHeadroom => "垃圾还没回收就冲过了限制",
            Cause::Undersized => "限制放不下存活堆",
            Cause::Spike => "瞬时尖峰",
            Cause::GcThrash => "GOMEMLIMIT 离存活堆太近",
            Cause::GomemlimitTooHigh => "GOMEMLIMIT 不低于限制",
            Cause::GomemlimitIgnored => "GOMEMLIMIT 没有生效",
            Cause::GomemlimitStale => "GOMEMLIMIT 比现在的限制旧",
            Cause::LoadGrowth => "负载变大",
            Cause::Fragmentation => "内存碎片",
            Cause::KernelMemory => "内核内存",
            Cause::PageCache => "page cache",
            Cause::Tmpfs => "内存里的文件（tmpfs）",
            Cause::NoLimit => "没有内存限制",
            Cause::PodLimit => "整个 Pod 的限制",
            Cause::NodeOom => "节点内存耗尽",
            Cause::InitContainer => "init 容器",
            Cause::Sidecar => "sidecar",
            Cause::ChildProcess => "子进程",
            Cause::Startup => "启动时的内存",
            Cause::RuntimeRegression => "新的 Go 版本",
            Cause::Healthy => "内存没有问题",
            Cause::ProbeKill => "探针失败被杀",
            Cause::Eviction => "被驱逐",
            Cause::Preempted => "被抢占",
            Cause::NodeShutdown => "节点关机",
            Cause::Admission => "被节点拒绝",
            Cause::StartError => "没能启动",
            Cause::StatusUnknown => "kubelet 丢了它的状态",
            Cause::GoFatal => "Go panic 或 fatal error",
            Cause::GomemlimitInvalid => "GOMEMLIMIT 写错了",
            Cause::Stopped => "有意停止",
            Cause::Completed => "正常结束",
            Cause::Unknown => "原因还不清楚",
        }
    }
    fn confidence(&self, confidence: Confidence) -> &'static str {
        match confidence {
            Confidence::Low => "把握低",
            Confidence::Medium => "把握中等",
            Confidence::High => "把握高",
        }
    }
    fn confidence_means(&self, confidence: Confidence) -> &'static str {
        match confidence {
            Confidence::Low => "只是怀疑：先做下一次采集，再动手。",
            Confidence::Medium => "多半如此，证据明显占优。",
            Confidence::High => "可以据此动手。",
        }
    }
    fn weight(&self, weight: Weight) -> &'static str {
        match weight {
            Weight::Strong => "强",
            Weight::Medium => "中",
            Weight::Weak => "弱",
        }
    }
    fn also(&self) -> &'static str {
        "另外"
    }
    fn choose_container(&self) -> &'static str {
        "判断哪个容器"
    }
    fn ended(&self, last: &LastState) -> String {
        let reason = last.reason.as_deref().unwrap_or("已结束");
        match (last.exit_code, last.signal) {
            (Some(code), _) => format!("{reason}，退出码 {code}"),
            (None, Some(signal)) => format!("{reason}，信号 {signal}"),
            (None, None) => reason.to_owned(),
        }
    }
    fn memory_request(&self) -> &'static str {
        "内存请求（request）"
    }
    fn not_set(&self) -> &'static str {
        "未设置"
    }
    fn not_told(&self) -> &'static str {
        "这段文本里没有"
    }
    fn hidden(&self) -> &'static str {
        "藏在 Secret 或 ConfigMap 里"
    }
    fn restarts(&self) -> &'static str {
        "重启次数"
    }
    fn budget_title(&self, limit: Option<Bytes>) -> String {
        match limit {
            Some(limit) => format!("这 {limit} 用在了哪里"),
            None => "内存用在了哪里".to_owned(),
        }
    }
    fn budget_part(&self, part: Part) -> &'static str {
        match part {
            Part::LiveHeap => "存活堆",
            Part::GcHeadroom => "下次 GC 前的垃圾",
            Part::Stacks => "goroutine 栈",
            Part::RuntimeOverhead => "Go runtime",
            Part::Fragmentation => "内存碎片",
            Part::IdleNotReleased => "空闲、尚未归还",
            Part::OffHeap => "Go 堆以外",
            Part::Kernel => "内核",
            Part::Sockets => "socket",
            Part::Tmpfs => "tmpfs",
            Part::PageCache => "page cache",
            Part::Unexplained => "无法解释",
            Part::Free => "空闲",
        }
    }
    fn growth_title(&self) -> &'static str {
        "存活堆的变化"
    }
    fn growth_means(&self, from: Bytes, to: Bytes, seconds: f64, snapshots: usize) -> String {
        format!("{} 内从 {from} 到 {to}，共 {snapshots} 份快照。", self.duration(seconds))
    }
    fn growth_ahead(&self, limit: Bytes, seconds: f64) -> String {
        format!("照此下去，最后一份之后 {} 撞上 {limit} 的限制。", self.duration(seconds))
    }
    fn derived(&self) -> &'static str {
        "推算"
    }
    fn suspects_title(&self) -> &'static str {
        "要看的代码"
    }
    fn role(&self, role: SuspectRole) -> &'static str {
        match role {
            SuspectRole::Retains => "占着内存",
            SuspectRole::Churns => "制造垃圾",
        }
    }
    fn holds(&self) -> &'static str {
        "占用"
    }
    fn holds_value(&self, bytes: Bytes, share: Option<f64>) -> String {
        match share {
            Some(share) => format!("{bytes}，存活堆的 {}", numbers::percent(share)),
            None => bytes.to_string(),
        }
    }
    fn grew(&self) -> &'static str {
        "增长"
    }
    fn growth(&self, bytes: i64, per_second: Option<f64>) -> String {
        let growth = numbers::growth(bytes);
        per_second.map_or_else(|| growth.clone(), |rate| format!("{growth}，{}", self.rate(rate)))
    }
    fn allocates(&self) -> &'static str {
        "分配速度"
    }
    fn goroutines(&self) -> &'static str {
        "goroutine 数"
    }
    fn goroutines_value(&self, count: u64, growth: Option<i64>, state: Option<&str>) -> String {
        let growth = growth.map(|growth| format!("（{}）", numbers::signed(growth)));
        let state = state.map(|state| format!("，处于 {state}"));
        format!("{}{}{}", numbers::grouped(count as i64), growth.unwrap_or_default(), state.unwrap_or_default())
    }
    fn evidence_title(&self) -> &'static str {
        "证据"
    }
    fn evidence_for(&self) -> &'static str {
        "支持这个结论"
    }
    fn evidence_against(&self) -> &'static str {
        "与它相左"
    }
    fn evidence_context(&self) -> &'static str {
        "背景"
    }
    fn says(&self, says: Says) -> &'static str {
        match says {
            Says::Leak => "泄漏",
            Says::Tuning => "配置问题",
            Says::NotOom => "不是 OOM",
            Says::Neutral => "背景",
        }
    }
    fn source(&self, input: &str, line: Option<usize>) -> String {
        match line {
            Some(line) => format!("{input}，第 {line} 行"),
            None => input.to_owned(),
        }
    }
    fn source_loading(&self) -> &'static str {
        "正在重新读取"
    }
    fn source_gone(&self) -> &'static str {
        "这份输入不是文本，或者已经不在了。"
    }
    fn source_lines(&self, first: usize, last: usize, total: usize) -> String {
        format!("第 {first}–{last} 行，共 {total} 行")
    }
}
