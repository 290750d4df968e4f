//! What the page says of making captures, of arranging inputs, and of what more of them change.

mod en;
mod zh;

use diagnose::fix::compare::Side;

/// What has to be known of a container to capture from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReachField {
    /// Namespace.
    Namespace,
    /// Pod.
    Pod,
    /// Container.
    Container,
    /// Port of pprof.
    Port,
}

impl ReachField {
    /// All of them, in the order of a form.
    pub const ALL: [Self; 4] = [Self::Namespace, Self::Pod, Self::Container, Self::Port];
}

/// What can be another than before in a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Aspect {
    /// Leak, tuning, …
    Verdict,
    /// How sure.
    Confidence,
    /// Why.
    Cause,
    /// The limit to set.
    MemoryLimit,
    /// The GOMEMLIMIT to set.
    Gomemlimit,
}

/// These strings in one language.
pub trait Intake {
    /// Title over the commands that make the inputs.
    fn captures_title(&self) -> &'static str;
    /// The same where inputs are there already.
    fn captures_again(&self) -> &'static str;
    /// What to write into the form, and that it is sent nowhere.
    fn captures_form(&self) -> &'static str;
    /// A field of the form.
    fn reach_field(&self, field: ReachField) -> &'static str;
    /// Something that is no port.
    fn no_port(&self) -> &'static str;
    /// What to mind when running the commands.
    fn captures_note(&self) -> &'static str;
    /// Title over the code for programs that serve no profiles.
    fn no_pprof_title(&self) -> &'static str;

    /// Button: more about one input.
    fn arrange(&self, name: &str) -> String;
    /// Field: another name for it.
    fn rename(&self) -> &'static str;
    /// Title of the sides of a change.
    fn side_title(&self) -> &'static str;
    /// What marking a side is good for.
    fn side_means(&self) -> &'static str;
    /// A side, or neither.
    fn side(&self, side: Option<Side>) -> &'static str;
    /// Button: compare other profiles with this one.
    fn use_as_base(&self) -> &'static str;
    /// Switch: the inputs by time.
    fn by_time(&self) -> &'static str;

    /// Title of what more inputs changed.
    fn changes_title(&self) -> &'static str;
    /// They changed nothing.
    fn nothing_changed(&self) -> &'static str;
    /// What changed.
    fn aspect(&self, aspect: Aspect) -> &'static str;
    /// A change, spoken: what, from, to.
    fn changed(&self, aspect: Aspect, before: &str, after: &str) -> String;
    /// No value is recommended.
    fn no_change_of_setting(&self) -> &'static str;
}
