//! The lists of words: those that the program brings and those of the user's own file.

use crate::judge::near::{after, before, is_digit, is_han_numeral};
use crate::text::chars::is_han;
use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The program's own lists: common confusions, and fixed formulations.
pub(super) const BUILT_IN: [&str; 2] =
    [include_str!("../../../assets/lexicon.ron"), include_str!("../../../assets/formulations.ron")];

/// Bytes behind a wrong form within which an exception must end.
const LONGEST_EXCEPTION: usize = 300;

/// A file of words, as it is written by hand. Every key may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lists {
    pub words: Vec<Entry>,
    /// Two forms of a word that are not to stand in one summary.
    pub pairs: Vec<(String, String)>,
    /// Words within which nothing is wrong.
    pub except: Vec<String>,
}

/// A wrong form, where it is one, and what is right.
///
/// In the conditions `#` stands for a digit or a 汉字 numeral, `|` for the start, the end and all
/// that is no 汉字.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub wrong: String,
    /// Empty where there is no one right form.
    #[serde(default)]
    pub right: String,
    /// Further right forms.
    #[serde(default)]
    pub or: Vec<String>,
    #[serde(default)]
    pub grade: Grade,
    /// One of these must stand before it, none of those may.
    #[serde(default)]
    pub prev: Vec<String>,
    #[serde(default)]
    pub not_prev: Vec<String>,
    /// One of these must follow, none of those may.
    #[serde(default)]
    pub next: Vec<String>,
    #[serde(default)]
    pub not_next: Vec<String>,
    /// None of these may stand behind the words of `next`: 持续的改进 is one thing, 持续的改进空间 another.
    #[serde(default)]
    pub not_then: Vec<String>,
    #[serde(default)]
    pub why: String,
    /// Where the right form stands, and when somebody looked there last.
    #[serde(default)]
    pub source: String,
    #[serde(default)]
    pub checked: String,
}

/// How sure it is that the word is wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
pub enum Grade {
    /// It is never right.
    Typo,
    /// Another form is the usual one.
    #[default]
    Wrong,
    /// Most likely something else was meant.
    Doubtful,
    /// Worth a look.
    Hint,
    /// It departs from a fixed formulation.
    Formulation,
}

/// Lists, ready to be searched for.
#[derive(Debug)]
pub struct Lexicon {
    entries: Vec<Entry>,
    pairs: Vec<(String, String)>,
    /// Finds the entries, by their number, and behind them the exceptions.
    words: Option<AhoCorasick>,
    /// Finds the forms of the pairs: two numbers for each.
    forms: Option<AhoCorasick>,
    stamp: u64,
}

impl Lexicon {
    /// The program's lists alone.
    pub fn built_in() -> Arc<Self> {
        static BUILT_IN: OnceLock<Arc<Lexicon>> = OnceLock::new();
        BUILT_IN.get_or_init(|| Arc::new(Self::with(Lists::default()))).clone()
    }

    /// The program's lists and the user's. An entry of the user's takes the place of those of the
    /// program for the same wrong form.
    pub fn with(user: Lists) -> Self {
        let mut hasher = DefaultHasher::new();
        user.hash(&mut hasher);
        let mut lists = built_in_lists();
        lists.words.retain(|entry| !user.words.iter().any(|own| own.wrong == entry.wrong));
        lists.words.extend(user.words);
        lists.pairs.extend(user.pairs);
        lists.except.extend(user.except);
        lists.except.retain(|except| !except.is_empty());
        lists.words.retain(|entry| !entry.wrong.is_empty());
        lists.pairs.retain(|(one, other)| !one.is_empty() && !other.is_empty());
        let wrong = lists.words.iter().map(|entry| &entry.wrong);
        let words = AhoCorasick::new(wrong.chain(&lists.except)).ok();
        let forms = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(lists.pairs.iter().flat_map(|(one, other)| [one, other]))
            .ok();
        Self { entries: lists.words, pairs: lists.pairs, words, forms, stamp: hasher.finish() }
    }

    /// Tells this lexicon from others.
    pub fn stamp(&self) -> u64 {
        self.stamp
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The entries that a text breaks, by their number, and where.
    pub fn find(&self, text: &str) -> Vec<(usize, Range<usize>)> {
        let Some(words) = &self.words else { return Vec::new() };
        let (mut found, mut excepted) = (Vec::new(), Vec::<Range<usize>>::new());
        for hit in words.find_overlapping_iter(text) {
            let number = hit.pattern().as_usize();
            match self.entries.get(number) {
                Some(entry) if entry.applies(text, &hit.range()) => found.push((number, hit.range())),
                Some(_) => {}
                None => excepted.push(hit.range()),
            }
        }
        found.retain(|(_, range)| !within(range, &excepted));
        found
    }

    /// The forms of pairs in a text: pair, whether it is the second form, and where.
    pub fn find_forms(&self, text: &str) -> impl Iterator<Item = (usize, Form, Range<usize>)> {
        let forms = self.forms.iter().flat_map(move |forms| forms.find_iter(text));
        forms.map(|hit| {
            let number = hit.pattern().as_usize();
            (number / 2, if number.is_multiple_of(2) { Form::First } else { Form::Second }, hit.range())
        })
    }
}

impl Entry {
    /// Whether what stands around it lets the wrong form at `range` be wrong.
    fn applies(&self, text: &str, range: &Range<usize>) -> bool {
        let (head, rest) = (before(text, range.start), after(text, range.end));
        let ends = |condition: &String| match condition.as_str() {
            "#" => head.chars().next_back().is_some_and(is_number),
            "|" => !head.chars().next_back().is_some_and(is_han),
            words => head.ends_with(words),
        };
        let starts = |condition: &String| starts_with(rest, condition);
        let followed = |words: &String| {
            let then = rest.strip_prefix(words.as_str()).unwrap_or(rest);
            starts(words) && !self.not_then.iter().any(|condition| starts_with(then, condition))
        };
        (self.prev.is_empty() || self.prev.iter().any(ends))
            && (self.next.is_empty() || self.next.iter().any(followed))
            && !self.not_prev.iter().any(ends)
            && !self.not_next.iter().any(starts)
    }
}

fn starts_with(text: &str, condition: &str) -> bool {
    match condition {
        "#" => text.chars().next().is_some_and(is_number),
        "|" => !text.chars().next().is_some_and(is_han),
        words => text.starts_with(words),
    }
}

fn is_number(c: char) -> bool {
    is_digit(c) || is_han_numeral(c)
}

/// Whether a range lies within one of others, which are sorted by their ends.
fn within(inner: &Range<usize>, others: &[Range<usize>]) -> bool {
    let first = others.partition_point(|outer| outer.end < inner.end);
    let touching = others.iter().skip(first).take_while(|outer| outer.end < inner.end + LONGEST_EXCEPTION);
    touching.into_iter().any(|outer| outer.start <= inner.start)
}

/// Which of the two forms of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    First,
    Second,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::with(Lists::default())
    }
}

/// What the program brings. A mistake in it fails a test.
fn built_in_lists() -> Lists {
    let mut lists = Lists::default();
    for text in BUILT_IN {
        let more: Lists = ron::from_str(text).unwrap_or_default();
        lists.words.extend(more.words);
        lists.pairs.extend(more.pairs);
        lists.except.extend(more.except);
    }
    lists
}
