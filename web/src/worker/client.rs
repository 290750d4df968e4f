//! The page's half: keeps the files, talks to the worker, starts a new one when it died.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use decode::error::DecodeError;
use diagnose::report::Options;
use share::Wish;
use yew::Callback;

use super::host::Host;
use super::look::{Ask, Look};
use super::protocol::{Answer, Content, InputId, JobId, Label, Request, SourceKey};
use crate::js::worker::Link;

/// A dropped thing as the page keeps it: enough to give it to a new worker.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    /// Base name, or path inside the dropped folder.
    pub(crate) name: String,
    /// The file, or why there is none.
    pub(crate) content: Result<web_sys::File, DecodeError>,
}

/// Files by their numbers.
pub(crate) type Files = BTreeMap<JobId, Given>;

/// What the client tells the page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum News {
    /// An answer of the worker.
    Answer(Answer),
    /// The worker was replaced: everything is decoded again.
    StartedOver,
}

/// Who decodes: a worker, or the page itself where none can be started.
enum Engine {
    /// Not started yet.
    None,
    Worker(Link),
    Inline(Rc<Host>),
}

/// The page's end of the line.
pub(crate) struct Client {
    me: Weak<Self>,
    news: Callback<News>,
    engine: RefCell<Engine>,
    files: RefCell<Files>,
    /// What the person said of inputs, to say it again to a new worker. It outlives them: they may be brought back.
    labels: RefCell<BTreeMap<InputId, Label>>,
    next_job: Cell<u32>,
    /// Whether the worker has said a word.
    ready: Cell<bool>,
    /// What is being decoded: the file to blame if the worker dies.
    active: Cell<Option<JobId>>,
    /// The last verdict asked for, to ask again after a new start.
    asked: RefCell<Option<(u32, Options)>>,
}

impl Client {
    /// A client without files; the worker starts at once, so that it is ready when the first file comes.
    pub(crate) fn new(news: Callback<News>) -> Rc<Self> {
        let client = Rc::new_cyclic(|me| Self {
            me: me.clone(),
            news,
            engine: RefCell::new(Engine::None),
            files: RefCell::default(),
            labels: RefCell::default(),
            next_job: Cell::new(0),
            ready: Cell::new(false),
            active: Cell::new(None),
            asked: RefCell::default(),
        });
        client.start();
        client
    }

    /// Hands a file to the worker and gives its number.
    pub(crate) fn add(&self, given: Given) -> JobId {
        let job = JobId(self.next_job.replace(self.next_job.get() + 1));
        self.files.borrow_mut().insert(job, given.clone());
        self.send_file(job, given);
        job
    }

    /// Forgets a file. If it is just being decoded the worker is stopped and replaced: nothing else interrupts it.
    pub(crate) fn remove(&self, job: JobId) {
        self.files.borrow_mut().remove(&job);
        if self.active.get() == Some(job) && self.is_worker() {
            *self.asked.borrow_mut() = None;
            self.start_over();
        } else {
            self.send(Request::Remove { job }, None);
        }
    }

    /// Whether there are no files.
    pub(crate) fn is_empty(&self) -> bool {
        self.files.borrow().is_empty()
    }

    /// The files.
    pub(crate) fn files(&self) -> Files {
        self.files.borrow().clone()
    }

    /// Has these files instead of those it had, which are given back. The worker is replaced: its memory is given back too.
    pub(crate) fn exchange(&self, files: Files) -> Files {
        let before = self.files.replace(files);
        *self.asked.borrow_mut() = None;
        self.start_over();
        before
    }

    /// Says something of an input.
    pub(crate) fn label(&self, input: InputId, label: Label) {
        self.labels.borrow_mut().insert(input, label.clone());
        self.send(Request::Label(input, label), None);
    }

    /// Asks for a verdict on all files.
    pub(crate) fn judge(&self, revision: u32, options: Options) {
        *self.asked.borrow_mut() = Some((revision, options.clone()));
        self.send(Request::Judge { revision, options }, None);
    }

    /// Asks to see something of a profile.
    pub(crate) fn look(&self, look: Look, ask: Ask) {
        self.send(Request::Look(Box::new(look), ask), None);
    }

    /// Asks for the text around a line of an input.
    pub(crate) fn excerpt(&self, key: SourceKey) {
        let given = self.files.borrow().get(&key.input.job).cloned();
        self.send(Request::Excerpt(key), given.and_then(|given| given.content.ok()));
    }

    /// Asks for a link.
    pub(crate) fn share(&self, wish: Wish) {
        self.send(Request::Share(Box::new(wish)), None);
    }

    /// Asks for what the browser is to keep.
    pub(crate) fn keep(&self, wish: Wish) {
        self.send(Request::Keep(Box::new(wish)), None);
    }

    fn start(&self) {
        self.ready.set(false);
        let me = self.me.clone();
        let link = Link::start(move |heard| {
            if let Some(client) = me.upgrade() {
                client.heard(heard);
            }
        });
        *self.engine.borrow_mut() = match link {
            Ok(link) => Engine::Worker(link),
            Err(_) => self.inline(),
        };
    }

    fn inline(&self) -> Engine {
        let me = self.me.clone();
        Engine::Inline(Host::new(move |answer| {
            if let Some(client) = me.upgrade() {
                client.answered(answer);
            }
        }))
    }

    /// Replaces the worker and gives it all files again.
    fn start_over(&self) {
        self.start();
        self.resend();
    }

    fn resend(&self) {
        self.active.set(None);
        self.news.emit(News::StartedOver);
        let files: Vec<(JobId, Given)> = self.files.borrow().iter().map(|(job, given)| (*job, given.clone())).collect();
        for (job, given) in files {
            self.send_file(job, given);
        }
        let labels: Vec<(InputId, Label)> =
            self.labels.borrow().iter().map(|(input, label)| (*input, label.clone())).collect();
        for (input, label) in labels {
            self.send(Request::Label(input, label), None);
        }
        let asked = self.asked.borrow().clone();
        if let Some((revision, options)) = asked {
            self.send(Request::Judge { revision, options }, None);
        }
    }

    fn is_worker(&self) -> bool {
        matches!(*self.engine.borrow(), Engine::Worker(_))
    }

    fn send_file(&self, job: JobId, given: Given) {
        let (content, file) = match given.content {
            Ok(file) => (Content::File, Some(file)),
            Err(error) => (Content::Failed(error), None),
        };
        self.send(Request::Add { job, name: given.name, content }, file);
    }

    fn send(&self, request: Request, file: Option<web_sys::File>) {
        match &*self.engine.borrow() {
            Engine::Worker(link) => link.send(&request, file.as_ref()),
            Engine::Inline(host) => host.take(request, file),
            Engine::None => {}
        }
    }

    /// A worker that fails before its first word could not be started: the page does the work itself.
    fn heard(&self, heard: Result<Answer, String>) {
        match heard {
            Ok(answer) => self.answered(answer),
            Err(message) if self.ready.get() => self.died(message),
            Err(_) => {
                *self.engine.borrow_mut() = self.inline();
                self.resend();
            }
        }
    }

    fn answered(&self, answer: Answer) {
        match answer {
            Answer::Ready => self.ready.set(true),
            Answer::Progress { job, .. } => self.active.set(Some(job)),
            Answer::Decoded { .. }
            | Answer::Judged(_)
            | Answer::Packed(..)
            | Answer::ToKeep(_)
            | Answer::Seen(_)
            | Answer::Excerpt(..) => self.active.set(None),
            Answer::Died { message } => return self.died(message),
        }
        self.news.emit(News::Answer(answer));
    }

    /// A dead worker is replaced at once. The file it died of becomes one that can't be read, so that it can't kill the
    /// next one too; if it died of judging, that verdict isn't asked for again.
    fn died(&self, message: String) {
        if let Some(job) = self.active.get() {
            if let Some(given) = self.files.borrow_mut().get_mut(&job) {
                given.content = Err(DecodeError::Crashed { reason: message });
            }
        } else {
            *self.asked.borrow_mut() = None;
            self.news.emit(News::Answer(Answer::Died { message }));
        }
        self.start_over();
    }
}
