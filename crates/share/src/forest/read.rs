//! A forest as version 1 has it, as the profiles it came from. Nothing in it is believed unchecked.

use decode::error::SharedFault;
use decode::pprof::{Builder, Profile, TextFrame};
use decode::units::UnixNanos;

use super::{FRAMES, PRUNED};
use crate::v1;

/// The profiles of a payload, each with the place of its input. `taken_at` gives the time of an input, by its place.
pub(crate) fn profiles(
    payload: &v1::Payload,
    taken_at: &dyn Fn(usize) -> Option<UnixNanos>,
) -> Result<Vec<(usize, Profile)>, SharedFault> {
    let forest = &payload.forest;
    let stacks = Stacks::read(forest)?;
    let mut found = Vec::new();
    for (index, facts) in payload.profiles.iter().enumerate() {
        let columns: Vec<&v1::Column> =
            forest.columns.iter().filter(|column| column.profile as usize == index).collect();
        let types: Vec<(&str, &str)> = columns.iter().map(|column| (&*column.name, &*column.unit)).collect();
        let mut builder = Builder::new(&types);
        builder.period(&facts.period_type, &facts.period_unit, facts.period);
        builder.taken_at(taken_at(facts.input as usize));
        stacks.samples(&columns, &mut builder)?;
        for (name, file, line) in stacks.starts() {
            builder.starts_at(name, file, line);
        }
        found.push((facts.input as usize, builder.finish()));
    }
    let all_there = forest.columns.iter().all(|column| (column.profile as usize) < payload.profiles.len());
    if all_there { Ok(found) } else { Err(SharedFault::Forged) }
}

/// The nodes of a forest with everything resolved.
struct Stacks<'a> {
    functions: Vec<(&'a str, &'a str, u32)>,
    /// Function, line and parent (counted from 1; 0 is none) of each node.
    nodes: Vec<(u32, u32, u32)>,
}

impl<'a> Stacks<'a> {
    fn read(forest: &'a v1::Forest) -> Result<Self, SharedFault> {
        let count = forest.up.len();
        let lines_fit = forest.line.is_empty() || forest.line.len() == count;
        if forest.function.len() != count || !lines_fit {
            return Err(SharedFault::Forged);
        }
        let functions = functions(forest)?;
        let mut nodes: Vec<(u32, u32, u32)> = Vec::with_capacity(count);
        let mut path: Vec<u32> = Vec::new();
        let mut seen = 0_u32;
        for (index, (up, back)) in forest.up.iter().zip(&forest.function).enumerate() {
            let depth = path.len().checked_sub(*up as usize).ok_or(SharedFault::Forged)?;
            path.truncate(depth);
            let function = seen.checked_sub(*back).ok_or(SharedFault::Forged)?;
            if *back == 0 {
                seen += 1;
            }
            if function as usize >= functions.len() {
                return Err(SharedFault::Forged);
            }
            let line = forest.line.get(index).copied().unwrap_or(0);
            nodes.push((function, line, path.last().copied().unwrap_or(0)));
            path.push(index as u32 + 1);
        }
        Ok(Self { functions, nodes })
    }

    fn samples(&self, columns: &[&v1::Column], builder: &mut Builder) -> Result<(), SharedFault> {
        if columns.iter().any(|column| column.own.len() != self.nodes.len()) {
            return Err(SharedFault::Forged);
        }
        let pruned: Vec<Vec<i64>> = columns.iter().map(|column| self.pruned(column)).collect::<Result<_, _>>()?;
        let mut frames = Vec::new();
        let mut room = FRAMES;
        let leaf = TextFrame { address: 0, symbol: Some((PRUNED, "", 0)) };
        let mut values = vec![0; columns.len()];
        for node in 0..=self.nodes.len() {
            for (value, pruned) in values.iter_mut().zip(&pruned) {
                *value = pruned[node];
            }
            if values.iter().any(|value| *value != 0) {
                frames.clear();
                frames.push(leaf);
                self.path(node, &mut frames, &mut room)?;
                builder.sample(&frames, &values);
            }
            let Some(index) = node.checked_sub(1) else { continue };
            for (value, column) in values.iter_mut().zip(columns) {
                *value = column.own[index];
            }
            if values.iter().any(|value| *value != 0) {
                frames.clear();
                self.path(node, &mut frames, &mut room)?;
                builder.sample(&frames, &values);
            }
        }
        Ok(())
    }

    /// What was pruned below each node, the first place standing above all of them.
    fn pruned(&self, column: &v1::Column) -> Result<Vec<i64>, SharedFault> {
        let mut sums = vec![0; self.nodes.len() + 1];
        let mut at = 0_usize;
        for (further, sum) in &column.pruned {
            at = at.saturating_add(*further as usize);
            *sums.get_mut(at).ok_or(SharedFault::Forged)? = *sum;
        }
        Ok(sums)
    }

    /// Adds the frames from a node (counted from 1) to the root.
    fn path(&self, mut node: usize, frames: &mut Vec<TextFrame<'a>>, room: &mut usize) -> Result<(), SharedFault> {
        while let Some(index) = node.checked_sub(1) {
            let (function, line, parent) = self.nodes[index];
            let (name, file, _) = self.functions[function as usize];
            frames.push(TextFrame { address: 0, symbol: Some((name, file, i64::from(line))) });
            *room = room.checked_sub(1).ok_or(SharedFault::TooLarge)?;
            node = parent as usize;
        }
        Ok(())
    }

    fn starts(&self) -> impl Iterator<Item = (&'a str, &'a str, i64)> {
        self.functions
            .iter()
            .filter(|(_, _, line)| *line > 0)
            .map(|(name, file, line)| (*name, *file, i64::from(*line)))
    }
}

/// Name, file and first line of each function.
fn functions(forest: &v1::Forest) -> Result<Vec<(&str, &str, u32)>, SharedFault> {
    let names: Vec<&str> = if forest.up.is_empty() { Vec::new() } else { forest.names.split('\n').collect() };
    if forest.file_of.is_empty() && forest.starts.is_empty() {
        return Ok(names.into_iter().map(|name| (name, "", 0)).collect());
    }
    if forest.file_of.len() != names.len() || forest.starts.len() != names.len() {
        return Err(SharedFault::Forged);
    }
    let files: Vec<&str> = forest.files.split('\n').collect();
    let places = names.iter().zip(&forest.file_of).zip(&forest.starts);
    let mut found = Vec::with_capacity(names.len());
    for ((name, file), starts) in places {
        let file = files.get(*file as usize).ok_or(SharedFault::Forged)?;
        found.push((*name, *file, *starts));
    }
    Ok(found)
}
