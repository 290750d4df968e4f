//! Simplified Chinese.

use diagnose::fix::compare::Side;

use super::{Aspect, Intake, ReachField};
use crate::Chinese;

impl Intake for Chinese {
    fn captures_title(&self) -> &'static str {
        "怎么采集"
    }
    fn captures_again(&self) -> &'static str {
        "怎么再采集一次"
    }
    fn captures_form(&self) -> &'static str {
        "填上你知道的，下面的命令会跟着变。这些内容只留在这个页面里。"
    }
    fn reach_field(&self, field: ReachField) -> &'static str {
        match field {
            ReachField::Namespace => "命名空间",
            ReachField::Pod => "Pod 名称",
            ReachField::Container => "容器",
            ReachField::Port => "pprof 端口",
        }
    }
    fn no_port(&self) -> &'static str {
        "端口是 1 到 65535 之间的数字。"
    }
    fn captures_note(&self) -> &'static str {
        "6060 是常用的 pprof 端口，你们的可能不同。取一份堆 profile 只占程序几毫秒；地址以 gc=1 结尾的会多做一次 GC。"
    }
    fn no_pprof_title(&self) -> &'static str {
        "还没有 pprof？"
    }

    fn arrange(&self, name: &str) -> String {
        format!("重命名、标记或比较 {name}")
    }
    fn rename(&self) -> &'static str {
        "名称"
    }
    fn side_title(&self) -> &'static str {
        "采集于"
    }
    fn side_means(&self) -> &'static str {
        "把一次变更前后的输入都标出来，页面就会比较两边。"
    }
    fn side(&self, side: Option<Side>) -> &'static str {
        match side {
            None => "未标记",
            Some(Side::Before) => "变更之前",
            Some(Side::After) => "变更之后",
        }
    }
    fn use_as_base(&self) -> &'static str {
        "拿别的与它比较"
    }
    fn by_time(&self) -> &'static str {
        "按时间"
    }

    fn changes_title(&self) -> &'static str {
        "输入变了之后"
    }
    fn nothing_changed(&self) -> &'static str {
        "结论和修复都没有变。"
    }
    fn aspect(&self, aspect: Aspect) -> &'static str {
        match aspect {
            Aspect::Verdict => "结论",
            Aspect::Confidence => "把握",
            Aspect::Cause => "原因",
            Aspect::MemoryLimit => "要设的内存限制",
            Aspect::Gomemlimit => "要设的 GOMEMLIMIT",
        }
    }
    fn changed(&self, aspect: Aspect, before: &str, after: &str) -> String {
        format!("{}：原来是 {before}，现在是 {after}。", self.aspect(aspect))
    }
    fn no_change_of_setting(&self) -> &'static str {
        "保持不变"
    }
}
