//! Makes the wasm that ships smaller and faster with binaryen's `wasm-opt`, which comes from npm.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::npm;
use crate::shell::run;
use crate::workspace::Workspace;

/// What the Rust compiler uses by default; wasm-bindgen drops the section that would tell wasm-opt.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Returns the optimised file; without npm the same file, and one line that says so.
pub(crate) fn optimise(workspace: &Workspace, wasm: Vec<u8>) -> Result<Vec<u8>> {
    if !npm::is_available() {
        println!(
            "npm is missing, so wasm-opt is left out and the wasm is larger than it could be: install Node.js with npm"
        );
        return Ok(wasm);
    }
    let tools = workspace.root.join("crates/xtask/tools");
    npm::install(&tools)?;
    let folder = workspace.target.join("xtask");
    fs::create_dir_all(&folder)?;
    let (before, after) = (folder.join("before.wasm"), folder.join("after.wasm"));
    fs::write(&before, &wasm)?;
    let mut wasm_opt = Command::new("node");
    wasm_opt.arg(tools.join("node_modules/binaryen/bin/wasm-opt")).args(FEATURES).arg("-O3");
    run(wasm_opt.arg(&before).arg("-o").arg(&after))?;
    let optimised = fs::read(&after).context("wasm-opt left no file")?;
    println!("wasm-opt: {} KiB before, {} KiB after", wasm.len() / 1024, optimised.len() / 1024);
    Ok(optimised)
}
