//! A tree as bytes: its columns.

use decode::pprof::symbol::Origin;

use super::{Tree, TreeFrame};
use crate::bytes::{Reader, put, text};

impl Tree {
    /// The tree as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.len() * 64 + self.frames.len() * 64);
        text(&mut bytes, &self.sample);
        text(&mut bytes, &self.unit);
        bytes.extend(self.total.to_le_bytes());
        bytes.extend(self.depth.to_le_bytes());
        bytes.extend((self.frames.len() as u32).to_le_bytes());
        for frame in &self.frames {
            text(&mut bytes, &frame.name);
            text(&mut bytes, &frame.file);
            bytes.extend(frame.line.to_le_bytes());
            bytes.extend([frame.origin as u8, frame.hue]);
        }
        for column in [&self.frame, &self.parent, &self.first] {
            put(&mut bytes, column.iter().copied(), u32::to_le_bytes);
        }
        put(&mut bytes, self.inlined.iter().copied(), |value| [u8::from(value)]);
        for column in [&self.flat, &self.cum, &self.objects, &self.base_flat, &self.base_cum] {
            put(&mut bytes, column.iter().copied(), i64::to_le_bytes);
        }
        for column in [&self.variance, &self.start, &self.width] {
            put(&mut bytes, column.iter().copied(), f64::to_le_bytes);
        }
        bytes
    }

    /// The tree that [`Tree::to_bytes`] wrote; `None` if these bytes are no tree.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let (sample, unit) = (reader.text()?.to_owned(), reader.text()?.to_owned());
        let total = i64::from_le_bytes(reader.array()?);
        let depth = u32::from_le_bytes(reader.array()?);
        let count = u32::from_le_bytes(reader.array()?);
        // What a name tells is written beside it: the page would spend longer on finding it out again than on all else.
        let frame = |_| {
            let (name, file) = (reader.text()?.to_owned(), reader.text()?.to_owned());
            let (line, [origin, hue]) = (i64::from_le_bytes(reader.array()?), reader.array()?);
            Some(TreeFrame {
                name,
                file,
                line,
                origin: Origin::ALL.into_iter().find(|known| *known as u8 == origin)?,
                hue,
            })
        };
        let frames = (0..count).map(frame).collect::<Option<_>>()?;
        let tree = Self {
            sample,
            unit,
            total,
            frames,
            depth,
            frame: reader.column(u32::from_le_bytes)?,
            parent: reader.column(u32::from_le_bytes)?,
            first: reader.column(u32::from_le_bytes)?,
            inlined: reader.column(|[value]: [u8; 1]| value != 0)?,
            flat: reader.column(i64::from_le_bytes)?,
            cum: reader.column(i64::from_le_bytes)?,
            objects: reader.column(i64::from_le_bytes)?,
            base_flat: reader.column(i64::from_le_bytes)?,
            base_cum: reader.column(i64::from_le_bytes)?,
            variance: reader.column(f64::from_le_bytes)?,
            start: reader.column(f64::from_le_bytes)?,
            width: reader.column(f64::from_le_bytes)?,
        };
        (reader.is_at_end() && tree.holds()).then_some(tree)
    }

    /// Whether every index is in range and every column has its length.
    fn holds(&self) -> bool {
        let count = self.frame.len();
        let is_whole = |length: usize| length == count;
        let is_whole_or_left_out = |length: usize| length == count || length == 0;
        count > 0
            && [self.parent.len(), self.inlined.len(), self.flat.len(), self.cum.len()].into_iter().all(is_whole)
            && [self.start.len(), self.width.len()].into_iter().all(is_whole)
            && [self.objects.len(), self.variance.len()].into_iter().all(is_whole_or_left_out)
            && [self.base_flat.len(), self.base_cum.len()].into_iter().all(is_whole_or_left_out)
            && self.first.len() == count + 1
            && self.first.is_sorted()
            && self.first.first() == Some(&1)
            && self.first.last() == Some(&(count as u32))
            && (1..count).all(|node| (self.parent[node] as usize) < node)
    }
}
