//! The same work for the worker of `tests/bench/worker.js`.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::Work;

/// A [`Work`] behind wasm's boundary.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Measured(Work);

#[wasm_bindgen]
impl Measured {
    /// The work called `name` on a file; `undefined` if there is none of that name.
    pub fn prepare(name: &str, file: Vec<u8>) -> Option<Self> {
        Work::new(name, file).map(Self)
    }

    /// See [`Work::reset`].
    pub fn reset(&mut self) {
        self.0.reset();
    }

    /// See [`Work::run`].
    pub fn run(&mut self) -> Option<usize> {
        self.0.run()
    }
}
