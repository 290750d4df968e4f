//! `oomscope diagnose`

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use decode::error::{DecodeError, LimitKind};
use decode::{Facts, Input, Limits, Source};
use diagnose::report::{ContainerReport, Options, PodReport, Report, Target};
use text::Language;

/// Arguments of `oomscope diagnose`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Print the report as JSON (schema 1) instead of text.
    #[arg(long)]
    json: bool,
    /// Language of the text: `en` or `zh`. The JSON is the same in every language.
    #[arg(long, value_name = "LANGUAGE", value_parser = language, default_value = "en")]
    lang: Language,
    /// Judge this container instead of the one the evidence points to: `CONTAINER` or `POD/CONTAINER`.
    #[arg(long, value_name = "CONTAINER")]
    target: Option<String>,
    /// Compare from this input on instead of the first snapshot.
    #[arg(long, value_name = "NAME")]
    base: Option<String>,
    /// Files to read; `-` reads standard input. A folder stands for the files in it.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Judges the files and prints the report. Exits with 0 if at least one input could be read, 1 if none could.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let inputs = read_all(&arguments.files);
    let options = Options { target: arguments.target.as_deref().map(target), base: arguments.base.clone() };
    let (inputs, report) = judge(inputs, &options);
    if let Some(problem) = options.target.as_ref().and_then(|wanted| not_there(wanted, &report)) {
        let _ = writeln!(io::stderr(), "oomscope: {problem}");
        return ExitCode::FAILURE;
    }
    let output = if arguments.json {
        text::document(&report)
    } else {
        let comparison = diagnose::fix::compare::across_a_change(&inputs, &[], &options);
        let compared = comparison.map(|comparison| text::comparison(&comparison, arguments.lang));
        let manifests = arguments.files.iter().map(|path| manifest(path, &inputs, &report, arguments.lang));
        compared.into_iter().chain([text::plain(&report, arguments.lang)]).chain(manifests).collect()
    };
    // A closed pipe (`| head`) is not an error worth telling.
    let written = io::stdout().write_all(output.as_bytes());
    let any_read = inputs.iter().any(|input| input.error.is_none());
    if any_read && written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A file that is a manifest, with the recommended change in it.
fn manifest(path: &Path, inputs: &[Input], report: &Report, language: Language) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_manifest = inputs.iter().any(|input| input.name == name && matches!(input.facts, Facts::Workloads(_)));
    let text = is_manifest.then(|| fs::read_to_string(path).ok()).flatten();
    text.map_or_else(String::new, |text| text::manifest(&name, &text, report, language))
}

fn language(tag: &str) -> Result<Language, String> {
    let known = || Language::ALL.map(|language| format!("{} ({})", language.code(), language.name())).join(", ");
    Language::from_tag(tag).ok_or_else(|| format!("the languages are {}", known()))
}

/// Reads files and folders.
pub(crate) fn read_all(paths: &[PathBuf]) -> Vec<Input> {
    paths.iter().flat_map(|path| read(path)).collect()
}

/// Judges inputs; a shared incident that stands alone is taken as it was judged. Gives the inputs in the
/// order of the report too: for a shared incident they are those it was made of.
pub(crate) fn judge(mut inputs: Vec<Input>, options: &Options) -> (Vec<Input>, Report) {
    match share::alone(&inputs) {
        Some(Ok(shared)) => return (shared.inputs(), shared.report),
        Some(Err(error)) => inputs.iter_mut().for_each(|input| *input = Input::failed(&input.name, error.clone())),
        None => {}
    }
    let report = diagnose::diagnose(&inputs, options);
    (diagnose::order(&inputs).iter().map(|index| inputs[*index].clone()).collect(), report)
}

/// What is wrong with a container that was asked for and is in none of the pods.
fn not_there(wanted: &Target, report: &Report) -> Option<String> {
    let all = report.pods.iter().flat_map(|pod| pod.containers.iter().map(move |container| (pod, container)));
    let is_wanted = |pod: &Option<String>| wanted.pod.is_none() || *pod == wanted.pod;
    if all.clone().any(|(pod, container)| container.name == wanted.container && is_wanted(&pod.name)) {
        return None;
    }
    let name = |(pod, container): (&PodReport, &ContainerReport)| match &pod.name {
        Some(pod) => format!("{pod}/{}", container.name),
        None => container.name.clone(),
    };
    let known: Vec<String> = all.map(name).collect();
    let asked = [wanted.pod.as_deref(), Some(wanted.container.as_str())].into_iter().flatten().collect::<Vec<_>>();
    let asked = asked.join("/");
    Some(if known.is_empty() {
        format!("--target {asked}: none of these files describes a pod")
    } else {
        format!("--target {asked}: no such container; there are {}", known.join(", "))
    })
}

fn target(text: &str) -> Target {
    match text.rsplit_once('/') {
        Some((pod, container)) => Target { pod: Some(pod.to_owned()), container: container.to_owned() },
        None => Target { pod: None, container: text.to_owned() },
    }
}

/// Reads a file, or all files of a folder, named by their path inside it.
fn read(path: &Path) -> Vec<Input> {
    if path.is_dir() {
        return folder(path);
    }
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    file(path, &name)
}

fn folder(root: &Path) -> Vec<Input> {
    let mut inputs = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(path) = open.pop() {
        let Ok(entries) = fs::read_dir(&path) else { continue };
        for entry in entries.filter_map(Result::ok).map(|entry| entry.path()) {
            if entry.is_dir() {
                open.push(entry);
            } else {
                let name = entry.strip_prefix(root).unwrap_or(&entry).to_string_lossy().into_owned();
                inputs.extend(file(&entry, &name));
            }
        }
    }
    if inputs.is_empty() { vec![Input::failed(&root.display().to_string(), DecodeError::Folder {})] } else { inputs }
}

fn file(path: &Path, name: &str) -> Vec<Input> {
    let limits = Limits::default();
    let too_large = fs::metadata(path).is_ok_and(|data| data.len() > limits.input_bytes as u64);
    if too_large {
        let error = DecodeError::TooLarge { what: LimitKind::InputBytes, limit: limits.input_bytes };
        return vec![Input::failed(name, error)];
    }
    let bytes = if path == Path::new("-") { standard_input() } else { fs::read(path) };
    match bytes {
        Ok(bytes) => decode::decode(Source { name, bytes: &bytes }, &limits, &mut decode::unwatched),
        Err(error) => vec![Input::failed(name, DecodeError::Unreadable { reason: error.to_string() })],
    }
}

fn standard_input() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::Read::read_to_end(&mut io::stdin().lock(), &mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_container_that_is_not_there_is_said_with_those_that_are() {
        let text = "Name:             app-1\nNamespace:        shop\nContainers:\n  app:\n    State:          Running\n    Ready:          True\n    Restart Count:  0\n";
        let source = Source { name: "pod.txt", bytes: text.as_bytes() };
        let inputs = decode::decode(source, &Limits::default(), &mut decode::unwatched);
        let report = diagnose::diagnose(&inputs, &Options::default());
        let problem = not_there(&target("app-1/nosuch"), &report);
        assert_eq!(problem.as_deref(), Some("--target app-1/nosuch: no such container; there are app-1/app"));
        assert_eq!(not_there(&target("app"), &report), None);
        assert_eq!(not_there(&target("app-1/app"), &report), None);
        let nothing = diagnose::diagnose(&[], &Options::default());
        assert!(not_there(&target("app"), &nothing).is_some_and(|problem| problem.contains("describes a pod")));
    }
}
