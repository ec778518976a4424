//! 版式: what the finished page looks like. The default is GB/T 9704—2012.

mod room;

pub use room::{LEAST_COLUMNS, LEAST_LINES, NoRoom};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Every number and font of the finished page. What a file leaves out is as in the standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// What lists call it.
    pub name: String,
    pub paper: Paper,
    /// Between the paper's edges and the 版心 (5.2.1: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm).
    pub margins: Margins,
    pub grid: Grid,
    pub sizes: Sizes,
    pub fonts: FontNames,
    /// Blank lines between the title and what follows.
    pub title_space: Lines,
    /// 字 by which paragraphs begin further in (7.3.3).
    pub indent: Cells,
    pub signature: SignatureStyle,
    pub page_number: PageNumber,
    pub overflow: Overflow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Paper {
    pub width: Mm,
    pub height: Mm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Margins {
    pub top: Mm,
    pub bottom: Mm,
    pub left: Mm,
    pub right: Mm,
}

/// Lines of a page, 字 of a line (5.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Grid {
    pub columns: Cells,
    pub lines: Lines,
    pub pitch: Pitch,
}

/// From line to line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pitch {
    /// The lines of the grid fill the 版心.
    #[default]
    Fill,
    /// So many points; as many lines as the 版心 has room for.
    Points(Pt),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sizes {
    /// 2号 (7.3.1)
    pub title: Pt,
    /// 3号 (5.2.2)
    pub body: Pt,
    /// 4号 (7.5)
    pub page_number: Pt,
}

/// Families of fonts in the order in which they are looked for. Behind the last one stands the
/// face that the program brings along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FontNames {
    pub title: Vec<String>,
    pub body: Vec<String>,
    /// Headings of the first level, 一、 (7.3.3).
    pub first: Vec<String>,
    /// Headings of the second level, （一）.
    pub second: Vec<String>,
    pub page_number: Vec<String>,
}

/// 落款 without a seal (7.3.5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignatureStyle {
    /// Blank lines before it.
    pub space: Lines,
    /// 字 that the unit, or a date longer than it, keeps off the right.
    pub inset: Cells,
    /// 字 by which the date begins further right than the unit.
    pub date_shift: Cells,
}

/// 页码 (7.5)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PageNumber {
    pub place: NumberPlace,
    /// From the 版心's lower edge to the number's 一字线.
    pub gap: Mm,
    /// 字 of its own size that it keeps off the side.
    pub inset: Cells,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NumberPlace {
    /// On the right of odd pages, on the left of even ones.
    #[default]
    Outside,
    /// On the right of every page: printed on one side.
    Right,
    Centre,
    None,
}

/// What becomes of a mark that may not begin a line and has no room at the end of the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Overflow {
    /// The marks of the line draw in, or its characters move apart, so that it fills the 版心.
    #[default]
    DrawIn,
    /// It hangs over the 版心's edge.
    Hang,
}

/// Millimetres, from 0 to [`Mm::MOST`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mm(f32);

/// Points of 1/72 inch, from [`Pt::LEAST`] to [`Pt::MOST`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pt(f32);

/// Characters' widths, at most [`Cells::MOST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cells(usize);

/// Lines, at most [`Lines::MOST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lines(usize);

// Neither holds what is no number.
impl Eq for Mm {}
impl Eq for Pt {}

impl Mm {
    pub const MOST: f32 = 1000.0;

    pub fn new(value: f32) -> Option<Self> {
        (0.0..=Self::MOST).contains(&value).then_some(Self(value))
    }

    pub fn get(self) -> f32 {
        self.0
    }

    /// In points.
    pub fn points(self) -> f32 {
        self.0 * 72.0 / 25.4
    }
}

impl Pt {
    pub const LEAST: f32 = 1.0;
    pub const MOST: f32 = 200.0;

    pub fn new(value: f32) -> Option<Self> {
        (Self::LEAST..=Self::MOST).contains(&value).then_some(Self(value))
    }

    pub fn get(self) -> f32 {
        self.0
    }
}

impl Cells {
    pub const MOST: usize = 100;

    pub fn new(value: usize) -> Option<Self> {
        (value <= Self::MOST).then_some(Self(value))
    }

    pub fn get(self) -> usize {
        self.0
    }
}

impl Lines {
    pub const MOST: usize = 100;

    pub fn new(value: usize) -> Option<Self> {
        (value <= Self::MOST).then_some(Self(value))
    }

    pub fn get(self) -> usize {
        self.0
    }
}

/// A number that may not stand where it was found. To a parser this is a mere message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutOfBounds {
    pub least: String,
    pub most: String,
    pub found: String,
}

impl OutOfBounds {
    /// What [`fmt::Display`] has written.
    pub fn read(message: &str) -> Option<Self> {
        let (least, rest) = message.strip_prefix("not from ")?.split_once(" to ")?;
        let (most, found) = rest.split_once(": ")?;
        Some(Self { least: least.into(), most: most.into(), found: found.into() })
    }
}

impl fmt::Display for OutOfBounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { least, most, found } = self;
        write!(f, "not from {least} to {most}: {found}")
    }
}

/// Reads and writes a bounded number as the number alone; one out of bounds is an error there.
macro_rules! as_number {
    ($($name:ident: $number:ty, $least:expr, $most:expr;)*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <$number>::deserialize(deserializer)?;
                Self::new(value).ok_or_else(|| {
                    let (least, most) = ($least.to_string(), $most.to_string());
                    D::Error::custom(OutOfBounds { least, most, found: value.to_string() })
                })
            }
        }
    )*};
}

as_number! {
    Mm: f32, 0_f32, Mm::MOST;
    Pt: f32, Pt::LEAST, Pt::MOST;
    Cells: usize, 0_usize, Cells::MOST;
    Lines: usize, 0_usize, Lines::MOST;
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            name: "国标".into(),
            paper: Paper::default(),
            margins: Margins::default(),
            grid: Grid::default(),
            sizes: Sizes::default(),
            fonts: FontNames::default(),
            title_space: Lines(1),
            indent: Cells(2),
            signature: SignatureStyle::default(),
            page_number: PageNumber::default(),
            overflow: Overflow::default(),
        }
    }
}

impl Default for Paper {
    fn default() -> Self {
        Self { width: Mm(210.0), height: Mm(297.0) }
    }
}

impl Default for Margins {
    fn default() -> Self {
        Self { top: Mm(37.0), bottom: Mm(35.0), left: Mm(28.0), right: Mm(26.0) }
    }
}

impl Default for Grid {
    fn default() -> Self {
        Self { columns: Cells(28), lines: Lines(22), pitch: Pitch::Fill }
    }
}

impl Default for Sizes {
    fn default() -> Self {
        Self { title: Pt(22.0), body: Pt(16.0), page_number: Pt(14.0) }
    }
}

impl Default for FontNames {
    fn default() -> Self {
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        Self {
            title: names(&["方正小标宋简体", "方正小标宋_GBK", "华文中宋"]),
            body: names(&["仿宋_GB2312", "仿宋", "华文仿宋", "FandolFang"]),
            first: names(&["黑体", "华文黑体", "FandolHei"]),
            second: names(&["楷体_GB2312", "楷体", "华文楷体", "LXGW WenKai", "FandolKai"]),
            page_number: names(&["宋体", "华文宋体", "FandolSong"]),
        }
    }
}

impl Default for SignatureStyle {
    fn default() -> Self {
        Self { space: Lines(1), inset: Cells(2), date_shift: Cells(2) }
    }
}

impl Default for PageNumber {
    fn default() -> Self {
        Self { place: NumberPlace::default(), gap: Mm(7.0), inset: Cells(1) }
    }
}
