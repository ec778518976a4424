//! A paragraph's characters as line breaking sees them: how wide, how much they give way, and
//! where a line may end.

use super::font::{Fonts, Found, Role};
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

/// What line breaking distinguishes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// May not end a line.
    Opening,
    /// May not begin a line.
    Closing,
    /// 点号: may not begin a line, and hang where that is asked for.
    Point,
    /// 连接号, 间隔号, 分隔号: may not begin a line.
    Connecting,
    /// —— and ……: never parted.
    Pair,
    /// Letters and digits of a word or number.
    Word,
    Blank,
    /// Stays with what is before it.
    Mark,
    Other,
}

fn class(c: char) -> Class {
    match c {
        '（' | '〔' | '【' | '《' | '〈' | '“' | '‘' | '「' | '『' | '［' | '｛' | '〖' | '〘' | '('
        | '[' | '{' | '￥' | '¥' | '$' | '№' => Class::Opening,
        '）' | '〕' | '】' | '》' | '〉' | '”' | '’' | '」' | '』' | '］' | '｝' | '〗' | '〙' | ')'
        | ']' | '}' | '％' | '%' | '‰' | '℃' | '°' | '々' => Class::Closing,
        '。' | '，' | '、' | '；' | '：' | '！' | '？' | '．' | '｡' | '､' => Class::Point,
        ',' | '.' | ';' | ':' | '!' | '?' => Class::Closing,
        '～' | '－' | '–' | '~' | '-' | '·' | '•' | '・' | '／' | '/' => Class::Connecting,
        '—' | '…' | '⋯' | '―' | '─' => Class::Pair,
        _ if is_dropped(c) || c.is_control() || is_combining(c) => Class::Mark,
        _ if c.is_whitespace() => Class::Blank,
        _ if c.is_alphanumeric() && !is_asian(c) => Class::Word,
        '０'..='９' => Class::Word,
        _ => Class::Other,
    }
}

/// Marks that are written over the character before them.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{302A}'..='\u{302F}' | '\u{3099}' | '\u{309A}' | '\u{FE20}'..='\u{FE2F}'
        | '\u{1F3FB}'..='\u{1F3FF}')
}

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

/// What stands behind a number and stays with it, the longest first.
const UNITS: &[&str] = &[
    "平方公里",
    "立方米",
    "平方米",
    "万余元",
    "万人次",
    "亿余元",
    "个百分点",
    "百分点",
    "万余",
    "万元",
    "亿元",
    "公里",
    "公顷",
    "公斤",
    "千米",
    "千克",
    "人次",
    "户次",
    "余万",
    "万亩",
    "万人",
    "万户",
    "万吨",
    "万件",
    "余人",
    "余名",
    "余户",
    "余件",
    "余次",
    "余个",
    "余元",
    "年",
    "月",
    "日",
    "时",
    "分",
    "秒",
    "号",
    "个",
    "名",
    "人",
    "户",
    "件",
    "次",
    "条",
    "项",
    "万",
    "亿",
    "元",
    "亩",
    "吨",
    "米",
    "里",
    "倍",
    "场",
    "期",
    "处",
    "家",
    "所",
    "座",
    "台",
    "套",
    "篇",
    "份",
    "批",
    "类",
    "天",
    "周",
    "岁",
    "度",
    "届",
    "级",
    "村",
    "支",
    "组",
    "块",
    "张",
    "只",
    "本",
    "册",
    "起",
    "宗",
    "例",
    "种",
    "位",
    "间",
    "栋",
    "辆",
    "步",
    "棵",
    "株",
    "头",
    "余",
    "多",
];

impl Measurer<'_> {
    /// The units of a text; `role` gives the role of each character.
    pub fn units(&self, text: &str, role: impl Fn(usize) -> Role) -> Vec<Unit> {
        let chars: Vec<char> = text.chars().collect();
        let classes: Vec<Class> = chars.iter().map(|&c| class(c)).collect();
        let glued = self.glue(&chars, &classes);
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
            let breaks = at > 0 && glue == Glue::None;
            // A number or word keeps together also when its line is stretched.
            let tight = glue == Glue::Fast || (latin(Some(at)) && latin(at.checked_sub(1)));
            units.push(Unit { char, found, unseen, width, give, breaks, grows: at > 0 && !tight });
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

    /// How each character is tied to the one before it.
    fn glue(&self, chars: &[char], classes: &[Class]) -> Vec<Glue> {
        let of = |at: usize| classes.get(at).copied().unwrap_or(Class::Other);
        // Whether an opening mark stands before the blanks (and what is not seen) that end here.
        let mut open = false;
        let open: Vec<bool> = (0..chars.len())
            .map(|at| {
                open = of(at) == Class::Opening || (open && matches!(of(at), Class::Blank | Class::Mark));
                open
            })
            .collect();
        let opens = |at: usize| open.get(at).copied().unwrap_or(false);
        let mut glued: Vec<Glue> = (0..chars.len())
            .map(|at| {
                let Some(before) = at.checked_sub(1) else { return Glue::Tied };
                let (a, b) = (of(before), of(at));
                match (a, b) {
                    (_, Class::Mark) => Glue::Fast,
                    (Class::Mark, _) if opens(before) => Glue::Tied,
                    (Class::Pair, Class::Pair) if chars.get(before) == chars.get(at) => Glue::Fast,
                    (Class::Word, Class::Word) => Glue::Fast,
                    // A connecting mark inside a number or word: 2021—2025, 3.5, 10%, A-1.
                    (Class::Word, Class::Connecting | Class::Closing)
                        if !chars.get(at).is_some_and(|&c| is_asian(c)) =>
                    {
                        Glue::Fast
                    }
                    (Class::Word, Class::Pair | Class::Connecting) if of(at + 1) == Class::Word => Glue::Tied,
                    (Class::Pair | Class::Connecting, Class::Word)
                        if before.checked_sub(1).is_some_and(|at| of(at) == Class::Word) =>
                    {
                        Glue::Tied
                    }
                    (Class::Closing, Class::Word)
                        if before.checked_sub(1).is_some_and(|at| of(at) == Class::Word)
                            && matches!(chars.get(before), Some('.' | ',' | ':' | '/' | '\'' | '’')) =>
                    {
                        Glue::Fast
                    }
                    (Class::Opening, _) => Glue::Tied,
                    (Class::Blank, _) if opens(before) => Glue::Tied,
                    (_, Class::Closing | Class::Point | Class::Connecting) => Glue::Tied,
                    // A line's blanks stay at its end.
                    (_, Class::Blank) => Glue::Tied,
                    (Class::Other, Class::Word) if chars.get(before) == Some(&'第') => Glue::Tied,
                    _ => Glue::None,
                }
            })
            .collect();
        // A number keeps its unit.
        for at in 1..chars.len() {
            let number =
                chars.get(at - 1).is_some_and(|c| c.is_numeric() && !('\u{2E80}'..='\u{FEFF}').contains(c))
                    || matches!(chars.get(at - 1), Some('０'..='９'));
            if number && of(at) == Class::Other {
                let unit = UNITS
                    .iter()
                    .find(|unit| unit.chars().eq(chars.iter().skip(at).take(unit.chars().count()).copied()));
                for tied in at..at + unit.map_or(0, |unit| unit.chars().count()) {
                    if let Some(glue) = glued.get_mut(tied) {
                        *glue = Glue::Tied;
                    }
                }
            }
        }
        glued
    }

    /// A run that no line would hold can be cut anywhere.
    fn cut_long_runs(&self, units: &mut [Unit]) {
        let mut start = 0;
        while start < units.len() {
            let run = units.iter().skip(start + 1).take_while(|unit| !unit.breaks).count() + 1;
            let run = units.get_mut(start..start + run).unwrap_or_default();
            if run.iter().map(|unit| unit.width).sum::<f32>() > self.longest {
                let mut opens = run.first().is_some_and(|unit| class(unit.char) == Class::Opening);
                for unit in run.iter_mut().skip(1).filter(|unit| unit.width > 0.0) {
                    unit.breaks =
                        !opens && matches!(class(unit.char), Class::Word | Class::Opening | Class::Other);
                    unit.grows = true;
                    opens = class(unit.char) == Class::Opening;
                }
            }
            start += run.len();
        }
    }
}

/// How a character is tied to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Glue {
    /// Not at all.
    None,
    /// No line ends between them.
    Tied,
    /// Nor does the gap grow.
    Fast,
}
