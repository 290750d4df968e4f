//! From one state to the next. Pure: no clock, no browser.

use std::rc::Rc;

use diagnose::report::Target;
use yew::Reducible;

use super::{Action, SourceView, Stage, State, Stop};
use crate::shared::Shared;
use crate::worker::protocol::{JobId, Step};

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        next.apply(action);
        if next == *self { self } else { Rc::new(next) }
    }
}

impl State {
    fn apply(&mut self, action: Action) {
        match action {
            Action::Dropped => self.gathering += 1,
            Action::Gathered(files) => self.gathered(files),
            Action::Removed(job) => self.remove(|file| file.job == job),
            Action::Cleared => self.remove(|_| true),
            Action::Progressed { job, step, done, total } => self.progress(job, step, done, total),
            Action::Decoded(job) => self.stage(job, Stage::Decoded),
            Action::StartedOver => self.files.iter_mut().for_each(|file| file.stage = Stage::Waiting),
            Action::Judged(mut verdict) => {
                self.keeping.recognise(&mut verdict);
                if !self.files.is_empty() {
                    self.crash = None;
                    if self.verdict.is_none() && !self.revisited {
                        self.look_as_shared(&verdict);
                    }
                    self.replace(*verdict);
                }
            }
            Action::Crashed(message) => self.crash = Some(message),
            Action::Targeted(target) => self.target(target),
            Action::Explored(explored) => self.explorer.apply(explored),
            Action::Revisited(stop) => self.revisit(*stop),
            Action::Sourced(key) => self.source = key.map(|key| SourceView { key, excerpt: None }),
            Action::Excerpted(key, excerpt) => {
                if let Some(view) = self.source.as_mut().filter(|view| view.key == key) {
                    view.excerpt = Some(excerpt.map(Shared::new));
                }
            }
            Action::Keeping(change) => self.keeping.apply(change),
            Action::Share(change) => self.sharing.apply(change),
            Action::ChoseLanguage(language) => self.appearance.language = language,
            Action::ChoseTheme(theme) => self.appearance.theme = theme,
            Action::Labelled(input, label) => {
                self.labels.insert(input, label);
                self.changed();
            }
            Action::Reordered => self.by_time = !self.by_time,
            Action::Overlaid(overlay) => self.overlay = overlay,
            Action::SwitchedKeys => self.keys_off = !self.keys_off,
            Action::Copied(copied) => self.copied = copied,
        }
    }

    /// A new verdict takes the place of the one on screen, which is kept if it was on other inputs.
    fn replace(&mut self, verdict: super::Verdict) {
        let next = Shared::new(verdict);
        match self.verdict.replace(next.clone()) {
            Some(before) if before.origins != next.origins => self.before = Some(before),
            Some(before) if before.revision != next.revision => self.before = None,
            _ => {}
        }
    }

    fn gathered(&mut self, files: Vec<super::File>) {
        self.gathering = self.gathering.saturating_sub(1);
        if !files.is_empty() {
            self.files.extend(files);
            self.changed();
        }
    }

    fn remove(&mut self, goes: impl Fn(&super::File) -> bool) {
        let before = self.files.len();
        self.files.retain(|file| !goes(file));
        if self.files.len() == before {
            return;
        }
        self.changed();
        let files = &self.files;
        self.explorer.forget(|input| files.iter().any(|file| file.job == input.job));
        if self.files.is_empty() {
            let Self { gathering, revision, by_time, appearance, keeping, overlay, keys_off, .. } = *self;
            // Inputs may be brought back; what was said of them still holds.
            let labels = std::mem::take(&mut self.labels);
            *self = Self {
                gathering,
                revision,
                labels,
                by_time,
                keeping,
                appearance,
                overlay,
                keys_off,
                ..Self::default()
            };
        }
    }

    fn target(&mut self, target: Option<Target>) {
        self.options.target = target;
        self.revision += 1;
    }

    fn revisit(&mut self, stop: Stop) {
        self.revisited = true;
        self.explorer.look_like(stop.view);
        if self.options.target != stop.target {
            self.target(stop.target);
        }
    }

    /// A new verdict is needed; a crash was about inputs that are no longer the same.
    fn changed(&mut self) {
        self.revision += 1;
        self.crash = None;
    }

    fn progress(&mut self, job: JobId, step: Step, done: u64, total: u64) {
        self.stage(job, Stage::Active { step, done, total });
    }

    fn stage(&mut self, job: JobId, stage: Stage) {
        if let Some(file) = self.files.iter_mut().find(|file| file.job == job) {
            file.stage = stage;
        }
    }
}
