//! The samples of a profile, straight from its bytes into columns.
//!
//! Writers may put tables in any order (Go writes samples second and strings last), so what samples point to is not
//! known yet while they are read. Columns take ids and indices as they are written, together with the highest of each:
//! in a profile that numbers its locations 1, 2, 3, … one comparison at the end proves all of them sound.

use rustc_hash::FxHashMap;

use super::cursor::Cursor;
use super::ids::Ids;
use super::profile::{Label, LabelValue, LocationId, Profile, StringId};
use crate::Limits;
use crate::error::{DecodeError, LimitKind, ProfileFault, Table};

/// More values in one sample than this are no profile: writers have at most a handful of sample types.
const MOST_VALUES: usize = 1 << 16;

/// Columns under construction.
#[derive(Debug)]
pub(super) struct Samples {
    stack_starts: Vec<u32>,
    /// Codes of [`Far::code`], not yet positions.
    locations: Vec<LocationId>,
    values: Vec<i64>,
    label_starts: Vec<u32>,
    labels: Vec<Label>,
    far: Far,
    /// Number of values of the first sample.
    width: usize,
    /// The first sample with another number of values, and that number.
    odd: Option<(usize, usize)>,
    /// Locations in the longest stack.
    deepest: usize,
    strings: Highest,
}

impl Samples {
    pub(super) fn new() -> Self {
        Self {
            stack_starts: vec![0],
            locations: Vec::new(),
            values: Vec::new(),
            label_starts: vec![0],
            labels: Vec::new(),
            far: Far::default(),
            width: 0,
            odd: None,
            deepest: 0,
            strings: Highest::default(),
        }
    }

    fn count(&self) -> usize {
        self.stack_starts.len() - 1
    }

    /// Reads one sample.
    pub(super) fn read(&mut self, sample: Cursor<'_>, limits: &Limits) -> Result<(), DecodeError> {
        let (first_value, first_location) = (self.values.len(), self.locations.len());
        for field in sample {
            let field = field?;
            match field.number {
                1 => {
                    let (ids, from) = (field.numbers()?, self.locations.len());
                    let to = from + ids.count();
                    bound(to - first_location, limits)?;
                    self.locations.resize(to, LocationId(0));
                    let (far, mut highest) = (&mut self.far, 0);
                    ids.fill(&mut self.locations[from..], |id| LocationId(far.code(id, &mut highest)))?;
                    self.far.highest_near = self.far.highest_near.max(highest);
                }
                2 => {
                    let (values, from) = (field.numbers()?, self.values.len());
                    let to = from + values.count();
                    self.check_width(to - first_value, MOST_VALUES)?;
                    self.values.resize(to, 0);
                    values.fill(&mut self.values[from..], |value| value as i64)?;
                }
                3 => {
                    let label = self.label(field.message()?)?;
                    self.labels.extend(label);
                }
                _ => {}
            }
        }
        let found = self.values.len() - first_value;
        if self.count() == 0 {
            self.width = found;
        } else if found != self.width && self.odd.is_none() {
            self.odd = Some((self.count(), found));
        }
        self.deepest = self.deepest.max(self.locations.len() - first_location);
        self.stack_starts.push(self.locations.len() as u32);
        self.label_starts.push(self.labels.len() as u32);
        if self.count() > limits.samples {
            return Err(DecodeError::TooLarge { what: LimitKind::Samples, limit: limits.samples });
        }
        Ok(())
    }

    fn check_width(&self, found: usize, most: usize) -> Result<(), DecodeError> {
        let fault = ProfileFault::ValueCount { sample: self.count(), expected: self.width, found };
        if found > most { Err(DecodeError::Invalid { fault }) } else { Ok(()) }
    }

    /// Text where the label has text, else a number; a label with neither is no label, as in pprof.
    fn label(&mut self, message: Cursor<'_>) -> Result<Option<Label>, DecodeError> {
        let (mut key, mut text, mut number, mut unit) = (0, 0, 0, 0);
        for field in message {
            let field = field?;
            match field.number {
                1 => key = field.int()?,
                2 => text = field.int()?,
                3 => number = field.int()?,
                4 => unit = field.int()?,
                _ => {}
            }
        }
        let key = self.strings.id(key);
        let value = match (text, number, unit) {
            (0, 0, 0) => return Ok(None),
            (0, number, unit) => LabelValue::Number(number, self.strings.id(unit)),
            (text, ..) => LabelValue::Text(self.strings.id(text)),
        };
        Ok(Some(Label { key, value }))
    }

    /// Makes room for the samples to come, when `done` of `total` bytes are read: growing a large column piece by piece
    /// would take up to three times its memory. A wrong guess costs nothing but address space, and never much of it.
    pub(super) fn reserve(&mut self, done: usize, total: usize) {
        fn for_rest<T>(column: &mut Vec<T>, done: usize, total: usize) {
            const MOST_BYTES: usize = 256 << 20;
            let all = (column.len() as u64).saturating_mul(total as u64) / done.max(1) as u64;
            let more = usize::try_from(all).unwrap_or(usize::MAX).saturating_sub(column.len());
            column.reserve_exact(more.min(MOST_BYTES / size_of::<T>()));
        }
        for_rest(&mut self.stack_starts, done, total);
        for_rest(&mut self.locations, done, total);
        for_rest(&mut self.values, done, total);
        for_rest(&mut self.label_starts, done, total);
        for_rest(&mut self.labels, done, total);
    }

    /// Puts the samples into a profile whose tables are complete, and refuses what pprof's `CheckValid` refuses.
    pub(super) fn finish(mut self, profile: &mut Profile, ids: &Ids, limits: &Limits) -> Result<(), DecodeError> {
        let invalid = |fault| Err(DecodeError::Invalid { fault });
        let expected = profile.sample_types.len();
        let odd = if self.width == expected { self.odd } else { Some((0, self.width)) };
        match odd {
            _ if self.count() == 0 => {}
            _ if expected == 0 => return invalid(ProfileFault::NoSampleTypes),
            Some((sample, found)) => return invalid(ProfileFault::ValueCount { sample, expected, found }),
            None => {}
        }
        if let Some(index) = self.strings.first_outside(profile.strings.len()) {
            return invalid(ProfileFault::StringIndex { index });
        }
        self.far.resolve(&mut self.locations, ids)?;
        self.stack_starts.shrink_to_fit();
        self.locations.shrink_to_fit();
        self.values.shrink_to_fit();
        self.label_starts.shrink_to_fit();
        self.labels.shrink_to_fit();
        profile.stack_starts = self.stack_starts;
        profile.stack_locations = self.locations;
        profile.values = self.values;
        profile.label_starts = self.label_starts;
        profile.labels = self.labels;
        check_frames(profile, self.deepest, limits)
    }
}

/// Holds every stack to the limit, inlined frames counted. They are only counted where the limit is within reach.
fn check_frames(profile: &Profile, deepest: usize, limits: &Limits) -> Result<(), DecodeError> {
    let widths = profile.frame_starts.windows(2).map(|pair| (pair[1] - pair[0]) as usize);
    if deepest.saturating_mul(widths.max().unwrap_or(1).max(1)) <= limits.stack_depth {
        return Ok(());
    }
    let frames = |location: &LocationId| profile.frames(*location).len().max(1);
    profile.samples().try_for_each(|sample| bound(profile.stack(sample).iter().map(frames).sum(), limits))
}

fn bound(depth: usize, limits: &Limits) -> Result<(), DecodeError> {
    let limit = limits.stack_depth;
    if depth > limit { Err(DecodeError::TooLarge { what: LimitKind::StackDepth, limit }) } else { Ok(()) }
}

/// String indices as they are read, and what is needed to check them once the strings are known.
#[derive(Debug, Default)]
struct Highest {
    index: u32,
    /// The first index no table can have.
    impossible: Option<i64>,
}

impl Highest {
    fn id(&mut self, index: i64) -> StringId {
        let Ok(index) = u32::try_from(index) else {
            self.impossible.get_or_insert(index);
            return StringId(0);
        };
        self.index = self.index.max(index);
        StringId(index)
    }

    /// An index that is not in a table of so many strings.
    fn first_outside(&self, strings: usize) -> Option<i64> {
        self.impossible.or((self.index as usize >= strings).then_some(i64::from(self.index)))
    }
}

/// 64-bit location ids in 32 bits. Ids near to each other, which is all that writers make, are their own code less one;
/// others get a number of their own.
#[derive(Debug, Default)]
struct Far {
    highest_near: u32,
    known: FxHashMap<u64, u32>,
    /// By code less [`FAR`].
    ids: Vec<u64>,
}

/// The first code of a far id.
const FAR: u32 = 1 << 31;

impl Far {
    /// The code of an id; `highest` becomes that of the highest near one.
    #[inline]
    fn code(&mut self, id: u64, highest: &mut u32) -> u32 {
        let index = id.wrapping_sub(1);
        if index < u64::from(FAR) {
            *highest = (*highest).max(index as u32);
            return index as u32;
        }
        self.far_code(id)
    }

    #[cold]
    fn far_code(&mut self, id: u64) -> u32 {
        *self.known.entry(id).or_insert_with(|| {
            self.ids.push(id);
            FAR + self.ids.len() as u32 - 1
        })
    }

    fn id(&self, code: u32) -> u64 {
        match code.checked_sub(FAR) {
            Some(far) => self.ids.get(far as usize).copied().unwrap_or_default(),
            None => u64::from(code) + 1,
        }
    }

    /// Makes codes positions, in place. Fails at the first id that no location has.
    fn resolve(&self, codes: &mut [LocationId], ids: &Ids) -> Result<(), DecodeError> {
        if let Ids::InOrder(count) = ids
            && self.ids.is_empty()
            && (codes.is_empty() || u64::from(self.highest_near) < *count)
        {
            return Ok(());
        }
        for code in codes {
            let id = self.id(code.0);
            let fault = ProfileFault::DanglingId { table: Table::Location, id };
            *code = LocationId(ids.position(id).ok_or(DecodeError::Invalid { fault })?);
        }
        Ok(())
    }
}
