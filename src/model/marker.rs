//! 层次序号: the numerals that sections and points carry, written and read in one place.

use crate::text::numeral;
use serde::{Deserialize, Serialize};

/// The set of numerals that the children of a section carry (GB/T 9704—2012 7.3.3 for the first
/// four, in their order). Its written form is the first numeral of the set, as in `"一、"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "&'static str", try_from = "String")]
pub enum Marker {
    /// 一、
    First,
    /// （一）
    Second,
    /// 1.
    Third,
    /// （1）
    Fourth,
    /// ①, as far as ㊿; （51） and so on after it.
    Circled,
    /// 一是, a point that runs in a paragraph.
    Point,
    /// 第一，
    Ordinal,
    /// No numeral.
    #[default]
    None,
}

/// A text that is the first numeral of no set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownMarker(pub String);

impl std::fmt::Display for UnknownMarker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // What was found comes last: it may be anything, and readers of the message look for its end.
        f.write_str("expected one of")?;
        Marker::ALL.into_iter().try_for_each(|marker| write!(f, " {:?}", marker.sample()))?;
        write!(f, ", found {}", self.0)
    }
}

impl std::error::Error for UnknownMarker {}

// A string and not a variant: RON has no identifier such as `一、`.
impl From<Marker> for &'static str {
    fn from(marker: Marker) -> Self {
        marker.sample()
    }
}

impl TryFrom<String> for Marker {
    type Error = UnknownMarker;
    fn try_from(text: String) -> Result<Self, UnknownMarker> {
        Self::ALL.into_iter().find(|marker| marker.sample() == text).ok_or(UnknownMarker(text))
    }
}

/// A numeral found at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numeral {
    pub marker: Marker,
    pub number: usize,
    /// Bytes of the line that the numeral takes.
    pub len: usize,
    /// Whether it is written in its proper form, or in one that reading puts right:
    /// `(一)` for （一）, `1、` and `1．` for `1.`.
    pub form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Proper,
    /// Another form of the same numeral, which a project writes in its proper form.
    Variant,
    /// A form that is recognised but never rewritten, such as `(1)`.
    Foreign,
}

/// What may stand between two neighbouring ordinals and makes them no numeral: 一、二等奖.
const ORDINAL_TAILS: &[&str] = &[
    "等", "季", "月", "级", "类", "线", "产", "期", "批", "号", "楼", "组", "社", "次", "审", "档", "师",
    "流", "把手", "、",
];

impl Marker {
    /// Every set, in the order in which menus offer them.
    pub const ALL: [Self; 8] = [
        Self::First,
        Self::Second,
        Self::Third,
        Self::Fourth,
        Self::Circled,
        Self::Point,
        Self::Ordinal,
        Self::None,
    ];

    /// The first numeral of the set, which stands for the set in menus and files.
    pub fn sample(self) -> &'static str {
        match self {
            Self::First => "一、",
            Self::Second => "（一）",
            Self::Third => "1.",
            Self::Fourth => "（1）",
            Self::Circled => "①",
            Self::Point => "一是",
            Self::Ordinal => "第一，",
            Self::None => "",
        }
    }

    /// Writes the numeral of the child with this number, counted from 1.
    pub fn write(self, number: usize) -> String {
        match self {
            Self::First => format!("{}、", numeral::write(number)),
            Self::Second => format!("（{}）", numeral::write(number)),
            Self::Third => format!("{number}."),
            Self::Fourth => format!("（{number}）"),
            Self::Circled => circled(number).map_or_else(|| format!("（{number}）"), String::from),
            Self::Point => format!("{}是", numeral::write(number)),
            Self::Ordinal => format!("第{}，", numeral::write(number)),
            Self::None => String::new(),
        }
    }

    /// Reads the numeral that `line` begins with, if it begins with one. Ordinals inside a phrase
    /// (一、二等奖, 3、4月), decimals (1.5万亩) and dates (2023.12.31) are none.
    pub fn read(line: &str) -> Option<Numeral> {
        let numeral = read_chinese(line)
            .or_else(|| read_bracketed(line))
            .or_else(|| read_arabic(line))
            .or_else(|| read_circled(line))?;
        (numeral.number > 0).then_some(numeral)
    }

    /// The set that usually stands one level below this one (GB/T 9704—2012 7.3.3).
    pub fn below(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::Third,
            Self::Third | Self::Point | Self::Ordinal => Self::Fourth,
            Self::Fourth | Self::Circled => Self::Circled,
            Self::None => Self::Point,
        }
    }

    /// How deep this set usually stands: 0 for 一、. Two sets of the same rank do not occur.
    pub fn rank(self) -> usize {
        Self::ALL.iter().position(|&marker| marker == self).unwrap_or(Self::ALL.len())
    }

    /// Whether sections with this numeral usually have a heading of their own.
    pub fn has_headings(self) -> bool {
        matches!(self, Self::First | Self::Second)
    }
}

fn circled(number: usize) -> Option<char> {
    let number = u32::try_from(number).ok()?;
    match number {
        1..=20 => char::from_u32(0x2460 + number - 1),
        21..=35 => char::from_u32(0x3251 + number - 21),
        36..=50 => char::from_u32(0x32B1 + number - 36),
        _ => None,
    }
}

/// 一、 一是 第一，
fn read_chinese(line: &str) -> Option<Numeral> {
    let (ordinal, rest) = match line.strip_prefix('第') {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let (number, len) = numeral::read(rest)?;
    let after = rest.get(len..)?;
    let numeral = |marker, mark: char, form| Numeral {
        marker,
        number,
        len: line.len() - rest.len() + len + mark.len_utf8(),
        form,
    };
    match (ordinal, after.chars().next()?) {
        (true, '，') => Some(numeral(Marker::Ordinal, '，', Form::Proper)),
        (false, '是') => Some(numeral(Marker::Point, '是', Form::Proper)),
        (false, '、') if !is_ordinal_pair(number, after.strip_prefix('、')?) => {
            Some(numeral(Marker::First, '、', Form::Proper))
        }
        _ => None,
    }
}

/// （一） (一) （1） (1)
fn read_bracketed(line: &str) -> Option<Numeral> {
    let opening = line.chars().next().filter(|c| matches!(c, '（' | '('))?;
    let inner = line.strip_prefix(opening)?;
    let close = inner.find(['）', ')'])?;
    let closing = inner.get(close..)?.chars().next()?;
    let word = inner.get(..close)?;
    let len = opening.len_utf8() + close + closing.len_utf8();
    let proper = opening == '（' && closing == '）';
    if let Some((number, end)) = numeral::read(word)
        && end == word.len()
    {
        let form = if proper { Form::Proper } else { Form::Variant };
        return Some(Numeral { marker: Marker::Second, number, len, form });
    }
    let number = small_number(word)?;
    let form = if proper { Form::Proper } else { Form::Foreign };
    Some(Numeral { marker: Marker::Fourth, number, len, form })
}

/// 1. 1． 1、
fn read_arabic(line: &str) -> Option<Numeral> {
    let end = line.find(|c: char| !c.is_ascii_digit())?;
    let number = small_number(line.get(..end)?)?;
    let after = line.get(end..)?;
    let mark = after.chars().next()?;
    let rest = after.get(mark.len_utf8()..)?;
    let form = match mark {
        '.' => Form::Proper,
        '．' | '、' => Form::Variant,
        _ => return None,
    };
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    // 1.5万亩, 2023.12.31 and 3、4月 go on with a number; an item may begin with a year.
    let year = digits == 4 && rest.chars().nth(4) == Some('年');
    (digits == 0 || year).then_some(Numeral {
        marker: Marker::Third,
        number,
        len: end + mark.len_utf8(),
        form,
    })
}

fn read_circled(line: &str) -> Option<Numeral> {
    let first = line.chars().next()?;
    let number = (1..=50).find(|&number| circled(number) == Some(first))?;
    Some(Numeral { marker: Marker::Circled, number, len: first.len_utf8(), form: Form::Proper })
}

/// One to three ASCII digits without a leading zero.
fn small_number(digits: &str) -> Option<usize> {
    let plain = (1..=3).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
        && !digits.starts_with('0');
    if plain { digits.parse().ok() } else { None }
}

/// 一、二等奖; 三、四季度; 一、三产业.
fn is_ordinal_pair(first: usize, rest: &str) -> bool {
    numeral::read(rest).is_some_and(|(second, len)| {
        (second == first + 1 || (first, second) == (1, 3))
            && rest.get(len..).is_some_and(|tail| ORDINAL_TAILS.iter().any(|word| tail.starts_with(word)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(Marker, usize, &str)> {
        let numeral = Marker::read(line)?;
        Some((numeral.marker, numeral.number, line.get(numeral.len..)?))
    }

    #[test]
    fn reads_what_it_writes() {
        for marker in Marker::ALL.into_iter().filter(|&marker| marker != Marker::None) {
            for number in 1..=99 {
                if marker == Marker::Circled && number > 50 {
                    continue;
                }
                let line = format!("{}强化", marker.write(number));
                assert_eq!(read(&line), Some((marker, number, "强化")), "{line}");
                assert_eq!(Marker::read(&line).unwrap().form, Form::Proper, "{line}");
            }
        }
    }

    #[test]
    fn ron_and_json_name_a_set_by_its_first_numeral() {
        for marker in Marker::ALL {
            assert_eq!(marker.sample(), marker.write(1));
            let text = ron::to_string(&marker).unwrap();
            assert_eq!(text, format!("{:?}", marker.sample()));
            assert_eq!(ron::from_str::<Marker>(&text), Ok(marker));
            assert_eq!(
                serde_json::from_str::<Marker>(&serde_json::to_string(&marker).unwrap()).unwrap(),
                marker
            );
        }
        let error = ron::from_str::<Marker>("\"甲、\"").unwrap_err().to_string();
        assert!(error.contains("甲、") && error.contains("（一）"), "{error}");
    }

    #[test]
    fn variants() {
        for (line, expected, form) in [
            ("(一)强化", (Marker::Second, 1, "强化"), Form::Variant),
            ("（十一)强化", (Marker::Second, 11, "强化"), Form::Variant),
            ("1、强化", (Marker::Third, 1, "强化"), Form::Variant),
            ("12．强化", (Marker::Third, 12, "强化"), Form::Variant),
            ("(3)强化", (Marker::Fourth, 3, "强化"), Form::Foreign),
            ("1.2023年完成", (Marker::Third, 1, "2023年完成"), Form::Proper),
            ("一、三个坚持", (Marker::First, 1, "三个坚持"), Form::Proper),
            ("二、四风问题", (Marker::First, 2, "四风问题"), Form::Proper),
            ("㊿末", (Marker::Circled, 50, "末"), Form::Proper),
        ] {
            assert_eq!(read(line), Some(expected), "{line}");
            assert_eq!(Marker::read(line).unwrap().form, form, "{line}");
        }
    }

    #[test]
    fn what_is_no_numeral() {
        for line in [
            "",
            "一",
            "一、二等奖",
            "三、四季度",
            "一、三产业融合",
            "十五五规划",
            "1.5万亩",
            "2023.12.31",
            "3、4月",
            "2023年",
            "第一书记",
            "（一",
            "（甲）",
            "()",
            "一，强化",
            "〇、",
            "0.",
            "1234.",
            "统一是",
            "一一、",
            "𠮷、",
            "１．全角",
        ] {
            assert_eq!(Marker::read(line), None, "{line}");
        }
    }
}
