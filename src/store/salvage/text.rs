//! Texts of a file: where they end although a quotation mark is lost, and what their escapes say.

use super::key::Key;

/// Where a text ends, in bytes of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    /// Behind its last byte.
    pub(super) stop: usize,
    /// Where reading goes on.
    pub(super) next: usize,
    /// A quotation mark ends it.
    pub(super) closed: bool,
    /// There are bare quotation marks in it: it may be several.
    pub(super) holds_marks: bool,
}

/// The end of the text that begins at `from`, behind its quotation mark.
///
/// A mark that nothing follows which may follow a text stands inside it: somebody wrote `"` for
/// `“`. The writer escapes line ends, so a text whose next line is one of the file's own has lost
/// its mark at the end of this one.
pub(super) fn quoted(bytes: &[u8], from: usize) -> End {
    let (mut at, mut line, mut holds_marks) = (from, from, false);
    loop {
        let end = |stop, next, closed| End { stop, next, closed, holds_marks };
        match bytes.get(at) {
            None => return end(bytes.len(), bytes.len(), false),
            Some(b'\\') => at += 2,
            Some(b'"') if may_follow_text(bytes, at + 1) => return end(at, at + 1, true),
            Some(b'\n') if begins_anew(bytes, line, at) => {
                return end(without_comma(bytes, from, at), at, false);
            }
            Some(b'\n') => (at, line) = (at + 1, at + 1),
            Some(0) => return end(at, at, false),
            Some(b'"') => (at, holds_marks) = (at + 1, true),
            Some(_) => at += 1,
        }
    }
}

/// The end of the text on this line that begins at `from` and has lost the mark before it: the only
/// one left stands at the line's end.
pub(super) fn unopened(bytes: &[u8], from: usize) -> Option<End> {
    let rest = bytes.get(from..)?;
    if rest.starts_with(b"\"") || rest.starts_with(b"//") || rest.starts_with(b"/*") {
        return None;
    }
    let (mut mark, mut at) = (None, from);
    loop {
        match bytes.get(at) {
            None | Some(b'\n' | 0) => break,
            Some(b'\\') => at += 2,
            Some(b'"') if mark.is_some() => return None,
            Some(b'"') => (mark, at) = (Some(at), at + 1),
            Some(_) => at += 1,
        }
    }
    let mark = mark?;
    let behind = bytes.get(mark + 1..at.min(bytes.len()))?;
    let before = bytes.get(from..mark)?.trim_ascii_end();
    let ends_line = behind.iter().all(|byte| b" \t\r,)]}".contains(byte));
    // `title: ["` and `r#"` open a text.
    let opens = before.last().is_none_or(|byte| b":([{".contains(byte))
        || (before.ends_with(b",") && behind.trim_ascii().is_empty())
        || matches!(before.trim_ascii_end_matches(b'#'), [b'r'] | [.., b' ' | b'(' | b'[', b'r']);
    (ends_line && !opens).then_some(End { stop: mark, next: mark + 1, closed: true, holds_marks: false })
}

/// The end of what stands bare where no text may stand: its line's, or a quotation mark.
pub(super) fn bare(bytes: &[u8], from: usize) -> End {
    let mut at = from;
    let end = |stop, next, closed| End { stop, next, closed, holds_marks: false };
    loop {
        match bytes.get(at) {
            Some(b'\\') => at += 2,
            Some(b'"') => {
                let closed = may_follow_text(bytes, at + 1);
                return end(at, at + usize::from(closed), closed);
            }
            None | Some(b'\n' | 0) => {
                let at = at.min(bytes.len());
                return end(without_comma(bytes, from, at), at, false);
            }
            Some(_) => at += 1,
        }
    }
}

trait TrimEnd {
    fn trim_ascii_end_matches(&self, byte: u8) -> &[u8];
}

impl TrimEnd for [u8] {
    fn trim_ascii_end_matches(&self, byte: u8) -> &[u8] {
        let kept = self.iter().rposition(|&other| other != byte).map_or(0, |at| at + 1);
        self.get(..kept).unwrap_or_default()
    }
}

/// How many of the bytes from `at` on are blank, on one line.
pub(super) fn blanks(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().position(|byte| !b" \t\r".contains(byte)).unwrap_or(rest.len())
}

/// How many of the bytes from `at` on make a name.
pub(super) fn name(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    match rest.first() {
        Some(first) if is_name(first) && !first.is_ascii_digit() => {
            rest.iter().position(|byte| !is_name(byte)).unwrap_or(rest.len())
        }
        _ => 0,
    }
}

/// How many of these bytes make a number.
pub(super) fn number(bytes: &[u8]) -> usize {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-._".contains(byte);
    match bytes.first() {
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => {
            bytes.iter().position(|byte| !is_part(byte)).unwrap_or(bytes.len())
        }
        _ => 0,
    }
}

/// The bytes of the colon at `at`, written on either keyboard; blanks may stand before it.
pub(super) fn colon(bytes: &[u8], at: usize) -> Option<usize> {
    let blanks = blanks(bytes, at);
    let rest = bytes.get(at + blanks..)?;
    let colon = if rest.starts_with("：".as_bytes()) { "：".len() } else { 1 };
    (colon > 1 || (rest.starts_with(b":") && !rest.starts_with(b"::"))).then_some(blanks + colon)
}

fn may_follow_text(bytes: &[u8], at: usize) -> bool {
    let blanks = blanks(bytes, at);
    let at = at + blanks;
    let rest = bytes.get(at..).unwrap_or_default();
    match rest {
        [] | [b',' | b')' | b']' | b'}' | b':' | b'\n' | 0, ..] | [b'/', b'/' | b'*', ..] => true,
        [b'"', ..] => blanks > 0,
        _ => {
            let comma = "，".as_bytes();
            let line_ends = |at| matches!(bytes.get(at + self::blanks(bytes, at)), None | Some(b'\n'));
            let name = rest.get(..name(bytes, at)).unwrap_or_default();
            let is_key =
                || blanks > 0 || std::str::from_utf8(name).is_ok_and(|name| Key::read(name).is_some());
            (rest.starts_with(comma) && line_ends(at + comma.len()))
                || (!name.is_empty() && colon(bytes, at + name.len()).is_some() && is_key())
        }
    }
}

/// Whether the line behind the line end `at` is one of the file's own, and not of the text whose
/// line `line..at` is.
fn begins_anew(bytes: &[u8], line: usize, at: usize) -> bool {
    let before = bytes.get(line..at).unwrap_or_default();
    let rest = bytes.get(at + 1..).unwrap_or_default();
    let end = rest.iter().position(|byte| matches!(byte, b'\n' | 0)).unwrap_or(rest.len());
    let line = rest.get(..end).unwrap_or_default().trim_ascii();
    let after_comma = before.trim_ascii_end().ends_with(b",");
    if line.starts_with(b"\"") {
        return after_comma || (line.len() > 2 && line.trim_ascii_end_matches(b',').ends_with(b"\""));
    }
    let key = line.get(..name(line, 0)).unwrap_or_default();
    if !key.is_empty() && colon(line, key.len()).is_some() {
        return after_comma || std::str::from_utf8(key).is_ok_and(|key| Key::read(key).is_some());
    }
    line.iter().any(|byte| b"()[]{}".contains(byte)) && line.iter().all(|byte| b"()[]{}, ".contains(byte))
}

/// Where a text ends that its line ended: before the comma behind it.
fn without_comma(bytes: &[u8], from: usize, at: usize) -> usize {
    let text = bytes.get(from..at).unwrap_or_default().trim_ascii_end();
    let text = text.strip_suffix(b",").or_else(|| text.strip_suffix("，".as_bytes())).unwrap_or(text);
    from + text.len()
}

/// What the bytes of a text say, and whether all of them could be read. What is no UTF-8 is left
/// out; a broken escape stands as it is written, one that is `cut` is left out.
pub(super) fn unescape(raw: &[u8], cut: bool) -> (String, bool) {
    let (mut text, mut all) = (Vec::with_capacity(raw.len()), true);
    let mut rest = raw;
    loop {
        let plain = rest.iter().position(|byte| matches!(byte, b'\\' | b'\r')).unwrap_or(rest.len());
        text.extend_from_slice(rest.get(..plain).unwrap_or_default());
        rest = rest.get(plain..).unwrap_or_default();
        match rest {
            [] => break,
            [b'\r', b'\n', ..] => rest = rest.get(1..).unwrap_or_default(),
            [b'\r', ..] => {
                text.push(b'\r');
                rest = rest.get(1..).unwrap_or_default();
            }
            _ => match escape(rest, &mut text) {
                Some(length) => rest = rest.get(length..).unwrap_or_default(),
                None if cut && could_go_on(rest) => {
                    all = false;
                    break;
                }
                None => {
                    all = false;
                    text.push(b'\\');
                    rest = rest.get(1..).unwrap_or_default();
                }
            },
        }
    }
    let text = String::from_utf8(text).unwrap_or_else(|error| {
        all = false;
        error.as_bytes().utf8_chunks().map(|chunk| chunk.valid()).collect()
    });
    (text, all)
}

/// Whether this beginning of an escape may be all that is left of it.
fn could_go_on(rest: &[u8]) -> bool {
    let hex = |digits: &[u8]| digits.iter().all(u8::is_ascii_hexdigit);
    match rest {
        [b'\\'] | [b'\\', b'x' | b'u'] => true,
        [b'\\', b'x', digits @ ..] => digits.len() < 2 && hex(digits),
        [b'\\', b'u', b'{', digits @ ..] => digits.len() < 7 && hex(digits),
        _ => false,
    }
}

/// Reads the escape that `rest` begins with; gives its length.
fn escape(rest: &[u8], text: &mut Vec<u8>) -> Option<usize> {
    let byte = match rest.get(1)? {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'0' => 0,
        quoted @ (b'"' | b'\'' | b'\\') => *quoted,
        b'x' => {
            // Bytes above 0x7F come in rows that make one character; the row is checked as UTF-8.
            text.push(u8::try_from(hexadecimal(rest.get(2..4)?)?).ok()?);
            return Some(4);
        }
        b'u' => {
            let digits = rest.get(2..)?.strip_prefix(b"{")?;
            let length = digits.iter().take(7).position(|&byte| byte == b'}')?;
            let c = char::from_u32(hexadecimal(digits.get(..length)?)?)?;
            text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            return Some(length + 4);
        }
        b'\n' | b'\r' => {
            let blank = |byte: &u8| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
            return Some(rest.iter().skip(1).position(blank).map_or(rest.len(), |at| at + 1));
        }
        _ => return None,
    };
    text.push(byte);
    Some(2)
}

fn hexadecimal(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}
