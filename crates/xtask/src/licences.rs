//! Collects the licence texts of everything that is compiled into the page.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId};

use crate::workspace::Workspace;

const INTRODUCTION: &str =
    "oomscope is licensed under MIT OR Apache-2.0. It is built from the packages below, each under its own licence.\n";

/// The texts, each once, under the names of the packages it belongs to.
pub(crate) fn collect(workspace: &Workspace) -> Result<String> {
    let metadata = MetadataCommand::new()
        .current_dir(&workspace.root)
        .other_options(["--filter-platform", "wasm32-unknown-unknown"].map(str::to_owned))
        .exec()
        .context("cargo metadata failed")?;
    let apache = fs::read_to_string(workspace.root.join("LICENSE-APACHE")).context("reading LICENSE-APACHE")?;
    let mut packages_by_text: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in shipped_packages(&metadata)? {
        let licence = package.license.as_deref().unwrap_or("see its text");
        let name = format!("{} {} ({licence})", package.name, package.version);
        packages_by_text.entry(licence_text(package, &apache)?).or_default().push(name);
    }
    let mut sections: Vec<(String, String)> =
        packages_by_text.into_iter().map(|(text, names)| (names.join("\n"), text)).collect();
    sections.sort();
    let mut all = String::from(INTRODUCTION);
    for (names, text) in sections {
        let _ = write!(all, "\n{}\n{names}\n\n{}\n", "-".repeat(80), text.trim());
    }
    Ok(all)
}

/// The third-party packages whose code ends up in the wasm: not those that only run at build time.
fn shipped_packages(metadata: &Metadata) -> Result<Vec<&Package>> {
    let resolve = metadata.resolve.as_ref().context("cargo metadata resolved nothing")?;
    let web = metadata
        .workspace_packages()
        .into_iter()
        .find(|package| package.name == "web")
        .context("there is no package `web`")?;
    let mut reached: BTreeSet<&PackageId> = BTreeSet::new();
    let mut waiting = vec![&web.id];
    while let Some(id) = waiting.pop() {
        let is_macro = metadata[id].targets.iter().any(cargo_metadata::Target::is_proc_macro);
        if is_macro || !reached.insert(id) {
            continue;
        }
        let dependencies = &resolve[id].deps;
        let is_normal =
            |kinds: &[cargo_metadata::DepKindInfo]| kinds.iter().any(|kind| kind.kind == DependencyKind::Normal);
        waiting.extend(
            dependencies.iter().filter(|dependency| is_normal(&dependency.dep_kinds)).map(|dependency| &dependency.pkg),
        );
    }
    let third_party = reached.into_iter().map(|id| &metadata[id]).filter(|package| package.source.is_some());
    Ok(third_party.collect())
}

/// The texts a package brings. Of a choice of licences the MIT text is taken, the shortest. A package that may be used under
/// Apache-2.0 and brings no text is given that licence's text, which names nobody.
fn licence_text(package: &Package, apache: &str) -> Result<String> {
    let folder = package.manifest_path.parent().context("a manifest without a folder")?;
    let mut files = licence_files(folder.as_std_path())?;
    if files.iter().any(|name| name.to_uppercase().contains("MIT")) {
        files.retain(|name| !name.to_uppercase().contains("APACHE") && !name.to_uppercase().contains("UNLICENSE"));
    }
    let texts: Result<Vec<String>, _> = files.iter().map(|name| fs::read_to_string(folder.join(name))).collect();
    let texts = texts.with_context(|| format!("reading the licence of {}", package.name))?;
    if texts.is_empty() {
        let licence = package.license.as_deref().unwrap_or_default();
        ensure!(licence.contains("Apache-2.0"), "{} brings no licence text ({licence})", package.name);
        return Ok(apache.to_owned());
    }
    Ok(texts.join("\n\n"))
}

fn licence_files(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let upper = name.to_uppercase();
        let is_licence =
            ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"].iter().any(|start| upper.starts_with(start));
        if is_licence && entry.file_type()?.is_file() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
