//! What the reader of a text tells about it: notes, and lines that look like a web page's junk.

use rust_i18n::t;
use std::fmt;

/// Something that reading did or left, for the user to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// A run of numerals that does not count 1, 2, 3 … in one set: it stays as it was typed.
    KeptAsWritten { line: usize, numerals: Numerals, reason: Reason },
    /// 一是 … 二是 … in a paragraph that cannot be told apart for sure: it stays text.
    PointsKept { line: usize, numerals: Numerals },
    /// Numerals before the first section: they stay text of the opening.
    LeftInOpening { line: usize, numerals: Numerals },
    /// Numerals put into their proper form, such as (一) into （一）; the first of them.
    Rewritten { line: usize, from: String, to: String, count: usize },
    /// No structure could be given to the text without changing it: it stands as plain
    /// paragraphs of the opening.
    Plain,
}

/// The first few numerals of a run, as they stand in the text, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numerals {
    pub first: Vec<String>,
    pub count: usize,
}

/// Why a run of numerals stays as it was typed. Lines count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It begins with another number than one.
    NotFromOne,
    /// A number is left out, doubled or out of order.
    Gap,
    /// It begins anew with one.
    Restart,
    /// Numerals of more than one set.
    Mixed,
    /// A form that is never rewritten, such as (1).
    Foreign,
}

/// A line that looks like a web page's, not the summary's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JunkLine {
    /// Counted from 1.
    pub line: usize,
    pub text: String,
    pub reason: JunkReason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JunkReason {
    /// 下载 打印 收藏 …
    Control,
    /// 当前位置：首页 > …
    Navigation,
    /// 来源： 发布时间： 浏览次数： …
    PageData,
    /// An address.
    Url,
    /// 责任编辑： 版权 扫一扫 …
    Imprint,
    /// 上一篇 下一篇 相关阅读, and the titles under it.
    Related,
}

impl Note {
    /// The line of the text that it is about, from 1.
    pub fn line(&self) -> usize {
        match self {
            Self::KeptAsWritten { line, .. }
            | Self::PointsKept { line, .. }
            | Self::LeftInOpening { line, .. }
            | Self::Rewritten { line, .. } => *line,
            Self::Plain => 1,
        }
    }
}

impl Numerals {
    /// How many are kept word by word.
    const SHOWN: usize = 12;

    pub(super) fn push(&mut self, numeral: &str) {
        self.count += 1;
        if self.first.len() < Self::SHOWN {
            self.first.push(numeral.to_owned());
        }
    }
}

impl<'a> FromIterator<&'a str> for Numerals {
    fn from_iter<T: IntoIterator<Item = &'a str>>(numerals: T) -> Self {
        let mut all = Self::default();
        numerals.into_iter().for_each(|numeral| all.push(numeral));
        all
    }
}

impl fmt::Display for Numerals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.first.join(" "))?;
        if self.count > self.first.len() { f.write_str(" ……") } else { Ok(()) }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::NotFromOne => t!("import.reason.not_from_one"),
            Self::Gap => t!("import.reason.gap"),
            Self::Restart => t!("import.reason.restart"),
            Self::Mixed => t!("import.reason.mixed"),
            Self::Foreign => t!("import.reason.foreign"),
        })
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::KeptAsWritten { line, numerals, reason } => {
                t!("import.note.kept", line = line, numerals = numerals, reason = reason)
            }
            Self::PointsKept { line, numerals } => {
                t!("import.note.points", line = line, numerals = numerals)
            }
            Self::LeftInOpening { line, numerals } => {
                t!("import.note.opening", line = line, numerals = numerals)
            }
            Self::Rewritten { line, from, to, count } => {
                t!("import.note.rewritten", line = line, from = from, to = to, count = count)
            }
            Self::Plain => t!("import.note.plain"),
        })
    }
}

impl fmt::Display for JunkReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Control => t!("import.junk.control"),
            Self::Navigation => t!("import.junk.navigation"),
            Self::PageData => t!("import.junk.page_data"),
            Self::Url => t!("import.junk.url"),
            Self::Imprint => t!("import.junk.imprint"),
            Self::Related => t!("import.junk.related"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_numerals_are_shown() {
        let typed: Vec<String> = (1..=13).map(|number| format!("{number}.")).collect();
        let show = |count| typed.iter().take(count).map(String::as_str).collect::<Numerals>().to_string();
        assert_eq!(show(2), "1. 2.");
        assert!(show(12).ends_with("12."), "{}", show(12));
        assert!(show(13).ends_with("12. ……"), "{}", show(13));
    }
}
