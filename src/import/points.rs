//! 一是 … 二是 … inside a paragraph.

use super::note::{Note, Numerals};
use super::outline::{Node, Piece};
use crate::model::Marker;
use crate::model::marker::Numeral;

/// A point's numeral in a paragraph.
struct Mark {
    paragraph: usize,
    /// Bytes before it.
    at: usize,
    numeral: Numeral,
    /// Something stands before it on its line.
    runs_on: bool,
}

/// Makes points of 一是 … n是 in the paragraphs of every section whose points count exactly
/// 1, 2 … n, all of them taken together; elsewhere they stay text.
pub(super) fn split<'a>(node: &mut Node<'a>, notes: &mut Vec<Note>) {
    for child in &mut node.children {
        split(child, notes);
    }
    let splits =
        !node.is_point() && node.children.iter().all(|child| child.is_point() && child.children.is_empty());
    if !splits {
        return;
    }
    let lines = lines_of(node);
    let marks = marks(&lines, node.numeral.is_some());
    let counts = marks.len() > 1 && marks.iter().enumerate().all(|(at, mark)| mark.numeral.number == at + 1);
    if counts {
        if marks.iter().any(|mark| mark.runs_on) {
            rebuild(node, &lines, &marks);
        }
        return;
    }
    let lone = node.children.len() == 1;
    let run = marks.windows(2).any(|pair| match pair {
        [one, two] => (one.numeral.number, two.numeral.number) == (1, 2) && two.runs_on,
        _ => false,
    });
    let odd = lone && marks.iter().any(|mark| !mark.runs_on && mark.numeral.number != 1);
    if run || odd {
        let mut numerals = Numerals::default();
        for mark in &marks {
            let text = lines.get(mark.paragraph).map_or("", |line| line.text);
            numerals.push(text.get(mark.at..mark.at + mark.numeral.len).unwrap_or(""));
        }
        let first = marks.first().and_then(|mark| lines.get(mark.paragraph));
        notes.push(Note::PointsKept { line: first.map_or(1, |line| line.line), numerals });
    }
    // A single point makes no list.
    if lone {
        node.children.clear();
        node.paragraphs = lines;
    }
}

/// The section's own paragraphs and its points' as they stand in the text.
fn lines_of<'a>(node: &Node<'a>) -> Vec<Piece<'a>> {
    let mut lines = node.paragraphs.clone();
    for child in &node.children {
        lines.push(Piece { line: child.line, text: child.full });
        lines.extend(child.paragraphs.iter().skip(1));
    }
    lines
}

/// Every n是 at a paragraph's start or behind a mark that ends a clause.
fn marks(lines: &[Piece], first_is_behind_numeral: bool) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (paragraph, line) in lines.iter().enumerate() {
        let mut before = None;
        for (at, c) in line.text.char_indices() {
            let free = before
                .is_none_or(|c| matches!(c, '。' | '；' | '：' | '！' | '？' | '，' | '、' | '”' | '）'));
            // Only a Chinese figure can begin one; reading everything else would cost.
            let figure = matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十');
            if free
                && figure
                && let Some(numeral) = line.text.get(at..).and_then(Marker::read)
                && numeral.marker == Marker::Point
            {
                let runs_on = at > 0 || (paragraph == 0 && first_is_behind_numeral);
                marks.push(Mark { paragraph, at, numeral, runs_on });
            }
            if !c.is_whitespace() {
                before = Some(c);
            }
        }
    }
    marks
}

/// Cuts the lines at the marks.
fn rebuild<'a>(node: &mut Node<'a>, lines: &[Piece<'a>], marks: &[Mark]) {
    let mut marks = marks.iter().peekable();
    let mut points: Vec<Node> = Vec::new();
    node.paragraphs.clear();
    for (paragraph, line) in lines.iter().enumerate() {
        let mut put = |points: &mut Vec<Node<'a>>, text: &'a str| {
            let piece = Piece { text, ..*line };
            match points.last_mut() {
                Some(point) => point.paragraphs.push(piece),
                None => node.paragraphs.push(piece),
            }
        };
        let mut from = 0;
        while let Some(mark) = marks.next_if(|mark| mark.paragraph == paragraph) {
            if mark.runs_on {
                put(&mut points, line.text.get(from..mark.at).unwrap_or(""));
            }
            points.push(Node {
                line: line.line,
                full: line.text.get(mark.at..).unwrap_or(""),
                numeral: Some(mark.numeral),
                runs_on: mark.runs_on,
                ..Node::default()
            });
            from = mark.at + mark.numeral.len;
        }
        put(&mut points, line.text.get(from..).unwrap_or(""));
    }
    node.children = points;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::line::lines;
    use crate::import::outline::outline;

    /// Own paragraphs and points, `+` before a point that runs on.
    fn shown(text: &str) -> (Vec<String>, usize) {
        let mut notes = Vec::new();
        let mut root = outline(&lines(text), &mut notes);
        split(&mut root, &mut notes);
        let joined = |node: &Node| {
            let texts: Vec<_> = node.paragraphs.iter().map(|piece| piece.text).collect();
            texts.join("/")
        };
        let mut all = vec![joined(&root)];
        all.extend(root.children.iter().map(|child| {
            format!("{}{}{}", if child.runs_on { "+" } else { "" }, child.typed(), joined(child))
        }));
        (all, notes.len())
    }

    #[test]
    fn runs() {
        for (text, expected, notes) in [
            ("一是抓实。二是抓细。", &["", "一是抓实。", "+二是抓细。"][..], 0),
            ("做法：一是甲；二是乙，三是丙。", &["做法：", "+一是甲；", "+二是乙，", "+三是丙。"], 0),
            ("一是甲。\n二是乙。", &["", "一是甲。", "二是乙。"], 0),
            ("一是甲。二是乙。\n三是丙。", &["", "一是甲。", "+二是乙。", "三是丙。"], 0),
            ("一是甲。\n又甲。二是乙。\n末段", &["", "一是甲。/又甲。", "+二是乙。/末段"], 0),
            ("导语。\n一是甲。 二是乙", &["导语。", "一是甲。 ", "+二是乙"], 0),
            ("一是，二是", &["", "一是，", "+二是"], 0),
            ("一是甲。", &["一是甲。"], 0),
            ("他一是忙，二是累", &["他一是忙，二是累"], 0),
            ("做法：一是甲；三是乙。", &["做法：一是甲；三是乙。"], 0),
            ("一是甲，二是乙。\n又：一是丙，二是丁。", &["一是甲，二是乙。/又：一是丙，二是丁。"], 1),
            ("一是甲：一是子，二是丑。\n二是乙。", &["", "一是甲：一是子，二是丑。", "二是乙。"], 1),
            ("二是乙。", &["二是乙。"], 1),
            ("第十一是，十是", &["第十一是，十是"], 0),
        ] {
            assert_eq!(shown(text), (expected.iter().map(ToString::to_string).collect(), notes), "{text}");
        }
    }

    #[test]
    fn a_section_with_other_children_keeps_its_text() {
        let mut notes = Vec::new();
        let mut root = outline(&lines("一、甲\n一要看：一是子；二是丑。\n1.寅\n2.卯"), &mut notes);
        split(&mut root, &mut notes);
        assert_eq!(root.children[0].children.len(), 2);
        assert_eq!(root.children[0].paragraphs.len(), 2);
    }
}
