//! Keeps a recovery copy of what is being written, within a second of each change.

use super::Session;
use crate::model::Project;
use crate::store::WriteError;
use crate::store::backup;
use crate::store::recovery::{Base, Claim, Copy};
use rust_i18n::t;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// From the first change that is not kept yet until it is written. With the writing itself it
/// stays well below the second that is promised.
const PAUSE: Duration = Duration::from_millis(400);
/// How long to wait for a disk that does not answer when the program ends.
const LAST_WAIT: Duration = Duration::from_secs(5);
const THREAD: &str = "recovery";

/// How a project was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With nothing unsaved.
    Saved,
    /// The user was asked, and did not want it saved.
    Discarded,
}

enum Order {
    /// Another project; of one that was recovered, the copy that is carried on.
    Begin(Option<Claim>),
    Keep(Draft),
    /// Everything is saved.
    Clean,
    Hurry,
    End(Ending),
    /// Answered when all orders before are carried out, and written.
    Flush(Sender<()>),
}

struct Draft {
    project: Arc<Project>,
    base: Option<Base>,
    /// The folder of all copies.
    root: PathBuf,
}

/// What was to be kept when a session was last looked at: revision, base and folder of the copies;
/// `None` with nothing to keep.
type Seen = Option<(u64, Option<Base>, PathBuf)>;

/// Writes the copies on a thread of its own, so that neither the window nor other work delays one.
pub struct Keeper {
    orders: Orders,
    seen: Seen,
    problem: Problem,
}

/// What the window is told.
#[derive(Default)]
struct Trouble {
    /// Why the copy is not what it should be; `None` when it is.
    now: Option<String>,
    /// What was not told yet.
    news: Option<String>,
}

type Problem = Arc<Mutex<Trouble>>;

enum Orders {
    Thread(Sender<Order>),
    /// Carried out at once: for tests.
    Here(Mutex<Desk>, When),
}

/// When what is to be kept is written: for tests.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    AtOnce,
    /// Not before the keeper is told to hurry.
    Hurried,
}

impl Keeper {
    /// `wake` is called when a copy could not be written.
    pub fn new(wake: impl Fn() + Send + 'static) -> Self {
        let (orders, queue) = mpsc::channel();
        let problem = Problem::default();
        let mut desk = Desk::new(problem.clone(), Box::new(wake));
        let run = move || desk.run(&queue);
        // Without a thread there is nothing that could keep anything: the window says so.
        match thread::Builder::new().name(THREAD.into()).spawn(run) {
            Ok(_) => {}
            Err(error) => fails(&problem, error.to_string()),
        }
        Self { orders: Orders::Thread(orders), seen: None, problem }
    }

    /// A keeper that writes every change at once: for tests.
    pub fn immediate() -> Self {
        Self::here(When::AtOnce)
    }

    /// A keeper whose pause never ends, so that it writes when it is told to hurry: for tests.
    pub fn hurried() -> Self {
        Self::here(When::Hurried)
    }

    fn here(when: When) -> Self {
        let problem = Problem::default();
        let desk = Mutex::new(Desk::new(problem.clone(), Box::new(|| {})));
        Self { orders: Orders::Here(desk, when), seen: None, problem }
    }

    /// Another project is open from now on.
    /// A project that was recovered brings its copy with it: it stays the same one.
    pub fn begin(&mut self, claim: Option<Claim>) {
        self.seen = None;
        self.order(Order::Begin(claim));
    }

    /// Looks at the open project; called whenever it may have changed. `root` is the folder of all
    /// copies; without one nothing is kept.
    pub fn follow(&mut self, session: &Session, root: Option<PathBuf>) {
        let unsaved = session.is_modified() && session.read_only().is_none();
        let now = root.filter(|_| unsaved).map(|root| (session.revision(), session.base(), root));
        if now == self.seen {
            return;
        }
        self.order(match now.clone() {
            Some((_, base, root)) => Order::Keep(Draft { project: session.project().clone(), base, root }),
            None => Order::Clean,
        });
        self.seen = now;
    }

    /// What is not kept yet is to be written now: the user looks elsewhere.
    pub fn hurry(&self) {
        if self.seen.is_some() {
            self.order(Order::Hurry);
        }
    }

    /// The project is closed.
    pub fn end(&mut self, ending: Ending) {
        self.seen = None;
        self.order(Order::End(ending));
    }

    /// Waits until everything is written, but not for ever.
    pub fn finish(&self) {
        if let Orders::Thread(orders) = &self.orders {
            flush(orders);
        }
    }

    /// What writes all that is not kept yet, from any thread: for the moment of a panic.
    pub fn rescuer(&self) -> impl Fn() + Send + Sync + 'static {
        let orders = match &self.orders {
            Orders::Thread(orders) => Some(orders.clone()),
            Orders::Here(..) => None,
        };
        move || {
            // The keeper's own panic could not be answered.
            if thread::current().name() != Some(THREAD)
                && let Some(orders) = &orders
            {
                flush(orders);
            }
        }
    }

    /// What went wrong with the copies, once.
    pub fn problem(&self) -> Option<String> {
        trouble(&self.problem, |trouble| trouble.news.take())
    }

    /// Why what is unsaved now is in no copy, for as long as it is so.
    pub fn unkept(&self) -> Option<String> {
        trouble(&self.problem, |trouble| trouble.now.clone())
    }

    fn order(&self, order: Order) {
        match &self.orders {
            // The thread ends only with its sender, or was never begun.
            Orders::Thread(orders) => {
                if orders.send(order).is_err() {
                    fails(&self.problem, t!("session.no_keeper").into_owned());
                }
            }
            Orders::Here(desk, when) => {
                let mut desk = desk.lock().unwrap_or_else(PoisonError::into_inner);
                desk.safely(|desk| desk.carry_out(order));
                if *when == When::AtOnce {
                    desk.safely(Desk::write);
                }
            }
        }
    }
}

fn flush(orders: &Sender<Order>) {
    let (answer, done) = mpsc::channel();
    if orders.send(Order::Flush(answer)).is_ok() {
        let _ = done.recv_timeout(LAST_WAIT);
    }
}

fn trouble<T>(problem: &Problem, change: impl FnOnce(&mut Trouble) -> T) -> T {
    change(&mut problem.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Copies are not written: told once, and known for as long as it is so.
fn fails(problem: &Problem, sentence: String) {
    trouble(problem, |trouble| {
        if trouble.now.is_none() {
            trouble.news = Some(sentence.clone());
        }
        trouble.now = Some(sentence);
    });
}

/// What the thread works with.
struct Desk {
    claim: Option<Claim>,
    /// What is to be in the copy; `None` when nothing is unsaved.
    draft: Option<Draft>,
    /// When it must be written; `None` when it is.
    due: Option<Instant>,
    problem: Problem,
    wake: Box<dyn Fn() + Send>,
}

impl Desk {
    fn new(problem: Problem, wake: Box<dyn Fn() + Send>) -> Self {
        Self { claim: None, draft: None, due: None, problem, wake }
    }

    fn run(&mut self, queue: &Receiver<Order>) {
        loop {
            let order = match self.due {
                Some(due) => queue.recv_timeout(due.saturating_duration_since(Instant::now())),
                None => queue.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match order {
                Ok(order) => self.safely(|desk| desk.carry_out(order)),
                Err(RecvTimeoutError::Timeout) => self.safely(Self::write),
                Err(RecvTimeoutError::Disconnected) => return self.safely(Self::write),
            }
        }
    }

    /// One order that fails must not be the end of all that follow.
    fn safely(&mut self, work: impl FnOnce(&mut Self)) {
        if catch_unwind(AssertUnwindSafe(|| work(self))).is_err() {
            fails(&self.problem, t!("session.no_keeper").into_owned());
            let _ = catch_unwind(AssertUnwindSafe(|| (self.wake)()));
        }
    }

    fn carry_out(&mut self, order: Order) {
        match order {
            Order::Begin(claim) => {
                self.write();
                (self.claim, self.draft, self.due) = (claim, None, None);
                self.works();
            }
            Order::Keep(draft) => {
                self.draft = Some(draft);
                self.due.get_or_insert_with(|| Instant::now() + PAUSE);
            }
            Order::Clean => self.delete(),
            Order::Hurry => self.write(),
            Order::End(Ending::Saved) => {
                self.delete();
                self.claim = None;
            }
            Order::End(Ending::Discarded) => {
                self.store(true);
                (self.claim, self.draft, self.due) = (None, None, None);
            }
            Order::Flush(answer) => {
                self.write();
                // Whoever asked may have given up.
                let _ = answer.send(());
            }
        }
    }

    fn write(&mut self) {
        if self.due.take().is_some() {
            self.store(false);
        }
    }

    fn store(&mut self, closed: bool) {
        match self.keep(closed) {
            Ok(()) => self.works(),
            Err(error) => {
                fails(&self.problem, error.to_string());
                (self.wake)();
            }
        }
    }

    fn keep(&mut self, closed: bool) -> Result<(), WriteError> {
        let Some(draft) = &self.draft else { return Ok(()) };
        let copy =
            Copy { project: draft.project.clone(), base: draft.base.clone(), kept: backup::now(), closed };
        if let Some(claim) = self.claim.as_ref().filter(|claim| claim.path().starts_with(&draft.root)) {
            match claim.keep(&copy) {
                // Somebody has cleared the folder away: it is made anew.
                Err(WriteError::FolderMissing { .. }) => {}
                kept => return kept,
            }
        }
        let claim = Claim::new(&draft.root, &draft.project.id)?;
        claim.keep(&copy)?;
        // The user may have decided to keep copies elsewhere; those that were there must not stay,
        // but not go either before there is another.
        if let Some(elsewhere) = self.claim.replace(claim) {
            let _ = elsewhere.delete();
        }
        Ok(())
    }

    /// What was written is saved elsewhere.
    fn delete(&mut self) {
        (self.draft, self.due) = (None, None);
        if let Some(Err(cause)) = self.claim.as_ref().map(Claim::delete) {
            trouble(&self.problem, |trouble| trouble.news = Some(cause.to_string()));
            (self.wake)();
        }
        self.works();
    }

    /// What is to be kept is kept.
    fn works(&self) {
        if trouble(&self.problem, |trouble| trouble.now.take()).is_some() {
            (self.wake)();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_thread_it_is_told_and_stays_so() {
        let (orders, _) = mpsc::channel();
        let mut keeper = Keeper { orders: Orders::Thread(orders), seen: None, problem: Problem::default() };
        keeper.begin(None);
        assert!(keeper.problem().is_some() && keeper.problem().is_none(), "once");
        assert!(keeper.unkept().is_some());
        keeper.begin(None);
        assert!(keeper.unkept().is_some());
    }
}
