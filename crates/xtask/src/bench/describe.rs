//! Reading a great many described pods in one paste.

use anyhow::Result;

use super::decode::milliseconds;
use super::table::{Table, megabytes};
use super::{Place, Setup};

/// Sizes that tell whether time is linear in them.
const SIZES: [usize; 3] = [2_500_000, 5_000_000, 10_000_000];

/// Runs it.
pub(crate) fn run(setup: &Setup) -> Result<Table> {
    let mut table = Table::new(&["text", "size", "where", "time", "MB/s", "peak memory"]);
    for size in SIZES {
        let input = setup.describes(size)?;
        for place in Place::ALL {
            let measured = setup.measure(place, &["read"], &input)?;
            let Some(read) = measured.first() else { continue };
            table.rows.push(vec![
                input.name.clone(),
                megabytes(input.inflated),
                place.name().to_owned(),
                milliseconds(read.median()),
                format!("{:.0}", input.inflated as f64 / 1e6 / read.median()),
                megabytes(read.peak_bytes),
            ]);
        }
    }
    Ok(table)
}
