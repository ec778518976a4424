//! Bookmarks: the headings by level, those that run in among them.

use crate::model::flow::{self, Token};
use crate::model::{Place, Project, SectionId};
use crate::page::{Layout, Paragraph};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::{Outline, OutlineNode};
use std::collections::HashMap;
use std::iter::Peekable;
use std::ops::Range;

/// How far above a heading's baseline a page is shown from, in sizes of its font.
const ABOVE: f32 = 1.5;

struct Heading {
    level: usize,
    text: String,
    /// Counts from 0.
    page: usize,
    /// From the page's upper edge, in points.
    top: f32,
}

/// The bookmarks of a document, all of them in view.
pub fn of(project: &Project, layout: &Layout) -> Outline {
    let mut headings = headings(project, layout).into_iter().peekable();
    let mut outline = Outline::new();
    while headings.peek().is_some() {
        below(0, &mut headings).into_iter().for_each(|node| outline.push_child(node));
    }
    outline
}

/// The bookmarks that come next and are deeper than `level`.
fn below(level: usize, headings: &mut Peekable<impl Iterator<Item = Heading>>) -> Vec<OutlineNode> {
    let mut nodes = Vec::new();
    while let Some(heading) = headings.next_if(|heading| heading.level > level) {
        let place = XyzDestination::new(heading.page, Point::from_xy(0.0, heading.top));
        let mut node = OutlineNode::new(heading.text, place).with_open(true);
        below(heading.level, headings).into_iter().for_each(|child| node.push_child(child));
        nodes.push(node);
    }
    nodes
}

/// In their order.
fn headings(project: &Project, layout: &Layout) -> Vec<Heading> {
    let mut levels: HashMap<SectionId, usize> = HashMap::new();
    flow::walk(project, &mut |token| {
        if let Token::Enter { section, depth } = token {
            levels.insert(section.id, depth);
        }
    });
    let mut headings = Vec::new();
    // One whose text has a line end comes in two paragraphs.
    let mut last = None;
    for (page, lines) in layout.pages.iter().map(|page| &page.lines).enumerate() {
        for placed in lines {
            let Some(paragraph) = layout.paragraphs.get(placed.paragraph) else { continue };
            let Some(line) = paragraph.lines.get(placed.line) else { continue };
            for (section, range) in sections(paragraph) {
                if !line.range.contains(&range.start) || last == Some(section) {
                    continue;
                }
                last = Some(section);
                let text = title(paragraph, range);
                let top = (placed.baseline - ABOVE * paragraph.size).max(0.0);
                if !text.is_empty() {
                    let level = levels.get(&section).copied().unwrap_or_default().max(1);
                    headings.push(Heading { level, text, page, top });
                }
            }
        }
    }
    headings
}

/// The headings in a paragraph: whose they are, and which characters they are, with the numeral.
fn sections(paragraph: &Paragraph) -> impl Iterator<Item = (SectionId, Range<usize>)> {
    let place = |at: usize| paragraph.sources.get(at).map(|source| source.caret.place);
    let begins = (0..paragraph.sources.len()).filter(move |&at| at == 0 || place(at) != place(at - 1));
    begins.filter_map(move |at| {
        let Place::Heading(section) = place(at)? else { return None };
        let ends =
            paragraph.sources.iter().skip(at).find(|source| source.caret.place != Place::Heading(section));
        let start = paragraph.sources.get(at)?.at;
        Some((section, start..ends.map_or(usize::MAX, |source| source.at)))
    })
}

/// What a bookmark says: the heading without its end mark.
fn title(paragraph: &Paragraph, range: Range<usize>) -> String {
    let chars = paragraph.text.chars().skip(range.start).take(range.len());
    let text: String = chars.filter(|c| !c.is_control()).collect();
    text.trim().trim_end_matches('。').into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Edit, Field, Marker, Section};
    use crate::page::{self, Fonts};
    use std::sync::Arc;

    fn text(text: &str) -> Section {
        Section { paragraphs: vec![text.into()], ..Section::default() }
    }

    fn head(heading: &str) -> Section {
        Section { heading: heading.into(), ..Section::default() }
    }

    fn lead(heading: &str, paragraph: &str) -> Section {
        Section { heading_runs_in: true, heading: heading.into(), ..text(paragraph) }
    }

    fn above(section: Section, marker: Marker, children: Vec<Section>) -> Section {
        Section { marker, children: children.into_iter().map(Arc::new).collect(), ..section }
    }

    /// With these sections 一、二、三、.
    fn project(sections: Vec<Section>) -> Project {
        let mut project = Project::new("试".into());
        for (index, section) in sections.into_iter().enumerate() {
            project.apply(Edit::Insert { parent: 2, index, section });
        }
        project
    }

    fn found(project: &Project) -> Vec<(usize, String, usize)> {
        let layout = page::lay_out(project, &Fonts::bundled());
        let headings = headings(project, &layout);
        headings.into_iter().map(|heading| (heading.level, heading.text, heading.page)).collect()
    }

    #[test]
    fn headings_that_stand_and_that_run_in() {
        let points = vec![text("甲。"), lead("领题。", "乙。")];
        let points = Section { run_in: true, ..above(lead("履职。", "正文。"), Marker::Point, points) };
        let first = Section { paragraphs: vec!["引言。".into()], ..head("强化{{单位}}建设") };
        let long = lead("监督。", &"字".repeat(700));
        let mut project =
            project(vec![above(first, Marker::Second, vec![points, long]), text("无题。"), head("展望")]);
        project.title = vec!["总结".into()];
        project.fields = vec![Field { name: "单位".into(), value: "青石镇".into(), ..Field::default() }];
        let expected = [
            (1, "一、强化青石镇建设", 0),
            (2, "（一）履职", 0),
            (3, "二是领题", 0),
            (2, "（二）监督", 0),
            (1, "三、展望", 1),
        ];
        assert_eq!(found(&project), expected.map(|(level, text, page)| (level, text.to_owned(), page)));
    }

    #[test]
    fn a_heading_in_two_lines_comes_once() {
        assert_eq!(found(&project(vec![head("上\n下")])), [(1, "一、上".into(), 0)]);
        assert_eq!(found(&project(vec![text("无题。")])), []);
    }

    /// A bookmark leads to just above its line.
    #[test]
    fn places() {
        let project = project(vec![head("强"), head("弱")]);
        let layout = page::lay_out(&project, &Fonts::bundled());
        for (heading, placed) in headings(&project, &layout).iter().zip(&layout.pages[0].lines) {
            assert!((placed.baseline - 40.0..placed.baseline - 16.0).contains(&heading.top));
        }
    }
}
