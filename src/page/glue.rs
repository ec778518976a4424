//! Between which characters of a text a line may end (GB/T 15834—2011 5.1; numbers with their units
//! and Latin words whole).

use super::measures;
use crate::text::chars::{is_asian, is_dropped};

/// What line breaking distinguishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// May not end a line.
    Opening,
    /// May not begin a line.
    Closing,
    /// 点号: may not begin a line, and hang where that is asked for.
    Point,
    /// 连接号, 间隔号, 分隔号: may not begin a line.
    Connecting,
    /// A sign inside a word or number: a_b@c, 5+2, 3×5, C++.
    Joining,
    /// —— and ……: never parted.
    Pair,
    /// Letters and digits of a word or number.
    Word,
    Blank,
    /// Stays with what is before it.
    Mark,
    Other,
}

/// How a character is tied to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glue {
    /// Not at all.
    None,
    /// A line ends between them where it would be drawn apart else.
    Loose,
    /// No line ends between them.
    Tied,
    /// Nor does the gap grow.
    Fast,
}

pub fn class(c: char) -> Class {
    match c {
        '（' | '〔' | '【' | '《' | '〈' | '“' | '‘' | '「' | '『' | '［' | '｛' | '〖' | '〘' | '('
        | '[' | '{' | '￥' | '¥' | '$' | '№' => Class::Opening,
        '）' | '〕' | '】' | '》' | '〉' | '”' | '’' | '」' | '』' | '］' | '｝' | '〗' | '〙' | ')'
        | ']' | '}' | '％' | '%' | '‰' | '℃' | '°' | '々' => Class::Closing,
        '。' | '，' | '、' | '；' | '：' | '！' | '？' | '．' | '｡' | '､' => Class::Point,
        ',' | '.' | ';' | ':' | '!' | '?' => Class::Closing,
        '～' | '－' | '–' | '~' | '-' | '·' | '•' | '・' | '／' | '/' => Class::Connecting,
        '&' | '@' | '_' | '+' | '=' | '#' | '×' | '∶' | '÷' | '*' | '\\' | '＋' | '＝' | '＃' => {
            Class::Joining
        }
        '—' | '…' | '⋯' | '―' | '─' => Class::Pair,
        _ if is_dropped(c) || c.is_control() || is_combining(c) => Class::Mark,
        _ if c.is_whitespace() => Class::Blank,
        _ if c.is_alphanumeric() && !is_asian(c) => Class::Word,
        '０'..='９' => Class::Word,
        _ => Class::Other,
    }
}

/// Marks that are written over the character before them.
pub fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{302A}'..='\u{302F}' | '\u{3099}' | '\u{309A}' | '\u{FE20}'..='\u{FE2F}'
        | '\u{1F3FB}'..='\u{1F3FF}')
}

/// Whether a number takes along what stands before it: -3℃, ≥95%, 约500人.
fn is_sign(c: char) -> bool {
    matches!(c, '+' | '-' | '＋' | '－' | '−' | '±' | '≥' | '≤' | '>' | '<' | '＞' | '＜' | '≈' | '约')
}

/// Whether a number leads what follows: ①加强, ㈠加强.
fn leads(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{249B}' | '\u{24EB}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' | '\u{3220}'..='\u{3229}')
}

/// How each character is tied to the one before it.
pub fn glue(chars: &[char], classes: &[Class]) -> Vec<Glue> {
    let text = Text { chars, classes };
    let mut glued = Vec::with_capacity(chars.len());
    // Whether what leads stands before the blanks (and what is not seen) that end here.
    let mut leading = false;
    for (at, &char) in chars.iter().enumerate() {
        let own = text.class(at);
        glued.push(match at.checked_sub(1) {
            None => Glue::Tied,
            Some(_) if own == Class::Mark => Glue::Fast,
            Some(_) if leading => Glue::Tied,
            Some(before) => text.between(before, at),
        });
        leading =
            own == Class::Opening || leads(char) || (leading && matches!(own, Class::Blank | Class::Mark));
    }
    text.keep_measures(&mut glued);
    glued
}

struct Text<'a> {
    chars: &'a [char],
    classes: &'a [Class],
}

impl Text<'_> {
    fn class(&self, at: usize) -> Class {
        self.classes.get(at).copied().unwrap_or(Class::Other)
    }

    fn char(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or_default()
    }

    /// How two neighbours are tied, of which the first does not lead.
    fn between(&self, before: usize, at: usize) -> Glue {
        let earlier = before.checked_sub(1).map(|at| self.class(at));
        let (signs, numeric) = (is_sign(self.char(before)), self.char(at).is_numeric());
        match (self.class(before), self.class(at)) {
            (Class::Pair, Class::Pair) if self.char(before) == self.char(at) => Glue::Fast,
            (Class::Word, Class::Word) => Glue::Fast,
            // Inside a number or word: 3.5, 10%, A-1.
            (Class::Word, Class::Connecting | Class::Closing) if !is_asian(self.char(at)) => Glue::Fast,
            (Class::Word, Class::Pair | Class::Connecting) if self.class(at + 1) == Class::Word => Glue::Tied,
            (Class::Pair | Class::Connecting, Class::Word) if earlier == Some(Class::Word) => Glue::Tied,
            (Class::Closing, Class::Word)
                if earlier == Some(Class::Word)
                    && matches!(self.char(before), '.' | ',' | ':' | '/' | '\'' | '’') =>
            {
                Glue::Fast
            }
            (Class::Word | Class::Joining, Class::Joining) => Glue::Fast,
            (Class::Joining, Class::Word) if matches!(earlier, Some(Class::Word | Class::Joining)) => {
                Glue::Fast
            }
            (Class::Joining, Class::Word) => Glue::Tied,
            (_, Class::Word) if signs && numeric => Glue::Tied,
            (_, Class::Joining) if signs => Glue::Tied,
            (Class::Other, Class::Word) if self.char(before) == '第' => Glue::Tied,
            // What stands before a number may begin a line.
            (Class::Blank, Class::Connecting) if is_sign(self.char(at)) && self.char(at + 1).is_numeric() => {
                Glue::None
            }
            (_, Class::Closing | Class::Point | Class::Connecting) => Glue::Tied,
            // A line's blanks stay at its end.
            (_, Class::Blank) => Glue::Tied,
            _ => Glue::None,
        }
    }

    /// A number keeps what it counts by.
    fn keep_measures(&self, glued: &mut [Glue]) {
        for at in 1..self.chars.len() {
            let behind = matches!(self.class(at), Class::Other | Class::Joining);
            if !behind || !measures::is_number(self.char(at - 1)) {
                continue;
            }
            let tail = measures::behind(self.chars, at);
            for at in tail.range {
                let glue = if tail.joint == Some(at) { Glue::Loose } else { Glue::Tied };
                if let Some(known) = glued.get_mut(at).filter(|known| **known == Glue::None) {
                    *known = glue;
                }
            }
        }
    }
}
