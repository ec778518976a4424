//! 字数 of the whole, its parts and its sections, of the finished document: numerals and the
//! values of fields count.

use super::flow::{self, Kind, Token};
use super::{Limit, Project, SectionId, Unit};
use crate::text::chars::{is_asian, is_dropped, is_shared_mark};
use crate::text::count::{Count, Counter, SharedMarks};
use std::collections::HashMap;
use std::ops::Sub;

/// Lines of a page and characters of a line (GB/T 9704—2012 5.2.3).
const PAGE_LINES: usize = 22;
const LINE_CHARS: usize = 28;
/// Characters of a title's line: 156 mm in 22 pt.
const TITLE_CHARS: usize = 20;

/// The figures of a text that a limit can be set on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub count: Count,
    /// Lines that the text takes on the 28 × 22 grid, half-width characters as half a cell and
    /// without regard to 禁则: an estimate.
    pub lines: usize,
}

impl Figures {
    /// Pages on the 28 × 22 grid, as an estimate.
    pub fn pages(&self) -> usize {
        self.lines.div_ceil(PAGE_LINES)
    }

    /// The same text on so many pages, where they were counted.
    pub fn with_pages(self, pages: usize) -> Self {
        Self { lines: pages * PAGE_LINES, ..self }
    }

    pub fn in_unit(&self, unit: Unit) -> usize {
        match unit {
            Unit::Words => self.count.words,
            Unit::Chars => self.count.chars_no_space,
            Unit::Han => self.count.han,
            Unit::Pages => self.pages(),
        }
    }
}

impl Sub for Figures {
    type Output = Self;
    fn sub(self, earlier: Self) -> Self {
        Self { count: self.count - earlier.count, lines: self.lines - earlier.lines }
    }
}

/// The figures of a project; those of its parts and of the title and signature add up to the total.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    pub total: Figures,
    pub title: Figures,
    pub signature: Figures,
    sections: HashMap<SectionId, Figures>,
}

impl Measure {
    pub fn of(project: &Project, marks: SharedMarks) -> Self {
        let mut measure = Self::default();
        let mut ruler = Ruler { counter: Counter::new(marks), ..Ruler::default() };
        let mut open = Vec::new();
        flow::walk(project, &mut |token| match token {
            Token::Enter { section, .. } => {
                if open.is_empty() && measure.sections.is_empty() {
                    measure.title = ruler.figures();
                }
                open.push((section.id, ruler.figures()));
            }
            Token::Leave(_) => {
                if let Some((id, before)) = open.pop() {
                    let figures = ruler.figures() - before;
                    measure.sections.insert(id, figures);
                    measure.signature = ruler.figures();
                }
            }
            Token::Text(kind, text) => ruler.feed(kind, &text),
            Token::EndLine => ruler.end_line(),
        });
        measure.total = ruler.figures();
        measure.signature = measure.total - measure.signature;
        measure
    }

    /// The same with the whole's pages as they were counted, where they were.
    pub fn on_pages(mut self, pages: Option<usize>) -> Self {
        if let Some(pages) = pages {
            self.total = self.total.with_pages(pages);
        }
        self
    }

    /// The figures of a section with all below it, its numeral and heading.
    pub fn section(&self, id: SectionId) -> Figures {
        self.sections.get(&id).copied().unwrap_or_default()
    }
}

/// Every limit that is set, with what it is set on (`None` for the whole), in document order.
pub fn limits(project: &Project) -> impl Iterator<Item = (Option<SectionId>, Limit)> {
    std::iter::once((None, project.limit))
        .chain(project.walk().map(|section| (Some(section.id), section.limit)))
        .filter(|(_, limit)| !limit.is_empty())
}

/// Counts, and lays lines on the grid, as the text comes by.
#[derive(Default)]
struct Ruler {
    counter: Counter,
    lines: usize,
    /// Half cells taken on the current line; `None` before its first character.
    cells: Option<usize>,
}

impl Ruler {
    fn figures(&self) -> Figures {
        Figures { count: self.counter.count(), lines: self.lines }
    }

    fn feed(&mut self, kind: Kind, text: &str) {
        self.counter.feed(text);
        let (width, indent) = match kind {
            Kind::Title => (2 * TITLE_CHARS, 0),
            _ => (2 * LINE_CHARS, 4),
        };
        for c in text.chars().filter(|&c| !is_dropped(c)) {
            let cell = if is_asian(c) || is_shared_mark(c) { 2 } else { 1 };
            let taken = match self.cells {
                Some(taken) if taken + cell <= width => taken,
                Some(_) => {
                    self.lines += 1;
                    0
                }
                None => {
                    self.lines += 1;
                    indent
                }
            };
            self.cells = Some(taken + cell);
        }
    }

    fn end_line(&mut self) {
        self.counter.end_line();
        self.cells = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::{BODY, FIRST, head, project, text};
    use crate::model::{Field, Marker, Signature};

    fn words(project: &Project, id: SectionId) -> usize {
        Measure::of(project, SharedMarks::Asian).section(id).count.words
    }

    #[test]
    fn parts_and_title_and_signature_add_up() {
        let mut project = project([
            head("强化A1").says("共3件，").points([
                text("GDP增长5.6%"),
                text("2件。¶又。").apart(),
                text(""),
            ]),
            head("").says("　"),
        ]);
        project.title = vec!["{{单位}}2026年".into(), "总结".into()];
        project.fields = vec![Field { name: "单位".into(), value: "青石镇".into(), ..Field::default() }];
        project.signature = Some(Signature { unit: "{{单位}}".into(), date: "2026年12月1日".into() });
        let measure = Measure::of(&project, SharedMarks::Asian);
        let mut sum = measure.title.count + measure.signature.count;
        let mut lines = measure.title.lines + measure.signature.lines;
        for root in [1, BODY, 3] {
            sum += measure.section(root).count;
            lines += measure.section(root).lines;
        }
        assert_eq!((sum, lines), (measure.total.count, measure.total.lines));
        let text: Vec<_> = flow::lines(&project).into_iter().map(|line| line.text).collect();
        assert_eq!(measure.total.count, Count::of(&text.join("\n")));
        assert_eq!((measure.title.count.words, measure.signature.count.words), (7, 9));
        // 一、强化A1 / 共3件，一是GDP增长5.6% / 二是2件。又。三是
        assert_eq!(words(&project, FIRST), 5 + 4 + 6 + 5 + 2 + 2);
        assert_eq!(words(&project, FIRST + 1), 6);
        assert_eq!(words(&project, 99), 0);
    }

    #[test]
    fn numerals_and_words_cut_by_a_point_count_where_they_begin() {
        let mut project = project([head("").says("用ABC").points([text("甲")])]);
        assert_eq!((words(&project, FIRST), words(&project, FIRST + 1)), (2 + 2 + 3, 3));
        // Without a numeral between them, ABC and DEF are one word: it belongs to ABC.
        project.section_mut(FIRST).unwrap().marker = Marker::None;
        project.section_mut(FIRST + 1).unwrap().paragraphs = vec!["DEF乙".into()];
        assert_eq!((words(&project, FIRST), words(&project, FIRST + 1)), (2 + 2 + 1, 1));
    }

    #[test]
    fn marks_are_counted_as_asked() {
        let project = project([text("“5+2”“白加黑”")]);
        let count = |marks| Measure::of(&project, marks).total.count.words;
        assert_eq!((count(SharedMarks::Asian), count(SharedMarks::Latin)), (10, 7));
    }

    /// The sample's ten paragraphs: title, opening, three headings with a paragraph each, closing.
    #[test]
    fn the_sample_takes_four_pages() {
        let han = |count: usize| "字".repeat(count);
        let section = |heading: usize, count: usize| {
            // 一、 and 一是 are counted with the rest.
            head(&han(heading - 2)).points([text(&han(count - 2))])
        };
        let mut project = project([section(20, 449), section(20, 562), section(20, 754)]);
        project.title = vec![han(14)];
        project.section_mut(1).unwrap().paragraphs = vec![han(243)];
        project.section_mut(3).unwrap().paragraphs = vec![han(191), han(1)];
        let total = Measure::of(&project, SharedMarks::Asian).total;
        assert_eq!((total.count.words, total.count.paragraphs), (2274, 10));
        assert_eq!((total.lines, total.pages()), (86, 4));
    }

    #[test]
    fn lines_on_the_grid() {
        for (text, lines) in [
            ("", 0),
            ("字", 1),
            (&"字".repeat(26) as &str, 1),
            (&"字".repeat(27), 2),
            (&"字".repeat(26 + 28), 2),
            (&"字".repeat(26 + 29), 3),
            (&"a".repeat(52), 1),
            (&"a".repeat(53), 2),
            (&format!("{}\u{200B}", "字".repeat(26)), 1),
            ("字¶字", 2),
        ] {
            let mut project = Project::new("试".into());
            project.section_mut(1).unwrap().paragraphs = text.split('¶').map(String::from).collect();
            let total = Measure::of(&project, SharedMarks::Asian).total;
            assert_eq!(total.lines, lines, "{text}");
        }
        let mut title = Project::new("试".into());
        title.title = vec!["字".repeat(20), "字".repeat(21)];
        assert_eq!(Measure::of(&title, SharedMarks::Asian).total.lines, 3);
        let figures = |lines| Figures { lines, ..Figures::default() };
        assert_eq!([0, 1, 22, 23, 44].map(|n| figures(n).pages()), [0, 1, 1, 2, 2]);
    }

    #[test]
    fn limits_in_document_order() {
        let mut project = project([head("甲"), head("乙")]);
        project.limit = Limit::at_most(3000);
        project.section_mut(FIRST + 1).unwrap().limit = Limit::at_most(600);
        project.section_mut(1).unwrap().limit = Limit::at_most(300);
        let found: Vec<_> = limits(&project).map(|(id, limit)| (id, limit.max)).collect();
        assert_eq!(found, [(None, Some(3000)), (Some(1), Some(300)), (Some(FIRST + 1), Some(600))]);
    }
}
