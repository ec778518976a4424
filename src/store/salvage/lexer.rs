//! The words of a broken file: RON as far as it goes, and what texts stand where none may.

use super::key::Key;
use super::text::{self, End};

/// One word of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// One of `([{`.
    Open(u8),
    /// The opening bracket that belongs to the closing one.
    Close(u8),
    Comma,
    /// A name with a colon behind it.
    Key(&'a str),
    /// Any other name.
    Word(&'a str),
    /// `None` where it is no number from 0 to [`u64::MAX`].
    Number(Option<u64>),
    /// `whole` where nothing of it is missing.
    Text {
        text: String,
        whole: bool,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item<'a> {
    pub(super) token: Token<'a>,
    /// Blanks before the first word of the line.
    pub(super) indent: usize,
    /// It is the first of its line, and its line begins as it was written.
    pub(super) leads: bool,
    /// Something before it is lost.
    pub(super) gap: bool,
}

pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
    indent: usize,
    /// Nothing stood on this line yet.
    leads: bool,
    /// A text whose first quotation mark is lost may begin here.
    may_be_bare: bool,
    gap: bool,
    /// No `/*` from here on is ended, no raw text closed.
    unended: bool,
    /// Something could not be read, or is cut.
    pub(super) damaged: bool,
}

/// What stands for something else when it was typed with an input method.
const FULL_WIDTH: [(&str, u8); 8] = [
    ("，", b','),
    ("：", b':'),
    ("（", b'('),
    ("）", b')'),
    ("［", b'['),
    ("］", b']'),
    ("【", b'['),
    ("】", b']'),
];

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
        Self {
            bytes,
            at: 0,
            line: 0,
            indent: 0,
            leads: true,
            may_be_bare: true,
            gap: false,
            unended: false,
            damaged: false,
        }
    }

    /// Behind the last word.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Passes over everything before the next word.
    fn skip(&mut self) {
        loop {
            match self.rest() {
                // The colon of a map.
                [b' ' | b'\t' | b'\r' | b':', ..] => self.at += 1,
                [b'\n', ..] => {
                    self.at += 1;
                    (self.line, self.leads, self.may_be_bare) = (self.at, true, true);
                }
                [0, ..] => {
                    self.at += 1;
                    (self.leads, self.may_be_bare) = (false, true);
                    (self.gap, self.damaged) = (true, true);
                }
                [b'/', b'/', rest @ ..] => {
                    self.at += 2 + rest.iter().position(|&b| matches!(b, b'\n' | 0)).unwrap_or(rest.len());
                }
                [b'/', b'*', ..] if !self.unended => self.skip_comment(),
                [b'#', b'!', b'[', rest @ ..] => {
                    self.at += 3 + rest.iter().take(256).position(|&b| b == b']').map_or(0, |at| at + 1);
                }
                [first, ..] if !first.is_ascii() => match char_at(self.rest()) {
                    Some(c) if c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200D}') => {
                        self.at += c.len_utf8();
                    }
                    Some(_) => return,
                    None => {
                        (self.at, self.gap, self.damaged) = (self.at + 1, true, true);
                    }
                },
                _ => return,
            }
        }
    }

    fn skip_comment(&mut self) {
        let (mut depth, mut at) = (0_usize, self.at);
        loop {
            match self.bytes.get(at..).unwrap_or_default() {
                [] => {
                    self.unended = true;
                    return;
                }
                [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
                [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
                _ => at += 1,
            }
            if depth == 0 {
                self.at = at;
                return;
            }
        }
    }

    /// A word of one character.
    fn sign(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        let mut sign = *rest.first()?;
        let mut length = 1;
        if !sign.is_ascii() {
            let (wide, meant) = FULL_WIDTH.iter().find(|(wide, _)| rest.starts_with(wide.as_bytes()))?;
            (sign, length) = (*meant, wide.len());
            if !self.stands_alone(length) {
                return None;
            }
            self.damaged = true;
        }
        let token = match sign {
            b'(' | b'[' | b'{' => Token::Open(sign),
            b')' => Token::Close(b'('),
            b']' => Token::Close(b'['),
            b'}' => Token::Close(b'{'),
            b',' => Token::Comma,
            _ => return None,
        };
        self.at += length;
        Some(token)
    }

    /// Whether what is typed in full width here is a sign of the file, and no text begins with it.
    fn stands_alone(&self, length: usize) -> bool {
        let at = self.at + length;
        let rest = self.bytes.get(at + text::blanks(self.bytes, at)..).unwrap_or_default();
        match rest {
            [] => true,
            [next, ..] if next.is_ascii() => !next.is_ascii_digit(),
            _ => FULL_WIDTH.iter().any(|(wide, _)| rest.starts_with(wide.as_bytes())),
        }
    }

    /// A name, with the colon behind it.
    fn name(&mut self) -> Option<Token<'a>> {
        let raw = self.rest().starts_with(b"r#").then(|| self.at + 2);
        let from = raw.filter(|&at| text::name(self.bytes, at) > 0).unwrap_or(self.at);
        let end = from + text::name(self.bytes, from);
        let name = std::str::from_utf8(self.bytes.get(from..end)?).ok().filter(|name| !name.is_empty())?;
        let colon = text::colon(self.bytes, end);
        self.damaged |= colon.is_some_and(|length| self.bytes.get(end + length - 1) != Some(&b':'));
        self.at = end + colon.unwrap_or(0);
        if self.at == self.bytes.len() {
            // It may have gone on.
            self.damaged = true;
            return None;
        }
        Some(if colon.is_some() { Token::Key(name) } else { Token::Word(name) })
    }

    fn number(&mut self) -> Token<'a> {
        let rest = self.rest();
        let length = text::number(rest);
        let digits = rest.get(..length).and_then(|digits| std::str::from_utf8(digits).ok());
        self.at += length;
        // One that ends with the file may have gone on.
        let cut = self.at == self.bytes.len();
        self.damaged |= cut;
        Token::Number(digits.filter(|_| !cut).and_then(|digits| digits.replace('_', "").parse().ok()))
    }

    /// `r"…"` and `r#"…"#`
    fn raw(&mut self) -> Option<Token<'a>> {
        let after = self.rest().strip_prefix(b"r").filter(|_| !self.unended)?;
        let hashes = after.iter().take(256).position(|&byte| byte != b'#')?;
        let body = after.get(hashes..)?.strip_prefix(b"\"")?;
        let closes = |at: &usize| {
            let behind = body.get(at + 1..at + 1 + hashes);
            behind.is_some_and(|behind| behind.iter().all(|&byte| byte == b'#'))
        };
        let mut marks = body.iter().enumerate().filter(|(_, byte)| **byte == b'"').map(|(at, _)| at);
        let Some(length) = marks.find(closes) else {
            self.unended = true;
            return None;
        };
        self.at += 2 + 2 * hashes + length + 1;
        let raw = body.get(..length).unwrap_or_default();
        let text: String = raw.utf8_chunks().map(|chunk| chunk.valid()).collect();
        let whole = text.len() == raw.len();
        self.damaged |= !whole;
        Some(Token::Text { text: text.replace("\r\n", "\n"), whole })
    }

    /// `'…'`, which stands for nothing that a project holds.
    fn skip_letter(&mut self) {
        let escaped = usize::from(self.rest().get(1) == Some(&b'\\'));
        let end = self.rest().iter().take(12).skip(2 + escaped).position(|&byte| byte == b'\'');
        self.at += end.map_or(1, |end| end + 3 + escaped);
        self.damaged |= end.is_none();
    }

    fn text(&mut self, from: usize, end: End) -> Token<'a> {
        let cut = !end.closed && end.stop == self.bytes.len();
        let (text, all) = text::unescape(self.bytes.get(from..end.stop).unwrap_or_default(), cut);
        self.at = end.next;
        let whole = all && end.closed && !end.holds_marks;
        self.damaged |= !whole;
        Token::Text { text, whole }
    }

    /// What no file of ours has, as a text if it holds words.
    fn garbage(&mut self) -> Option<Token<'a>> {
        self.damaged = true;
        let token = self.text(self.at, text::bare(self.bytes, self.at));
        self.damaged = true;
        Some(token).filter(|token| matches!(token, Token::Text { text, .. } if has_words(text)))
    }

    fn begin(&mut self) -> Option<Token<'a>> {
        if std::mem::take(&mut self.may_be_bare)
            && !self.begins_with_key()
            && let Some(end) = text::unopened(self.bytes, self.at)
        {
            self.damaged = true;
            return Some(self.text(self.at, end));
        }
        if self.begins_in_text() {
            return self.garbage();
        }
        match *self.rest().first()? {
            b'"' => Some(self.text(self.at + 1, text::quoted(self.bytes, self.at + 1))),
            b'\'' => {
                self.skip_letter();
                None
            }
            _ if text::number(self.rest()) > 0 => Some(self.number()),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.raw().or_else(|| self.name()),
            byte if byte.is_ascii() && byte != b'\\' => self.sign().or_else(|| {
                (self.at, self.damaged) = (self.at + 1, true);
                None
            }),
            _ => self.sign().or_else(|| self.garbage()),
        }
    }

    /// Whether what looks like a name, a number or a bracket is the beginning of a text that has
    /// lost its mark: `2026年`, `{{单位}}`.
    fn begins_in_text(&self) -> bool {
        let rest = self.rest();
        let word = text::name(self.bytes, self.at).max(text::number(rest));
        let behind = char_at(rest.get(word..).unwrap_or_default());
        let wide = behind.is_some_and(|c| !c.is_ascii() && c.is_alphanumeric());
        (word > 0 && wide) || rest.starts_with(b"{{")
    }

    fn begins_with_key(&self) -> bool {
        let end = self.at + text::name(self.bytes, self.at);
        let name = self.bytes.get(self.at..end).unwrap_or_default();
        let is_key = std::str::from_utf8(name).is_ok_and(|name| Key::read(name).is_some());
        is_key && text::colon(self.bytes, end).is_some()
    }
}

/// The character that these bytes begin with.
fn char_at(bytes: &[u8]) -> Option<char> {
    let few = bytes.get(..bytes.len().min(4)).unwrap_or_default();
    few.utf8_chunks().next()?.valid().chars().next()
}

pub(super) fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Item<'a>;
    fn next(&mut self) -> Option<Item<'a>> {
        loop {
            self.skip();
            if self.at >= self.bytes.len() {
                return None;
            }
            let leads = std::mem::take(&mut self.leads);
            if leads {
                self.indent = self.at - self.line;
            }
            let Some(token) = self.begin() else { continue };
            // Only of the first: a line is looked through twice and not once a key.
            self.may_be_bare |= leads && matches!(token, Token::Key(_));
            let gap = std::mem::take(&mut self.gap);
            return Some(Item { token, indent: self.indent, leads, gap });
        }
    }
}
