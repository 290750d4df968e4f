//! Quantities: thousandths and whole units of one amount agree, and GOMEMLIMIT takes only what the runtime takes.
#![no_main]

use decode::kube::quantity::{self, Quantity};
use decode::runtime::{gogc, gomemlimit};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (bytes, warning) = quantity::memory(text);
    assert!(bytes.is_some() || warning.is_some());
    if let Some((units, milli)) =
        Quantity::parse(text).and_then(|quantity| Some((quantity.bytes()?, quantity.milli()?)))
    {
        assert!(milli == u64::MAX || milli.div_ceil(1000) == units.0);
    }
    let _ = quantity::cpu_milli(text);
    let _ = gogc::parse(text);
    if let Ok(gomemlimit::Gomemlimit::Limit(limit)) = gomemlimit::parse(text) {
        assert!(limit.0 < i64::MAX as u64 && text.starts_with(|c: char| c.is_ascii_digit()));
    }
});
