//! The worker's half: reads files, decodes, keeps what they say, judges. The same code serves the page itself where no
//! worker can be started.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::ops::ControlFlow;
use std::rc::Rc;

use decode::error::{DecodeError, LimitKind};
use decode::pprof::Profile;
use decode::{Facts, Input, Kind, Limits, Progress, Source};
use diagnose::fix;
use diagnose::fix::compare::Side;
use diagnose::report::{Options, Report};
use gloo_file::{Blob, futures::read_as_bytes};
use share::Shared;
use view::timeline::{Line, Quantity};
use wasm_bindgen_futures::spawn_local;

use super::look::{Ask, Look, Refusal, Sight, View};
use super::protocol::{
    Answer, Content, Excerpt, InputId, JobId, Judgement, Label, Manifest, ProfileInfo, Request, SourceKey, Step,
};
use super::viewer::Viewer;

/// How much of a file is read at a time: large enough to be quick, small enough to show progress.
const CHUNK: u64 = 8 << 20;

/// Lines shown before and after the one that is asked for.
const LINES_AROUND: usize = 200;

/// Characters shown of a line.
const LONGEST_LINE: usize = 2_000;

/// Manifests longer than this are not given back: nobody wrote them by hand.
const LONGEST_MANIFEST: usize = 1 << 20;

/// Everything the worker holds.
pub(crate) struct Host {
    answer: Box<dyn Fn(Answer)>,
    queue: RefCell<VecDeque<(Request, Option<web_sys::File>)>>,
    running: Cell<bool>,
    inputs: RefCell<Inputs>,
    viewer: RefCell<Viewer>,
}

/// Decoded inputs and, at the same places, where they came from.
#[derive(Default)]
#[expect(clippy::struct_field_names, reason = "they are the inputs")]
pub(super) struct Inputs {
    pub(super) inputs: Vec<Input>,
    pub(super) origins: Vec<InputId>,
    /// What was shared, by the link or report it came in. Its inputs are among the others.
    pub(super) shared: BTreeMap<JobId, (Kind, Shared)>,
    /// The options of the last verdict.
    pub(super) options: Options,
    /// Texts of manifests: they are given back with the change in them.
    manifests: Vec<(InputId, String)>,
    /// What the person said of inputs, each with the input's own name.
    labels: BTreeMap<InputId, (Label, String)>,
}

impl Host {
    /// A host that holds nothing and calls `answer` with all it has to say.
    pub(crate) fn new(answer: impl Fn(Answer) + 'static) -> Rc<Self> {
        Rc::new(Self {
            answer: Box::new(answer),
            queue: RefCell::default(),
            running: Cell::new(false),
            inputs: RefCell::default(),
            viewer: RefCell::default(),
        })
    }

    /// Takes a request; answers come later, in the order of the requests.
    pub(crate) fn take(self: &Rc<Self>, request: Request, file: Option<web_sys::File>) {
        self.queue.borrow_mut().push_back((request, file));
        if !self.running.replace(true) {
            let host = Rc::clone(self);
            spawn_local(async move { host.run().await });
        }
    }

    async fn run(&self) {
        loop {
            let Some((request, file)) = self.next() else { break };
            // One tick between requests, so that the page can paint where this runs on the page's own thread.
            gloo_timers::future::TimeoutFuture::new(0).await;
            self.serve(request, file).await;
        }
        self.running.set(false);
    }

    fn next(&self) -> Option<(Request, Option<web_sys::File>)> {
        self.queue.borrow_mut().pop_front()
    }

    async fn serve(&self, request: Request, file: Option<web_sys::File>) {
        match request {
            Request::Add { job, name, content } => {
                let decoded = match (content, file) {
                    (Content::File, Some(file)) => self.decode(job, &name, &file.into()).await,
                    (Content::File, None) => vec![Input::failed(&name, DecodeError::Empty {})],
                    (Content::Failed(error), _) => vec![Input::failed(&name, error)],
                };
                self.inputs.borrow_mut().add(job, decoded);
                (self.answer)(Answer::Decoded { job });
            }
            Request::Remove { job } => {
                self.viewer.borrow_mut().forget();
                self.inputs.borrow_mut().remove(job);
            }
            Request::Label(input, label) => self.inputs.borrow_mut().label(input, label),
            Request::Judge { revision, options } => {
                self.inputs.borrow_mut().options.clone_from(&options);
                let judgement = self.inputs.borrow().judge(revision, &options);
                (self.answer)(Answer::Judged(Box::new(judgement)));
            }
            Request::Look(look, ask) => {
                let (inputs, mut viewer) = (self.inputs.borrow(), self.viewer.borrow_mut());
                let (input, seen) = (look.input, inputs.look(&look, &ask, &mut viewer));
                (self.answer)(Answer::Seen(Box::new(Sight { look: *look, ask, seen })));
                let is_idle = self.queue.borrow().is_empty();
                if let Some(profile) = inputs.profile(input).filter(|_| is_idle) {
                    viewer.prepare(input, profile);
                }
            }
            Request::Share(wish) => {
                let packed = self.inputs.borrow().pack(&wish);
                (self.answer)(Answer::Packed(wish, packed.map(Box::new)));
            }
            Request::Keep(wish) => {
                let incident = self.inputs.borrow().to_keep(&wish);
                if let Some(incident) = incident {
                    (self.answer)(Answer::ToKeep(incident));
                }
            }
            Request::Excerpt(key) => {
                let excerpt = match file {
                    Some(file) => self.excerpt(key, &file.into()).await,
                    None => None,
                };
                (self.answer)(Answer::Excerpt(key, excerpt));
            }
        }
    }

    async fn decode(&self, job: JobId, name: &str, blob: &Blob) -> Vec<Input> {
        let limits = Limits::default();
        match self.read(job, blob, &limits).await {
            Err(error) => vec![Input::failed(name, error)],
            Ok(bytes) => {
                let source = Source { name, bytes: &bytes };
                let decoded = decode::decode(source, &limits, &mut |progress: Progress| {
                    self.progress(job, Step::Decode, progress.done as u64, progress.total as u64);
                    ControlFlow::Continue(())
                });
                self.inputs.borrow_mut().keep_manifests(job, source, &decoded, &limits);
                decoded
            }
        }
    }

    async fn excerpt(&self, key: SourceKey, blob: &Blob) -> Option<Excerpt> {
        let limits = Limits::default();
        let bytes = self.read(key.input.job, blob, &limits).await.ok()?;
        let text = decode::original_text(Source { name: "", bytes: &bytes }, key.input.part as usize, &limits)?;
        let first = key.line.saturating_sub(LINES_AROUND).max(1);
        let shorten = |line: &str| line.chars().take(LONGEST_LINE).collect();
        Some(Excerpt {
            first,
            lines: text.lines().skip(first - 1).take(2 * LINES_AROUND).map(shorten).collect(),
            total: text.lines().count(),
        })
    }

    /// The content of `blob`; a file over the limit is refused before a byte of it is read.
    async fn read(&self, job: JobId, blob: &Blob, limits: &Limits) -> Result<Vec<u8>, DecodeError> {
        let total = blob.size();
        if total > limits.input_bytes as u64 {
            return Err(DecodeError::TooLarge { what: LimitKind::InputBytes, limit: limits.input_bytes });
        }
        let mut bytes = Vec::with_capacity(total as usize);
        self.progress(job, Step::Read, 0, total);
        while (bytes.len() as u64) < total {
            let from = bytes.len() as u64;
            let chunk = read_as_bytes(&blob.slice(from, total.min(from + CHUNK))).await;
            let chunk = chunk.map_err(|error| DecodeError::Unreadable { reason: error.to_string() })?;
            if chunk.is_empty() {
                break;
            }
            bytes.extend_from_slice(&chunk);
            self.progress(job, Step::Read, bytes.len() as u64, total);
        }
        Ok(bytes)
    }

    fn progress(&self, job: JobId, step: Step, done: u64, total: u64) {
        (self.answer)(Answer::Progress { job, step, done, total });
    }
}

impl Inputs {
    fn add(&mut self, job: JobId, decoded: Vec<Input>) {
        let decoded = self.open(job, decoded);
        for (part, input) in (0..).zip(decoded) {
            self.origins.push(InputId { job, part });
            self.inputs.push(input);
        }
    }

    fn remove(&mut self, job: JobId) {
        let stays: Vec<bool> = self.origins.iter().map(|origin| origin.job != job).collect();
        let mut keep = stays.iter();
        self.inputs.retain(|_| keep.next().is_none_or(|stays| *stays));
        self.origins.retain(|origin| origin.job != job);
        self.manifests.retain(|(origin, _)| origin.job != job);
        self.shared.remove(&job);
        self.labels.retain(|origin, _| origin.job != job);
    }

    fn label(&mut self, id: InputId, label: Label) {
        let place = self.origins.iter().position(|origin| *origin == id);
        let Some(input) = place.and_then(|place| self.inputs.get_mut(place)) else { return };
        let (_, own) = self.labels.remove(&id).unwrap_or_else(|| (Label::default(), input.name.clone()));
        input.name = label.name.clone().unwrap_or_else(|| own.clone());
        self.labels.insert(id, (label, own));
    }

    fn keep_manifests(&mut self, job: JobId, source: Source<'_>, decoded: &[Input], limits: &Limits) {
        for (part, input) in (0..).zip(decoded) {
            let is_manifest = matches!(input.facts, Facts::Workloads(_)) && source.bytes.len() <= LONGEST_MANIFEST;
            let text = is_manifest.then(|| decode::original_text(source, part as usize, limits)).flatten();
            self.manifests.extend(text.map(|text| (InputId { job, part }, text)));
        }
    }

    fn edited(&self, report: &Report) -> Vec<Manifest> {
        let name = |id: &InputId| {
            let index = self.origins.iter().position(|origin| origin == id);
            index.and_then(|index| self.inputs.get(index)).map_or_else(String::new, |input| input.name.clone())
        };
        let manifest = |(id, text): &(InputId, String)| Manifest {
            name: name(id),
            edited: fix::manifest::with_change(text, report),
            text: text.clone(),
        };
        self.manifests.iter().map(manifest).collect()
    }

    pub(super) fn judge(&self, revision: u32, options: &Options) -> Judgement {
        if let Some(judgement) = self.shared_judgement(revision, options) {
            return judgement;
        }
        let (report, groups) = diagnose::with_groups(&self.inputs, options);
        let order = diagnose::order(&self.inputs);
        Judgement {
            revision,
            document: text::document(&report),
            origins: order.iter().filter_map(|index| self.origins.get(*index).copied()).collect(),
            profiles: self.profiles(&order, &groups),
            manifests: self.edited(&report),
            growth: self.growth(),
            comparison: fix::compare::across_a_change(&self.inputs, &self.sides(), options),
            shared: None,
        }
    }

    fn growth(&self) -> Option<Line> {
        let lines = view::timeline::timeline(&self.inputs, None).lines;
        lines.into_iter().find(|line| line.quantity == Quantity::Inuse && line.points.len() > 1)
    }

    fn sides(&self) -> Vec<Option<Side>> {
        self.origins.iter().map(|origin| self.labels.get(origin)?.0.side).collect()
    }

    /// The profiles in the order of the report; `groups` has a number for each of its inputs, as
    /// `diagnose::with_groups` gives them.
    pub(super) fn profiles(&self, order: &[usize], groups: &[Option<u32>]) -> Vec<ProfileInfo> {
        let inputs = order.iter().filter_map(|index| Some((self.inputs.get(*index)?, self.origins.get(*index)?)));
        let profiles = inputs.zip(groups).filter_map(|((input, origin), group)| {
            let profile = input.facts.profile()?;
            let names = profile.sample_types().iter().map(|sample_type| profile.string(sample_type.name).to_owned());
            Some(ProfileInfo {
                input: *origin,
                sample_types: names.collect(),
                period: profile.period(),
                duration_nanos: profile.duration_nanos(),
                group: *group,
                own_modules: view::name::own_modules(
                    profile.functions().iter().map(|of| (profile.string(of.name), profile.string(of.file))),
                ),
            })
        });
        profiles.collect()
    }

    fn look(&self, look: &Look, ask: &Ask, viewer: &mut Viewer) -> Result<View, Refusal> {
        if let Ask::Timeline(started) = ask {
            return Ok(View::Timeline(view::timeline::timeline(&self.inputs, *started), self.origins.clone()));
        }
        viewer.show(look, ask, |id| self.profile(id))
    }

    fn profile(&self, id: InputId) -> Option<&Profile> {
        let index = self.origins.iter().position(|origin| *origin == id)?;
        self.inputs.get(index)?.facts.profile()
    }
}
