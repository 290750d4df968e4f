//! Simplified Chinese.

use super::{Deed, Group, Palette};
use crate::Chinese;

impl Palette for Chinese {
    fn palette_title(&self) -> &'static str {
        "命令"
    }
    fn palette_hint(&self) -> &'static str {
        "想做什么？"
    }
    fn palette_found(&self, count: usize) -> String {
        if count == 0 { "没有匹配的命令".to_owned() } else { format!("{count} 条命令") }
    }
    fn deed(&self, deed: Deed) -> &'static str {
        match deed {
            Deed::CopyYaml => "复制 YAML",
            Deed::CopyKubectl => "复制 kubectl 命令",
            Deed::Share => "分享：链接、HTML 文件、复盘",
            Deed::SaveJson => "存为 JSON",
            Deed::Print => "打印，或存为 PDF",
            Deed::Search => "搜索函数和文件",
            Deed::Palette => "所有命令",
            Deed::Keys => "所有按键",
            Deed::OrderInputs => "按时间排列，或按报告的顺序",
        }
    }
    fn group(&self, group: Group) -> &'static str {
        match group {
            Group::Inputs => "输入",
            Group::Example => "示例",
            Group::GoTo => "前往",
            Group::Report => "报告",
            Group::View => "视图",
            Group::Snapshot => "快照",
            Group::SampleType => "样本类型",
            Group::Granularity => "粒度",
            Group::Filter => "过滤",
            Group::Container => "容器",
            Group::Language => "语言",
            Group::Theme => "主题",
            Group::Help => "帮助",
        }
    }
    fn keys_title(&self) -> &'static str {
        "按键"
    }
    fn keys_anywhere(&self) -> &'static str {
        "页面任意处"
    }
    fn keys_graph(&self) -> &'static str {
        "在火焰图中"
    }
    fn graph_keys(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("↑ ↓", "移到相邻的层"),
            ("← →", "移到更宽或更窄的邻居"),
            ("Enter", "放大到选中的方块"),
            ("Esc, 0", "显示全部"),
            ("+ −", "放大和缩小"),
            ("w a s d", "缩放和移动"),
            ("p", "选中函数的调用者与被调用者"),
            ("f", "focus：只看含有它的栈"),
            ("i", "ignore：去掉含有它的栈"),
            ("h", "hide：去掉它的帧"),
            ("r", "show from：从它开始"),
            ("c", "复制名称"),
        ]
    }
    fn single_keys(&self) -> &'static str {
        "单键"
    }
    fn single_keys_means(&self) -> &'static str {
        "用语音输入，或容易误触时，可以关掉。Ctrl 或 Cmd + K 始终可用。"
    }
}
