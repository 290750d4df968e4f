//! Units as pprof knows them. Its "kB" and "MB" are binary.

/// A unit: the name pprof shows, its other spellings, and how many of the smallest unit it is.
type Unit = (&'static str, &'static [&'static str], f64);

/// Units of one quantity, and the one to fall back on.
struct Quantity {
    units: &'static [Unit],
    fallback: (&'static str, f64),
}

const KIB: f64 = 1024.0;

const QUANTITIES: [Quantity; 3] = [
    Quantity {
        units: &[
            ("B", &["b", "byte"], 1.0),
            ("kB", &["kb", "kbyte", "kilobyte"], KIB),
            ("MB", &["mb", "mbyte", "megabyte"], KIB * KIB),
            ("GB", &["gb", "gbyte", "gigabyte"], KIB * KIB * KIB),
            ("TB", &["tb", "tbyte", "terabyte"], KIB * KIB * KIB * KIB),
            ("PB", &["pb", "pbyte", "petabyte"], KIB * KIB * KIB * KIB * KIB),
        ],
        fallback: ("B", 1.0),
    },
    Quantity {
        units: &[
            ("ns", &["ns", "nanosecond"], 1.0),
            ("us", &["μs", "us", "microsecond"], 1e3),
            ("ms", &["ms", "millisecond"], 1e6),
            ("s", &["s", "sec", "second"], 1e9),
            ("hrs", &["hour", "hr"], 3.6e12),
        ],
        fallback: ("s", 1e9),
    },
    Quantity {
        units: &[
            ("n*GCU", &["nanogcu"], 1e-9),
            ("u*GCU", &["microgcu"], 1e-6),
            ("m*GCU", &["milligcu"], 1e-3),
            ("GCU", &["gcu"], 1.0),
            ("k*GCU", &["kilogcu"], 1e3),
            ("M*GCU", &["megagcu"], 1e6),
            ("G*GCU", &["gigagcu"], 1e9),
            ("T*GCU", &["teragcu"], 1e12),
            ("P*GCU", &["petagcu"], 1e15),
        ],
        fallback: ("GCU", 1.0),
    },
];

impl Quantity {
    fn unit(&self, name: &str) -> Option<(&'static str, f64)> {
        let lower = name.to_lowercase();
        let singular = if lower.len() > 2 { lower.strip_suffix('s').unwrap_or(&lower) } else { &lower };
        let (name, _, factor) = self.units.iter().find(|(_, spellings, _)| spellings.contains(&singular))?;
        Some((name, *factor))
    }
}

/// `value` in the unit `from`, in the unit `to`, with the name of the unit it is in now: `to` as pprof spells it, the
/// quantity's usual unit if `to` isn't one of it, `to` itself (but nothing for counts) where `from` isn't known.
/// google/pprof, `internal/measurement`.
pub(crate) fn scale(value: i64, from: &str, to: &str) -> (f64, String) {
    for quantity in &QUANTITIES {
        if let Some((_, factor)) = quantity.unit(from) {
            let (name, divisor) = quantity.unit(to).unwrap_or(quantity.fallback);
            return (value as f64 * factor / divisor, name.to_owned());
        }
    }
    let unit = if matches!(to, "count" | "sample" | "unit") { "" } else { to };
    (value as f64, unit.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_converted_as_pprof_converts_them() {
        let cases = [
            ((2048, "bytes", "kb"), (2.0, "kB")),
            ((3, "MB", "B"), (3_145_728.0, "B")),
            ((1, "bytes", ""), (1.0, "B")),
            ((1500, "ms", "s"), (1.5, "s")),
            ((7, "", ""), (7.0, "")),
            ((7, "requests", "count"), (7.0, "")),
        ];
        for ((value, from, to), (scaled, unit)) in cases {
            assert_eq!(scale(value, from, to), (scaled, unit.to_owned()), "{value} {from} in {to}");
        }
    }
}
