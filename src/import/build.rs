//! The tree of a text's lines as sections of a project.

use super::note::{Note, Reason};
use super::outline::{Node, Piece};
use crate::model::marker::Form;
use crate::model::{Marker, Project, Section};
use std::sync::Arc;

/// A line with more characters is no heading.
pub(super) const HEADING_CHARS: usize = 60;
/// A first sentence with more characters is no heading that runs in.
const RUN_IN_CHARS: usize = 40;
const END_MARKS: [char; 4] = ['。', '！', '？', '；'];

/// How the text behind a numeral begins.
enum Shape {
    /// All of it is a heading on a line of its own.
    Heading,
    /// So many bytes are a heading that the text runs on from.
    RunIn(usize),
    Text,
}

/// Makes the sections, in document order, with ids of the project.
pub(super) struct Builder<'p> {
    pub project: &'p mut Project,
    pub notes: Vec<Note>,
}

impl Builder<'_> {
    /// Gives `section` the node's children.
    pub fn children(&mut self, section: &mut Section, nodes: Vec<Node>) {
        let generated = match marker_of(&nodes) {
            Ok(marker) => {
                section.marker = marker;
                self.note_rewritten(&nodes);
                true
            }
            Err((reason, line)) => {
                let numerals = nodes.iter().map(Node::typed).collect();
                self.notes.push(Note::KeptAsWritten { line, numerals, reason });
                section.marker = Marker::None;
                false
            }
        };
        section.run_in = nodes.iter().any(|node| node.runs_on);
        for (index, node) in nodes.into_iter().enumerate() {
            let runs_on = node.runs_on;
            let mut child = self.section(node, generated);
            section.children.push(Arc::new(Section::default()));
            child.own_paragraph = !runs_on && section.child_runs_on(index);
            if let Some(last) = section.children.last_mut() {
                *last = Arc::new(child);
            }
        }
    }

    fn section(&mut self, node: Node, generated: bool) -> Section {
        let mut section = Section::new(self.project.new_section_id());
        let typed = if generated { "" } else { node.typed() };
        let (first, more) = match node.paragraphs.split_first() {
            Some((first, more)) => (first.text, more),
            None => ("", &[][..]),
        };
        match shape(&node, first, more) {
            Shape::Heading => section.heading = [typed, first].concat(),
            Shape::RunIn(end) => {
                let (heading, text) = first.split_at_checked(end).unwrap_or((first, ""));
                section.heading = [typed, heading].concat();
                section.heading_runs_in = true;
                section.paragraphs.extend((!text.is_empty()).then(|| text.to_owned()));
            }
            Shape::Text => section.paragraphs.push([typed, first].concat()),
        }
        section.paragraphs.extend(more.iter().map(|piece| piece.text.to_owned()));
        let first_child = node.children.first().map(|child| child.runs_on);
        // Behind a bare numeral an empty paragraph only serves to hold its line.
        if section.paragraphs == [""] && first_child != Some(true) {
            section.paragraphs.clear();
        }
        if !node.children.is_empty() {
            self.children(&mut section, node.children);
        }
        section
    }

    /// One note for each set that was put into its proper form.
    fn note_rewritten(&mut self, nodes: &[Node]) {
        for node in nodes {
            let Some(numeral) = node.numeral.filter(|numeral| numeral.form == Form::Variant) else {
                continue;
            };
            let known = self.notes.iter_mut().find_map(|note| match note {
                Note::Rewritten { from, count, .. }
                    if Marker::read(from).is_some_and(|known| known.marker == numeral.marker) =>
                {
                    Some(count)
                }
                _ => None,
            });
            match known {
                Some(count) => *count += 1,
                None => self.notes.push(Note::Rewritten {
                    line: node.line,
                    from: node.typed().to_owned(),
                    to: numeral.marker.write(numeral.number),
                    count: 1,
                }),
            }
        }
    }
}

/// The set of a run that counts 1, 2, 3 … in it; else why it does not, and where that shows.
fn marker_of(nodes: &[Node]) -> Result<Marker, (Reason, usize)> {
    let Some(first) = nodes.first().and_then(|node| node.numeral) else { return Ok(Marker::None) };
    let found = nodes.iter().enumerate().find_map(|(index, node)| {
        let numeral = node.numeral?;
        let reason = if numeral.form == Form::Foreign {
            Reason::Foreign
        } else if numeral.marker != first.marker {
            Reason::Mixed
        } else if first.number != 1 {
            Reason::NotFromOne
        } else if numeral.number != index + 1 {
            if numeral.number == 1 { Reason::Restart } else { Reason::Gap }
        } else {
            return None;
        };
        Some((reason, node.line))
    });
    found.map_or(Ok(first.marker), Err)
}

/// Whether a text has the look of a heading: one short phrase without an end mark.
pub(super) fn looks_like_heading(text: &str) -> bool {
    !text.is_empty() && !text.contains(END_MARKS) && text.chars().nth(HEADING_CHARS).is_none()
}

fn shape(node: &Node, first: &str, more: &[Piece]) -> Shape {
    if first.is_empty() || matches!(node.marker(), Some(Marker::Point | Marker::Ordinal)) {
        return Shape::Text;
    }
    let child_on_line = more.is_empty() && node.children.first().is_some_and(|child| child.runs_on);
    if looks_like_heading(first) && !child_on_line {
        return Shape::Heading;
    }
    let Some((sentence, text)) = first.split_once('。') else { return Shape::Text };
    let plain = !sentence.is_empty()
        && !sentence.contains(END_MARKS)
        && sentence.chars().nth(RUN_IN_CHARS).is_none()
        && !text.starts_with(['”', '’', '）', '》', '」', '】', '。']);
    if !plain {
        Shape::Text
    } else if !text.is_empty() || child_on_line {
        Shape::RunIn(sentence.len() + '。'.len_utf8())
    } else if !more.is_empty() || !node.children.is_empty() {
        Shape::Heading
    } else {
        Shape::Text
    }
}

#[cfg(test)]
mod tests {
    use crate::import::{JunkChoice, read};

    /// The heading of the first section, whether it runs in, and its paragraphs.
    fn first(text: &str) -> (String, bool, Vec<String>) {
        let project = read(text, "id".into(), &JunkChoice::KeepAll).project;
        let section = project.body.children.first().unwrap();
        (section.heading.clone(), section.heading_runs_in, section.paragraphs.clone())
    }

    #[test]
    fn headings() {
        let long = "强".repeat(61);
        for (text, heading, runs_in, paragraphs) in [
            ("一、强化领导", "强化领导", false, &[][..]),
            ("一、强化领导\n正文。", "强化领导", false, &["正文。"]),
            ("一、强化领导。\n正文。", "强化领导。", false, &["正文。"]),
            ("一、强化领导。\n（一）子", "强化领导。", false, &[]),
            ("一、强化领导。正文。", "强化领导。", true, &["正文。"]),
            ("一、强化领导。一是子，二是丑。", "强化领导。", true, &[]),
            ("一、强化领导。做法：一是子，二是丑。", "强化领导。", true, &["做法："]),
            ("一、做法：一是子，二是丑。", "", false, &["做法："]),
            ("一、一是子，二是丑。", "", false, &[""]),
            ("一、\n正文。", "", false, &["", "正文。"]),
            ("一、\n（一）子", "", false, &[]),
            // One sentence that nothing follows is text.
            ("一、强化领导。", "", false, &["强化领导。"]),
            ("一、抓实；抓细。抓牢。", "", false, &["抓实；抓细。抓牢。"]),
            // A quotation or bracket is not torn apart.
            ("一、他说：“抓实。”大家赞成。", "", false, &["他说：“抓实。”大家赞成。"]),
            (&format!("一、{long}"), "", false, &[long.as_str()]),
            (&format!("一、{long}。正文。"), "", false, &[&format!("{long}。正文。")]),
            ("第一，强化领导", "", false, &["强化领导"]),
            ("一是抓实\n二是抓细", "", false, &["抓实"]),
            // As written: the numeral is part of the heading.
            ("二、强化领导", "二、强化领导", false, &[]),
            ("(1)强化领导。正文。", "(1)强化领导。", true, &["正文。"]),
        ] {
            let paragraphs = paragraphs.iter().map(ToString::to_string).collect();
            assert_eq!(first(text), (heading.to_owned(), runs_in, paragraphs), "{text}");
        }
    }
}
