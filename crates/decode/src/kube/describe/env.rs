//! Environment variables and where their values come from.

use super::Reader;
use super::lines::Line;
use crate::kube::model::{Container, EnvSource, EnvVar};

impl Reader<'_> {
    /// `Environment:` with one variable a line. Further lines of a value are indented to the column of values.
    pub(super) fn env(&mut self, container: &mut Container) {
        self.each_child(6, |_, line| {
            if line.indent > 6 {
                if let Some(variable) = container.env.last_mut() {
                    continue_value(variable, &line.text);
                }
            } else if let Some((name, value)) = line.text.split_once(':') {
                container.env.push(variable(name, value.trim_start(), line));
            }
        });
    }

    /// `cfg  ConfigMap  Optional: false`: the names of config maps and secrets.
    pub(super) fn env_from(&mut self, container: &mut Container) {
        self.each_child(6, |_, line| {
            container.env_from.extend(line.text.split_whitespace().next().map(str::to_owned));
        });
    }
}

/// Another line of the value of a variable.
fn continue_value(variable: &mut EnvVar, text: &str) {
    if let EnvSource::Literal(Some(value)) = &mut variable.source {
        value.push('\n');
        value.push_str(text);
    }
}

fn variable(name: &str, value: &str, line: &Line<'_>) -> EnvVar {
    let source = reference(value)
        .or_else(|| field(value))
        .unwrap_or_else(|| EnvSource::Literal(EnvVar::keeps_value(name).then(|| value.to_owned())));
    EnvVar { name: name.to_owned(), source, line: Some(line.number) }
}

/// `<set to the key 'k' in secret 's'>  Optional: false` or `<set to the key 'k' of config map 'c'>  …`.
fn reference(value: &str) -> Option<EnvSource> {
    let rest = value.strip_prefix("<set to the key ")?;
    let mut quoted = rest.split(['\'', '‘', '’']);
    let (_, key, between, name) = (quoted.next()?, quoted.next()?, quoted.next()?, quoted.next()?);
    let (key, name) = (key.to_owned(), name.to_owned());
    if between.contains("secret") {
        Some(EnvSource::Secret { key, name })
    } else {
        between.contains("config map").then_some(EnvSource::ConfigMap { key, name })
    }
}

/// `app-x2x4z (v1:metadata.name)` or `536870912 (limits.memory)`.
fn field(value: &str) -> Option<EnvSource> {
    let (value, path) = value.strip_suffix(')')?.rsplit_once('(')?;
    let value = value.trim_end();
    if let Some(path) = path.strip_prefix("v1:") {
        return Some(EnvSource::Field { path: path.to_owned() });
    }
    let computed = value == "node allocatable" || value.bytes().all(|byte| byte.is_ascii_digit());
    let is_resource = path.starts_with("limits.") || path.starts_with("requests.");
    (computed && is_resource).then(|| EnvSource::ResourceField {
        resource: path.to_owned(),
        value: (!value.is_empty()).then(|| value.to_owned()),
        divisor: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(name: &str, value: &str) -> EnvSource {
        let line = Line { number: 1, indent: 6, width: 6, text: "".into() };
        variable(name, value, &line).source
    }

    #[test]
    fn values_are_kept_for_the_runtimes_own_settings_only() {
        assert_eq!(source("GOMEMLIMIT", "900MiB"), EnvSource::Literal(Some("900MiB".to_owned())));
        assert_eq!(source("GOGC", ""), EnvSource::Literal(Some(String::new())));
        assert_eq!(source("PASSWORD", "hunter2"), EnvSource::Literal(None));
    }

    #[test]
    fn every_reference_is_told_from_a_literal() {
        let (key, name) = ("k".to_owned(), "n".to_owned());
        let secret = EnvSource::Secret { key: key.clone(), name: name.clone() };
        assert_eq!(source("A", "<set to the key 'k' in secret 'n'>      Optional: false"), secret);
        assert_eq!(source("A", "<set to the key 'k' of config map 'n'>"), EnvSource::ConfigMap { key, name });
        assert_eq!(source("A", "x (v1:metadata.name)"), EnvSource::Field { path: "metadata.name".to_owned() });
        let resource = |value: &str| EnvSource::ResourceField {
            resource: "limits.memory".to_owned(),
            value: Some(value.to_owned()),
            divisor: None,
        };
        assert_eq!(source("GOMEMLIMIT", "536870912 (limits.memory)"), resource("536870912"));
        assert_eq!(source("GOMEMLIMIT", "node allocatable (limits.memory)"), resource("node allocatable"));
        assert_eq!(source("NOTE", "see (limits.memory)"), EnvSource::Literal(None));
    }
}
