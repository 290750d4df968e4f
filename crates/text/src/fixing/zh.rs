//! Simplified Chinese.

use diagnose::fix::Price;
use diagnose::fix::compare::{Measure, Outcome};
use diagnose::fix::forms::Form;
use diagnose::fix::manifest::EditError;
use diagnose::report::{Action, Class};

use super::Fixing;
use crate::Chinese;
use crate::{Term, Terms};

impl Fixing for Chinese {
    fn restarts_per_day(&self) -> &'static str {
        "每天重启"
    }
    fn gc_per_second(&self) -> &'static str {
        "每秒 GC 次数"
    }
    fn forecast_title(&self) -> &'static str {
        "预测：现在 → 修改之后"
    }
    fn plan_title(&self) -> &'static str {
        "现在、接下来、以后"
    }
    fn plan_parts(&self) -> [&'static str; 3] {
        ["现在", "接下来", "以后"]
    }
    fn plan_traps(&self) -> &'static str {
        "注意"
    }
    fn form(&self, form: Form) -> &'static str {
        match form {
            Form::Patch => "补丁",
            Form::Snippet => "清单",
            Form::Kustomize => "Kustomize",
        }
    }
    fn choose_form(&self) -> &'static str {
        "改动的形式"
    }
    fn manifest_title(&self, name: &str) -> String {
        format!("改好的 {name}")
    }
    fn manifest_error(&self, name: &str, error: &EditError) -> String {
        match error {
            EditError::Syntax { line } => format!("{name} 不是普通 YAML（第 {line} 行）：这里改不了 chart 模板。"),
            EditError::NotFound => format!("{name} 里没有这个容器。"),
            EditError::Shared { line } => format!("{name} 第 {line} 行：有锚点或少见的写法，请手工修改。"),
        }
    }
    fn what_if_title(&self) -> &'static str {
        "换个设置会怎样"
    }
    fn what_if_note(&self) -> &'static str {
        "试试别的设置：预算、预测和补丁随之变化，什么都不会被应用。"
    }
    fn gomemlimit_percent(&self) -> &'static str {
        "GOMEMLIMIT 占限制的百分比"
    }
    fn headroom(&self) -> &'static str {
        "存活堆增长"
    }
    fn request_under_limit(&self) -> &'static str {
        "请求值略低于限制"
    }
    fn off(&self) -> &'static str {
        "关"
    }
    fn reset(&self) -> &'static str {
        "恢复推荐值"
    }
    fn peak(&self) -> &'static str {
        "峰值"
    }
    fn what_if_verdict(&self, fits: Option<bool>, price: Option<Price>) -> &'static str {
        match (fits, price) {
            (Some(false), _) => "峰值会超过限制：还会被杀。",
            (_, Some(Price::Refused)) => "回收几乎不会停：GC 颠簸。",
            (_, Some(Price::Warned)) => "放得下，但 GC 占用的 CPU 会超过一成。",
            (Some(true), _) => "峰值在限制之下。",
            (None, _) => "泄漏会填满任何限制；不知道存活堆，也没法预测。",
        }
    }
    fn compare_title(&self) -> &'static str {
        "改动前后"
    }
    fn outcome(&self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Fixed => "修好了",
            Outcome::NotYet => "还没有",
            Outcome::Worse => "更糟了",
            Outcome::NotComparable => "负载不可比",
        }
    }
    fn measure(&self, measure: Measure) -> &'static str {
        match measure {
            Measure::RestartsPerDay => self.restarts_per_day(),
            Measure::Peak => self.peak(),
            Measure::GcCpu => self.term(Term::GcCpu),
            Measure::LiveHeap => self.term(Term::LiveHeap),
            Measure::Allocation => "每秒分配",
            Measure::Limit => self.term(Term::MemoryLimit),
            Measure::Gomemlimit => "GOMEMLIMIT",
        }
    }
    fn before_and_after(&self) -> [&'static str; 2] {
        ["之前", "之后"]
    }
    fn fix_title(&self) -> &'static str {
        "怎么办"
    }
    fn stop_gap(&self, class: Class) -> &'static str {
        match class {
            Class::Leak => "这些设置只能争取时间，泄漏要在代码里修。",
            _ => "这些设置只能争取时间：它到底要多少内存还不知道，因为被杀时就截断了。",
        }
    }
    fn no_yaml(&self) -> &'static str {
        "单凭这些输入，没有需要改的设置。"
    }
    fn yaml_title(&self) -> &'static str {
        "补丁"
    }
    fn commands_title(&self, without_probes: bool) -> &'static str {
        if without_probes { "用命令做同样的事（不含探针）" } else { "用命令做同样的事" }
    }
    fn liveness(&self) -> &'static str {
        "存活探针（liveness）"
    }
    fn startup(&self) -> &'static str {
        "启动探针（startup）"
    }
    fn medium_of(&self, volume: &str) -> String {
        format!("卷 {volume} 的介质（Memory）")
    }
    fn action(&self, action: Action) -> &'static str {
        match action {
            Action::Keep => "保持",
            Action::Set => "设为",
            Action::Remove => "去掉",
            Action::Unknown => "待定",
        }
    }
    fn setting(&self, name: &str, action: Action, value: Option<&str>, why: &str) -> String {
        let value = value.map_or(String::new(), |value| format!(" {value}"));
        format!("{name}：{}{value}。{why}", self.action(action))
    }
    fn sized(&self, value: &str) -> String {
        format!("按这个负载：{value}。")
    }
    fn kept(&self, names: &[&str]) -> String {
        format!("输入里没有什么要求改动：{}。", names.join("、"))
    }
    fn arithmetic(&self) -> &'static str {
        "查看算式"
    }
    fn next_title(&self) -> &'static str {
        "接下来采集什么"
    }
}
