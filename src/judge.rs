//! Floor 2: 校核. What is wrong with a summary, or may be: pure functions from text to findings.
//!
//! A [`Rule`] looks at one [`Passage`], or at the whole [`Document`]; the table in [`rules`] says
//! how grave it is, where it comes from and whether its fix is safe. A [`Judge`] remembers what it
//! found in sections that have not changed. *Better silent than wrong*: a rule that is not sure
//! says nothing.

pub mod characters;
pub mod clause;
pub mod dates;
pub mod digits;
pub mod engine;
pub mod facts;
pub mod figures;
pub mod finding;
pub mod fix;
pub mod leftovers;
pub mod limits;
pub mod marks;
pub mod names;
mod near;
pub mod passage;
pub mod place;
pub mod repetition;
pub mod rule;
pub mod rules;
mod scan;
pub mod secrets;
pub mod settle;
pub mod structure;
#[cfg(test)]
mod testing;
pub mod words;

pub use engine::{Judge, Report};
pub use facts::{Facts, Setup};
pub use finding::Finding;
pub use passage::{Document, Passage, Role};
pub use rule::{Check, Found, Group, Hit, Rule, Severity};
