//! RON as Suigao reads and writes it.

use super::{Fault, Mistake};
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// `max: 3000` instead of `max: Some(3000)`. The parser's own limit on nesting stays: what is
/// nested deeper is an error and not a stack overflow.
fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// Most commas and brackets of a text. Every value but the first of a list stands behind one, and a
/// value may take forty times the memory of its text: `(id:9),` becomes a section. A summary has
/// some hundreds.
const MAX_MARKS: usize = 800_000;

/// Reads a value.
///
/// # Errors
/// The first mistake.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Mistake> {
    let mut marks = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b',' | b'('));
    if let Some((byte, _)) = marks.nth(MAX_MARKS) {
        return Err(Mistake::at(text, byte, Fault::TooMany { most: MAX_MARKS }));
    }
    options().from_str(text).map_err(|error| Mistake::of(&error, text))
}

/// The value as text, the same on every system: a line for each key and each paragraph, so that
/// two versions can be compared line by line. Texts are escaped: raw line ends in them would change
/// with those of the file.
///
/// # Errors
/// Where a value has no RON form, such as a path that is not Unicode.
pub fn write(value: &impl Serialize) -> Result<String, ron::Error> {
    let config = PrettyConfig::new().new_line("\n").indentor("  ");
    let mut text = options().to_string_pretty(value, config)?;
    text.push('\n');
    Ok(text)
}
