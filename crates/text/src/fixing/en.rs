//! English.

use diagnose::fix::Price;
use diagnose::fix::compare::{Measure, Outcome};
use diagnose::fix::forms::Form;
use diagnose::fix::manifest::EditError;
use diagnose::report::{Action, Class};

use super::Fixing;
use crate::English;
use crate::{Term, Terms};

impl Fixing for English {
    fn restarts_per_day(&self) -> &'static str {
        "Restarts a day"
    }
    fn gc_per_second(&self) -> &'static str {
        "Collections a second"
    }
    fn forecast_title(&self) -> &'static str {
        "Forecast: now → with the change"
    }
    fn plan_title(&self) -> &'static str {
        "Now, next, later"
    }
    fn plan_parts(&self) -> [&'static str; 3] {
        ["Now", "Next", "Later"]
    }
    fn plan_traps(&self) -> &'static str {
        "What to mind"
    }
    fn form(&self, form: Form) -> &'static str {
        match form {
            Form::Patch => "Patch",
            Form::Snippet => "Manifest",
            Form::Kustomize => "Kustomize",
        }
    }
    fn choose_form(&self) -> &'static str {
        "Form of the change"
    }
    fn manifest_title(&self, name: &str) -> String {
        format!("{name} with the change in it")
    }
    fn manifest_error(&self, name: &str, error: &EditError) -> String {
        match error {
            EditError::Syntax { line } => {
                format!("{name} is not plain YAML (line {line}): a chart's template can't be edited here.")
            }
            EditError::NotFound => format!("No object in {name} has this container."),
            EditError::Shared { line } => {
                format!("{name}, line {line}: an anchor or an unusual form; change it by hand.")
            }
        }
    }
    fn what_if_title(&self) -> &'static str {
        "What if"
    }
    fn what_if_note(&self) -> &'static str {
        "Try other settings: budget, forecast and patch follow. Nothing is applied."
    }
    fn gomemlimit_percent(&self) -> &'static str {
        "GOMEMLIMIT, % of the limit"
    }
    fn headroom(&self) -> &'static str {
        "Live heap grows by"
    }
    fn request_under_limit(&self) -> &'static str {
        "Request a little under the limit"
    }
    fn off(&self) -> &'static str {
        "off"
    }
    fn reset(&self) -> &'static str {
        "Back to the recommendation"
    }
    fn peak(&self) -> &'static str {
        "Peak"
    }
    fn what_if_verdict(&self, fits: Option<bool>, price: Option<Price>) -> &'static str {
        match (fits, price) {
            (Some(false), _) => "The peak passes the limit: it would be killed.",
            (_, Some(Price::Refused)) => "The collector would run nearly without pause: GC thrash.",
            (_, Some(Price::Warned)) => "It fits, and the collector takes more CPU than a tenth.",
            (Some(true), _) => "The peak stays under the limit.",
            (None, _) => "A leak fills every limit, and without a live heap nothing can be forecast.",
        }
    }
    fn compare_title(&self) -> &'static str {
        "Before and after"
    }
    fn outcome(&self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Fixed => "Fixed",
            Outcome::NotYet => "Not yet",
            Outcome::Worse => "Worse",
            Outcome::NotComparable => "Load not comparable",
        }
    }
    fn measure(&self, measure: Measure) -> &'static str {
        match measure {
            Measure::RestartsPerDay => self.restarts_per_day(),
            Measure::Peak => self.peak(),
            Measure::GcCpu => self.term(Term::GcCpu),
            Measure::LiveHeap => self.term(Term::LiveHeap),
            Measure::Allocation => "Allocated a second",
            Measure::Limit => self.term(Term::MemoryLimit),
            Measure::Gomemlimit => "GOMEMLIMIT",
        }
    }
    fn before_and_after(&self) -> [&'static str; 2] {
        ["Before", "After"]
    }
    fn fix_title(&self) -> &'static str {
        "What to do"
    }
    fn stop_gap(&self, class: Class) -> &'static str {
        match class {
            Class::Leak => "These settings only buy time. The leak has to be fixed in the code.",
            _ => "These settings only buy time: how much memory it wants is not known, as the kill cut it off.",
        }
    }
    fn no_yaml(&self) -> &'static str {
        "There is no setting to change on the strength of these inputs."
    }
    fn yaml_title(&self) -> &'static str {
        "Patch"
    }
    fn commands_title(&self, without_probes: bool) -> &'static str {
        if without_probes { "The same as a command, without the probes" } else { "The same as a command" }
    }
    fn liveness(&self) -> &'static str {
        "Liveness probe"
    }
    fn startup(&self) -> &'static str {
        "Startup probe"
    }
    fn medium_of(&self, volume: &str) -> String {
        format!("Medium (Memory) of volume {volume}")
    }
    fn action(&self, action: Action) -> &'static str {
        match action {
            Action::Keep => "Keep",
            Action::Set => "Set",
            Action::Remove => "Remove",
            Action::Unknown => "Open",
        }
    }
    fn setting(&self, name: &str, action: Action, value: Option<&str>, why: &str) -> String {
        let value = value.map_or(String::new(), |value| format!(" {value}"));
        format!("{name}: {}{value}. {why}", self.action(action))
    }
    fn sized(&self, value: &str) -> String {
        format!("For this load: {value}. ")
    }
    fn kept(&self, names: &[&str]) -> String {
        format!("Nothing in the inputs asks to change: {}.", names.join(", "))
    }
    fn arithmetic(&self) -> &'static str {
        "Show the arithmetic"
    }
    fn next_title(&self) -> &'static str {
        "What to capture next"
    }
}
