//! English.

use super::Numbers;
use crate::English;

impl Numbers for English {
    fn no_time_left(&self) -> &'static str {
        "none left"
    }
    fn duration(&self, seconds: f64) -> String {
        let (minute, hour, day) = (60.0, 3_600.0, 86_400.0);
        match seconds {
            seconds if seconds < 2.0 * minute => format!("{seconds:.0} s"),
            seconds if seconds < 2.0 * hour => format!("{:.0} min", seconds / minute),
            seconds if seconds < 2.0 * day => format!("{:.0} h", seconds / hour),
            seconds => format!("{:.0} days", seconds / day),
        }
    }
}
