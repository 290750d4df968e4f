//! What the explorer of profiles says: its views, columns, filters, legends and hints.

mod en;
mod zh;

use decode::units::UnixNanos;
use view::Granularity;
use view::filter::FilterName;
use view::flame::Change;
use view::timeline::Quantity;
use view::tree::Weight;

/// The strings of the explorer in one language.
pub trait Explorer {
    // Views and choices.

    /// Label of the switch of views.
    fn views(&self) -> &'static str;
    /// A view, by its name in the page's hooks: `top`, `flame`, `callers`, `traces`, `tags`, `compare`, `timeline`.
    fn view(&self, name: &str) -> &'static str;
    /// What a view shows, in one line.
    fn view_means(&self, name: &str) -> &'static str;
    /// Label of the choice of a granularity.
    fn choose_granularity(&self) -> &'static str;
    /// A granularity.
    fn granularity(&self, granularity: Granularity) -> &'static str;
    /// Label of the choice of units.
    fn choose_units(&self) -> &'static str;
    /// Units, by name: `auto`, `percent`, or the unit itself.
    fn units(&self, name: &str) -> &'static str;
    /// Label of the choice of a base.
    fn choose_base(&self) -> &'static str;
    /// No base.
    fn no_base(&self) -> &'static str;
    /// Something is being worked out.
    fn working(&self) -> &'static str;
    /// The profile has gone.
    fn gone(&self) -> &'static str;

    // The table.

    /// Head of a column: `sum%`, `objects`, `average`, `error`, `before`, `delta`, `delta-cum`, `per-second`,
    /// `retention`.
    fn column(&self, name: &str) -> &'static str;
    /// What a column means.
    fn column_means(&self, name: &str) -> &'static str;
    /// Button in a row: look at the function from both sides.
    fn pivot(&self, name: &str) -> String;

    // Filters.

    /// Title of what is applied.
    fn applied(&self) -> &'static str;
    /// Label of the choice of a filter.
    fn choose_filter(&self) -> &'static str;
    /// A filter, with what it does: both vocabularies, pprof's and the plain one.
    fn filter(&self, name: FilterName) -> &'static str;
    /// What to write into a filter.
    fn filter_hint(&self, name: FilterName) -> &'static str;
    /// Button: set the filter.
    fn add_filter(&self) -> &'static str;
    /// Button: take a filter away.
    fn remove_filter(&self, flag: &str, text: &str) -> String;
    /// A filter that can't be read; `reason` is the parser's.
    fn filter_error(&self, reason: &str) -> String;
    /// Filters that matched nothing.
    fn unmatched(&self, flags: &[&str]) -> String;
    /// Button: take the last change back.
    fn undo(&self) -> &'static str;
    /// Button: make it again.
    fn redo(&self) -> &'static str;
    /// Button: take away all filters.
    fn reset(&self) -> &'static str;
    /// Button: only the stacks of the program itself.
    fn only_mine(&self) -> &'static str;
    /// What that does, with the packages it keeps.
    fn only_mine_means(&self) -> &'static str;

    // The flame graph.

    /// What the graph is, for those who don't see it.
    fn flame_label(&self) -> &'static str;
    /// How to move in it.
    fn flame_hint(&self) -> &'static str;
    /// The root: everything.
    fn everything(&self) -> &'static str;
    /// Callees below their callers.
    fn icicle(&self) -> &'static str;
    /// Callees above their callers.
    fn flame(&self) -> &'static str;
    /// Label of the choice between the two.
    fn choose_direction(&self) -> &'static str;
    /// Button: zoom in.
    fn zoom_in(&self) -> &'static str;
    /// Button: zoom out.
    fn zoom_out(&self) -> &'static str;
    /// Button: the whole graph.
    fn zoom_reset(&self) -> &'static str;
    /// Callees that are drawn as one box.
    fn rest(&self, count: usize, amount: &str, share: &str) -> String;
    /// What a search found: places, boxes, and their share.
    fn found(&self, frames: usize, nodes: usize, share: &str) -> String;
    /// A call that the compiler inlined.
    fn inlined(&self) -> &'static str;
    /// So many objects.
    fn objects(&self, count: &str) -> String;
    /// An amount and what it was before.
    fn was(&self, before: &str, delta: &str) -> String;
    /// Button: copy the name.
    fn copy_name(&self) -> &'static str;
    /// Button: callers and callees of what is selected.
    fn pivot_here(&self) -> &'static str;
    /// Where code comes from: `Application`, `ThirdParty`, `Standard`, `Runtime`.
    fn origin(&self, name: &str) -> &'static str;
    /// Title of the colours.
    fn legend(&self) -> &'static str;
    /// Summary over the same graph as a table.
    fn as_table(&self) -> &'static str;
    /// Callees too small for the table.
    fn hidden(&self, count: usize) -> String;
    /// Name of the small picture of the whole.
    fn minimap(&self) -> &'static str;
    /// Column: share of the whole.
    fn share(&self) -> &'static str;

    // Callers and callees.

    /// Shown until a function is chosen.
    fn no_pivot(&self) -> &'static str;
    /// The chosen function has no samples under these filters.
    fn pivot_gone(&self, name: &str) -> String;
    /// Title of the callers.
    fn callers(&self) -> &'static str;
    /// Title of the callees.
    fn callees(&self) -> &'static str;
    /// Nobody calls it, or it calls nobody.
    fn nobody(&self) -> &'static str;

    // Stacks and labels.

    /// How many stacks are shown.
    fn traces_legend(&self, shown: usize, count: usize) -> String;
    /// There are no labels.
    fn no_tags(&self) -> &'static str;
    /// What a key accounts for.
    fn tag_legend(&self, amount: &str, share: &str) -> String;
    /// Button: only what has this label.
    fn tag_focus(&self) -> &'static str;

    // Comparing.

    /// Label: the earlier one.
    fn before(&self) -> &'static str;
    /// Label: the later one.
    fn after(&self) -> &'static str;
    /// There is nothing to compare with.
    fn nothing_to_compare(&self) -> &'static str;
    /// They are of two processes.
    fn unlike_processes(&self, before: u32, after: u32) -> String;
    /// They were sampled at different rates, in bytes.
    fn unlike_rates(&self, before: i64, after: i64) -> String;
    /// One of them is a difference itself.
    fn unlike_delta(&self) -> &'static str;
    /// They measure different things.
    fn unlike_kinds(&self) -> &'static str;
    /// Button: compare all the same.
    fn compare_anyway(&self) -> &'static str;
    /// The whole change: from, to, by how much, in how many seconds.
    fn compare_legend(&self, before: &str, after: &str, delta: &str, over: Option<&str>) -> String;
    /// A kind of change.
    fn change(&self, change: Change) -> &'static str;
    /// Label of the choice of widths.
    fn choose_weight(&self) -> &'static str;
    /// What makes a box wide.
    fn weight(&self, weight: Weight) -> &'static str;

    // Memory over time.

    /// A line.
    fn quantity(&self, quantity: Quantity) -> &'static str;
    /// A mark: an amount without a time.
    fn level(&self, quantity: Quantity, amount: &str) -> String;
    /// Where amounts without a time are, and why.
    fn levels(&self) -> &'static str;
    /// The memory limit.
    fn limit(&self) -> &'static str;
    /// The kill.
    fn kill(&self) -> &'static str;
    /// Where the growth leads.
    fn forecast(&self) -> &'static str;
    /// Collections.
    fn collections(&self) -> &'static str;
    /// Nothing has a date.
    fn no_timeline(&self) -> &'static str;
    /// Inputs that can't be placed.
    fn undated(&self, count: usize) -> String;
    /// Collections are placed by the start of the container.
    fn placed_by_start(&self) -> &'static str;
    /// Button on a point: open the snapshot.
    fn open_snapshot(&self, amount: &str, time: UnixNanos) -> String;
    /// Label of the buttons that hide and show what is drawn.
    fn choose_series(&self) -> &'static str;
    /// Hint on the limit.
    fn limit_of(&self, amount: &str) -> String;
    /// Hint on the kill.
    fn kill_at(&self, time: &str) -> String;
    /// Hint on the forecast: the limit, and when it is reached.
    fn forecast_at(&self, limit: &str, time: &str) -> String;
    /// Hint on a collection: what lived after it.
    fn collection_at(&self, amount: &str, time: &str) -> String;
    /// Head of a column of the timeline's table: `time`, `what`, `amount`, `from`.
    fn timeline_column(&self, name: &str) -> &'static str;
    /// Rows that the table leaves out.
    fn not_listed(&self, count: usize) -> String;

    // Taking along.

    /// Label of the buttons that save.
    fn save(&self) -> &'static str;
    /// What a file is: `svg`, `png`, `csv`, `json`, `pprof`.
    fn save_means(&self, name: &str) -> &'static str;
}
