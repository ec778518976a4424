//! Floor 0: pure functions on text. Standard library only, no I/O, nothing that can fail.

pub mod chars;
pub mod count;
pub mod encoding;
pub mod numeral;
