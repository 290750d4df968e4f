//! The pods of all inputs, each once: its description, its YAML and its JSON are views of one pod, and what only one
//! of them tells is kept with the input and line that tell it.

use std::collections::HashMap;

use decode::kube::Pod;
use decode::{Facts, Input};

/// Every pod, joined from its views.
#[derive(Debug, Default)]
pub(crate) struct Views {
    /// Pods in the order of the report, each with the input of the view that counts where two differ.
    pub pods: Vec<(usize, Pod)>,
    /// Line numbers from here on are not of the pod's own input: each input has a range of them, so that a fact which
    /// was taken over from another input still tells its line.
    starts: Vec<usize>,
}

/// One input's view of a pod.
#[derive(Clone, Copy)]
struct View<'a> {
    input: usize,
    pod: &'a Pod,
}

impl Views {
    /// Joins the pods of `inputs`, which are in the order of the report.
    pub(crate) fn join(inputs: &[&Input]) -> Self {
        let starts = starts(inputs);
        let mut groups: Vec<Vec<View>> = Vec::new();
        let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        for (input, decoded) in inputs.iter().enumerate() {
            let Facts::Pods(pods) = &decoded.facts else { continue };
            for pod in pods {
                let namesakes = by_name.entry(pod.name.as_deref().unwrap_or_default()).or_default();
                let known = namesakes.iter().find(|group| groups[**group].iter().all(|view| view.pod.is_same(pod)));
                if let Some(group) = known {
                    groups[*group].push(View { input, pod });
                } else {
                    namesakes.push(groups.len());
                    groups.push(vec![View { input, pod }]);
                }
            }
        }
        let pods = groups.iter().filter_map(|views| one(views, &starts)).collect();
        Self { pods, starts }
    }

    /// The input and line that a fact of a pod was read from, where the pod is of `input` and the fact says `line`.
    pub(crate) fn place(&self, input: usize, line: Option<usize>) -> (usize, Option<usize>) {
        let Some(shared) = line.filter(|line| self.starts.first().is_some_and(|first| line >= first)) else {
            return (input, line);
        };
        let other = self.starts.partition_point(|start| *start <= shared) - 1;
        (other, Some(shared - self.starts[other]).filter(|line| *line > 0))
    }
}

/// The views of one pod as one: the latest one counts where they differ, the first of those in the report's order.
fn one(views: &[View], starts: &[usize]) -> Option<(usize, Pod)> {
    let latest = views.iter().rev().max_by_key(|view| (view.pod.started, restarts(view.pod)))?;
    let others = views.iter().filter(|view| !std::ptr::eq(*view, latest));
    let pod = others.fold(latest.pod.clone(), |pod, other| {
        if other.input == latest.input {
            return pod.merged(other.pod);
        }
        let mut theirs = other.pod.clone();
        theirs.each_line(&mut |line| *line = Some(starts[other.input] + line.unwrap_or(0)));
        pod.merged(&theirs)
    });
    Some((latest.input, pod))
}

fn restarts(pod: &Pod) -> u64 {
    let counts = pod.containers.iter().filter_map(|container| container.restart_count.as_ref());
    counts.map(|count| u64::from(count.value)).sum()
}

/// Where the range of each input starts: after the highest line of any of them, and as long as its own are many.
fn starts(inputs: &[&Input]) -> Vec<usize> {
    let lengths: Vec<usize> = inputs.iter().map(|input| highest(input) + 1).collect();
    let first = lengths.iter().copied().max().unwrap_or_default();
    let next = |start: &mut usize, length: &usize| Some(std::mem::replace(start, *start + *length));
    lengths.iter().scan(first, next).collect()
}

fn highest(input: &Input) -> usize {
    let Facts::Pods(pods) = &input.facts else { return 0 };
    let mut highest = 0;
    for pod in pods {
        pod.clone().each_line(&mut |line| highest = highest.max(line.unwrap_or(0)));
    }
    highest
}
