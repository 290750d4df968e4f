//! The explorer in English.

use decode::units::UnixNanos;
use view::Granularity;
use view::filter::FilterName;
use view::flame::Change;
use view::timeline::Quantity;
use view::tree::Weight;

use super::Explorer;
use crate::English;
use crate::numbers;

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", numbers::grouped(count as i64), if count == 1 { one } else { many })
}

impl Explorer for English {
    fn views(&self) -> &'static str {
        "View"
    }
    fn view(&self, name: &str) -> &'static str {
        match name {
            "flame" => "Flame graph",
            "callers" => "Callers",
            "traces" => "Stacks",
            "tags" => "Labels",
            "compare" => "Compare",
            "timeline" => "Timeline",
            _ => "Top",
        }
    }
    fn view_means(&self, name: &str) -> &'static str {
        match name {
            "flame" => "Who calls whom, and how much goes through each call",
            "callers" => "One function from both sides: its callers above, what it calls below",
            "traces" => "The heaviest stacks, whole",
            "tags" => "Labels of the samples, and the sizes of objects",
            "compare" => "Two snapshots: what grew, what shrank, what is new",
            "timeline" => "Memory over time, from everything that has a date",
            _ => "Functions, heaviest first",
        }
    }
    fn choose_granularity(&self) -> &'static str {
        "Group by"
    }
    fn granularity(&self, granularity: Granularity) -> &'static str {
        match granularity {
            Granularity::Functions => "function",
            Granularity::Filefunctions => "function and file",
            Granularity::Files => "file",
            Granularity::Lines => "line",
            Granularity::Packages => "package",
        }
    }
    fn choose_units(&self) -> &'static str {
        "Units"
    }
    fn units(&self, name: &str) -> &'static str {
        match name {
            "bytes" => "bytes",
            "kib" => "KiB",
            "mib" => "MiB",
            "percent" => "% of total",
            _ => "automatic",
        }
    }
    fn choose_base(&self) -> &'static str {
        "Compare with"
    }
    fn no_base(&self) -> &'static str {
        "Compare with nothing"
    }
    fn working(&self) -> &'static str {
        "Working it out …"
    }
    fn gone(&self) -> &'static str {
        "This profile is not here any more. Choose another one."
    }

    fn column(&self, name: &str) -> &'static str {
        match name {
            "sum" => "sum%",
            "objects" => "objects",
            "average" => "avg size",
            "error" => "±",
            "before" => "before",
            "delta" => "Δ flat",
            "delta-cum" => "Δ cum",
            "per-second" => "Δ/s",
            "retention" => "kept",
            _ => "",
        }
    }
    fn column_means(&self, name: &str) -> &'static str {
        match name {
            "sum" => "Share of this row and all rows above it",
            "objects" => "Objects that make up flat",
            "average" => "Average size of these objects",
            "error" => "Standard error of flat: the profile samples allocations",
            "before" => "Flat in the snapshot it is compared with",
            "delta" => "Change of flat",
            "delta-cum" => "Change of cum",
            "per-second" => "Change of flat per second",
            "retention" => {
                "Share of what was allocated in between that is still in use: near 100% is a leak, near 0% is garbage"
            }
            _ => "",
        }
    }
    fn pivot(&self, name: &str) -> String {
        format!("Callers and callees of {name}")
    }

    fn applied(&self) -> &'static str {
        "Filters"
    }
    fn choose_filter(&self) -> &'static str {
        "Filter"
    }
    fn filter(&self, name: FilterName) -> &'static str {
        match name {
            FilterName::Focus => "focus: show stacks with",
            FilterName::Ignore => "ignore: hide stacks with",
            FilterName::Hide => "hide: remove frames",
            FilterName::Show => "show: keep only frames",
            FilterName::ShowFrom => "show from: start stacks at",
            FilterName::Tagfocus => "tagfocus: samples labelled",
            FilterName::Tagignore => "tagignore: not labelled",
        }
    }
    fn filter_hint(&self, name: FilterName) -> &'static str {
        match name {
            FilterName::Tagfocus | FilterName::Tagignore => "key=regex, or bytes=4kb:64kb",
            _ => r"regular expression: main\.|cache",
        }
    }
    fn add_filter(&self) -> &'static str {
        "Apply"
    }
    fn remove_filter(&self, flag: &str, text: &str) -> String {
        format!("Remove {flag} {text}")
    }
    fn filter_error(&self, reason: &str) -> String {
        format!("This is no regular expression: {reason}")
    }
    fn unmatched(&self, flags: &[&str]) -> String {
        format!("Matched nothing: {}", flags.join(", "))
    }
    fn undo(&self) -> &'static str {
        "Undo"
    }
    fn redo(&self) -> &'static str {
        "Redo"
    }
    fn reset(&self) -> &'static str {
        "Clear all"
    }
    fn only_mine(&self) -> &'static str {
        "Only my module"
    }
    fn only_mine_means(&self) -> &'static str {
        "Keeps only frames of the program itself: what libraries and the runtime allocate counts for the function that called them"
    }

    fn flame_label(&self) -> &'static str {
        "Flame graph. Arrow keys walk through the boxes, Enter zooms, the same numbers follow as a table."
    }
    fn flame_hint(&self) -> &'static str {
        "Click a box to zoom in. Drag to move, Ctrl + wheel or pinch to zoom, ? for all keys."
    }
    fn everything(&self) -> &'static str {
        "all"
    }
    fn icicle(&self) -> &'static str {
        "Down"
    }
    fn flame(&self) -> &'static str {
        "Up"
    }
    fn choose_direction(&self) -> &'static str {
        "Direction of calls"
    }
    fn zoom_in(&self) -> &'static str {
        "Zoom in"
    }
    fn zoom_out(&self) -> &'static str {
        "Zoom out"
    }
    fn zoom_reset(&self) -> &'static str {
        "Show all"
    }
    fn rest(&self, count: usize, amount: &str, share: &str) -> String {
        format!("{} too narrow to draw: {amount} ({share}). Zoom in to see them.", counted(count, "call", "calls"))
    }
    fn found(&self, frames: usize, nodes: usize, share: &str) -> String {
        format!("{} in {}, {share} of the graph", counted(frames, "match", "matches"), counted(nodes, "box", "boxes"))
    }
    fn inlined(&self) -> &'static str {
        "inlined"
    }
    fn objects(&self, count: &str) -> String {
        format!("{count} objects")
    }
    fn was(&self, before: &str, delta: &str) -> String {
        format!("before {before}, changed by {delta}")
    }
    fn copy_name(&self) -> &'static str {
        "Copy name"
    }
    fn pivot_here(&self) -> &'static str {
        "Callers and callees"
    }
    fn origin(&self, name: &str) -> &'static str {
        match name {
            "ThirdParty" => "other modules",
            "Standard" => "standard library",
            "Runtime" => "runtime",
            _ => "your code, a hue per package",
        }
    }
    fn legend(&self) -> &'static str {
        "Colours"
    }
    fn as_table(&self) -> &'static str {
        "The same as a table"
    }
    fn hidden(&self, count: usize) -> String {
        format!("… {} not listed", counted(count, "smaller call", "smaller calls"))
    }
    fn minimap(&self) -> &'static str {
        "The whole graph; drag to move"
    }
    fn share(&self) -> &'static str {
        "share"
    }

    fn no_pivot(&self) -> &'static str {
        "Choose a function: in the table, in the flame graph, or here."
    }
    fn pivot_gone(&self, name: &str) -> String {
        format!("No sample has {name} under these filters.")
    }
    fn callers(&self) -> &'static str {
        "Called by"
    }
    fn callees(&self) -> &'static str {
        "Calls"
    }
    fn nobody(&self) -> &'static str {
        "nobody"
    }

    fn traces_legend(&self, shown: usize, count: usize) -> String {
        if shown == count {
            counted(count, "stack", "stacks")
        } else {
            format!("The {} heaviest of {}", numbers::grouped(shown as i64), counted(count, "stack", "stacks"))
        }
    }
    fn no_tags(&self) -> &'static str {
        "The samples of this profile have no labels."
    }
    fn tag_legend(&self, amount: &str, share: &str) -> String {
        format!("on {amount} ({share})")
    }
    fn tag_focus(&self) -> &'static str {
        "Show only these"
    }

    fn before(&self) -> &'static str {
        "Before"
    }
    fn after(&self) -> &'static str {
        "After"
    }
    fn nothing_to_compare(&self) -> &'static str {
        "There is no second snapshot of this kind. Drop one more to compare."
    }
    fn unlike_processes(&self, before: u32, after: u32) -> String {
        format!(
            "What tells processes apart says that these snapshots are of different processes ({before} and {after}). The later one then started from nothing, and the difference is not growth."
        )
    }
    fn unlike_rates(&self, before: i64, after: i64) -> String {
        format!(
            "These snapshots were sampled at different rates (one in {} and one in {} bytes). What looks like growth may be a different error.",
            numbers::grouped(before),
            numbers::grouped(after)
        )
    }
    fn unlike_delta(&self) -> &'static str {
        "One of these is itself a difference over some seconds, not a snapshot."
    }
    fn unlike_kinds(&self) -> &'static str {
        "These profiles measure different things and have no sample type in common."
    }
    fn compare_anyway(&self) -> &'static str {
        "Compare anyway"
    }
    fn compare_legend(&self, before: &str, after: &str, delta: &str, over: Option<&str>) -> String {
        let over = over.map(|over| format!(" in {over}")).unwrap_or_default();
        format!("From {before} to {after}: {delta}{over}")
    }
    fn change(&self, change: Change) -> &'static str {
        match change {
            Change::Gone => "gone",
            Change::FellMuch => "fell by half or more",
            Change::Fell => "fell",
            Change::Same => "about the same (under 15%)",
            Change::Grew => "grew",
            Change::GrewMuch => "doubled or more",
            Change::New => "new",
        }
    }
    fn choose_weight(&self) -> &'static str {
        "Width of boxes"
    }
    fn weight(&self, weight: Weight) -> &'static str {
        match weight {
            Weight::Change => "what changed",
            Weight::Both => "before and after",
        }
    }

    fn quantity(&self, quantity: Quantity) -> &'static str {
        match quantity {
            Quantity::Inuse => "live heap (snapshots)",
            Quantity::Rss => "resident memory",
            Quantity::WorkingSet => "working set",
            Quantity::Usage => "usage, page cache included",
            Quantity::HeapGoal => "heap goal",
        }
    }
    fn level(&self, quantity: Quantity, amount: &str) -> String {
        format!("{}: {amount}, at a time that nobody wrote down", self.quantity(quantity))
    }
    fn levels(&self) -> &'static str {
        "Short marks at the right edge are from cgroup files: they say how much, but not when."
    }
    fn limit(&self) -> &'static str {
        "memory limit"
    }
    fn kill(&self) -> &'static str {
        "killed"
    }
    fn forecast(&self) -> &'static str {
        "forecast"
    }
    fn collections(&self) -> &'static str {
        "live heap after a collection"
    }
    fn no_timeline(&self) -> &'static str {
        "Nothing here says when it was taken. Heap profiles in protobuf do, and metrics with timestamps."
    }
    fn undated(&self, count: usize) -> String {
        format!("{} without a date, not shown.", counted(count, "input", "inputs"))
    }
    fn placed_by_start(&self) -> &'static str {
        "Collections are logged in seconds since the start of the process; they are placed by the start of the container."
    }
    fn open_snapshot(&self, amount: &str, time: UnixNanos) -> String {
        format!("Open the snapshot of {}: {amount}", numbers::time_of_day(time))
    }
    fn choose_series(&self) -> &'static str {
        "What is drawn: press to hide or show"
    }
    fn limit_of(&self, amount: &str) -> String {
        format!("memory limit: {amount}")
    }
    fn kill_at(&self, time: &str) -> String {
        format!("killed at {time}")
    }
    fn forecast_at(&self, limit: &str, time: &str) -> String {
        format!("forecast: at this slope the limit of {limit} is reached at {time}")
    }
    fn collection_at(&self, amount: &str, time: &str) -> String {
        format!("live heap after the collection at {time}: {amount}")
    }
    fn timeline_column(&self, name: &str) -> &'static str {
        match name {
            "time" => "time",
            "amount" => "amount",
            "from" => "from",
            _ => "what",
        }
    }
    fn not_listed(&self, count: usize) -> String {
        format!("… {} not listed. Hide what you don't need to see them.", counted(count, "more row", "more rows"))
    }

    fn save(&self) -> &'static str {
        "Save as"
    }
    fn save_means(&self, name: &str) -> &'static str {
        match name {
            "svg" => "The graph as shown, as SVG",
            "png" => "The graph as shown, as PNG",
            "csv" => "The table as shown, as CSV",
            "json" => "The table as shown, as JSON",
            _ => "The filtered profile, for go tool pprof",
        }
    }
}
