//! `cargo xtask serve`: builds the page and serves it on this machine.

use std::process::Command;
use std::thread;

use anyhow::Result;

use crate::build;
use crate::page::Profile;
use crate::server;
use crate::workspace::Workspace;

/// How to serve.
#[derive(clap::Args)]
#[command(about = "Builds the page and serves it on 127.0.0.1; `cargo xtask build` in another terminal renews it")]
pub(crate) struct Options {
    /// The port to serve on
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Opens the page in the browser
    #[arg(long)]
    open: bool,
    /// Builds what ships: optimised; takes minutes
    #[arg(long)]
    release: bool,
}

/// Runs the task; returns only on an error.
pub(crate) fn serve(options: &Options) -> Result<()> {
    let workspace = Workspace::find()?;
    build::dist(&workspace, Profile::from_release(options.release))?;
    let address = server::start(&workspace.dist(), options.port)?;
    let address = format!("http://{address}/");
    println!("\noomscope is at {address} (Ctrl-C stops it)");
    if options.open {
        open(&address);
    }
    loop {
        thread::park();
    }
}

fn open(address: &str) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    if Command::new(opener).arg(address).spawn().is_err() {
        println!("{opener} is not installed: open the address yourself");
    }
}
