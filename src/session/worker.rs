//! Work that must not hold up the window: disk, reading, counting of anything large.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// A job that sends its answer itself.
type Work = Box<dyn FnOnce() + Send>;

/// Runs jobs one after another on a thread of its own; what they answer waits in the inbox.
pub struct Worker<E> {
    jobs: Jobs,
    sender: Sender<E>,
    inbox: Receiver<E>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

enum Jobs {
    Thread(Sender<Work>),
    /// Done where they are given, or when the hand lets them go: for tests.
    Here(Hand),
}

/// Holds back what a worker is to do: for tests.
#[derive(Clone, Default)]
pub struct Hand(Arc<Mutex<Held>>);

#[derive(Default)]
struct Held {
    holds: Holds,
    /// With the least that holds each back.
    jobs: VecDeque<(Holds, Work)>,
}

/// Which jobs a [`Hand`] holds back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holds {
    #[default]
    Nothing,
    /// Those that are done apart, as on a drive that does not answer.
    Apart,
    All,
}

impl<E: Send + 'static> Worker<E> {
    /// `wake` is called whenever an answer has come in.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (jobs, queue) = mpsc::channel::<Work>();
        thread::spawn(move || queue.into_iter().for_each(|work| work()));
        Self::with(Jobs::Thread(jobs), Arc::new(wake))
    }

    /// A worker that does every job at once, where it is given: for tests.
    pub fn immediate() -> Self {
        Self::by_hand(Hand::default())
    }

    /// As [`Self::immediate`], but for what the hand holds back.
    pub fn by_hand(hand: Hand) -> Self {
        Self::with(Jobs::Here(hand), Arc::new(|| {}))
    }

    fn with(jobs: Jobs, wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        let (sender, inbox) = mpsc::channel();
        Self { jobs, sender, inbox, wake }
    }

    /// Does a job after those given before.
    pub fn run(&self, job: impl FnOnce() -> E + Send + 'static) {
        let work = self.work(job);
        match &self.jobs {
            // The thread lives as long as the sender of its jobs.
            Jobs::Thread(jobs) => drop(jobs.send(work)),
            Jobs::Here(hand) => hand.take(Holds::All, work),
        }
    }

    /// Does a job on a thread of its own: one that waits for the user, or for a drive that may not
    /// answer.
    pub fn run_apart(&self, job: impl FnOnce() -> E + Send + 'static) {
        let work = self.work(job);
        match &self.jobs {
            Jobs::Thread(jobs) => {
                let work = Arc::new(Mutex::new(Some(work)));
                let own = work.clone();
                let thread = thread::Builder::new().spawn(move || taken(&own).map(|work| work()));
                // Where the system gives no thread it is done in its turn.
                if let Some(work) = thread.err().and_then(|_| taken(&work)) {
                    let _ = jobs.send(work);
                }
            }
            Jobs::Here(hand) => hand.take(Holds::Apart, work),
        }
    }

    /// A job that panics gives no answer; it takes nothing else with it.
    fn work(&self, job: impl FnOnce() -> E + Send + 'static) -> Work {
        let (sender, wake) = (self.sender.clone(), self.wake.clone());
        Box::new(move || {
            if let Ok(event) = catch_unwind(AssertUnwindSafe(job)) {
                let _ = sender.send(event);
                wake();
            }
        })
    }

    /// Waits until what was given to [`Self::run`] is done, but no longer than this.
    pub fn finish(&self, most: Duration) {
        if let Jobs::Thread(jobs) = &self.jobs {
            let (done, is_done) = mpsc::channel::<()>();
            let _ = jobs.send(Box::new(move || drop(done)));
            let _ = is_done.recv_timeout(most);
        }
    }

    /// The next answer, if one has come in.
    pub fn receive(&self) -> Option<E> {
        self.inbox.try_recv().ok()
    }
}

fn taken(work: &Mutex<Option<Work>>) -> Option<Work> {
    work.lock().unwrap_or_else(PoisonError::into_inner).take()
}

impl Hand {
    pub fn hold(&self, holds: Holds) {
        self.held(|held| held.holds = holds);
    }

    /// Does what was held back, and from now on everything at once.
    pub fn let_go(&self) {
        self.hold(Holds::Nothing);
        while self.one() {}
    }

    /// Does the first that was held back; whether there was one.
    pub fn one(&self) -> bool {
        let work = self.held(|held| held.jobs.pop_front());
        work.map(|(_, work)| work()).is_some()
    }

    /// How many of those that are held back keep others from being done.
    pub fn in_line(&self) -> usize {
        self.held(|held| held.jobs.iter().filter(|(least, _)| *least == Holds::All).count())
    }

    fn take(&self, least: Holds, work: Work) {
        let free = self.held(|held| {
            let holds = held.holds == Holds::All || held.holds == least;
            if holds {
                held.jobs.push_back((least, work));
                return None;
            }
            Some(work)
        });
        if let Some(work) = free {
            work();
        }
    }

    fn held<T>(&self, change: impl FnOnce(&mut Held) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_in_order_and_a_panic_stops_nothing() {
        let (done, woken) = mpsc::channel();
        let worker = Worker::new(move || done.send(()).unwrap());
        worker.run(|| 1);
        worker.run(|| panic!("a job that fails"));
        worker.run(|| 2);
        woken.recv().unwrap();
        woken.recv().unwrap();
        assert_eq!(worker.receive(), Some(1));
        assert_eq!(worker.receive(), Some(2));
        assert_eq!(worker.receive(), None);
    }
}
