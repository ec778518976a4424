//! 字数要求: what a whole, a part or a section may count.

use crate::model::measure::Figures;
use serde::{Deserialize, Serialize};

/// A least and a most, in one unit. Empty when neither is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limit {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<usize>,
    #[serde(skip_serializing_if = "Unit::is_words")]
    pub unit: Unit,
}

/// What a limit counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// 字数, as Word counts it.
    #[default]
    Words,
    /// 字符数(不计空格)
    Chars,
    /// 汉字数
    Han,
    /// Pages of 22 lines of 28 characters.
    Pages,
}

impl Unit {
    pub const ALL: [Self; 4] = [Self::Words, Self::Chars, Self::Han, Self::Pages];

    fn is_words(&self) -> bool {
        *self == Self::Words
    }
}

/// How a figure stands to its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Below the least, by so much.
    Short(usize),
    /// Within; so much may still be written, where there is a most.
    Within(Option<usize>),
    /// Above the most, by so much.
    Over(usize),
}

impl Limit {
    /// 常用要求: the most, in 字数, that offices commonly set.
    pub const PRESETS: [usize; 6] = [1500, 2000, 3000, 3500, 4000, 5000];

    pub fn at_most(words: usize) -> Self {
        Self { max: Some(words), ..Self::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.min.is_none() && self.max.is_none()
    }

    /// How the figures stand to this limit; `None` without one.
    pub fn standing(&self, figures: &Figures) -> Option<Standing> {
        if self.is_empty() {
            return None;
        }
        let value = figures.in_unit(self.unit);
        Some(match (self.min, self.max) {
            (_, Some(max)) if value > max => Standing::Over(value - max),
            (Some(min), _) if value < min => Standing::Short(min - value),
            (_, max) => Standing::Within(max.map(|max| max - value)),
        })
    }

    /// The figure that a bar fills up to: the most, else the least.
    pub fn target(&self) -> Option<usize> {
        self.max.or(self.min)
    }
}

impl Standing {
    pub fn is_broken(self) -> bool {
        !matches!(self, Self::Within(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::count::Count;

    #[test]
    fn standing() {
        let limit = |min, max| Limit { min, max, unit: Unit::Words };
        let words = |words| Figures { count: Count { words, ..Count::default() }, lines: 0 };
        for (limit, value, expected) in [
            (limit(None, None), 9, None),
            (limit(None, Some(600)), 449, Some(Standing::Within(Some(151)))),
            (limit(None, Some(600)), 637, Some(Standing::Over(37))),
            (limit(None, Some(600)), 600, Some(Standing::Within(Some(0)))),
            (limit(Some(600), None), 449, Some(Standing::Short(151))),
            (limit(Some(600), None), 700, Some(Standing::Within(None))),
            (limit(Some(100), Some(200)), 99, Some(Standing::Short(1))),
        ] {
            assert_eq!(limit.standing(&words(value)), expected);
        }
    }
}
