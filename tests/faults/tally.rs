//! Counting.

use fastrand::Rng;
use rayon::prelude::*;
use std::fmt;

/// How much of a demand is tried.
pub struct Run {
    pub rounds: u64,
    pub seed: u64,
    pub full: bool,
}

impl Run {
    /// The same with another number of rounds, for a control.
    pub fn with_rounds(&self, rounds: u64) -> Self {
        Self { rounds, ..*self }
    }

    /// Does all rounds, some at a time, each with random numbers of its own.
    pub fn count(&self, round: impl Fn(u64, &mut Rng, &mut Tally) + Sync) -> Tally {
        let one = |number| {
            let mut tally = Tally::default();
            // Neighbouring seeds give unlike numbers: the generator mixes them.
            round(number, &mut Rng::with_seed(self.seed.wrapping_add(number)), &mut tally);
            tally
        };
        (0..self.rounds).into_par_iter().map(one).reduce(Tally::default, Tally::and)
    }
}

/// What became of a demand.
pub enum Outcome {
    Counted(Report),
    /// The machine does not have what it takes.
    PassedOver(String),
}

/// Named numbers in the order in which they were first named, and what must not be, in words.
#[derive(Default)]
pub struct Tally {
    counts: Vec<(&'static str, u64)>,
    faults: Vec<String>,
}

impl Tally {
    pub fn add(&mut self, name: &'static str, number: u64) {
        match self.counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += number,
            None => self.counts.push((name, number)),
        }
    }

    /// Counts something that must not be.
    pub fn fault(&mut self, name: &'static str, what: impl fmt::Display) {
        self.add(name, 1);
        self.faults.push(format!("{name}: {what}"));
    }

    pub fn get(&self, name: &str) -> u64 {
        self.counts.iter().find(|(known, _)| *known == name).map_or(0, |(_, count)| *count)
    }

    pub fn and(mut self, other: Self) -> Self {
        other.counts.into_iter().for_each(|(name, number)| self.add(name, number));
        self.faults.extend(other.faults);
        self
    }

    /// Adds what was found on the way of `what`.
    pub fn take(&mut self, found: Self, what: &str) {
        let faults = found.faults.iter().map(|fault| format!("{fault} ({what})")).collect();
        *self = std::mem::take(self).and(Self { faults, ..found });
    }

    fn say(&self, names: &[&'static str]) -> String {
        let own = self.counts.iter().map(|(name, _)| *name).filter(|name| !names.contains(name));
        let all = own.chain(names.iter().copied());
        all.map(|name| format!("{} {name}", self.get(name))).collect::<Vec<_>>().join(", ")
    }
}

/// The counts of a demand and of its controls.
pub struct Report {
    text: String,
    pub failures: Vec<String>,
}

impl Report {
    /// `never`: what must be 0; said in any case. Anything noted as a fault is a failure.
    pub fn of(tally: Tally, never: &[&'static str]) -> Self {
        Self { text: tally.say(never), failures: tally.faults }
    }

    /// What the broken `variant` did: one of the counts `seen` at least must not be 0, or the
    /// harness is blind.
    pub fn control(mut self, variant: &str, tally: &Tally, seen: &[&'static str]) -> Self {
        self.text += &format!("; control {variant}: {}", tally.say(seen));
        if seen.iter().all(|name| tally.get(name) == 0) {
            self.failures.push(format!("the control {variant} was not seen to fail"));
        }
        self
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
