//! What do tasks wait in, without beetrace having to wait for the answer?
//!
//! Who reads another task's memory can be kept waiting for as long as that task's
//! page is served by somebody else (userfaultfd, FUSE). So a thread of its own
//! looks, made when there is something to look at. When it does not come back in
//! time, what it has found out so far is the answer, another thread goes on, and
//! the first one is left to itself: it ends with beetrace at the latest.

use std::collections::VecDeque;
use std::fs::read_link;
use std::mem::take;
use std::process::id;
use std::sync::mpsc::channel;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::Sender;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::thread::sleep;
use std::thread::Builder;
use std::time::Duration;
use std::time::Instant;

use crate::peek;
use crate::peek::Waiting;
use crate::selection::Selection;
use crate::syscalls;
use crate::syscalls::abi::Abi;
use crate::syscalls::plan::plan;
use crate::syscalls::plan::Limits;
use crate::wire::AlignedBytes;

/// How long one task may keep the thread waiting.
const PATIENCE: Duration = Duration::from_millis(100);
/// So many threads may hang. When one more would be needed, nothing is read any more until one of them is back.
const MOST_HANGING: usize = 8;
/// Pause between two looks for answers while all of them are waited for.
const PAUSE: Duration = Duration::from_millis(1);

/// What is asked about a task.
#[derive(Debug, Clone, Copy)]
pub struct Question {
    /// Which task.
    pub tid: u32,
    /// Comes back in the answer.
    pub ticket: u32,
    /// The ABI of its last call.
    pub abi: Abi,
    /// The call that it was in when it was looked at before, and has not left since.
    pub seen: Option<Waiting>,
    /// Whether the memory that the call's arguments point to is wanted.
    pub inputs: bool,
}

/// What was found.
#[derive(Debug)]
pub struct Answer {
    /// Which task.
    pub tid: u32,
    /// As in the question.
    pub ticket: u32,
    /// What it does.
    pub found: Found,
}

/// What a task does.
#[derive(Debug)]
pub enum Found {
    /// It is not there.
    Gone,
    /// It runs, stands still, or waits in a call that is not shown.
    Nothing,
    /// It waits in this call; chunks of its inputs, if they were wanted and could be read.
    Waits(Waiting, AlignedBytes),
}

/// Whom the tracer asks about tasks: the kernel, or a test.
pub trait Lookout {
    /// Asks; the answer comes later.
    fn ask(&mut self, question: Question);
    /// The answers that have come.
    fn answers(&mut self) -> Vec<Answer>;
    /// Waits until nothing that was asked is unanswered.
    fn all_answers(&mut self) -> Vec<Answer>;
    /// Whether there is such a task.
    fn exists(&self, tid: u32) -> bool;
}

/// Asks /proc and the tasks' memory.
pub struct Proc {
    interest: Arc<Interest>,
    /// Whether /proc tells of the tasks that our ids name.
    is_ours: bool,
    looker: Option<Looker>,
    /// Held by every thread that has not ended.
    threads: Arc<()>,
    /// Answers that need no thread.
    ready: Vec<Answer>,
}

/// What is wanted of which call.
struct Interest {
    selection: Selection,
    limits: Limits,
}

/// A thread that looks.
struct Looker {
    questions: Sender<Question>,
    answers: Receiver<Answer>,
    /// What it was asked and has not answered: the first is at work.
    asked: VecDeque<Question>,
    progress: Arc<Mutex<Progress>>,
}

/// How far the thread is with the question at work.
#[derive(Default)]
struct Progress {
    since: Option<Instant>,
    found: Option<Waiting>,
}

impl Proc {
    /// Asks about these calls, and for so much of their memory.
    pub fn new(selection: Selection, limits: Limits) -> Proc {
        // Mounted in another PID namespace, it would tell of others.
        let is_ours = read_link("/proc/self").is_ok_and(|link| link.as_os_str() == id().to_string().as_str());
        let interest = Arc::new(Interest { selection, limits });
        Proc { interest, is_ours, looker: None, threads: Arc::new(()), ready: Vec::new() }
    }

    fn looker(&mut self) -> Option<&mut Looker> {
        if self.looker.is_none() && Arc::strong_count(&self.threads) <= MOST_HANGING {
            self.looker = Looker::start(self.interest.clone(), self.threads.clone());
        }
        self.looker.as_mut()
    }

    /// Takes what there is. A thread that does not come back is left alone, with the question that it is at.
    fn collect(&mut self) {
        let Some(looker) = &mut self.looker else { return };
        let late = looker.is_late();
        while let Ok(answer) = looker.answers.try_recv() {
            looker.asked.pop_front();
            self.ready.push(answer);
        }
        // The answer may have come since.
        if !late || !looker.is_late() {
            return;
        }
        let Some(mut looker) = self.looker.take() else { return };
        if let Some(question) = looker.asked.pop_front() {
            let found = looker.progress().found;
            self.unread(question, found);
        }
        for question in looker.asked.drain(..) {
            self.ask(question);
        }
    }

    /// Answers without having read memory.
    fn unread(&mut self, question: Question, call: Option<Waiting>) {
        let found = match call.or(question.seen) {
            Some(call) => Found::Waits(call, AlignedBytes::default()),
            None => Found::Nothing,
        };
        self.ready.push(Answer { tid: question.tid, ticket: question.ticket, found });
    }
}

impl Lookout for Proc {
    fn ask(&mut self, question: Question) {
        if !self.is_ours {
            return self.unread(question, None);
        }
        match self.looker() {
            Some(looker) if looker.questions.send(question).is_ok() => looker.asked.push_back(question),
            _ => self.unread(question, None),
        }
    }

    fn answers(&mut self) -> Vec<Answer> {
        self.collect();
        take(&mut self.ready)
    }

    fn all_answers(&mut self) -> Vec<Answer> {
        loop {
            self.collect();
            if self.looker.as_ref().is_none_or(|looker| looker.asked.is_empty()) {
                return take(&mut self.ready);
            }
            sleep(PAUSE);
        }
    }

    fn exists(&self, tid: u32) -> bool {
        peek::exists(tid)
    }
}

impl Looker {
    fn start(interest: Arc<Interest>, alive: Arc<()>) -> Option<Looker> {
        let (questions, asked) = channel::<Question>();
        let (send, answers) = channel();
        let progress = Arc::new(Mutex::new(Progress::default()));
        let told = progress.clone();
        let run = move || {
            let _alive = alive;
            while let Ok(question) = asked.recv() {
                tell(&told, Progress { since: Some(Instant::now()), found: None });
                let found = look(question, &interest, &told);
                tell(&told, Progress::default());
                if send.send(Answer { tid: question.tid, ticket: question.ticket, found }).is_err() {
                    return;
                }
            }
        };
        Builder::new().name("lookout".to_owned()).spawn(run).ok()?;
        Some(Looker { questions, answers, asked: VecDeque::new(), progress })
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_late(&self) -> bool {
        self.progress().since.is_some_and(|since| since.elapsed() > PATIENCE)
    }
}

fn tell(progress: &Mutex<Progress>, news: Progress) {
    *progress.lock().unwrap_or_else(PoisonError::into_inner) = news;
}

/// Answers a question.
fn look(question: Question, interest: &Interest, progress: &Mutex<Progress>) -> Found {
    let call = match peek::call(question.tid, question.abi) {
        Ok(Some(call)) => call,
        Ok(None) => return Found::Nothing,
        Err(_) if peek::exists(question.tid) => return Found::Nothing,
        Err(_) => return Found::Gone,
    };
    if !interest.selection.shows(call.abi, call.nr) {
        return Found::Nothing;
    }
    let mut chunks = AlignedBytes::default();
    if question.inputs {
        if !peek::waits(question.tid) {
            return Found::Nothing;
        }
        tell(progress, Progress { since: Some(Instant::now()), found: Some(call) });
        let row = syscalls::lookup(call.abi, call.nr);
        if let Some(plan) = row.and_then(|row| plan(row, row.case(&call.args), interest.limits)) {
            peek::inputs(question.tid, &call, &plan, &mut chunks);
        }
    }
    Found::Waits(call, chunks)
}
