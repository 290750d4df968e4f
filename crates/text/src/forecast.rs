//! What will happen, as rows of a name and a value: now, and after an arrow with the change in force.

use decode::units::Bytes;
use diagnose::report::{Forecast, Sig6};

use crate::numbers;
use crate::{Called, Language, Term};

/// The rows of `forecast` that are known, the same on the page, in a terminal and in a postmortem: time to the limit,
/// restarts a day, peak, CPU for collections, collections a second.
pub fn forecast(forecast: &Forecast, language: Language) -> Vec<(Called, String)> {
    let page = language.page();
    let size = |bytes: Bytes| bytes.to_string();
    let share = |share: Sig6| numbers::percent(share.get());
    let short = |value: Sig6| numbers::short(value.get());
    let left = |seconds: f64| if seconds < 1.0 { page.no_time_left().to_owned() } else { page.duration(seconds) };
    let to_limit = forecast.seconds_to_limit.map(|seconds| left(seconds.get()));
    let restarts = change(forecast.restarts_per_day_now, forecast.restarts_per_day_after, short);
    let peak = change(forecast.peak_bytes_now, forecast.peak_bytes_after, size);
    let cost = change(forecast.gc_cpu_fraction_now, forecast.gc_cpu_fraction_after, share);
    let often = change(forecast.gc_per_second_now, forecast.gc_per_second_after, short);
    let rows = [
        (Called::Term(Term::TimeToLimit), to_limit),
        (Called::Words(page.restarts_per_day()), restarts),
        (Called::Words(page.peak()), peak),
        (Called::Term(Term::GcCpu), cost),
        (Called::Words(page.gc_per_second()), often),
    ];
    rows.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// `now → after`, either of which may be unknown.
fn change<T: Copy>(now: Option<T>, after: Option<T>, write: impl Fn(T) -> String) -> Option<String> {
    match (now.map(&write), after.map(&write)) {
        (Some(now), Some(after)) => Some(format!("{now} → {after}")),
        (None, Some(after)) => Some(format!("→ {after}")),
        (now, None) => now,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(value: f64) -> Option<Sig6> {
        Sig6::new(value)
    }

    #[test]
    fn what_is_known_of_now_and_after_stands_on_either_side_of_an_arrow() {
        let known = Forecast {
            restarts_per_day_now: some(14.4),
            restarts_per_day_after: some(0.0),
            peak_bytes_after: Some(Bytes::mib(90)),
            gc_cpu_fraction_now: some(0.021),
            gc_per_second_now: some(0.84),
            gc_per_second_after: some(3.26),
            ..Forecast::default()
        };
        let rows = forecast(&known, Language::English).into_iter();
        let rows: Vec<String> = rows.map(|(row, value)| format!("{}: {value}", row.name(Language::English))).collect();
        assert_eq!(
            rows,
            ["Restarts a day: 14 → 0", "Peak: → 90 MiB", "GC CPU: 2.1%", "Collections a second: 0.84 → 3.3"]
        );
        assert_eq!(forecast(&Forecast::default(), Language::English), []);
    }
}
