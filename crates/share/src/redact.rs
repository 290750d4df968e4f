//! Names that people gave, by stand-ins: the same name has the same one everywhere in a link.

use std::borrow::Cow;
use std::cmp::Reverse;

use decode::pprof::symbol::{self, Origin};
use serde_json::Value;

use crate::forest::STAND_INS;
use crate::scrub::{NAMES, without_addresses};

/// Names that say nothing of whose they are, and would be found in code that isn't theirs.
const GENERIC: [&str; 33] = [
    "admin",
    "agent",
    "api",
    "app",
    "application",
    "backend",
    "client",
    "controller",
    "default",
    "frontend",
    "go",
    "golang",
    "http",
    "init",
    "istio-proxy",
    "job",
    "kube-system",
    "kubelet",
    "main",
    "manager",
    "node",
    "operator",
    "pod",
    "prod",
    "production",
    "proxy",
    "runtime",
    "server",
    "service",
    "sidecar",
    "staging",
    "web",
    "worker",
];

/// From here on a name is long enough to be looked for inside words.
const LONG: usize = 8;

/// Which names become what.
#[derive(Debug, Default)]
pub(crate) struct Redactor {
    /// Name and stand-in, longest first.
    names: Vec<(String, String)>,
    own_functions_only: bool,
}

impl Redactor {
    /// Learns the names in a report's document.
    pub(crate) fn new(document: &Value, redact_names: bool, own_functions_only: bool) -> Self {
        let mut found = Found::default();
        if redact_names {
            found.document(document);
        }
        let mut names = found.names;
        names.sort_by_key(|(name, _)| (Reverse(name.len()), name.clone()));
        Self { names, own_functions_only }
    }

    /// The document with stand-ins. `file_of` gives the source file of a function.
    pub(crate) fn document(&self, document: &mut Value, file_of: &dyn Fn(&str) -> String) {
        self.walk(document, "", file_of);
    }

    fn walk(&self, value: &mut Value, key: &str, file_of: &dyn Fn(&str) -> String) {
        match value {
            Value::String(text) if NAMES.contains(&key) => *text = self.text(text).into_owned(),
            Value::Array(values) => values.iter_mut().for_each(|value| self.walk(value, key, file_of)),
            Value::Object(fields) => {
                if let Some(Value::String(function)) = fields.get("function")
                    && let Some(stand_in) = self.stand_in(function, &file_of(function))
                {
                    fields.insert("function".into(), stand_in.into());
                    fields.remove("file");
                    fields.remove("line");
                }
                for (key, value) in fields {
                    self.walk(value, key, file_of);
                }
            }
            _ => {}
        }
    }

    /// What stands for a function that isn't the program's own, if only own ones are wanted.
    fn stand_in(&self, function: &str, file: &str) -> Option<&'static str> {
        match symbol::origin(function, file) {
            _ if !self.own_functions_only || STAND_INS.contains(&function) => None,
            Origin::Runtime => Some(STAND_INS[0]),
            Origin::Standard => Some(STAND_INS[1]),
            Origin::ThirdParty => Some(STAND_INS[2]),
            Origin::Application => None,
        }
    }

    /// The name and file of a function as they may leave.
    pub(crate) fn function(&self, name: &str, file: &str) -> (String, String) {
        match self.stand_in(name, file) {
            Some(stand_in) => (stand_in.to_owned(), String::new()),
            None => (
                without_addresses(&self.text(name)).replace('\n', " "),
                without_addresses(&self.text(file)).replace('\n', " "),
            ),
        }
    }

    /// Whether functions that aren't the program's own have stand-ins.
    pub(crate) const fn hides_functions(&self) -> bool {
        self.own_functions_only
    }

    /// The name of a function as it may leave; `None` if that is a stand-in.
    pub(crate) fn own_function(&self, name: &str, file: &str) -> Option<String> {
        self.stand_in(name, file).is_none().then(|| self.function(name, file).0)
    }

    /// A text with every name replaced.
    pub(crate) fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut text = Cow::Borrowed(text);
        for (name, stand_in) in &self.names {
            if let Some(replaced) = replaced(&text, name, stand_in) {
                text = Cow::Owned(replaced);
            }
        }
        text
    }
}

/// `text` with every `name` in it replaced, long names also inside words; `None` if there is none.
fn replaced(text: &str, name: &str, stand_in: &str) -> Option<String> {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut done = String::new();
    let mut rest = text;
    let mut found = false;
    while let Some(at) = rest.find(name) {
        let (before, after) = (&rest[..at], &rest[at + name.len()..]);
        let left = before.chars().next_back().or_else(|| done.chars().next_back());
        let alone = !left.is_some_and(in_word) && !after.chars().next().is_some_and(in_word);
        done.push_str(before);
        if alone || name.len() >= LONG {
            done.push_str(stand_in);
            found = true;
        } else {
            done.push_str(name);
        }
        rest = after;
    }
    found.then(|| done + rest)
}

/// Names in the order in which they are found.
#[derive(Default)]
struct Found {
    names: Vec<(String, String)>,
    counts: [usize; 8],
}

/// What a name is of, as it is called in stand-ins.
const KINDS: [&str; 8] = ["pod", "namespace", "node", "owner", "container", "input", "hidden", "process"];

impl Found {
    fn document(&mut self, document: &Value) {
        let pods = document["pods"].as_array().into_iter().flatten();
        for pod in pods {
            self.name(0, &pod["name"]);
            self.name(1, &pod["namespace"]);
            self.name(2, &pod["node"]);
            // Before the owner, which often has the container's name.
            for container in pod["containers"].as_array().into_iter().flatten() {
                self.name(4, &container["name"]);
            }
            self.owner(&pod["owner"]);
        }
        for target in [&document["target"], &document["options"]["target"]] {
            self.name(0, &target["pod"]);
            self.name(4, &target["container"]);
        }
        for input in document["inputs"].as_array().into_iter().flatten() {
            self.name(5, &input["name"]);
        }
        self.name(5, &document["options"]["base"]);
        for volume in document["recommendation"]["volumes"].as_array().into_iter().flatten() {
            self.name(6, &volume["name"]);
        }
        for evidence in document["evidence"].as_array().into_iter().flatten() {
            let values = &evidence["values"];
            for (kind, key) in [(4, "container"), (6, "place"), (6, "volume"), (7, "task"), (7, "program")] {
                self.name(kind, &values[key]);
            }
        }
    }

    /// `ReplicaSet/orders-7d9f8`: its own name, and that of the Deployment it belongs to.
    fn owner(&mut self, owner: &Value) {
        let Some((kind, name)) = owner.as_str().and_then(|owner| owner.split_once('/')) else {
            return self.name(3, owner);
        };
        self.add(3, name);
        if let Some((deployment, _)) = name.rsplit_once('-').filter(|_| kind == "ReplicaSet") {
            self.add(3, deployment);
        }
    }

    fn name(&mut self, kind: usize, value: &Value) {
        if let Some(name) = value.as_str() {
            self.add(kind, name);
        }
    }

    fn add(&mut self, kind: usize, name: &str) {
        let known = self.names.iter().any(|(known, _)| known == name);
        if name.is_empty() || known || GENERIC.contains(&name) {
            return;
        }
        self.counts[kind] += 1;
        self.names.push((name.to_owned(), format!("{}-{}", KINDS[kind], self.counts[kind])));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_go_even_inside_words_and_short_ones_only_alone() {
        assert_eq!(replaced("checkoutHandler", "checkout", "container-1").unwrap(), "container-1Handler");
        assert_eq!(replaced("cartHandler", "cart", "container-1"), None);
        assert_eq!(replaced("-c cart cart-1", "cart", "c").unwrap(), "-c c c-1");
    }

    #[test]
    fn one_name_has_one_stand_in() {
        let document = serde_json::json!({
            "pods": [{ "name": "cart-7d9f8-x", "namespace": "shop", "owner": "ReplicaSet/cart-7d9f8", "containers": [{ "name": "cart" }] }],
            "recommendation": { "volumes": [{ "name": "receipts" }] },
            "yaml": "# kubectl patch deployment cart -n shop\nname: cart\nvolumes: receipts",
        });
        let redactor = Redactor::new(&document, true, false);
        let mut redacted = document.clone();
        redactor.document(&mut redacted, &|_| String::new());
        assert_eq!(redacted["pods"][0]["name"], "pod-1");
        assert_eq!(redacted["pods"][0]["owner"], "ReplicaSet/owner-1");
        assert_eq!(
            redacted["yaml"],
            "# kubectl patch deployment container-1 -n namespace-1\nname: container-1\nvolumes: hidden-1"
        );
    }
}
