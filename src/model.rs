//! Floor 1: the summary as a value. No I/O, nothing that can fail: time, identities and
//! directories come in as parameters.
//!
//! A [`Project`] is a title, three trees of [`Section`]s (opening, body, closing) and a signature.
//! Numerals are not text: they come from a section's place and its parent's [`Marker`], are
//! written by [`Marker::write`] and read by [`Marker::read`]. What the finished document says, in
//! its order, is told by [`flow`]; counts and exports all follow it.

pub mod edit;
pub mod field;
pub mod flow;
pub mod history;
pub mod limit;
pub mod marker;
pub mod measure;
pub mod place;
pub mod profile;
pub mod project;
pub mod review;
#[cfg(test)]
mod sample;
pub mod section;
pub mod template;

pub use edit::Edit;
pub use field::{Field, FieldKind};
pub use history::History;
pub use limit::{Limit, Unit};
pub use marker::Marker;
pub use measure::Measure;
pub use place::{Caret, Place};
pub use profile::Profile;
pub use project::{Project, Signature};
pub use review::Review;
pub use section::{Guidance, Section, SectionId, Status};
pub use template::Template;
