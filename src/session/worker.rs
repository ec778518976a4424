//! Work that must not hold up the window: disk, reading, counting of anything large.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

type Job<E> = Box<dyn FnOnce() -> E + Send>;

/// Runs jobs one after another on a thread of its own; what they answer waits in the inbox.
pub struct Worker<E> {
    jobs: Option<Sender<Job<E>>>,
    sender: Sender<E>,
    inbox: Receiver<E>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl<E: Send + 'static> Worker<E> {
    /// `wake` is called whenever an answer has come in.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        let mut worker = Self::immediate();
        worker.wake = Arc::new(wake);
        let (jobs, queue) = mpsc::channel::<Job<E>>();
        let (sender, wake) = (worker.sender.clone(), worker.wake.clone());
        thread::spawn(move || {
            for job in queue {
                answer(job, &sender, wake.as_ref());
            }
        });
        worker.jobs = Some(jobs);
        worker
    }

    /// A worker that does every job at once, where it is given: for tests.
    pub fn immediate() -> Self {
        let (sender, inbox) = mpsc::channel();
        Self { jobs: None, sender, inbox, wake: Arc::new(|| {}) }
    }

    /// Does a job after those given before.
    pub fn run(&self, job: impl FnOnce() -> E + Send + 'static) {
        match &self.jobs {
            Some(jobs) => {
                // The thread lives as long as the sender of its jobs.
                let _ = jobs.send(Box::new(job));
            }
            None => answer(Box::new(job), &self.sender, self.wake.as_ref()),
        }
    }

    /// Does a job that waits for the user on a thread of its own.
    pub fn run_apart(&self, job: impl FnOnce() -> E + Send + 'static) {
        if self.jobs.is_none() {
            return self.run(job);
        }
        let (sender, wake) = (self.sender.clone(), self.wake.clone());
        thread::spawn(move || answer(Box::new(job), &sender, wake.as_ref()));
    }

    /// The next answer, if one has come in.
    pub fn receive(&self) -> Option<E> {
        self.inbox.try_recv().ok()
    }
}

/// A job that panics gives no answer; it takes nothing else with it.
fn answer<E>(job: Job<E>, sender: &Sender<E>, wake: &(dyn Fn() + Send + Sync)) {
    if let Ok(event) = catch_unwind(AssertUnwindSafe(job)) {
        let _ = sender.send(event);
        wake();
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
