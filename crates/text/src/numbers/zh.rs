//! Simplified Chinese.

use super::Numbers;
use crate::Chinese;

impl Numbers for Chinese {
    fn no_time_left(&self) -> &'static str {
        "已无余地"
    }
    fn duration(&self, seconds: f64) -> String {
        let (minute, hour, day) = (60.0, 3_600.0, 86_400.0);
        match seconds {
            seconds if seconds < 2.0 * minute => format!("{seconds:.0} 秒"),
            seconds if seconds < 2.0 * hour => format!("{:.0} 分钟", seconds / minute),
            seconds if seconds < 2.0 * day => format!("{:.0} 小时", seconds / hour),
            seconds => format!("{:.0} 天", seconds / day),
        }
    }
}
