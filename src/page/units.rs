//! A paragraph's characters as line breaking sees them: how wide, how much they give way, and
//! where a line may end.

use super::font::{Fonts, Found, Role};
use super::glue::{Class, Glue, class, glue, is_combining};
use crate::text::chars::{is_asian, is_dropped, is_shared_mark};

/// A character. Widths are in points.
#[derive(Clone, Debug)]
pub struct Unit {
    pub char: char,
    /// `None` where it is not drawn, or no face has it.
    pub found: Option<Found>,
    /// Not drawn: it is a blank, or has no shape.
    pub unseen: bool,
    pub width: f32,
    /// What a drawn-in mark gives up on its left and on its right.
    pub give: (f32, f32),
    /// A line may begin with it.
    pub breaks: bool,
    /// What that costs.
    pub cost: f32,
    /// The gap before it may grow.
    pub grows: bool,
}

/// How a text is measured.
pub struct Measurer<'a> {
    pub fonts: &'a Fonts,
    /// The width of one 字.
    pub cell: f32,
    /// The width that a run of Latin characters may have without being cut.
    pub longest: f32,
}

/// What it costs to end a line inside what is better kept whole: less than to draw it apart for all to
/// see.
const LOOSE: f32 = 1.0;
/// What it costs to cut a run that no line would hold elsewhere than behind a mark.
const CUT: f32 = 0.5;

/// Characters without a shape of their own, which steer how others are shown.
pub fn is_shapeless(c: char) -> bool {
    is_dropped(c)
        || c.is_control()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2061}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Whether a mark hangs over the edge where the profile asks for it.
pub fn hangs(c: char) -> bool {
    matches!(c, '。' | '，' | '、' | '；' | '：')
}

impl Measurer<'_> {
    /// The units of a text; `role` gives the role of each character.
    pub fn units(&self, text: &str, role: impl Fn(usize) -> Role) -> Vec<Unit> {
        let chars: Vec<char> = text.chars().collect();
        let classes: Vec<Class> = chars.iter().map(|&c| class(c)).collect();
        let glued = glue(&chars, &classes);
        let mut units = Vec::with_capacity(chars.len());
        for (at, &char) in chars.iter().enumerate() {
            let role = role(at);
            let glue = glued.get(at).copied().unwrap_or(Glue::None);
            let (width, found, unseen) = self.width(&chars, at, role);
            let latin = |at: Option<usize>| {
                at.and_then(|at| classes.get(at)).is_some_and(|class| *class == Class::Word)
            };
            let half = if width > self.cell * 0.75 { self.cell / 2.0 } else { 0.0 };
            let give = match char {
                '·' => (half / 2.0, half / 2.0),
                _ => match classes.get(at) {
                    Some(Class::Opening) => (half, 0.0),
                    Some(Class::Closing | Class::Point) if !matches!(char, '％' | '℃' | '々' | '‰') => {
                        (0.0, half)
                    }
                    Some(Class::Blank) => (0.0, width / 2.0),
                    _ => (0.0, 0.0),
                },
            };
            let breaks = at > 0 && matches!(glue, Glue::None | Glue::Loose);
            let cost = if glue == Glue::Loose { LOOSE } else { 0.0 };
            // A number or word keeps together also when its line is stretched.
            let tight = glue == Glue::Fast || (latin(Some(at)) && latin(at.checked_sub(1)));
            units.push(Unit { char, found, unseen, width, give, breaks, cost, grows: at > 0 && !tight });
        }
        self.cut_long_runs(&mut units);
        units
    }

    /// Width in points; the glyph; whether nothing is drawn.
    fn width(&self, chars: &[char], at: usize, role: Role) -> (f32, Option<Found>, bool) {
        let Some(&c) = chars.get(at) else { return (0.0, None, true) };
        if is_shapeless(c) {
            return (0.0, None, true);
        }
        if c.is_whitespace() {
            let advance = if c == '\u{3000}' { 1.0 } else { 0.5 };
            return (advance * self.cell, None, true);
        }
        let found = self.fonts.find(role, c);
        if is_combining(c) {
            return (0.0, found, false);
        }
        let word = |at: Option<&char>| at.is_some_and(|&c| class(c) == Class::Word);
        let apostrophe =
            c == '’' && word(at.checked_sub(1).and_then(|at| chars.get(at))) && word(chars.get(at + 1));
        let advance = found.map(|found| found.advance);
        let cells = if is_shared_mark(c) && !apostrophe {
            1.0
        } else if is_asian(c) {
            // Half-width kana are half as wide.
            advance.filter(|&advance| advance <= 0.6).unwrap_or(1.0)
        } else {
            advance.unwrap_or(if c.is_ascii() { 0.5 } else { 1.0 })
        };
        (cells * self.cell, found, false)
    }

    /// A long run, such as an address, can be cut behind its marks; one that no line would hold,
    /// anywhere.
    fn cut_long_runs(&self, units: &mut [Unit]) {
        let mut start = 0;
        while start < units.len() {
            let run = units.iter().skip(start + 1).take_while(|unit| !unit.breaks).count() + 1;
            let run = units.get_mut(start..start + run).unwrap_or_default();
            let width: f32 = run.iter().map(|unit| unit.width).sum();
            if width > self.longest / 2.0 {
                cut(run, width > self.longest);
            }
            start += run.len();
        }
    }
}

fn cut(run: &mut [Unit], anywhere: bool) {
    let mut before = run.first().map_or(' ', |unit| unit.char);
    for unit in run.iter_mut().skip(1).filter(|unit| unit.width > 0.0) {
        let (own, earlier) = (class(unit.char), class(before));
        let may_begin = matches!(own, Class::Word | Class::Opening | Class::Other)
            || (own == Class::Joining && earlier == Class::Joining);
        let joint = own == Class::Word
            && (matches!(before, '/' | '@' | '_' | '-' | '&' | '=' | '?' | '#')
                || (before == '.' && unit.char.is_alphabetic()));
        if anywhere {
            unit.breaks = may_begin && earlier != Class::Opening;
            unit.cost = if matches!(earlier, Class::Word | Class::Other) { CUT } else { 0.0 };
            unit.grows = true;
        } else if joint {
            (unit.breaks, unit.cost) = (true, LOOSE);
        }
        before = unit.char;
    }
}
