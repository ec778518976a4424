//! The profile of a broken file. Its keys are those of other structs too, so it is taken out
//! before the summary is read.

use super::lexer::{Lexer, Token};
use crate::model::Profile;
use crate::store::syntax;
use std::borrow::Cow;
use std::ops::Range;

const KEY: &str = "profile";

/// Keys that stand in no profile: where one is found, the profile's brackets do not tell where it ends.
const SUMMARY: [&str; 6] = ["heading", "paragraphs", "children", "opening", "closing", "next_id"];

pub(super) enum Taken {
    /// There is none.
    Nothing,
    Profile(Box<Profile>),
    Unreadable,
}

/// The bytes with blanks in the profile's place, and the profile.
pub(super) fn take(bytes: &[u8]) -> (Cow<'_, [u8]>, Taken) {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    let is_there = bytes.windows(KEY.len()).any(|word| word == KEY.as_bytes());
    let Some((whole, value)) = is_there.then(|| find(bytes)).flatten() else {
        return (Cow::Borrowed(bytes), Taken::Nothing);
    };
    let said = bytes.get(value).unwrap_or_default();
    let read = std::str::from_utf8(said).ok().and_then(|text| syntax::read::<Profile>(text).ok());
    if read.is_none() && says_more(said) {
        return (Cow::Borrowed(bytes), Taken::Nothing);
    }
    let mut rest = bytes.to_vec();
    let place = rest.get_mut(whole).unwrap_or_default();
    place.iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
    (Cow::Owned(rest), read.map_or(Taken::Unreadable, |profile| Taken::Profile(Box::new(profile))))
}

/// Where the profile stands, with its key and without. It ends with its bracket, or before a line
/// that is indented no more than its key.
fn find(bytes: &[u8]) -> Option<(Range<usize>, Range<usize>)> {
    let mut lexer = Lexer::new(bytes);
    let (start, key) = loop {
        let before = lexer.position();
        let item = lexer.next()?;
        if item.token == Token::Key(KEY) {
            break (before, item);
        }
    };
    let value = lexer.position();
    if lexer.next()?.token != Token::Open(b'(') {
        return None;
    }
    let mut depth = 1_usize;
    let end = loop {
        let before = lexer.position();
        let Some(item) = lexer.next() else { break bytes.len() };
        let leads = key.leads && item.leads;
        match item.token {
            _ if leads && item.indent < key.indent => break before,
            Token::Close(_) if depth == 1 || (leads && item.indent == key.indent) => break lexer.position(),
            _ if leads && item.indent == key.indent => break before,
            Token::Close(_) => depth -= 1,
            Token::Open(_) => depth += 1,
            _ => {}
        }
    };
    Some((start..end, value..end))
}

fn says_more(bytes: &[u8]) -> bool {
    Lexer::new(bytes).any(|item| matches!(item.token, Token::Key(key) if SUMMARY.contains(&key)))
}
