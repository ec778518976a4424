//! The first line of a file that must not change unnoticed:
//!
//! ```text
//! // suigao 1 sha256=<64 hexadecimal digits over the rest>
//! ```
//!
//! RON has no checksum of its own, and a flipped bit in a text is another text.

use super::Hash;
use rust_i18n::t;
use std::borrow::Cow;
use std::fmt;
use std::str::Utf8Error;

/// The version of the file format that this program writes.
pub const VERSION: u32 = 1;
/// Most bytes of a file: a summary has some ten thousand.
pub const MAX_BYTES: usize = 64 << 20;

/// What every file begins with that this program has written.
pub(super) const MARK: &str = "// suigao ";
const SUM: &str = " sha256=";

/// Whether a text is as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integrity {
    Intact,
    /// Somebody, or a broken disk, changed the text.
    ChecksumDiffers,
    /// Written without one.
    NoChecksum,
}

/// A file's text, opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened<'a> {
    /// All of it with the first line, which is a comment to RON, so that places in it are right.
    pub text: Cow<'a, str>,
    pub integrity: Integrity,
    /// The version that the first line tells.
    pub version: Option<u32>,
}

/// Bytes that are no text of ours. `Display` says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnvelopeError {
    TooLarge {
        most: usize,
    },
    /// From this byte on (from 0) it is not UTF-8; `line` counts from 1.
    NotUtf8 {
        byte: usize,
        line: usize,
    },
    /// As [`Self::NotUtf8`], in what this program wrote.
    Broken {
        byte: usize,
        line: usize,
    },
    /// What this program wrote, without its end; `line` is the last there is.
    CutOff {
        line: usize,
    },
    /// Nothing.
    Empty,
    /// Nothing but NUL: what a power cut leaves of files that other programs write.
    Nul,
}

/// The file's bytes for a text.
pub fn seal(body: &str) -> String {
    format!("{MARK}{VERSION}{SUM}{}\n{body}", Hash::of(body.as_bytes()))
}

/// Reads the text of a file, whole, and compares its checksum.
///
/// One byte-order mark is taken off and CRLF is read as LF, and the checksum is over what is then
/// there: mail and version control change line ends, and no text changes with them, because those
/// inside texts are escaped.
///
/// # Errors
/// See [`EnvelopeError`].
pub fn open(bytes: &[u8]) -> Result<Opened<'_>, EnvelopeError> {
    if bytes.len() > MAX_BYTES {
        return Err(EnvelopeError::TooLarge { most: MAX_BYTES });
    }
    if bytes.iter().all(|&byte| byte == 0) {
        return Err(if bytes.is_empty() { EnvelopeError::Empty } else { EnvelopeError::Nul });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, &error))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let text = if text.contains("\r\n") { text.replace("\r\n", "\n").into() } else { Cow::Borrowed(text) };
    let (integrity, version) = check(&text);
    Ok(Opened { text, integrity, version })
}

fn not_utf8(bytes: &[u8], error: &Utf8Error) -> EnvelopeError {
    let byte = error.valid_up_to();
    let before = bytes.get(..byte).unwrap_or_default();
    let line = before.iter().filter(|&&b| b == b'\n').count() + 1;
    let is_own = before.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(before).starts_with(MARK.as_bytes());
    match error.error_len() {
        _ if !is_own => EnvelopeError::NotUtf8 { byte, line },
        Some(_) => EnvelopeError::Broken { byte, line },
        // It ends within a character.
        None => EnvelopeError::CutOff { line },
    }
}

impl Opened<'_> {
    /// Whether the end is missing of what this program wrote: that is always a bracket.
    pub fn is_cut_off(&self) -> bool {
        self.version.is_some() && !self.text.trim_end().ends_with(')')
    }
}

fn check(text: &str) -> (Integrity, Option<u32>) {
    let Some((first, body)) = text.split_once('\n') else { return (Integrity::NoChecksum, None) };
    let Some((version, sum)) = first.strip_prefix(MARK).and_then(|rest| rest.split_once(SUM)) else {
        return (Integrity::NoChecksum, None);
    };
    let intact = sum.trim_end().parse() == Ok(Hash::of(body.as_bytes()));
    (if intact { Integrity::Intact } else { Integrity::ChecksumDiffers }, version.parse().ok())
}

impl fmt::Display for EnvelopeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::TooLarge { most } => t!("store.content.too_large", most = most >> 20),
            Self::NotUtf8 { byte, line } => t!("store.content.not_utf8", byte = byte + 1, line = line),
            Self::Broken { byte, line } => t!("store.content.broken", byte = byte + 1, line = line),
            Self::CutOff { line } => t!("store.content.cut_off", line = line),
            Self::Empty => t!("store.content.empty"),
            Self::Nul => t!("store.content.nul"),
        })
    }
}

impl std::error::Error for EnvelopeError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integrity() {
        let sealed = seal("(\n  title: \"青石镇\",\n)\n");
        let check = |text: &str| open(text.as_bytes()).unwrap().integrity;
        assert_eq!(check(&sealed), Integrity::Intact);
        assert_eq!(check(&format!("\u{FEFF}{sealed}")), Integrity::Intact);
        assert_eq!(check(&sealed.replace('\n', "\r\n")), Integrity::Intact);
        assert_eq!(check(&sealed.replace("青", "清")), Integrity::ChecksumDiffers);
        assert_eq!(check(&format!("{sealed} ")), Integrity::ChecksumDiffers);
        assert_eq!(check(&sealed.replace("sha256=", "sha256=0")), Integrity::ChecksumDiffers);
        assert_eq!(check(&format!("\u{FEFF}\u{FEFF}{sealed}")), Integrity::NoChecksum);
        assert_eq!(check("(title: \"青石镇\")"), Integrity::NoChecksum);
        assert_eq!(open(sealed.as_bytes()).unwrap().version, Some(1));
    }

    #[test]
    fn refused() {
        for (bytes, error) in [
            (&b""[..], EnvelopeError::Empty),
            (&[0; 4096], EnvelopeError::Nul),
            (b"// \xC7\xE0\xCA\xAF\xD5\xF2", EnvelopeError::NotUtf8 { byte: 3, line: 1 }),
            (b"a\n\nb\xE9\x9D", EnvelopeError::NotUtf8 { byte: 4, line: 3 }),
            (b"// suigao 1\n(\xE9\x9D\x92\xE9\x9Dx", EnvelopeError::Broken { byte: 16, line: 2 }),
            (b"\xEF\xBB\xBF// suigao 1\n(\xE9\x9D", EnvelopeError::CutOff { line: 2 }),
            (b"\xED\xA0\x80", EnvelopeError::NotUtf8 { byte: 0, line: 1 }),
        ] {
            assert_eq!(open(bytes), Err(error), "{bytes:?}");
        }
        assert_eq!(open(&vec![b' '; MAX_BYTES + 1]), Err(EnvelopeError::TooLarge { most: MAX_BYTES }));
    }
}
