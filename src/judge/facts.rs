//! What rules know besides the text: whose summary it is, of which year, and what the user has
//! said about it.

use super::clause::within;
use super::dates::years;
use super::scan::is_range_mark;
use super::words::Lexicon;
use crate::model::{FieldKind, Project, Review};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// What the checker is told besides the project.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The words that the program brings, with those of the user's own file.
    pub words: Arc<Lexicon>,
    /// How many pages the finished document takes, where it was laid out: else they are estimated.
    pub pages: Option<usize>,
}

impl Default for Setup {
    fn default() -> Self {
        Self { words: Lexicon::built_in(), pages: None }
    }
}

/// What the rules of one project know.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// 年度: that of the first year field that is filled, else the first year in the title.
    pub year: Option<i32>,
    /// No field gives it.
    pub year_is_of_title: bool,
    /// The values of the unit fields, the first one being the summary's own unit.
    pub units: Vec<String>,
    /// Names, pairs, rules switched off and findings set aside in this project.
    pub review: Arc<Review>,
    pub setup: Setup,
    /// Changes whenever anything of this does: what was found with other facts is void.
    pub stamp: u64,
}

impl Facts {
    pub fn of(project: &Project, setup: &Setup) -> Self {
        let filled = |kind: FieldKind| {
            let fields = project.fields.iter().filter(move |field| field.kind == kind);
            fields.map(|field| field.value.trim()).filter(|value| !value.is_empty())
        };
        let given = filled(FieldKind::Year).find_map(year_of);
        let year = given.or_else(|| year_in_title(&project.title_line()));
        let units: Vec<String> = filled(FieldKind::Unit).map(str::to_owned).collect();
        let mut hasher = DefaultHasher::new();
        (year, &units, &*project.review).hash(&mut hasher);
        setup.words.stamp().hash(&mut hasher);
        for field in &project.fields {
            (&field.name, &field.value).hash(&mut hasher);
        }
        rust_i18n::locale().hash(&mut hasher);
        let (review, stamp) = (project.review.clone(), hasher.finish());
        let year_is_of_title = given.is_none();
        Self { year, year_is_of_title, units, review, setup: setup.clone(), stamp }
    }
}

/// The first year of a title. None where it is the last one of several (2021—2025年) or the name of
/// something (《2025年工作要点》).
fn year_in_title(title: &str) -> Option<i32> {
    let Some(first) = years(title).next() else { return year_of(title) };
    let head = title.get(..first.digits.start)?;
    let named = within(title, first.digits.start, '《', '》');
    (!named && !head.ends_with(|c: char| c == '至' || is_range_mark(c))).then_some(first.value)
}

/// The first four digits in a row that are a year from 1949 to 2099.
fn year_of(text: &str) -> Option<i32> {
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4);
    runs.filter_map(|run| run.parse().ok()).find(|year| (1949..2100).contains(year))
}
