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

use nix::unistd::gettid;

use crate::descriptor::Names;
use crate::event::Waiting;
use crate::follower::names::names;
use crate::follower::peek;
use crate::options::extent::Extent;
use crate::options::selection::Selection;
use crate::syscalls;
use crate::syscalls::abi::Abi;
use crate::syscalls::plan::plan;
use crate::syscalls::row::Syscall;
use crate::syscalls::wheres::wheres;
use crate::syscalls::wheres::Wanted;
use crate::wire::AlignedBytes;

/// How long one task may keep the thread waiting.
const PATIENCE: Duration = Duration::from_millis(100);
/// How many times that long if it is not the task that it waits for, but a processor.
const BUSY: u32 = 20;
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
    pub ticket: u64,
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
    pub ticket: u64,
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

/// Whom the follower asks about tasks: the kernel, or a test.
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
    extent: Extent,
    names: Names,
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
    /// Which thread it is.
    thread: u32,
    found: Option<Waiting>,
}

impl Proc {
    /// Asks about these calls, for so much of their memory, and for so much about their descriptors.
    pub fn new(selection: Selection, extent: Extent, names: Names) -> Proc {
        // Mounted in another PID namespace, it would tell of others.
        let is_ours = read_link("/proc/self").is_ok_and(|link| link.as_os_str() == id().to_string().as_str());
        let interest = Arc::new(Interest { selection, extent, names });
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
                tell(&told, Progress::begun(None));
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
        let Progress { since, thread, .. } = *self.progress();
        let Some(since) = since.filter(|since| since.elapsed() > PATIENCE) else { return false };
        !peek::is_running(thread) || since.elapsed() > PATIENCE * BUSY
    }
}

impl Progress {
    /// Of this thread, which begins with something that can take long.
    fn begun(found: Option<Waiting>) -> Progress {
        Progress { since: Some(Instant::now()), thread: gettid().as_raw() as u32, found }
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
        tell(progress, Progress::begun(Some(call)));
        let row = syscalls::lookup(call.abi, call.nr);
        let limits = interest.extent.of(call.abi, call.nr);
        if let Some(plan) = row.and_then(|row| plan(row, row.case(&call.args), limits)) {
            peek::inputs(question.tid, &call, &plan, limits.budget(), &mut chunks);
        }
        let wheres =
            |row: &'static Syscall| wheres(row, row.case(&call.args), Wanted { names: interest.names, ids: false });
        if let Some((wheres, _)) = row.filter(|_| interest.names != Names::No).and_then(wheres) {
            names(question.tid, &call, &wheres, interest.names == Names::Details, &mut chunks);
        }
    }
    Found::Waits(call, chunks)
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::Read;
    use std::io::Write;
    use std::thread::spawn;

    use super::*;
    use crate::options::extent::Depths;
    use crate::syscalls::depth::Depth;

    fn question(tid: u32, inputs: bool) -> Question {
        Question { tid, ticket: 3, abi: Abi::X86_64, seen: None, inputs }
    }

    /// The answer to one question, asked until it is not that there is nothing: the thread may not wait yet.
    fn found(proc: &mut Proc, tid: u32) -> Found {
        loop {
            proc.ask(question(tid, true));
            let mut answers = proc.all_answers();
            assert_eq!((answers.len(), answers[0].tid, answers[0].ticket), (1, tid, 3));
            match answers.remove(0).found {
                Found::Nothing => sleep(PAUSE),
                found => return found,
            }
        }
    }

    #[test]
    fn who_waits_is_found_and_no_thread_is_made_before_it_is_asked() {
        let (read, write) = nix::unistd::pipe().unwrap();
        let (tell, told) = channel();
        let waiter = spawn(move || {
            tell.send(gettid().as_raw() as u32).unwrap();
            File::from(read).read_exact(&mut [0]).unwrap();
        });
        let tid = told.recv().unwrap();
        let extent = Extent { string: 32, depths: Depths::All(Depth::Brief), data: false, subjects: false };
        let mut all = Proc::new(Selection::all(), extent.clone(), Names::No);
        assert!(all.answers().is_empty() && all.all_answers().is_empty());
        assert_eq!(Arc::strong_count(&all.threads), 1);
        let Found::Waits(call, _) = found(&mut all, tid) else { panic!("it is gone") };
        assert_eq!((call.nr, call.args[2]), (0, 1));
        assert!(matches!(found(&mut all, i32::MAX as u32), Found::Gone));
        // Of a call that is not selected nothing is said.
        let mut others = Proc::new(Selection::parse("!read").unwrap(), extent, Names::No);
        others.ask(question(tid, true));
        assert!(matches!(others.all_answers()[..], [Answer { found: Found::Nothing, .. }]));
        File::from(write).write_all(b"x").unwrap();
        waiter.join().unwrap();
    }
}
