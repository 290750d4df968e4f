//! The report's facts, and what is left out of them where there is little room.

use serde_json::{Map, Value, json};

use crate::scrub::NAMES;

/// Something that was left out of a report for lack of room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// Events of the pod.
    Events,
    /// Other pods, and other containers of the pod.
    OtherContainers,
    /// What looked odd in inputs.
    Warnings,
    /// Ports and probes.
    Probes,
    /// Weaker evidence.
    Evidence,
    /// Suspects that come after the first.
    Suspects,
    /// Captures that would settle more.
    Captures,
    /// Commands, and the arithmetic of settings.
    Commands,
    /// The ends of long names.
    LongNames,
    /// The patch.
    Patch,
    /// Everything but the verdict.
    AllButVerdict,
}

impl LeftOut {
    const ALL: [Self; 11] = [
        Self::Events,
        Self::OtherContainers,
        Self::Warnings,
        Self::Probes,
        Self::Evidence,
        Self::Suspects,
        Self::Captures,
        Self::Commands,
        Self::LongNames,
        Self::Patch,
        Self::AllButVerdict,
    ];

    /// Its number in a payload of version 1.
    pub(crate) fn number(self) -> u8 {
        Self::ALL.iter().position(|other| *other == self).map_or(u8::MAX, |at| at as u8)
    }

    pub(crate) fn of_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}

/// Levels of [`reduced`].
pub(crate) const LEVELS: usize = 6;

/// A report's document reduced to `level`: 0 leaves all of it, the last only the verdict. What was left out is counted.
pub(crate) fn reduced(document: &Value, level: usize) -> (Value, Vec<(LeftOut, u32)>) {
    let mut facts = Reduced { document: document.clone(), left_out: Vec::new() };
    if level + 1 >= LEVELS {
        return (verdict_only(document), vec![(LeftOut::AllButVerdict, 1)]);
    }
    if level >= 1 {
        facts.only_target();
    }
    let [evidence, suspects, captures] = [[99, 99, 99], [40, 20, 8], [8, 3, 2], [4, 1, 0], [2, 1, 0]][level];
    if level >= 1 {
        facts.first(LeftOut::Evidence, "evidence", evidence);
        facts.first(LeftOut::Suspects, "suspects", suspects);
        facts.first(LeftOut::Captures, "next_capture", captures);
        facts.contributions(evidence);
    }
    if level >= 2 {
        facts.without_probes();
    }
    if level >= 3 {
        facts.without_commands();
    }
    if level >= 4 {
        facts.without_patch();
    }
    let longest = [2_000, 400, 200, 120, 48][level];
    if clip(&mut facts.document, "", longest) {
        facts.left_out.push((LeftOut::LongNames, 1));
    }
    (facts.document, facts.left_out)
}

struct Reduced {
    document: Value,
    left_out: Vec<(LeftOut, u32)>,
}

impl Reduced {
    fn count(&mut self, what: LeftOut, count: usize) {
        if count > 0 {
            self.left_out.push((what, count as u32));
        }
    }

    /// Leaves the pod and the container the verdict is about, without events, and inputs without warnings.
    fn only_target(&mut self) {
        let target = self.document["target"].clone();
        let (mut events, mut others) = (0, 0);
        if let Value::Array(pods) = &mut self.document["pods"] {
            let before = pods.len();
            pods.retain(|pod| pod.get("name") == target.get("pod"));
            others += before - pods.len();
            for pod in pods {
                events += emptied(&mut pod["events"]);
                if let Value::Array(containers) = &mut pod["containers"] {
                    let before = containers.len();
                    containers.retain(|container| container.get("name") == target.get("container"));
                    others += before - containers.len();
                }
            }
        }
        let inputs = self.document["inputs"].as_array_mut().into_iter().flatten();
        let warnings = inputs.map(|input| emptied(&mut input["warnings"])).sum();
        self.count(LeftOut::Events, events);
        self.count(LeftOut::OtherContainers, others);
        self.count(LeftOut::Warnings, warnings);
    }

    /// Leaves the first `count` entries of a list.
    fn first(&mut self, what: LeftOut, key: &str, count: usize) {
        let Some(Value::Array(list)) = self.document.get_mut(key) else { return };
        let gone = list.len().saturating_sub(count);
        list.truncate(count);
        self.count(what, gone);
    }

    /// Contributing causes point at evidence that is still there.
    fn contributions(&mut self, evidence: usize) {
        for cause in self.document["contributing"].as_array_mut().into_iter().flatten() {
            if let Value::Array(indices) = &mut cause["evidence"] {
                indices.retain(|index| index.as_u64().is_some_and(|index| index < evidence as u64));
            }
        }
    }

    fn containers(&mut self) -> impl Iterator<Item = &mut Value> {
        let pods = self.document["pods"].as_array_mut().into_iter().flatten();
        pods.flat_map(|pod| pod["containers"].as_array_mut().into_iter().flatten())
    }

    fn without_probes(&mut self) {
        let mut gone = 0;
        for container in self.containers() {
            gone += emptied(&mut container["ports"]);
            if let Value::Object(container) = container {
                let probes = ["liveness", "readiness", "startup"];
                gone += probes.iter().filter(|probe| container.shift_remove(**probe).is_some()).count();
            }
        }
        self.count(LeftOut::Probes, gone);
    }

    fn without_commands(&mut self) {
        let mut gone = emptied(&mut self.document["kubectl"]);
        let advice = &mut self.document["recommendation"];
        let volumes = advice["volumes"].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut);
        for settings in volumes {
            gone += without_arithmetic(settings);
        }
        gone += advice.as_object_mut().map_or(0, without_arithmetic);
        self.count(LeftOut::Commands, gone);
    }

    fn without_patch(&mut self) {
        let patch = self.document.as_object_mut().and_then(|document| document.shift_remove("yaml"));
        self.count(LeftOut::Patch, usize::from(patch.is_some()));
    }
}

/// Takes the arithmetic of every setting away and counts how many had one.
fn without_arithmetic(settings: &mut Map<String, Value>) -> usize {
    let mut gone = 0;
    for setting in settings.values_mut().filter_map(Value::as_object_mut) {
        gone += usize::from(setting.shift_remove("formula").is_some());
        setting.insert("inputs".into(), json!({}));
    }
    gone
}

/// Empties a list and counts what was in it.
fn emptied(list: &mut Value) -> usize {
    list.as_array_mut().map_or(0, |list| list.drain(..).count())
}

/// Cuts names longer than `longest` characters; true if there were any.
fn clip(value: &mut Value, key: &str, longest: usize) -> bool {
    match value {
        Value::String(text) if NAMES.contains(&key) && key != "yaml" && text.chars().count() > longest => {
            *text = text.chars().take(longest - 1).chain(['…']).collect();
            true
        }
        Value::Array(values) => values.iter_mut().fold(false, |any, value| clip(value, key, longest) | any),
        Value::Object(fields) => fields.iter_mut().fold(false, |any, (key, value)| clip(value, key, longest) | any),
        _ => false,
    }
}

/// The least a report can be: its class, cause and confidence, and the numbers of budget and forecast.
fn verdict_only(document: &Value) -> Value {
    let mut facts = Reduced { document: document.clone(), left_out: Vec::new() };
    facts.without_commands();
    facts.without_patch();
    if let Value::Object(fields) = &mut facts.document {
        fields.shift_remove("target");
        fields.insert("options".into(), json!({}));
        fields.values_mut().filter_map(Value::as_array_mut).for_each(Vec::clear);
    }
    clip(&mut facts.document, "", 16);
    facts.document
}
