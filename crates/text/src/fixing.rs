//! What the page says of the fix: the plan, the settings, their forms, what if, and before and after.

mod en;
mod zh;

use decode::units::Bytes;
use diagnose::fix::Price;
use diagnose::fix::compare::{Measure, Outcome};
use diagnose::fix::forms::Form;
use diagnose::fix::manifest::EditError;
use diagnose::report::{Action, Class};

use crate::{Numbers, Terms, numbers};

/// The strings around the fix in one language.
pub trait Fixing: Numbers + Terms {
    /// Fact: restarts a day.
    fn restarts_per_day(&self) -> &'static str;
    /// Fact: how often the collector runs.
    fn gc_per_second(&self) -> &'static str;
    /// Title of the forecast.
    fn forecast_title(&self) -> &'static str;
    /// Title of the plan.
    fn plan_title(&self) -> &'static str;
    /// What to do at once, with settings, and in the code: the titles of the plan's parts.
    fn plan_parts(&self) -> [&'static str; 3];
    /// Title over what to mind.
    fn plan_traps(&self) -> &'static str;
    /// A form of the change.
    fn form(&self, form: Form) -> &'static str;
    /// Label of the choice of a form.
    fn choose_form(&self) -> &'static str;
    /// Title over a person's own manifest with the change in it.
    fn manifest_title(&self, name: &str) -> String;
    /// Why a manifest can't be changed.
    fn manifest_error(&self, name: &str, error: &EditError) -> String;
    /// Title of the what-if panel.
    fn what_if_title(&self) -> &'static str;
    /// What it is for.
    fn what_if_note(&self) -> &'static str;
    /// Field: GOMEMLIMIT in percent of the limit.
    fn gomemlimit_percent(&self) -> &'static str;
    /// Field: growth of the live heap to be ready for, in percent.
    fn headroom(&self) -> &'static str;
    /// Switch: a request a little under the limit.
    fn request_under_limit(&self) -> &'static str;
    /// Value of a setting that is off.
    fn off(&self) -> &'static str;
    /// Button: back to the recommended settings.
    fn reset(&self) -> &'static str;
    /// Fact: predicted peak.
    fn peak(&self) -> &'static str;
    /// What the settings of the what-if panel amount to.
    fn what_if_verdict(&self, fits: Option<bool>, price: Option<Price>) -> &'static str;
    /// Title of the comparison of captures from before and after a change.
    fn compare_title(&self) -> &'static str;
    /// What a change amounted to.
    fn outcome(&self, outcome: Outcome) -> &'static str;
    /// A measure of the comparison.
    fn measure(&self, measure: Measure) -> &'static str;
    /// The value of a measure: bytes, a share or a number.
    fn measured(&self, measure: Measure, value: f64) -> String {
        match measure {
            Measure::RestartsPerDay => numbers::short(value),
            Measure::GcCpu => numbers::percent(value),
            Measure::Peak | Measure::LiveHeap | Measure::Allocation | Measure::Limit | Measure::Gomemlimit => {
                Bytes(value as u64).to_string()
            }
        }
    }
    /// Heads of the columns: before and after.
    fn before_and_after(&self) -> [&'static str; 2];
    /// Title of the fix.
    fn fix_title(&self) -> &'static str;
    /// Says that the settings only buy time, given the class of the verdict.
    fn stop_gap(&self, class: Class) -> &'static str;
    /// Shown where there is nothing to set.
    fn no_yaml(&self) -> &'static str;
    /// Title of the YAML.
    fn yaml_title(&self) -> &'static str;
    /// Title of the commands; `without_probes` if the patch changes probes too, which no `kubectl set` reaches.
    fn commands_title(&self, without_probes: bool) -> &'static str;
    /// Setting: liveness probe.
    fn liveness(&self) -> &'static str;
    /// Setting: startup probe.
    fn startup(&self) -> &'static str;
    /// Setting: the medium of a volume.
    fn medium_of(&self, volume: &str) -> String;
    /// What to do with a setting.
    fn action(&self, action: Action) -> &'static str;
    /// A setting in one line: its name, what to do with it, the value if one is set, and why.
    fn setting(&self, name: &str, action: Action, value: Option<&str>, why: &str) -> String;
    /// The value that would fit for a setting that is kept.
    fn sized(&self, value: &str) -> String;
    /// The settings nothing asks to change, in one sentence.
    fn kept(&self, names: &[&str]) -> String;
    /// Summary of the arithmetic.
    fn arithmetic(&self) -> &'static str;
    /// Title of the captures that would settle what is open.
    fn next_title(&self) -> &'static str;
}
