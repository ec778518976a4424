//! Floor 0: pure functions on text. No I/O, nothing that can fail.

pub mod chars;
pub mod count;
pub mod diff;
pub mod encoding;
pub mod numeral;
pub mod shift;
