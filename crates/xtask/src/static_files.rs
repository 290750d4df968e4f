//! The hand-written files of the page, in `static/`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::link_base::LinkBase;
use crate::template::fill;
use crate::words;
use crate::workspace::Workspace;

/// Styles that others build on, in this order; one file per component follows in alphabetical order.
const CSS_FIRST: [&str; 3] = ["tokens.css", "base.css", "layout.css"];

/// What both editions are made of.
pub(crate) struct StaticFiles {
    /// The template of the page.
    index: String,
    /// The script that runs before anything is painted, and starts the app.
    pub(crate) boot: String,
    /// All styles, concatenated, and the rules that show one language of the first screen.
    pub(crate) style: String,
    /// The icon, as SVG.
    pub(crate) icon: String,
    /// The template of the web app manifest.
    pub(crate) manifest: String,
    /// The template of the service worker.
    pub(crate) service_worker: String,
    /// Says where links start; empty where they start at the page.
    base: String,
}

impl StaticFiles {
    /// Reads them from the workspace. `base` is where links start, if not where the page is.
    pub(crate) fn read(workspace: &Workspace, base: Option<&LinkBase>) -> Result<Self> {
        let folder = workspace.root.join("static");
        let read = |name: &str| read(&folder.join(name));
        Ok(Self {
            index: read("index.html")?,
            boot: read("boot.js")?,
            style: style(&folder.join("css"))? + &words::style(),
            icon: read("icons/icon.svg")?,
            manifest: read("manifest.webmanifest")?,
            service_worker: read("service_worker.js")?,
            base: base.map(LinkBase::element).unwrap_or_default(),
        })
    }

    /// The page: the template with its words, this policy, these elements in its head, and these scripts at its end.
    pub(crate) fn page(&self, csp: &str, head: &str, scripts: &str) -> Result<String> {
        let words = words::slots();
        let head = format!("{}{head}", self.base);
        let mut slots = vec![("csp", csp), ("head", &head), ("scripts", scripts)];
        slots.extend(words.iter().map(|(name, text)| (*name, text.as_str())));
        fill(&self.index, &slots)
    }
}

fn style(folder: &Path) -> Result<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if Path::new(&name).extension().is_some_and(|extension| extension == "css") {
            names.push(name);
        }
    }
    sort_css(&mut names);
    let files: Result<Vec<String>> = names.iter().map(|name| read(&folder.join(name))).collect();
    Ok(files?.join("\n"))
}

fn sort_css(names: &mut [String]) {
    let rank = |name: &str| CSS_FIRST.iter().position(|first| *first == name).unwrap_or(CSS_FIRST.len());
    names.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.cmp(b)));
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::sort_css;

    #[test]
    fn tokens_base_and_layout_come_before_the_components() {
        let mut names = ["yaml.css", "layout.css", "app.css", "tokens.css", "base.css"].map(str::to_owned);
        sort_css(&mut names);
        assert_eq!(names, ["tokens.css", "base.css", "layout.css", "app.css", "yaml.css"]);
    }
}
