//! Compiles the page to wasm and makes the JavaScript glue for it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::shell::{cargo, is_installed, output, run};
use crate::workspace::Workspace;

const TARGET: &str = "wasm32-unknown-unknown";

/// How the page is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to compile, for work on the page and for the browser tests.
    Dev,
    /// What ships.
    Release,
}

impl Profile {
    /// The profile `--release` asks for or leaves.
    pub(crate) fn from_release(release: bool) -> Self {
        if release { Self::Release } else { Self::Dev }
    }

    /// The name of the cargo profile in the workspace's `Cargo.toml`.
    fn cargo_name(self) -> &'static str {
        match self {
            Self::Dev => "wasm-dev",
            Self::Release => "wasm-release",
        }
    }
}

/// The program of the page: one glue script and one wasm, which serve both the page and its worker.
pub(crate) struct Page {
    /// A classic script that defines the global `wasm_bindgen`.
    pub(crate) glue: String,
    /// The wasm file.
    pub(crate) wasm: Vec<u8>,
}

/// Compiles the `web` crate and binds it.
pub(crate) fn compile(workspace: &Workspace, profile: Profile) -> Result<Page> {
    compile_library(workspace, "web", profile)
}

/// Compiles the library of a package for the browser and binds it.
pub(crate) fn compile_library(workspace: &Workspace, package: &str, profile: Profile) -> Result<Page> {
    install_target()?;
    let mut build = cargo(workspace);
    build.args(["build", "--package", package, "--lib", "--target", TARGET, "--profile", profile.cargo_name()]);
    // Panic messages name source files: without this the file that ships would name folders of the machine that built it.
    if let Some(home) = cargo_home() {
        build.env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            format!("--remap-path-prefix={}=cargo", home.display()),
        );
    }
    run(&mut build)?;
    let file = format!("{package}.wasm");
    bind(&workspace.target.join(TARGET).join(profile.cargo_name()).join(file), profile)
}

/// Classic-script glue rather than a module: it can be inlined, and a worker can start from its text.
fn bind(wasm: &Path, profile: Profile) -> Result<Page> {
    let mut output = Bindgen::new()
        .input_path(wasm)
        .out_name("app")
        .no_modules(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(profile == Profile::Release)
        .remove_producers_section(true)
        .generate_output()
        .with_context(|| format!("wasm-bindgen could not bind {}", wasm.display()))?;
    let glue = output.js().to_owned();
    ensure!(
        !glue.contains("snippets/"),
        "a dependency of the page loads a JavaScript file of its own, which neither edition has"
    );
    Ok(Page { glue, wasm: output.wasm_mut().emit_wasm() })
}

/// Installs the standard library for wasm when the toolchain in use has none.
pub(crate) fn install_target() -> Result<()> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    if !is_installed("rustup") {
        bail!(
            "the Rust target {TARGET} is missing, and so is rustup to add it: install rustup, or your system's package of that target"
        );
    }
    println!("adding the Rust target {TARGET}");
    run(Command::new("rustup").args(["target", "add", TARGET]))
}

fn cargo_home() -> Option<PathBuf> {
    let set = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    set.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))
}
