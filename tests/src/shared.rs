//! An incident ready to be shared.

use decode::Input;
use decode::pprof::Profile;
use diagnose::report::{Options, Report};
use share::Incident;

/// A report and the profiles it is about.
pub struct Case<'a> {
    /// The report.
    pub report: Report,
    profiles: Vec<(usize, &'a Profile)>,
}

impl<'a> Case<'a> {
    /// Judges `inputs`.
    pub fn new(inputs: &'a [Input]) -> Self {
        let order = diagnose::order(inputs);
        let profiles = order.iter().enumerate().filter_map(|(at, index)| Some((at, inputs[*index].facts.profile()?)));
        Self { report: diagnose::diagnose(inputs, &Options::default()), profiles: profiles.collect() }
    }

    /// What is shared.
    pub fn incident(&self) -> Incident<'_> {
        Incident { report: &self.report, profiles: self.profiles.clone() }
    }
}
