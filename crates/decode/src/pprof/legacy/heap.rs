//! `heap?debug=1`, and the heap text of gperftools (`heap_v2`, `heapz_v2`, `heapprofile`).
//!
//! Rows hold what was sampled. The protobuf form of Go holds what that stands for, so rows are scaled by Go's own
//! formula, and one moment reads the same in both forms.

use super::rows::{Row, Rows, nothing_readable};
use crate::error::DecodeError;
use crate::pprof::builder::Builder;
use crate::pprof::profile::Profile;

/// `heap profile: 77: 1318912 [90: 4736496] @ heap/1048576`
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header {
    total: Counts,
    /// Bytes allocated between samples on average; 1 and below mean every allocation was counted.
    rate: i64,
    /// Whether rows tell allocations and what is left of them apart.
    has_alloc: bool,
    /// Written by Go, whose totals are the sums of the rows.
    is_go: bool,
}

/// `77: 1318912 [90: 4736496]`
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Counts {
    inuse_objects: i64,
    inuse_bytes: i64,
    alloc_objects: i64,
    alloc_bytes: i64,
}

impl Header {
    /// Parses a header line; `None` if it is none.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let (_, rest) = line.split_once("heap profile:")?;
        let (counts, kind) = rest.split_once('@')?;
        let total = Counts::parse(counts)?;
        let (kind, rate) = kind.trim().split_once('/').unwrap_or((kind.trim(), "0"));
        let digits = rate.trim_end();
        let rate: i64 = if digits.is_empty() { 0 } else { digits.parse().ok()? };
        let rate = match kind {
            // Go writes twice its rate, as tcmalloc once did.
            "heap" => rate / 2,
            "heap_v2" | "heapz_v2" => rate,
            "heapprofile" => 1,
            _ => return None,
        };
        let Counts { inuse_objects, inuse_bytes, alloc_objects, alloc_bytes } = total;
        let differs = |alloc, inuse| alloc != 0 && alloc != inuse;
        let has_alloc = differs(alloc_objects, inuse_objects) || differs(alloc_bytes, inuse_bytes);
        Some(Self { total, rate, has_alloc, is_go: kind == "heap" })
    }

    const fn types(&self) -> &'static [(&'static str, &'static str)] {
        if self.has_alloc || self.is_go {
            &[
                ("alloc_objects", "count"),
                ("alloc_space", "bytes"),
                ("inuse_objects", "count"),
                ("inuse_space", "bytes"),
            ]
        } else {
            &[("objects", "count"), ("space", "bytes")]
        }
    }
}

impl Counts {
    fn parse(text: &str) -> Option<Self> {
        let (inuse, alloc) = text.split_once('[')?;
        let pair = |text: &str| -> Option<(i64, i64)> {
            let (objects, bytes) = text.split_once(':')?;
            Some((objects.trim().parse().ok()?, bytes.trim().parse().ok()?))
        };
        let (inuse_objects, inuse_bytes) = pair(inuse)?;
        let (alloc_objects, alloc_bytes) = pair(alloc.trim_end().strip_suffix(']')?)?;
        // Bytes without objects can't be.
        let is_sound = |objects, bytes| objects != 0 || bytes == 0;
        (is_sound(inuse_objects, inuse_bytes) && is_sound(alloc_objects, alloc_bytes)).then_some(Self {
            inuse_objects,
            inuse_bytes,
            alloc_objects,
            alloc_bytes,
        })
    }

    fn add(&mut self, other: Self) {
        self.inuse_objects = self.inuse_objects.saturating_add(other.inuse_objects);
        self.inuse_bytes = self.inuse_bytes.saturating_add(other.inuse_bytes);
        self.alloc_objects = self.alloc_objects.saturating_add(other.alloc_objects);
        self.alloc_bytes = self.alloc_bytes.saturating_add(other.alloc_bytes);
    }

    /// Size of one object: all objects of a row have one size.
    fn object_size(self) -> Option<i64> {
        let size = |objects: i64, bytes: i64| bytes.checked_div(objects);
        size(self.inuse_objects, self.inuse_bytes).or(size(self.alloc_objects, self.alloc_bytes))
    }
}

/// Reads the rows into a profile, and whether they are all there: Go's rows add up to its header, and something follows
/// them.
pub(super) fn read(header: &Header, rows: &Rows<'_>) -> Result<(Profile, bool), DecodeError> {
    let mut builder = Builder::new(header.types());
    builder.period("space", "bytes", header.rate);
    let mut sum = Counts::default();
    let mut unreadable = rows.warnings.clone();
    let mut is_empty = true;
    for row in &rows.all {
        let Some(counts) = Counts::parse(row.numbers) else {
            unreadable.push(row.warning());
            continue;
        };
        is_empty = false;
        sum.add(counts);
        add(&mut builder, header, row, counts);
    }
    if is_empty && let Some(error) = nothing_readable(&unreadable) {
        return Err(error);
    }
    Ok((builder.finish(), !header.is_go || (rows.has_end && header.is_whole(sum))))
}

impl Header {
    /// Go adds a byte to the allocated bytes of its header where they equal those in use, so that readers see both.
    fn is_whole(&self, sum: Counts) -> bool {
        let bumped = Counts { alloc_bytes: sum.alloc_bytes.saturating_add(1), ..sum };
        self.total == sum || self.total == bumped
    }
}

fn add(builder: &mut Builder, header: &Header, row: &Row<'_>, counts: Counts) {
    if let Some(size) = counts.object_size().filter(|size| *size != 0) {
        builder.number_label("bytes", size);
    }
    let (inuse_objects, inuse_bytes) = scale(counts.inuse_objects, counts.inuse_bytes, header.rate);
    let (alloc_objects, alloc_bytes) = scale(counts.alloc_objects, counts.alloc_bytes, header.rate);
    let values = [alloc_objects, alloc_bytes, inuse_objects, inuse_bytes];
    builder.sample(&row.stack, if header.types().len() == 4 { &values } else { &values[2..] });
}

/// What `count` sampled objects of `bytes` together stand for, at one sample in every `rate` bytes: both over the chance
/// that an object of their size is sampled, 1 - e^(-size/rate), rounded down. Go's `scaleHeapSample`
/// (runtime/pprof/protomem.go).
pub(super) fn scale(count: i64, bytes: i64, rate: i64) -> (i64, i64) {
    if count == 0 || bytes == 0 {
        return (0, 0);
    }
    if rate <= 1 {
        return (count, bytes);
    }
    let size = bytes as f64 / count as f64;
    let scale = 1.0 / (1.0 - libm::exp(-size / rate as f64));
    ((count as f64 * scale) as i64, (bytes as f64 * scale) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn go_prints_twice_its_rate() {
        let header = Header::parse("heap profile: 77: 1318912 [90: 4736496] @ heap/1048576").unwrap();
        assert_eq!(header.rate, 524_288);
        assert!(header.has_alloc && header.is_go);
        let header = Header::parse("heap profile:   5: 10 [  5: 10] @ heapz_v2/524288").unwrap();
        assert_eq!((header.rate, header.has_alloc), (524_288, false));
        for other in ["heap profile: 1: 2 [3: 4] @ growthz", "heap profile: x", "goroutine profile: total 3"] {
            assert_eq!(Header::parse(other), None);
        }
    }

    #[test]
    fn values_are_scaled_as_go_scales_them() {
        // google/pprof, testdata/gobench.heap: a row at size/rate = 1.
        assert_eq!(scale(1, 524_288, 524_288), (1, 829_411));
        assert_eq!(scale(3, 1_572_864, 524_288), (4, 2_488_234));
        assert_eq!(scale(3, 48, 1), (3, 48));
        assert_eq!(scale(0, 0, 524_288), (0, 0));
    }
}
