//! Decoding, from gzip to a validated columnar profile, held against inflating alone and against Go.

use anyhow::Result;

use super::native::go_top;
use super::table::{Table, megabytes, ratio};
use super::{Place, Setup};

/// Runs it.
pub(crate) fn run(setup: &Setup) -> Result<Table> {
    let mut table = Table::new(&[
        "profile",
        "inflated",
        "where",
        "inflate alone",
        "decode",
        "inflated MB/s",
        "decode / inflate",
        "peak memory",
        "peak / inflated",
        "top table",
        "`go tool pprof -top`",
        "Go / ours",
    ]);
    for input in [setup.largest_profile()?, setup.big_profile()?] {
        let go = if setup.with_go { go_top(&input) } else { None };
        for place in Place::ALL {
            let measured = setup.measure(place, &["inflate", "decode", "top"], &input)?;
            let [inflate, decode, top] = measured.as_slice() else { continue };
            let inflated = input.inflated as f64;
            let ours = decode.median() + top.median();
            table.rows.push(vec![
                input.name.clone(),
                megabytes(input.inflated),
                place.name().to_owned(),
                milliseconds(inflate.median()),
                milliseconds(decode.median()),
                format!("{:.0}", inflated / 1e6 / decode.median()),
                ratio(decode.median(), inflate.median()),
                megabytes(decode.peak_bytes),
                ratio(decode.peak_bytes as f64, inflated),
                milliseconds(top.median()),
                go.map_or_else(|| "not measured".to_owned(), milliseconds),
                go.map_or_else(String::new, |go| format!("{:.0}", go / ours)),
            ]);
        }
    }
    table.notes.push(
        "Decode is gzip to validated columnar profile, inflating included. Peak memory is that of the whole process, or of \
         wasm's memory, after the first run, with the compressed file in it. Go / ours: its time over decode and top table."
            .to_owned(),
    );
    Ok(table)
}

/// Seconds as `12.3 ms`.
pub(crate) fn milliseconds(seconds: f64) -> String {
    let milliseconds = seconds * 1e3;
    if milliseconds < 10.0 { format!("{milliseconds:.2} ms") } else { format!("{milliseconds:.0} ms") }
}
