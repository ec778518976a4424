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

/// Most commas and brackets between values. Every value but the first of a list stands behind one, and a
/// value may take forty times the memory of its text: `(id:9),` becomes a section. A summary has
/// some hundreds.
const MAX_MARKS: usize = 800_000;

/// Reads a value.
///
/// # Errors
/// The first mistake.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Mistake> {
    if let Some(byte) = marks(text).nth(MAX_MARKS) {
        return Err(Mistake::at(text, byte, Fault::TooMany { most: MAX_MARKS }));
    }
    options().from_str(text).map_err(|error| Mistake::of(&error, text))
}

/// The bytes at which commas and brackets stand between values. Those inside texts, which may be as
/// many as the user likes, and in comments are passed over.
fn marks(text: &str) -> impl Iterator<Item = usize> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += text.get(at..)?.find([',', '(', '"', '/'])?;
            let (before, rest) = text.split_at_checked(at)?;
            at += match rest.as_bytes() {
                [b',' | b'(', ..] => {
                    at += 1;
                    return Some(at - 1);
                }
                [b'"', ..] => quoted(before, rest),
                [b'/', b'/', ..] => rest.find('\n').unwrap_or(rest.len()),
                [b'/', b'*', ..] => comment(rest),
                _ => 1,
            };
        }
    })
}

/// The bytes of the text whose quotation mark `rest` begins with. In a raw one, `r#"…"#`, a backslash
/// is nothing special.
fn quoted(before: &str, rest: &str) -> usize {
    let name = before.trim_end_matches('#');
    if name.ends_with('r') {
        let end = format!("\"{}", "#".repeat(before.len() - name.len()));
        return rest.get(1..).and_then(|rest| rest.find(&end)).map_or(rest.len(), |at| 1 + at + end.len());
    }
    let mut escaped = true;
    let end = rest.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.map_or(rest.len(), |at| at + 1)
}

/// The bytes of the comment that `rest` begins with; one may hold others.
fn comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while let Some(next) = rest.get(at..).and_then(|rest| rest.find(['/', '*'])) {
        at += next;
        match rest.as_bytes().get(at..at + 2) {
            Some(b"/*") => (depth, at) = (depth + 1, at + 2),
            Some(b"*/") => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_between_values() {
        for (text, expected) in [
            ("", ""),
            ("(a: [1, 2])", "(,"),
            ("(a: \"一,（(\", b: ())", "(,("),
            (r#"("\",(" , "\\",)"#, "(,,"),
            (r##"(r"\", r#"",""#, "",)"##, "(,,,"),
            ("// (,\"\n(/* \"(/*,*/( */, /,", "(,,"),
            ("(\"一,", "("),
            ("(/* ,", "("),
            ("(r#\"一\",", "("),
        ] {
            let found: String = marks(text).map(|at| char::from(text.as_bytes()[at])).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
