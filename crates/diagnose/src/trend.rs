//! Whether a row of readings rises, and how steeply: Mann-Kendall's test and the Theil-Sen slope. Both look at pairs
//! only, so one wild reading moves neither.

/// What a row of readings shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Trend {
    /// Median of the slopes of all pairs, in units of y for one unit of x (Theil 1950, Sen 1968).
    pub slope: f64,
    /// Chance that readings without a trend look at least as much like a rise: one-sided Mann-Kendall (Mann 1945,
    /// Kendall 1975), exact up to [`EXACT`] readings. With four it cannot be below 0.04.
    pub chance: f64,
    /// Slope of the second half of the readings as a share of that of the first half: 1 for a straight line, 0 for a
    /// curve that has flattened; `None` with fewer than six readings or where the first half does not rise.
    pub lasting: Option<f64>,
}

/// Share of the way along x in which the end of a row is looked at.
const LATE: f64 = 0.2;
/// A row has stopped if it rises at less than this share of its average slope (`domain.md` §G3).
const STOPPED: f64 = 0.2;

/// Whether readings `(x, y)` in the order of x rose, and no longer do in the last fifth of the way; `false` with
/// fewer than four.
pub(crate) fn stopped(readings: &[(f64, f64)]) -> bool {
    let (Some(first), Some(last)) = (readings.first(), readings.last()) else { return false };
    let (way, rise) = (last.0 - first.0, last.1 - first.1);
    let late = readings.iter().rev().find(|reading| last.0 - reading.0 >= LATE * way);
    let Some(late) = late.filter(|_| readings.len() > 3 && way > 0.0 && rise > 0.0) else { return false };
    last.1 - late.1 < STOPPED * rise * (last.0 - late.0) / way
}

/// Up to this many readings the distribution is counted out, above it is taken for a normal one.
const EXACT: usize = 20;

/// Measures readings `(x, y)` in the order of x; `None` with fewer than three.
pub(crate) fn trend(readings: &[(f64, f64)]) -> Option<Trend> {
    if readings.len() < 3 {
        return None;
    }
    let half = readings.len().div_ceil(2);
    let early = slope(&readings[..half]);
    let lasting = (readings.len() >= 6 && early > 0.0).then(|| slope(&readings[readings.len() - half..]) / early);
    Some(Trend { slope: slope(readings), chance: chance(readings), lasting })
}

fn slope(readings: &[(f64, f64)]) -> f64 {
    let mut slopes: Vec<f64> =
        pairs(readings).filter(|(a, b)| b.0 > a.0).map(|(a, b)| (b.1 - a.1) / (b.0 - a.0)).collect();
    slopes.sort_by(f64::total_cmp);
    let middle = slopes.len() / 2;
    match slopes.len() {
        0 => 0.0,
        even if even % 2 == 0 => f64::midpoint(slopes[middle - 1], slopes[middle]),
        _ => slopes[middle],
    }
}

fn pairs(readings: &[(f64, f64)]) -> impl Iterator<Item = (&(f64, f64), &(f64, f64))> {
    readings.iter().enumerate().flat_map(|(index, a)| readings[index + 1..].iter().map(move |b| (a, b)))
}

/// Chance of as few falling pairs as these, or fewer, if every order were as likely. A pair of equals counts half.
fn chance(readings: &[(f64, f64)]) -> f64 {
    let n = readings.len();
    let falling: f64 = pairs(readings)
        .map(|(a, b)| match a.1.total_cmp(&b.1) {
            std::cmp::Ordering::Greater => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Less => 0.0,
        })
        .sum();
    if n <= EXACT { exact(n, falling) } else { normal(n, falling) }
}

/// Share of the orders of n different readings with at most `falling` falling pairs.
fn exact(n: usize, falling: f64) -> f64 {
    // Orders of the first k readings by falling pairs: the k-th adds between none and k - 1.
    let mut orders = vec![1.0_f64];
    for k in 2..=n {
        let mut next = vec![0.0; orders.len() + k - 1];
        for (pairs, count) in orders.iter().enumerate() {
            for cell in &mut next[pairs..pairs + k] {
                *cell += count / k as f64;
            }
        }
        orders = next;
    }
    orders.iter().take(falling.floor() as usize + 1).sum::<f64>().min(1.0)
}

fn normal(n: usize, falling: f64) -> f64 {
    let n = n as f64;
    let (mean, variance) = (n * (n - 1.0) / 4.0, n * (n - 1.0) * (2.0 * n + 5.0) / 72.0);
    let z = (falling + 0.5 - mean) / variance.sqrt();
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(values: &[f64]) -> Vec<(f64, f64)> {
        values.iter().enumerate().map(|(index, value)| (index as f64, *value)).collect()
    }

    fn of(values: &[f64]) -> Trend {
        trend(&row(values)).unwrap_or_else(|| panic!("{values:?}"))
    }

    #[test]
    fn the_chance_of_a_steady_rise_is_one_order_among_all() {
        assert!((of(&[1.0, 2.0, 3.0]).chance - 1.0 / 6.0).abs() < 1e-12);
        assert!((of(&[1.0, 2.0, 3.0, 4.0]).chance - 1.0 / 24.0).abs() < 1e-12);
        assert!((of(&[1.0, 2.0, 3.0, 4.0, 5.0]).chance - 1.0 / 120.0).abs() < 1e-12);
    }

    #[test]
    fn one_wild_reading_moves_neither_slope_nor_test() {
        let wild = of(&[1.0, 2.0, 3.0, 90.0, 5.0, 6.0, 7.0, 8.0]);
        assert!((wild.slope - 1.0).abs() < 0.3 && wild.chance < 0.01, "{wild:?}");
    }

    #[test]
    fn a_saw_has_no_trend_and_a_fall_has_none_either() {
        assert!(of(&[5.0, 1.0, 5.0, 1.0, 5.0, 1.0, 5.0, 1.0]).chance > 0.2);
        assert!(of(&[5.0, 4.0, 3.0, 2.0, 1.0]).chance > 0.99);
        assert!(of(&[3.0, 3.0, 3.0, 3.0, 3.0]).chance > 0.3);
    }

    #[test]
    fn many_readings_agree_with_the_counted_distribution() {
        let row = row(&(0..20).map(|n| f64::from(n * 7 % 20)).collect::<Vec<_>>());
        let falling = pairs(&row).filter(|(a, b)| a.1 > b.1).count() as f64;
        assert!((exact(20, falling) - normal(20, falling)).abs() < 0.01);
    }

    #[test]
    fn a_rise_that_ended_has_stopped_and_one_that_goes_on_has_not() {
        // Goroutine stacks of a fixed number of devices, in MiB, by the second.
        let fleet = [(2.4, 5.0), (5.8, 8.0), (9.5, 16.0), (14.5, 28.0), (20.2, 40.0), (26.2, 41.0)];
        assert!(stopped(&fleet) && !stopped(&fleet[..5]));
        assert!(!stopped(&row(&[5.0, 5.0, 5.0, 5.0, 5.0])) && !stopped(&row(&[1.0, 2.0, 2.0])));
    }

    #[test]
    fn a_curve_that_flattens_does_not_last() {
        assert!(of(&[0.0, 10.0, 18.0, 20.0, 20.0, 20.0, 20.0]).lasting.is_some_and(|lasting| lasting < 0.1));
        assert!(of(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]).lasting.is_some_and(|lasting| lasting > 0.9));
    }
}
