//! Tables that copies of a profile have in common.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A table that is kept once however many copies of a profile there are: a filtered profile differs in its samples, and
/// names are most of what would be copied. Whoever changes a table gets one of their own first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shared<T>(Arc<Vec<T>>);

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T> From<Vec<T>> for Shared<T> {
    fn from(table: Vec<T>) -> Self {
        Self(Arc::new(table))
    }
}

impl<T> Deref for Shared<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T: Clone> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        Arc::make_mut(&mut self.0)
    }
}
