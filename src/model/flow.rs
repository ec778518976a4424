//! What the finished document says, in its order. Every count and every export follows this one
//! walk, so that they cannot disagree.

use super::field::resolve;
use super::project::Part;
use super::{Project, Section};
use crate::text::chars::is_blank;
use std::borrow::Cow;

/// One step of the walk.
pub enum Token<'a> {
    /// What follows belongs to this section; `depth` is 0 for a part's root.
    Enter {
        section: &'a Section,
        depth: usize,
    },
    Leave(&'a Section),
    /// Text on the current line, fields resolved.
    Text(Kind, Cow<'a, str>),
    EndLine,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Title,
    Numeral,
    /// A heading on a line of its own.
    Heading,
    /// A heading that the text follows on the same line.
    RunInHeading,
    Body,
    SignatureUnit,
    SignatureDate,
}

/// One line of the finished document: a paragraph, in the sense of Word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub kind: LineKind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    Title,
    /// A standing heading; its level counts from 1.
    Heading(usize),
    Paragraph,
    SignatureUnit,
    SignatureDate,
}

struct Walker<'f, F> {
    sink: &'f mut F,
    line_open: bool,
    /// Something on the current line can be seen on paper.
    line_seen: bool,
}

/// Walks through the finished document.
pub fn walk<'a>(project: &'a Project, sink: &mut impl FnMut(Token<'a>)) {
    let mut walker = Walker { sink, line_open: false, line_seen: false };
    for line in &project.title {
        walker.new_line();
        walker.text(project, Kind::Title, line);
    }
    walker.new_line();
    for part in Part::ALL {
        walker.section(project, project.part(part), String::new(), false, 0);
        walker.new_line();
    }
    if let Some(signature) = &project.signature {
        for (kind, text) in [(Kind::SignatureUnit, &signature.unit), (Kind::SignatureDate, &signature.date)] {
            walker.new_line();
            walker.text(project, kind, text);
        }
        walker.new_line();
    }
}

impl<'a, F: FnMut(Token<'a>)> Walker<'_, F> {
    fn new_line(&mut self) {
        if self.line_open {
            (self.sink)(Token::EndLine);
        }
        self.line_open = false;
        self.line_seen = false;
    }

    /// A line begins with something that can be seen on paper: else a count would hold what no
    /// export has.
    fn text(&mut self, project: &'a Project, kind: Kind, text: &'a str) {
        self.line_open = true;
        let text = resolve(&project.fields, text);
        self.line_seen |= !is_blank(&text);
        (self.sink)(Token::Text(kind, if self.line_seen { text } else { Cow::Borrowed("") }));
    }

    fn section(
        &mut self,
        project: &'a Project,
        section: &'a Section,
        numeral: String,
        runs_on: bool,
        depth: usize,
    ) {
        if !runs_on {
            self.new_line();
        }
        (self.sink)(Token::Enter { section, depth });
        if !numeral.is_empty() {
            (self.line_open, self.line_seen) = (true, true);
            (self.sink)(Token::Text(Kind::Numeral, Cow::Owned(numeral)));
        }
        if !section.heading.is_empty() {
            let kind = if section.heading_runs_in { Kind::RunInHeading } else { Kind::Heading };
            self.text(project, kind, &section.heading);
            if kind == Kind::Heading {
                self.new_line();
            }
        }
        for (index, paragraph) in section.paragraphs.iter().enumerate() {
            if index > 0 {
                self.new_line();
            }
            self.text(project, Kind::Body, paragraph);
        }
        for (index, child) in section.children.iter().enumerate() {
            let numeral = section.marker.write(index + 1);
            self.section(project, child, numeral, section.child_runs_on(index), depth + 1);
        }
        (self.sink)(Token::Leave(section));
    }
}

/// The finished document's lines, those without a character to be seen left out.
pub fn lines(project: &Project) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line { kind: LineKind::Paragraph, text: String::new() };
    let mut depth = 0;
    walk(project, &mut |token| match token {
        Token::Enter { depth: entered, .. } => depth = entered,
        Token::Leave(_) => {}
        Token::Text(kind, text) => {
            line.kind = match kind {
                Kind::Title => LineKind::Title,
                Kind::Heading => LineKind::Heading(depth.max(1)),
                Kind::SignatureUnit => LineKind::SignatureUnit,
                Kind::SignatureDate => LineKind::SignatureDate,
                Kind::Numeral | Kind::RunInHeading | Kind::Body => LineKind::Paragraph,
            };
            line.text.push_str(&text);
        }
        Token::EndLine => {
            let done = std::mem::replace(&mut line, Line { kind: LineKind::Paragraph, text: String::new() });
            if !is_blank(&done.text) {
                lines.push(done);
            }
        }
    });
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::{head, lead, project, text};
    use crate::model::{Edit, Field, Marker, Signature};

    /// The lines below the title, a heading's level before it.
    fn body<const N: usize>(sections: [Section; N]) -> Vec<String> {
        let line = |line: Line| match line.kind {
            LineKind::Heading(level) => format!("{level}#{}", line.text),
            LineKind::Paragraph => line.text,
            kind => panic!("{kind:?} in the body"),
        };
        lines(&project(sections)).into_iter().map(line).collect()
    }

    #[test]
    fn nothing_is_no_line() {
        assert_eq!(lines(&Project::new("试".into())), []);
        let mut blank = Project::new("试".into());
        blank.title = vec![String::new(), "　".into()];
        blank.signature = Some(Signature::default());
        assert_eq!(lines(&blank), []);
    }

    #[test]
    fn points_run_in() {
        assert_eq!(
            body([head("强化").points([text("落实。"), text("监督。"), text("教育。")]), head("展望")]),
            ["1#一、强化", "一是落实。二是监督。三是教育。", "1#二、展望"]
        );
        assert_eq!(
            body([head("强化").says("引¶言。").points([text("落实。"), text("监督。")])]),
            ["1#一、强化", "引", "言。一是落实。二是监督。"]
        );
    }

    #[test]
    fn points_on_lines_of_their_own() {
        assert_eq!(
            body([head("强化").above(Marker::Point, [text("落实。"), text("监督。¶后")])]),
            ["1#一、强化", "一是落实。", "二是监督。", "后"]
        );
        assert_eq!(
            body([head("强化").points([text("甲。"), text("乙。").apart(), text("丙。")])]),
            ["1#一、强化", "一是甲。", "二是乙。三是丙。"]
        );
    }

    #[test]
    fn run_in_headings() {
        let points = [text("甲。"), text("乙。")];
        assert_eq!(
            body([head("强").above(Marker::Second, [lead("履职。", "正文。").points(points)])]),
            ["1#一、强", "（一）履职。正文。一是甲。二是乙。"]
        );
        let mut bare = lead("履职。", "");
        bare.paragraphs.clear();
        assert_eq!(
            body([head("强").above(Marker::Second, [bare.points([text("甲。")]), head("无文")])]),
            ["1#一、强", "（一）履职。一是甲。", "2#（二）无文"]
        );
    }

    #[test]
    fn nested_points() {
        let circled = |a, b| [text(a), text(b)];
        assert_eq!(
            body([head("强").points([
                Section { run_in: true, ..text("甲：").above(Marker::Fourth, circled("a；", "b。")) },
                text("乙。"),
            ])]),
            ["1#一、强", "一是甲：（1）a；（2）b。二是乙。"]
        );
        assert_eq!(
            body([
                head("强").points([text("甲：").above(Marker::Fourth, circled("a；", "b。")), text("乙。")])
            ]),
            ["1#一、强", "一是甲：", "（1）a；", "（2）b。", "二是乙。"]
        );
    }

    /// A heading that stands never shares its line with a point before or after it.
    #[test]
    fn standing_heading_among_points() {
        assert_eq!(
            body([head("强").points([text("甲。"), head("题").says("文。"), text("丙。")])]),
            ["1#一、强", "一是甲。", "2#二是题", "文。", "三是丙。"]
        );
    }

    #[test]
    fn a_line_begins_with_something_to_be_seen() {
        assert_eq!(body([text("甲¶ ¶\u{200B}¶字"), text("")]), ["一、甲", "字", "二、"]);
        assert_eq!(body([head("强").says("　").points([text("甲。")])]), ["1#一、强", "一是甲。"]);
        // Behind a numeral blanks are kept, as everything is that was read.
        assert_eq!(body([text(" 甲")]), ["一、 甲"]);
        assert_eq!(body([text("　　字 字　")]), ["一、　　字 字　"]);
    }

    #[test]
    fn fields_title_and_signature() {
        let mut project = project([head("{{单位}}概况").says("在{{单位}}，{{人数}}人，{{无}}。")]);
        let field =
            |name: &str, value: &str| Field { name: name.into(), value: value.into(), ..Field::default() };
        project.fields = vec![field("单位", "青石镇"), field("人数", "")];
        project.title = vec!["{{单位}}".into(), String::new(), "工作总结".into()];
        project.signature = Some(Signature { unit: "{{单位}}".into(), date: "2026年12月1日".into() });
        project.apply(Edit::SetParagraphs(1, vec!["导语。".into()]));
        project.apply(Edit::SetParagraphs(3, vec!["结语。".into()]));
        let expected = [
            (LineKind::Title, "青石镇"),
            (LineKind::Title, "工作总结"),
            (LineKind::Paragraph, "导语。"),
            (LineKind::Heading(1), "一、青石镇概况"),
            (LineKind::Paragraph, "在青石镇，{{人数}}人，{{无}}。"),
            (LineKind::Paragraph, "结语。"),
            (LineKind::SignatureUnit, "青石镇"),
            (LineKind::SignatureDate, "2026年12月1日"),
        ];
        let found = lines(&project);
        let found: Vec<_> = found.iter().map(|line| (line.kind, line.text.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sections_are_entered_and_left_in_pairs() {
        let project = project([head("强").points([text("甲。"), text("乙。")]), head("弱")]);
        let mut open = Vec::new();
        let mut depths = Vec::new();
        walk(&project, &mut |token| match token {
            Token::Enter { section, depth } => {
                assert_eq!(depth, if section.id < 4 { 0 } else { project.depth(section.id) });
                open.push(section.id);
                depths.push(depth);
            }
            Token::Leave(section) => assert_eq!(open.pop(), Some(section.id)),
            Token::Text(..) | Token::EndLine => {}
        });
        assert_eq!(depths, [0, 0, 1, 2, 2, 1, 0]);
        assert!(open.is_empty());
    }
}
