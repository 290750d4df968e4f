//! Other settings than the recommended ones, tried on paper: what becomes of the budget, the forecast and the patch.

use decode::runtime::gogc::Gogc;
use decode::units::Bytes;
use serde::{Deserialize, Serialize};

use super::demand::{Demand, Pacing};
use super::place::Place;
use super::plan::{Trap, traps};
use super::recommend::{Price, price};
use super::{tidy, yaml};
use crate::report::{Action, Amount, Budget, Forecast, How, Reason, Recommendation, Report, Setting, Sig6};

/// A request a little under the limit: this share of it.
const UNDER: f64 = 0.95;

/// What can be turned.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Inputs {
    /// Memory limit.
    pub limit: Bytes,
    /// GOMEMLIMIT as a share of the limit; `None` without one.
    pub gomemlimit: Option<f64>,
    /// GOGC in percent; `None` for off.
    pub gogc: Option<u32>,
    /// How much larger the live heap may become than the highest that was seen: 0.5 for half as much again.
    pub headroom: f64,
    /// Whether the request stays a little under the limit instead of equal to it.
    pub request_under_limit: bool,
}

/// What the settings amount to.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Where the memory under the limit goes, at its peak.
    pub budget: Budget,
    /// What will happen.
    pub forecast: Forecast,
    /// Strategic-merge patch.
    pub yaml: Option<String>,
    /// GOMEMLIMIT in bytes, rounded down as the patch has it.
    pub gomemlimit: Option<Bytes>,
    /// What GOMEMLIMIT costs; `None` without one, or without a live heap.
    pub price: Option<Price>,
    /// Whether the peak stays under the limit; `None` where nothing tells.
    pub fits: Option<bool>,
    /// What the request does to nodes, quotas, autoscalers and the quality of service class.
    pub traps: Vec<Trap>,
}

impl Inputs {
    /// The recommended settings: where the sliders start, and what reset goes back to. `None` without a limit.
    pub fn recommended(report: &Report) -> Option<Self> {
        let advised = report.recommendation.memory_limit.bytes.filter(|_| sets(&report.recommendation.memory_limit));
        let limit = advised.or(report.budget.limit.map(|limit| limit.bytes))?;
        let pacing = Pacing::after(report);
        let gogc = match pacing.gogc {
            Gogc::Percent(percent) => Some(percent),
            Gogc::Off => None,
        };
        let gomemlimit = pacing.gomemlimit.and_then(|gomemlimit| gomemlimit.share_of(limit));
        Some(Self { limit, gomemlimit, gogc, headroom: 0.0, request_under_limit: false })
    }
}

fn sets(setting: &Setting) -> bool {
    setting.action == Action::Set
}

/// What `inputs` would do to the container of a report. Every number comes from the report, so that a saved or shared one
/// can be tried as well.
pub fn what_if(report: &Report, inputs: &Inputs) -> Outcome {
    let gomemlimit = inputs.gomemlimit.map(|share| written(report, inputs, share));
    let pacing = Pacing { gogc: inputs.gogc.map_or(Gogc::Off, Gogc::Percent), gomemlimit };
    let seen = Demand::of(report);
    let demand = seen.map(|demand| demand.scaled(1.0 + inputs.headroom));
    let steady = demand.filter(|_| report.class != crate::report::Class::Leak && is_explained(report));
    let peak = steady.and_then(|demand| demand.peak(pacing));
    let fits = steady.map(|_| peak.is_some_and(|peak| peak <= inputs.limit));
    let advice = advice(report, inputs, gomemlimit);
    Outcome {
        traps: super::target(report)
            .map_or_else(Vec::new, |(pod, container)| traps::of_request(&advice, pod, container)),
        budget: budget(report, inputs, demand.as_ref(), pacing),
        forecast: forecast(report, inputs, steady.as_ref(), pacing, fits),
        yaml: Place::of(report).and_then(|place| yaml::patch(&place, &advice)),
        price: gomemlimit.zip(demand).map(|(gomemlimit, demand)| {
            price(&demand, Pacing { gogc: pacing.gogc, ..Pacing::now(report) }, gomemlimit)
        }),
        gomemlimit,
        fits,
    }
}

/// Whether the model explains the kill, if there was one: else the report has no peak for the settings that are bounded.
fn is_explained(report: &Report) -> bool {
    let killed = super::container(report).is_some_and(|container| container.termination.oom_happened);
    let bounded = Pacing::now(report).gogc != Gogc::Off;
    !killed || !bounded || report.forecast.peak_bytes_now.is_some()
}

/// GOMEMLIMIT as it is written: the recommended value as it is, any other in whole MiB.
fn written(report: &Report, inputs: &Inputs, share: f64) -> Bytes {
    let recommended = Pacing::after(report).gomemlimit;
    let exact = inputs.limit.scale(share);
    let same = |gomemlimit: &Bytes| gomemlimit.share_of(inputs.limit).is_some_and(|there| (there - share).abs() < 1e-9);
    recommended.filter(same).unwrap_or(Bytes(exact.0 >> 20 << 20))
}

/// The parts at the peak, in the order in which they claim memory; what does not fit is cut, as the kernel does.
fn budget(report: &Report, inputs: &Inputs, demand: Option<&Demand>, pacing: Pacing) -> Budget {
    let amount = |bytes: Bytes, how| (bytes > Bytes(0)).then_some(Amount { bytes, how });
    let limit = Some(Amount { bytes: inputs.limit, how: How::Derived });
    let Some(demand) = demand else { return Budget { limit, ..Budget::default() } };
    let mut left = inputs.limit;
    let mut take = |bytes: Bytes, how| {
        let taken = bytes.min(left);
        left = left - taken;
        amount(taken, how)
    };
    let old = &report.budget;
    let mut again = |part: Option<Amount>| part.and_then(|part| take(part.bytes, part.how));
    let (stacks, runtime_overhead) = (again(old.stacks), again(old.runtime_overhead));
    let (fragmentation, off_heap, kernel) = (again(old.fragmentation), again(old.off_heap), again(old.kernel));
    let in_memory = old.tmpfs.filter(|_| report.recommendation.to_disk().next().is_none());
    let (sockets, tmpfs) = (again(old.sockets), again(in_memory));
    let how = if inputs.headroom > 0.0 { How::Derived } else { How::Measured };
    let live_heap = take(demand.live, how);
    let room = demand.room(pacing).min(inputs.limit.as_f64());
    let gc_headroom = take(Bytes(room as u64), How::Derived);
    let free = Some(Amount { bytes: left, how: How::Derived });
    Budget {
        limit,
        live_heap,
        gc_headroom,
        stacks,
        runtime_overhead,
        fragmentation,
        off_heap,
        kernel,
        sockets,
        tmpfs,
        free,
        ..Budget::default()
    }
}

fn forecast(report: &Report, inputs: &Inputs, steady: Option<&Demand>, pacing: Pacing, fits: Option<bool>) -> Forecast {
    let old = &report.forecast;
    let now = report.budget.limit.map(|limit| limit.bytes);
    let longer = now.and_then(|now| inputs.limit.share_of(now)).filter(|_| report.class == crate::report::Class::Leak);
    let leaking = longer.and_then(|factor| Sig6::new(old.restarts_per_day_now?.get() / factor));
    Forecast {
        // Of the process that runs, with the limit that it has.
        seconds_to_limit: None,
        restarts_per_day_after: match fits {
            Some(true) => old.restarts_per_day_now.and_then(|_| Sig6::new(0.0)),
            _ => leaking,
        },
        peak_bytes_after: steady.and_then(|demand| demand.peak(pacing)),
        gc_cpu_fraction_after: steady.and_then(|demand| demand.gc_cpu(pacing)).and_then(Sig6::new),
        gc_per_second_after: steady.and_then(|demand| demand.gc_per_second(pacing)).and_then(Sig6::new),
        ..old.clone()
    }
}

/// The settings as a recommendation, so that the patch is written by the same code.
fn advice(report: &Report, inputs: &Inputs, gomemlimit: Option<Bytes>) -> Recommendation {
    let container = super::container(report);
    let set = |value: String, bytes: Option<Bytes>, env: bool| Setting {
        action: Action::Set,
        bytes,
        env: env.then(|| value.clone()),
        value: Some(value),
        ..Setting::default()
    };
    let keep = || Setting { action: Action::Keep, reason: Some(Reason::NoEvidence), ..Setting::default() };
    let memory = |bytes: Bytes, now: Option<Bytes>| match now {
        Some(now) if now == bytes => keep(),
        _ => set(tidy::quantity(bytes), Some(bytes), false),
    };
    let now = Pacing::now(report);
    let (limit_now, request_now) =
        container.map_or((None, None), |container| (container.memory_limit_bytes, container.memory_request_bytes));
    let memory_limit = memory(inputs.limit, limit_now);
    let under = Bytes(inputs.limit.scale(UNDER).0 >> 20 << 20);
    let request = if inputs.request_under_limit { under } else { inputs.limit };
    let touched = inputs.request_under_limit || sets(&memory_limit);
    let gogc = inputs.gogc.map_or_else(|| "off".to_owned(), |percent| percent.to_string());
    let same_gogc = now.gogc == inputs.gogc.map_or(Gogc::Off, Gogc::Percent);
    Recommendation {
        memory_request: if touched { memory(request, request_now) } else { keep() },
        memory_limit,
        gomemlimit: match gomemlimit {
            Some(bytes) if now.gomemlimit == Some(bytes) => keep(),
            Some(bytes) => set(tidy::gomemlimit(bytes), Some(bytes), true),
            None if now.gomemlimit.is_some() => Setting { action: Action::Remove, ..Setting::default() },
            None => keep(),
        },
        gogc: if same_gogc { keep() } else { set(gogc, None, true) },
        ..report.recommendation.clone()
    }
}
