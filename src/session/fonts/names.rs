//! The names of one family in two languages, and the weight that a name ends in.

use crate::store::syntax;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

const SOURCE: &str = include_str!("../../../assets/families.ron");

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Families {
    same: Vec<Vec<String>>,
    rare: Vec<String>,
}

/// What a name leads to.
pub struct Names {
    /// The shown name of each family that has several, by each of its names.
    shown: HashMap<String, String>,
    /// The place of a family among those that rare characters are looked for in.
    rare: HashMap<String, usize>,
}

pub static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let families: Families = syntax::read(SOURCE).unwrap_or_default();
    let mut shown = HashMap::new();
    for group in families.same {
        let Some(first) = group.first().cloned() else { continue };
        shown.extend(group.iter().map(|name| (name.to_lowercase(), first.clone())));
    }
    let mut names = Names { shown, rare: HashMap::new() };
    for (place, name) in families.rare.iter().enumerate() {
        let key = names.key(name);
        names.rare.insert(key, place);
    }
    names
});

/// What a name may end in, and the weight that it asks for.
const WEIGHTS: &[(&str, u16)] = &[
    ("thin", 100),
    ("extralight", 200),
    ("light", 300),
    ("regular", 400),
    ("medium", 500),
    ("semibold", 600),
    ("bold", 700),
    ("extrabold", 800),
    ("heavy", 900),
    ("black", 900),
];

impl Names {
    /// The name that is shown for a family.
    pub fn shown(&self, name: &str) -> String {
        let name = name.trim();
        self.shown.get(&name.to_lowercase()).cloned().unwrap_or_else(|| name.to_owned())
    }

    /// The same for all names of a family.
    pub fn key(&self, name: &str) -> String {
        self.shown(name).to_lowercase()
    }

    /// How soon a rare character is looked for in a family: the least number first.
    pub fn rank(&self, keys: &[String]) -> usize {
        keys.iter().filter_map(|key| self.rare.get(key)).min().copied().unwrap_or(usize::MAX)
    }
}

/// A key without the weight that it ends in, and that weight.
pub fn weight(key: &str) -> Option<(&str, u16)> {
    let (family, last) = key.rsplit_once(' ')?;
    let (_, weight) = WEIGHTS.iter().find(|(name, _)| *name == last)?;
    Some((family.trim_end(), *weight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        let families: Families = syntax::read(SOURCE).unwrap();
        let mut seen = std::collections::HashSet::new();
        for name in families.same.iter().flatten() {
            assert!(seen.insert(name.to_lowercase()), "{name} stands twice");
        }
        for wish in crate::model::Profile::default().fonts.body {
            assert!(seen.contains(&wish.to_lowercase()), "{wish}");
        }
    }

    #[test]
    fn names_of_one_family() {
        for (one, other, same) in [
            ("仿宋_GB2312", "FangSong_GB2312", true),
            ("仿宋", "simfang", true),
            (" FangSong ", "仿宋", true),
            ("仿宋", "仿宋_GB2312", false),
            ("方正小标宋简体", "FZXiaoBiaoSong-B05S", true),
            ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", false),
            ("LXGW WENKAI", "霞鹜文楷", true),
            ("青石仿宋", "青石仿宋", true),
            ("青石仿宋", "", false),
        ] {
            assert_eq!(NAMES.key(one) == NAMES.key(other), same, "{one} {other}");
        }
    }

    #[test]
    fn weights() {
        for (key, expected) in [
            ("source han serif sc heavy", Some(("source han serif sc", 900))),
            ("思源宋体 bold", Some(("思源宋体", 700))),
            ("bold", None),
            ("仿宋", None),
            ("", None),
        ] {
            assert_eq!(weight(key), expected);
        }
    }
}
