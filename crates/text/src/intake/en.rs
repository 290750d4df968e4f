//! English.

use diagnose::fix::compare::Side;

use super::{Aspect, Intake, ReachField};
use crate::English;

impl Intake for English {
    fn captures_title(&self) -> &'static str {
        "How to get them"
    }
    fn captures_again(&self) -> &'static str {
        "How to capture again"
    }
    fn captures_form(&self) -> &'static str {
        "Fill in what you know: the commands below follow. It stays on this page."
    }
    fn reach_field(&self, field: ReachField) -> &'static str {
        match field {
            ReachField::Namespace => "Namespace",
            ReachField::Pod => "Pod",
            ReachField::Container => "Container",
            ReachField::Port => "pprof port",
        }
    }
    fn no_port(&self) -> &'static str {
        "A port is a number from 1 to 65535."
    }
    fn captures_note(&self) -> &'static str {
        "6060 is the usual pprof port; yours may be another. A heap profile costs the program a few milliseconds, and one collection more where the address ends in gc=1."
    }
    fn no_pprof_title(&self) -> &'static str {
        "No pprof yet?"
    }

    fn arrange(&self, name: &str) -> String {
        format!("Rename, mark or compare {name}")
    }
    fn rename(&self) -> &'static str {
        "Name"
    }
    fn side_title(&self) -> &'static str {
        "Captured"
    }
    fn side_means(&self) -> &'static str {
        "Mark inputs of both sides of a deployment, and the page compares them."
    }
    fn side(&self, side: Option<Side>) -> &'static str {
        match side {
            None => "not marked",
            Some(Side::Before) => "before the change",
            Some(Side::After) => "after the change",
        }
    }
    fn use_as_base(&self) -> &'static str {
        "Compare others with this one"
    }
    fn by_time(&self) -> &'static str {
        "By time"
    }

    fn changes_title(&self) -> &'static str {
        "What the inputs changed"
    }
    fn nothing_changed(&self) -> &'static str {
        "The verdict and the fix stay as they were."
    }
    fn aspect(&self, aspect: Aspect) -> &'static str {
        match aspect {
            Aspect::Verdict => "Verdict",
            Aspect::Confidence => "Confidence",
            Aspect::Cause => "Cause",
            Aspect::MemoryLimit => "Memory limit to set",
            Aspect::Gomemlimit => "GOMEMLIMIT to set",
        }
    }
    fn changed(&self, aspect: Aspect, before: &str, after: &str) -> String {
        format!("{}: was {before}, is now {after}.", self.aspect(aspect))
    }
    fn no_change_of_setting(&self) -> &'static str {
        "as it is"
    }
}
