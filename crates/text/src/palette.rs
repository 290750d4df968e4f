//! What the command palette and the list of keys say.

mod en;
mod zh;

/// What can be done anywhere on the page, where no other string names it already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Copy the YAML of the fix.
    CopyYaml,
    /// Copy the first command that makes the same change.
    CopyKubectl,
    /// Open the panel that makes links and files.
    Share,
    /// Save the report as JSON.
    SaveJson,
    /// Print the report.
    Print,
    /// Search in the profile.
    Search,
    /// Open the palette.
    Palette,
    /// Show all keys.
    Keys,
    /// Order the inputs by time, or as the report has them.
    OrderInputs,
}

/// A kind of command, where several are alike: it stands before the command's own name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Files and links.
    Inputs,
    /// Real incidents to try.
    Example,
    /// Parts of the page to go to.
    GoTo,
    /// The report as a whole.
    Report,
    /// Views of the profile.
    View,
    /// The profile that is shown.
    Snapshot,
    /// What is measured.
    SampleType,
    /// What frames are gathered by.
    Granularity,
    /// Filters.
    Filter,
    /// The container that is judged.
    Container,
    /// Languages.
    Language,
    /// Themes.
    Theme,
    /// Help.
    Help,
}

/// The strings of palette and keys in one language.
pub trait Palette {
    /// Title of the palette, and label of its field.
    fn palette_title(&self) -> &'static str;
    /// What to write into its field.
    fn palette_hint(&self) -> &'static str;
    /// How many commands match; announced.
    fn palette_found(&self, count: usize) -> String;
    /// A deed.
    fn deed(&self, deed: Deed) -> &'static str;
    /// A group.
    fn group(&self, group: Group) -> &'static str;
    /// Title of the list of keys.
    fn keys_title(&self) -> &'static str;
    /// Title of the keys that work anywhere.
    fn keys_anywhere(&self) -> &'static str;
    /// Title of the keys of the flame graph.
    fn keys_graph(&self) -> &'static str;
    /// Keys of the flame graph, and what they do.
    fn graph_keys(&self) -> &'static [(&'static str, &'static str)];
    /// Switch: whether keys without Ctrl or Cmd do anything outside the flame graph.
    fn single_keys(&self) -> &'static str;
    /// What that is good for.
    fn single_keys_means(&self) -> &'static str;
}
