//! Floor 3: the disk. The only code that writes a user's files, and the only place that knows
//! where Suigao keeps its own.
//!
//! Everything that is written goes through [`writer::write`]: into a temporary file beside the
//! target, synced, renamed over it, the folder synced; a file that another program has changed in
//! the meantime is never replaced unasked. Everything that is read is data from a stranger: its
//! size is limited, it is strict UTF-8, and a mistake in it is told with its line and column.

pub mod backup;
pub mod cause;
pub mod dirs;
pub mod envelope;
pub mod hash;
pub mod lexicon;
pub mod lock;
pub mod mistake;
pub mod names;
pub mod places;
pub mod profile;
pub mod project;
pub mod reader;
pub mod recent;
pub mod recovery;
pub mod rescue;
pub mod salvage;
pub mod settings;
pub mod syntax;
pub mod template;
pub mod writer;

pub use cause::Cause;
pub use dirs::Dirs;
pub use hash::Hash;
pub use mistake::{Fault, Mistake};
pub use settings::Settings;
pub use writer::{Access, Conflict, Expected, Method, WriteError, WriteOptions};
