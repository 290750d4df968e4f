//! Round numbers (`design.md` §5 "Numbers"): a person should see that nobody pretends to more precision.

use decode::units::Bytes;

/// Rounds a GOMEMLIMIT down to a step that fits its size, in whole MiB.
pub(crate) fn down(bytes: Bytes) -> Bytes {
    let mib = bytes.0 >> 20;
    let step = match mib {
        0..100 => 1,
        100..250 => 5,
        250..500 => 10,
        500..1000 => 25,
        1000..2000 => 50,
        2000..4000 => 100,
        4000..8000 => 200,
        _ => 500,
    };
    Bytes((mib / step * step) << 20)
}

/// Rounds a limit up to a step that fits its size, in whole Mi; a value just under a whole Gi takes the Gi.
pub(crate) fn up(bytes: Bytes) -> Bytes {
    let mib = bytes.0.div_ceil(1 << 20);
    let step = match mib {
        0..250 => 10,
        250..500 => 25,
        500..1000 => 50,
        1000..4000 => 100,
        _ => 500,
    };
    let tidy = mib.div_ceil(step).saturating_mul(step);
    let whole_gi = mib.div_ceil(1024).saturating_mul(1024);
    // Just under: the next step would end within 5 % of the whole Gi, or beyond it.
    let just_under = tidy >= whole_gi || (whole_gi - tidy) * 20 <= whole_gi;
    Bytes(if just_under && whole_gi > 0 { whole_gi } else { tidy }.saturating_mul(1 << 20))
}

/// Writes a GOMEMLIMIT: `900MiB`. Whole MiB only.
pub(crate) fn gomemlimit(bytes: Bytes) -> String {
    format!("{}MiB", bytes.0 >> 20)
}

/// Writes a Kubernetes quantity in the largest binary unit that divides it: `1Gi`, `600Mi`.
pub(crate) fn quantity(bytes: Bytes) -> String {
    const UNITS: [(u64, &str); 4] = [(1 << 40, "Ti"), (1 << 30, "Gi"), (1 << 20, "Mi"), (1 << 10, "Ki")];
    let unit = UNITS.iter().find(|(size, _)| bytes.0 >= *size && bytes.0.is_multiple_of(*size));
    unit.map_or_else(|| bytes.0.to_string(), |(size, suffix)| format!("{}{suffix}", bytes.0 / size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ninety_percent_of_common_limits_is_tidy() {
        assert_eq!(gomemlimit(down(Bytes::mib(1024).scale(0.9))), "900MiB");
        assert_eq!(gomemlimit(down(Bytes::mib(512).scale(0.9))), "460MiB");
        assert_eq!(gomemlimit(down(Bytes::mib(99).scale(0.9))), "89MiB");
    }

    #[test]
    fn limits_are_rounded_up_and_take_a_whole_gi_when_just_under() {
        assert_eq!(quantity(up(Bytes::mib(570))), "600Mi");
        assert_eq!(quantity(up(Bytes::mib(980))), "1Gi");
        assert_eq!(quantity(up(Bytes::mib(1000))), "1Gi");
        assert_eq!(quantity(up(Bytes::mib(1030))), "1100Mi");
        assert_eq!(quantity(up(Bytes::mib(1990))), "2Gi");
        assert_eq!(quantity(up(Bytes::mib(201))), "210Mi");
    }

    #[test]
    fn rounding_never_goes_the_wrong_way() {
        for n in 1..20_000 {
            assert!(down(Bytes::mib(n)) <= Bytes::mib(n));
            assert!(up(Bytes::mib(n)) >= Bytes::mib(n));
        }
    }
}
