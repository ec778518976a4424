//! What a rule is.

use super::{Document, Facts, Passage};
use rust_i18n::t;
use std::ops::Range;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 必改: nobody would hand the summary in like this.
    Must,
    /// 建议: probably wrong, or against a standard.
    Should,
    /// 提示: worth a look.
    Hint,
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// 遗留
    Leftovers,
    /// 年份日期
    Dates,
    /// 名称
    Names,
    /// 数据
    Figures,
    /// 结构
    Structure,
    /// 缺项: parts that are expected and are not there.
    Parts,
    /// 标点
    Marks,
    /// 数字用法
    Digits,
    /// 字词
    Words,
    /// 重复
    Repetition,
    /// 字数
    Limits,
    /// 特殊字符
    Characters,
    /// 隐私
    Secrets,
}

impl Severity {
    pub const ALL: [Self; 3] = [Self::Must, Self::Should, Self::Hint];

    /// The name that the command line takes.
    pub fn id(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::Hint => "hint",
        }
    }

    /// 必改, 建议, 提示
    pub fn label(self) -> String {
        match self {
            Self::Must => t!("judge.severity.must"),
            Self::Should => t!("judge.severity.should"),
            Self::Hint => t!("judge.severity.hint"),
        }
        .into_owned()
    }
}

impl Group {
    pub const ALL: [Self; 13] = [
        Self::Leftovers,
        Self::Dates,
        Self::Names,
        Self::Figures,
        Self::Structure,
        Self::Parts,
        Self::Marks,
        Self::Digits,
        Self::Words,
        Self::Repetition,
        Self::Limits,
        Self::Characters,
        Self::Secrets,
    ];

    pub fn label(self) -> String {
        match self {
            Self::Leftovers => t!("judge.group.leftovers"),
            Self::Dates => t!("judge.group.dates"),
            Self::Names => t!("judge.group.names"),
            Self::Figures => t!("judge.group.figures"),
            Self::Structure => t!("judge.group.structure"),
            Self::Parts => t!("judge.group.parts"),
            Self::Marks => t!("judge.group.marks"),
            Self::Digits => t!("judge.group.digits"),
            Self::Words => t!("judge.group.words"),
            Self::Repetition => t!("judge.group.repetition"),
            Self::Limits => t!("judge.group.limits"),
            Self::Characters => t!("judge.group.characters"),
            Self::Secrets => t!("judge.group.secrets"),
        }
        .into_owned()
    }
}

/// One row of the table.
#[derive(Debug)]
pub struct Rule {
    /// Lower case with hyphens; never changes, for projects remember it. Its name and reason stand
    /// in the locale files, below `judge.rule.<id>` with `_` for `-`.
    pub id: &'static str,
    pub group: Group,
    pub severity: Severity,
    /// The clause of the standard that it follows; empty where it is our own.
    pub clause: &'static str,
    /// Its fix can be applied without being looked at.
    pub safe: bool,
    pub check: Check,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// One passage by itself.
    Passage(fn(&Passage, &Facts, &mut Vec<Hit>)),
    /// All of them together.
    Whole(fn(&Document<'_>, &mut Vec<Found>)),
}

/// Something a rule has found in a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Bytes of the passage's text, at character boundaries.
    pub range: Range<usize>,
    /// What is wrong and what to write, in the user's language.
    pub message: String,
    /// What may stand in the place of the range, the best first.
    pub fixes: Vec<String>,
    /// What it is known again by where it is about no words of the text: which limit is broken.
    pub key: Option<String>,
}

/// Something a rule has found in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The passage, by its number.
    pub passage: usize,
    pub hit: Hit,
    /// The other places that it is about: passage and bytes.
    pub related: Vec<(usize, Range<usize>)>,
}

impl Hit {
    pub fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self { range, message: message.into(), fixes: Vec::new(), key: None }
    }

    pub fn fix(mut self, replacement: impl Into<String>) -> Self {
        self.fixes.push(replacement.into());
        self
    }

    pub fn known_by(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }
}

impl Rule {
    /// What it is called, in the user's language.
    pub fn name(&self) -> String {
        t!(format!("judge.rule.{}.name", self.key())).into_owned()
    }

    /// Why it matters, in the user's language.
    pub fn why(&self) -> String {
        t!(format!("judge.rule.{}.why", self.key())).into_owned()
    }

    fn key(&self) -> String {
        self.id.replace('-', "_")
    }
}
