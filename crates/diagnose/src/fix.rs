//! What to set, what that costs and buys, and how it is written down.

mod budget;
pub(crate) mod forecast;
mod kubectl;
mod owner;
pub(crate) mod pacing;
mod quote;
mod recommend;
mod tidy;
mod yaml;

use crate::case::Case;
use crate::report::{Budget, Forecast, Recommendation};
use crate::verdict::Verdict;

pub(crate) use owner::Owner;
pub(crate) use quote::shell;

/// Everything in the report that follows from the verdict.
#[derive(Debug)]
pub(crate) struct Fix {
    pub budget: Budget,
    pub forecast: Forecast,
    pub recommendation: Recommendation,
    pub yaml: Option<String>,
    pub kubectl: Vec<String>,
}

/// Works out the fix for a verdict.
pub(crate) fn work_out(case: &Case, verdict: &Verdict) -> Fix {
    let recommendation = recommend::settings(case, verdict);
    Fix {
        budget: budget::parts(case),
        forecast: forecast::forecast(case, &recommendation),
        yaml: case.subject.and_then(|subject| yaml::patch(&subject, &recommendation)),
        kubectl: case.subject.map_or_else(Vec::new, |subject| kubectl::commands(&subject, &recommendation)),
        recommendation,
    }
}
